/** What is said of findings that are gone: entries of a baseline that nothing needs, and findings of the base that a change removes. */
import type { Diagnostic } from '../types.ts';
import type { Evaluated } from './evaluate.ts';

const FILES = 20;
const NAMES = 3;

/** A finding that is no more. */
interface Gone {
  readonly path: string;
  readonly component: string;
}

/** One notice for each file; `isWhole`: every file was scanned, so that an entry without a finding needs none. */
export function goneNotices({ unmatched, removed }: Pick<Evaluated, 'unmatched' | 'removed'>, isWhole: boolean): Diagnostic[] {
  const left = removed.map(({ component, locations: [first] }): Gone => ({ path: first?.path ?? '', component }));
  return [
    ...byFile('change/removed', left, (count, names) => `the change removes ${countWords(count)}: ${names}`),
    ...byFile(
      'baseline/unmatched',
      isWhole ? unmatched : [],
      (count, names) => `${countWords(count)} of the baseline gone: ${names}; pedigree baseline --prune --output FILE drops what is gone`,
    ),
  ];
}

function byFile(code: string, gone: readonly Gone[], wordsOf: (count: number, names: string) => string): Diagnostic[] {
  const files = new Map<string, string[]>();
  for (const { path, component } of gone) {
    const components = files.get(path);
    if (components === undefined) files.set(path, [component]);
    else components.push(component);
  }
  const shown = [...files].slice(0, FILES);
  const rest = gone.length - shown.reduce((sum, [, components]) => sum + components.length, 0);
  const notices = shown.map(([path, components]): Diagnostic => ({
    level: 'note',
    code,
    message: wordsOf(components.length, namesOf([...new Set(components)])),
    ...(path !== '' && { path }),
  }));
  if (rest === 0) return notices;
  return [...notices, { level: 'note', code, message: wordsOf(rest, `in ${files.size - FILES} more files`) }];
}

function namesOf(components: readonly string[]): string {
  const rest = components.length - NAMES;
  return rest > 0 ? `${components.slice(0, NAMES).join(', ')} and ${rest} more` : components.join(', ');
}

function countWords(count: number): string {
  return count === 1 ? '1 finding' : `${count} findings`;
}

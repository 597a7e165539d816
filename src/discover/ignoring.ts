/** The ignore rules of a tree: which files hold them, and what they hide. */
import { Buffer } from 'node:buffer';
import type { Diagnostic } from '../types.ts';
import { isFolder, readUpTo, withFile, type Place } from './file.ts';
import type { Budget } from '../formats/globs/wildmatch.ts';
import { isIgnored, parseIgnore, type IgnoreChain } from './gitignore.ts';
import { isEnvironment } from './names.ts';
import { readTracked, type Tracked } from './tracked.ts';

/** Larger files of ignore rules are not applied: more is scanned then, not less. */
export const LARGEST_RULES = 1 << 20;
const EXCLUDE = '.git/info/exclude';
/** Steps that all patterns of a walk may take together; ordinary trees need a thousandth of it. */
const STEPS = 2e9;

/** An entry as the rules see it; `bytes` is its path, one code unit a byte. */
export interface Entry {
  readonly name: string;
  readonly bytes: string;
  readonly isFolder: boolean;
}

/** Whether an entry is shown, hidden, or hidden but for that git tracks it, or something in it. */
export type Sight = 'shown' | 'hidden' | 'tracked';

/** The rules of one walk. */
export interface Ignoring {
  /** `.git/info/exclude`, which counts less than any .gitignore. */
  readonly top: IgnoreChain | null;
  /** Adds the .gitignore at `place` to the rules above it; `folder` is the path of its folder with a slash at the end, as bytes. */
  readonly chainOf: (place: Place, folder: string, above: IgnoreChain | null) => IgnoreChain | null;
  /** `isHidden`: the folder of the entry is hidden itself. */
  readonly sightOf: (chain: IgnoreChain | null, entry: Entry, isHidden: boolean) => Sight;
}

/** No rules: everything is shown. */
export const SHOW_ALL: Ignoring = { top: null, chainOf: (_place, _folder, above) => above, sightOf: () => 'shown' };

/** Rules for a walk below `root`; rules that cannot be applied are told through `report`. */
export function createIgnoring(root: string, report: (diagnostic: Diagnostic) => void): Ignoring {
  const budget: Budget = { left: STEPS };
  let tracked: Tracked | undefined;
  const chainOf = (place: Place, folder: string, above: IgnoreChain | null): IgnoreChain | null => {
    const content = withFile(place, (file) => ({ text: file.size > LARGEST_RULES ? null : textOf(readUpTo(file, LARGEST_RULES)) }));
    if (typeof content === 'string') return above;
    if (content.text !== null) return { file: parseIgnore(content.text), base: folder.length, above };
    report(notApplied(`the ignore rules in ${folder === '' ? 'the root' : folder} are over ${LARGEST_RULES} bytes`));
    return above;
  };
  const sightOf = (chain: IgnoreChain | null, entry: Entry, isHidden: boolean): Sight => {
    if (!isHidden && !isIgnored(chain, entry.bytes, entry.isFolder, budget)) return 'shown';
    if (!entry.isFolder && isEnvironment(entry.name)) return 'shown';
    tracked ??= readTracked(root);
    return (entry.isFolder ? tracked.hasBelow(entry.bytes) : tracked.has(entry.bytes)) ? 'tracked' : 'hidden';
  };
  return {
    top: hasExclude(root) ? chainOf(`${root}/${EXCLUDE}`, '', null) : null,
    chainOf,
    sightOf(chain, entry, isHidden) {
      const hadSteps = budget.left > 0;
      const sight = sightOf(chain, entry, isHidden);
      if (hadSteps && budget.left <= 0) report(notApplied('the ignore rules take too many steps'));
      return sight;
    },
  };
}

/** The text of `.git/info/exclude`, on which everything below a root depends; null when there is none. */
export function excludeOf(root: string): string | null {
  const text = hasExclude(root) ? withFile(`${root}/${EXCLUDE}`, (file) => ({ text: textOf(readUpTo(file, LARGEST_RULES + 1)) })) : '';
  return typeof text === 'string' ? null : text.text;
}

function hasExclude(root: string): boolean {
  return isFolder(`${root}/.git/info`) && isFolder(`${root}/.git`);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function notApplied(what: string): Diagnostic {
  return { level: 'warning', code: 'ignore/limit', message: `${what}: they are not applied, and more is scanned` };
}

/** setup.py and setup.cfg. https://setuptools.pypa.io/en/latest/references/keywords.html, .../userguide/declarative_config.html */
import { isLocation, locationSpans, requirementAt, requirementSpans } from '../../formats/lockfile/pep508.ts';
import { linesIn, type Range, type TextLine } from '../../formats/lockfile/index.ts';
import { readScript, scriptSpans, type ScriptItem } from '../../formats/script/index.ts';
import type { ScriptSyntax } from '../../formats/script/tokens.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with the version that is asked for; descriptions are mentions. */
export const setup: Extractor = {
  id: 'python/setup',
  files: ['**/setup.py', '**/setup.cfg'],
  read: (file) => (/\.py$/i.test(file.path) ? readSetupPy(file) : readSetupCfg(file)),
};

const PYTHON: ScriptSyntax = { lineComment: '#', blockComment: null, quotes: ['"""', "'''", '"', "'"], interpolation: null, isRuby: false };

/** Arguments of setup(), and names that lists of requirements commonly have before they are passed on. */
const REQUIREMENTS = /^(?:(?:install|setup|tests?|extras?)_requires?|extras|[a-z_]{0,30}(?:requirements?|requires|dependencies|deps))$/i;
const PROSE = /^(?:description|long_description|keywords|classifiers|author|author_email|maintainer|url|project_urls|license)$/;

function readSetupPy(file: SourceFile): Span[] {
  const script = readScript(file.text, PYTHON);
  const claimed = new Map<ScriptItem, readonly Span[]>();
  for (const item of script.items) {
    const spans = claims(file.text, item);
    if (spans) claimed.set(item, spans);
  }
  return scriptSpans(file, script, claimed);
}

function claims(text: string, { kind, start, end, keys, call }: ScriptItem): Span[] | null {
  if (kind !== 'text' || start === end) return null;
  const at = keys.findIndex((key) => REQUIREMENTS.test(key));
  if (at >= 0) return dependency(text, { start, end }, keys);
  if (keys[0] !== 'setup' || !PROSE.test(keys[1] ?? '')) return null;
  return [{ start, end, form: 'string', usage: 'mention', keys, scope: call < 0 ? '' : `@${call}` }];
}

function dependency(text: string, { start, end }: Range, keys: readonly string[]): Span[] | null {
  if (isLocation(text.slice(start, end))) return locationSpans(text, start, end, keys);
  const found = requirementAt(text, start, end);
  return found && requirementSpans(found, keys);
}

interface State {
  readonly text: string;
  readonly spans: Span[];
  section: string;
  key: string;
}

const LISTS = new Set(['install_requires', 'setup_requires', 'tests_require', 'requires_dist', 'requires-dist']);
const PAIR = /^([^\s=:[][^=:]*)[=:]/;

function readSetupCfg({ text }: SourceFile): Span[] {
  const state: State = { text, spans: [], section: '', key: '' };
  for (const line of linesIn(text)) readLine(state, line);
  return state.spans;
}

/** A section's head, `key = value`, or a further line of a value. */
function readLine(state: State, { start, end, indent, text }: TextLine): void {
  const from = start + indent;
  if (/^\s*[#;]/.test(text)) return void state.spans.push({ start: from, end, form: 'word', usage: 'mention', keys: [], scope: '' });
  const section = /^\[([^\]]*)\]/.exec(text)?.[1];
  const pair = indent === 0 ? PAIR.exec(text) : null;
  if (section !== undefined) {
    state.section = section;
    state.key = '';
  } else if (pair) {
    state.key = pair[1]?.trim() ?? '';
    state.spans.push({ start, end: start + state.key.length, form: 'key', keys: [state.section], scope: state.section });
    value(state, start + pair[0].length, end);
  } else if (state.key !== '') {
    value(state, from, end);
  }
}

function value({ text, spans, section, key }: State, from: number, until: number): void {
  const written = text.slice(from, until);
  const start = until - written.trimStart().length;
  const end = from + written.trimEnd().length;
  if (start >= end) return;
  const keys = [section, key];
  const isList =
    (section === 'options' && LISTS.has(key)) || section === 'options.extras_require' || (section === 'metadata' && LISTS.has(key));
  const usage = section === 'metadata' && PROSE.test(key) ? { usage: 'mention' as const } : {};
  const found = isList ? dependency(text, { start, end }, keys) : null;
  spans.push(...(found ?? [{ start, end, form: 'string' as const, keys, scope: section, ...usage }]));
}

/** YAML lockfiles -> lines with their key paths. Reads the block style that lockfile writers use; a flow collection is one value. */
import { linesIn, type Range } from './index.ts';

/** One line of a block mapping or list. */
export interface YamlLine extends Range {
  /** Keys from the root down to this line's own key; of a list item without a key, the path of its list. */
  readonly keys: readonly string[];
  /** Place of the key inside its quotes; null for a line without a key. */
  readonly key: Range | null;
  /** Place of the value inside its quotes; empty when nothing stands there. */
  readonly value: Range;
  /** The line opens a list item. */
  readonly item: boolean;
}

interface Level {
  readonly indent: number;
  readonly keys: readonly string[];
}

interface Pair {
  readonly key: Range | null;
  readonly value: Range;
}

const DEEPEST_KEYS = 16;
const ROOT: Level = { indent: -1, keys: [] };

/** Every line that is neither blank, nor a comment, nor a document mark. */
export function* yamlLines(text: string): Generator<YamlLine> {
  const levels: Level[] = [];
  for (const { start, end, indent } of linesIn(text)) {
    const content = start + indent;
    if (text[content] === '#' || text.startsWith('---', start)) continue;
    const item = isMark(text, content, end, '-');
    const isLong = isMark(text, content, end, '?');
    const from = item || isLong || isMark(text, content, end, ':') ? pastMarks(text, content, end) : content;
    const pair = isLong ? longKey(text, from, end) : pairIn(text, from, end);
    const column = isLong ? indent : from - start;
    while ((levels.at(-1)?.indent ?? -1) >= column || (item && (levels.at(-1)?.indent ?? -1) > indent)) levels.pop();
    const { keys: above } = levels.at(-1) ?? ROOT;
    const keys = pair.key && above.length < DEEPEST_KEYS ? [...above, text.slice(pair.key.start, pair.key.end)] : above;
    if (pair.key) levels.push({ indent: column, keys });
    yield { start, end, keys, item, ...pair };
  }
}

/** `- ` of a list item, `? ` of a key too long for one line, `: ` of its value. */
function isMark(text: string, at: number, end: number, mark: string): boolean {
  return text[at] === mark && (text[at + 1] === ' ' || at + 1 === end);
}

/** Behind the mark, and behind the dashes of lists within lists. */
function pastMarks(text: string, from: number, end: number): number {
  let at = from;
  do {
    at = Math.min(at + 2, end);
    while (at < end && text[at] === ' ') at++;
  } while (isMark(text, at, end, '-'));
  return at;
}

function longKey(text: string, from: number, end: number): Pair {
  return { key: scalarAt(text, from, end), value: { start: end, end } };
}

function pairIn(text: string, from: number, end: number): Pair {
  const quoted = quotedAt(text, from, end);
  const colon = quoted ? colonAt(text, quoted.end + 1, quoted.end + 2, end) : colonAt(text, from, end, end);
  if (colon < 0) return { key: null, value: scalarAt(text, from, end) };
  return { key: quoted ?? { start: from, end: colon }, value: scalarAt(text, colon + 1, end) };
}

/** The first colon in `[from, until)` that ends a key: a blank or the line's end follows. */
function colonAt(text: string, from: number, until: number, end: number): number {
  for (let at = from; at < until && at < end; at++) {
    if (text[at] === ':' && (at + 1 === end || text[at + 1] === ' ' || text[at + 1] === '\t')) return at;
    if (text[at] === '#' && text[at - 1] === ' ') return -1;
  }
  return -1;
}

function scalarAt(text: string, from: number, end: number): Range {
  let start = from;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  const quoted = quotedAt(text, start, end);
  if (quoted) return quoted;
  let stop = start;
  while (stop < end && !(text[stop] === '#' && (stop === start || text[stop - 1] === ' '))) stop++;
  while (stop > start && (text[stop - 1] === ' ' || text[stop - 1] === '\t')) stop--;
  return { start, end: stop };
}

/** What stands between the quotes that open at `start`. */
function quotedAt(text: string, start: number, end: number): Range | null {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return null;
  let at = start + 1;
  while (at < end && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return at < end ? { start: start + 1, end: at } : null;
}

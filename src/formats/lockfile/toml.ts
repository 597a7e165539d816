/** TOML lockfiles -> lines with their table and key. Reads the layout that lockfile writers use: one pair or array element a line. */
import { linesIn, type Range } from './index.ts';

/** One line of a TOML lockfile. */
export interface TomlLine extends Range {
  /** Name of the table: `package`, `package.dependencies`. */
  readonly table: string;
  /** The line is the header of that table; `[[...]]` starts a new element. */
  readonly header: 'table' | 'element' | null;
  /** Key of the pair, also on each further line of its array; '' on a header. */
  readonly key: string;
  /** Place of the value, or of this line's part of an array. */
  readonly value: Range;
}

const HEADER = /^(\[\[?)\s*([^\]]*)\]/;
/** Ends even an array that was left open. */
const SURE_HEADER = /^\[\[?[a-z][\w.-]*\]/;
const KEY = /^(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*=\s*/;
/** A key and a string, as most lines are. */
const PLAIN = /^([\w.-]+) = (?="[^"\\]*"$)/;

const LONG_QUOTES = ['"""', "'''"];
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const OPENER = 91;
const BACKSLASH = 92;
const CLOSER = 93;

/** What is still open at the end of a line. */
interface Open {
  key: string;
  /** Square brackets. */
  depth: number;
  /** The quotes that end a string over lines, or ''. */
  quotes: string;
}

/** Every line that is neither blank nor a comment. */
export function* tomlLines(text: string): Generator<TomlLine> {
  let table = '';
  const open: Open = { key: '', depth: 0, quotes: '' };
  for (const { start, end, indent, text: line } of linesIn(text)) {
    const from = start + indent;
    if (open.quotes !== '') {
      if (line.includes(open.quotes)) open.quotes = '';
      continue;
    }
    if (text[from] === '#') continue;
    const plain = open.depth === 0 && indent === 0 ? PLAIN.exec(line) : null;
    if (plain) {
      open.key = plain[1] ?? '';
      yield { start, end, table, header: null, key: open.key, value: { start: from + plain[0].length, end } };
      continue;
    }
    const header = text[from] === '[' ? headerIn(line, indent, open) : null;
    if (header) {
      table = bare(header[2] ?? '');
      yield { start, end, table, header: header[1] === '[[' ? 'element' : 'table', key: '', value: { start: end, end } };
    } else {
      const value = { start: from + keyIn(line.slice(indent), open), end };
      open.quotes = openQuotes(text, value);
      open.depth = Math.max(0, open.depth + brackets(text, value));
      yield { start, end, table, header: null, key: open.key, value };
    }
  }
}

function headerIn(line: string, indent: number, open: Open): RegExpExecArray | null {
  if (open.depth > 0 && (indent > 0 || !SURE_HEADER.test(line))) return null;
  const header = HEADER.exec(line.slice(indent));
  if (header) {
    open.depth = 0;
    open.key = '';
  }
  return header;
}

/** Notes the key of a line outside of arrays; gives the length of key and `=`. */
function keyIn(content: string, open: Open): number {
  if (open.depth > 0) return 0;
  const pair = KEY.exec(content);
  open.key = pair?.[1] ?? pair?.[2] ?? pair?.[3] ?? '';
  return pair?.[0].length ?? 0;
}

/** A table name without quotes and blanks: `package."a.b"` -> `package.a.b`. */
function bare(name: string): string {
  return name.replaceAll(/["'\s]/g, '');
}

/** Square brackets opened less those closed, strings and comments left out. */
function brackets(text: string, { start, end }: Range): number {
  let depth = 0;
  let quote = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === BACKSLASH && quote === DOUBLE) at++;
      else if (code === quote) quote = 0;
    } else if (code === DOUBLE || code === SINGLE) quote = code;
    else if (code === HASH) break;
    else if (code === OPENER) depth++;
    else if (code === CLOSER) depth--;
  }
  return depth;
}

/** The quotes of a string that opens here and ends on a further line, or ''. */
function openQuotes(text: string, { start, end }: Range): string {
  const quotes = LONG_QUOTES.find((one) => text.startsWith(one, start));
  return quotes === undefined || text.slice(start + 3, end).includes(quotes) ? '' : quotes;
}

/** The place of what a plain string value holds; null when the value is none. */
export function tomlQuoted(text: string, { start, end }: Range): Range | null {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return null;
  let at = start + 1;
  while (at < end && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return at < end ? { start: start + 1, end: at } : null;
}

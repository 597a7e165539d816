/** TOML lockfiles -> lines with their table and key. Reads the layout that lockfile writers use: one pair or array element a line. */
import { linesIn, type Range } from './lockfile.ts';

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
    const content = line.slice(indent);
    const from = start + indent;
    if (open.quotes !== '') {
      if (content.includes(open.quotes)) open.quotes = '';
      continue;
    }
    if (content.startsWith('#')) continue;
    const header = open.depth === 0 || (indent === 0 && SURE_HEADER.test(content)) ? HEADER.exec(content) : null;
    if (header) {
      table = bare(header[2] ?? '');
      open.depth = 0;
      yield { start, end, table, header: header[1] === '[[' ? 'element' : 'table', key: '', value: { start: end, end } };
    } else {
      const pair = open.depth > 0 ? null : KEY.exec(content);
      if (pair) open.key = pair[1] ?? pair[2] ?? pair[3] ?? '';
      const value = { start: from + (pair?.[0].length ?? 0), end };
      open.quotes = openQuotes(text, value);
      open.depth = Math.max(0, open.depth + brackets(text, value));
      yield { start, end, table, header: null, key: open.key, value };
    }
  }
}

/** A table name without quotes and blanks: `package."a.b"` -> `package.a.b`. */
function bare(name: string): string {
  return name.replaceAll(/["'\s]/g, '');
}

/** Square brackets opened less those closed, strings and comments left out. */
function brackets(text: string, { start, end }: Range): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < end; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '#') break;
    else if (char === '[') depth++;
    else if (char === ']') depth--;
  }
  return depth;
}

/** The quotes of a string that opens here and ends on a further line, or ''. */
function openQuotes(text: string, { start, end }: Range): string {
  const quotes = text.slice(start, start + 3);
  if (quotes !== '"""' && quotes !== "'''") return '';
  return text.slice(start + 3, end).includes(quotes) ? '' : quotes;
}

/** The place of what a plain string value holds; null when the value is none. */
export function tomlQuoted(text: string, { start, end }: Range): Range | null {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return null;
  let at = start + 1;
  while (at < end && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return at < end ? { start: start + 1, end: at } : null;
}

/** Lists of names in TOML lockfiles: the strings of a line, and lists or strings that are not closed. */
import type { TomlLine } from './toml.ts';
import type { Range, TextProblem } from './index.ts';

/** A string and the place of its content. */
export interface TomlString extends Range {
  readonly text: string;
}

/** The strings without escapes in a stretch of one line. */
export function tomlStrings(text: string, { start, end }: Range): TomlString[] {
  const strings: TomlString[] = [];
  for (let open = quoteIn(text, start, end); open >= 0;) {
    const close = quoteIn(text, open + 1, end);
    if (close < 0) break;
    strings.push({ start: open + 1, end: close, text: text.slice(open + 1, close) });
    open = quoteIn(text, close + 1, end);
  }
  return strings;
}

function quoteIn(text: string, from: number, end: number): number {
  const at = text.slice(from, end).indexOf('"');
  return at < 0 ? -1 : from + at;
}

/** Looks at the lines of a TOML lockfile in order, then (with null) at its end: says when a list or a string is not closed. */
export function tomlCheck(text: string): (line: TomlLine | null) => TextProblem | null {
  let list: number | null = null;
  return (line) => {
    const last = line === null ? -1 : lastIn(text, line.value);
    const first = line === null ? '' : text[line.value.start];
    const opens = line !== null && line.header === null && first === '[' && text[last] !== ']';
    const isBreach = list !== null && (line === null || line.header !== null || opens || isPair(text, line.value));
    if (isBreach) return { message: 'a list is not closed', at: list ?? 0 };
    if (opens) list = line.value.start;
    else if (list !== null && text[last] === ']') list = null;
    const isString = line !== null && line.header === null && list === null && first === '"';
    return isString && quoteIn(text, line.value.start + 1, line.value.end) < 0
      ? { message: 'a string is not closed', at: line.value.start }
      : null;
  };
}

/** Offset of the last character that is no blank. */
function lastIn(text: string, { start, end }: Range): number {
  let at = end - 1;
  while (at > start && (text[at] === ' ' || text[at] === '\t')) at--;
  return at;
}

/** `key = `, as no element of a list of strings begins. */
function isPair(text: string, { start, end }: Range): boolean {
  return /^[A-Za-z]/.test(text[start] ?? '') && text.slice(start, Math.min(end, start + 100)).includes('=');
}

/** Words and strings of TOML. */

/** A key, word or string, and its place. */
export interface TomlToken {
  /** Offsets of the content, quotes left out. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** Offset behind the token. */
  readonly next: number;
  readonly broken: boolean;
}

const NAME = /[\w-]*/y;
const WORD = /[^\s,#[\]{}=]*/y;

/** The key without quotes at an offset; empty when there is none. */
export function tomlName(text: string, start: number): TomlToken {
  return run(text, start, NAME);
}

/** The value without quotes at an offset; empty when there is none. */
export function tomlWord(text: string, start: number): TomlToken {
  return run(text, start, WORD);
}

function run(text: string, start: number, kind: RegExp): TomlToken {
  kind.lastIndex = start;
  const end = start < text.length && kind.test(text) ? kind.lastIndex : start;
  return { start, end, value: text.slice(start, end), next: end, broken: false };
}

/** The string that opens at an offset: `"basic"`, `'literal'`, or three quotes over lines, which no key has: https://toml.io/en/v1.0.0#keys */
export function tomlString(text: string, open: number, isKey = false): TomlToken {
  const quote = text[open] ?? '"';
  const isLong = !isKey && text.startsWith(quote.repeat(3), open);
  const start = open + (isLong ? 3 : 1);
  const close = isLong ? longEnd(text, start, quote) : shortEnd(text, start, quote);
  const broken = text[close] !== quote;
  const next = broken ? close : close + (isLong ? 3 : 1);
  const first = isLong ? pastLineEnd(text, start) : start;
  const written = text.slice(first, close);
  return { start: first, end: Math.max(first, close), value: quote === '"' ? unescaped(written) : written, next, broken };
}

/** A line end right behind the opening quotes is no part of the string. */
function pastLineEnd(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return text[at] === '\n' ? at + 1 : at;
}

/** The closing quote on the same line, or the end of the line. */
function shortEnd(text: string, start: number, quote: string): number {
  let at = start;
  while (at < text.length && text[at] !== quote && text[at] !== '\n')
    at += text[at] === '\\' && quote === '"' && text[at + 1] !== '\n' ? 2 : 1;
  return Math.min(at, text.length);
}

/** The first of the three closing quotes; up to two more quotes before them belong to the string. */
function longEnd(text: string, start: number, quote: string): number {
  const three = quote.repeat(3);
  let at = start;
  while (at < text.length && !text.startsWith(three, at)) at += text[at] === '\\' && quote === '"' ? 2 : 1;
  if (at >= text.length) return text.length;
  for (let extra = 0; extra < 2 && text[at + 3] === quote; extra++) at++;
  return at;
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([^\s]))/g;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['e', '\u001B'],
]);

function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replaceAll(ESCAPE, (all: string, short?: string, long?: string, byte?: string, char?: string) => {
    const digits = short ?? long ?? byte;
    if (digits === undefined) return NAMED.get(char ?? '') ?? char ?? all;
    const code = Number.parseInt(digits, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

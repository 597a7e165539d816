/** Tokens of the languages that build scripts are written in: Groovy, Kotlin, Ruby, Elixir, Swift. */
import type { Range } from '../lockfile/index.ts';

/** What sets the tokens of one such language apart. */
export interface ScriptSyntax {
  /** What opens a comment that ends with the line. */
  readonly lineComment: string;
  /** What opens and closes a comment over lines; Ruby's stand at the start of a line. */
  readonly blockComment: readonly [string, string] | null;
  /** Longest first. Those of three characters run over lines, the others end with their line at the latest. */
  readonly quotes: readonly string[];
  /** Opens code inside a string, to the next `}`. */
  readonly interpolation: string | null;
  /** Has `%q(...)`, `%w[...]` and here documents. */
  readonly isRuby: boolean;
}

/** Groovy and Kotlin. */
export const GRADLE: ScriptSyntax = {
  lineComment: '//',
  blockComment: ['/*', '*/'],
  quotes: ['"""', "'''", '"', "'", '`'],
  interpolation: '${',
  isRuby: false,
};

/** Gemfiles, gemspecs and Podfiles. */
export const RUBY: ScriptSyntax = {
  lineComment: '#',
  blockComment: ['=begin', '=end'],
  quotes: ['"', "'", '`'],
  interpolation: '#{',
  isRuby: true,
};

/** mix.exs and mix.lock. */
export const ELIXIR: ScriptSyntax = {
  lineComment: '#',
  blockComment: null,
  quotes: ['"""', "'''", '"', "'"],
  interpolation: '#{',
  isRuby: false,
};

/** Package.swift. */
export const SWIFT: ScriptSyntax = {
  lineComment: '//',
  blockComment: ['/*', '*/'],
  quotes: ['"""', '"'],
  interpolation: null,
  isRuby: false,
};

/** A `text` is a string's content, quotes left out; a `mark` one character; a `line` the end of one. */
export interface ScriptToken extends Range {
  readonly kind: 'name' | 'number' | 'text' | 'comment' | 'mark' | 'line';
}

/** The tokens of a script, and the offset of a comment or string over lines that is not closed, if there is one. */
export interface ScriptTokens {
  readonly tokens: readonly ScriptToken[];
  readonly unclosed: number | null;
}

interface State {
  readonly text: string;
  readonly syntax: ScriptSyntax;
  readonly tokens: ScriptToken[];
  /** Words that end the here documents which start on the next line. */
  readonly documents: string[];
  at: number;
  unclosed: number | null;
}

const BLANK = /[^\S\r\n]+/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\??\.|::)[\p{L}_$][\p{L}\p{N}_$]*)*(?:[?!](?![=.:]))?/uy;
const NUMBER = /\d[\p{L}\p{N}_.]*/uy;
const PERCENT = /%[qQwWiIr]?([([{<|!/])/y;
const DOCUMENT = /<<[~-]?(["']?)([A-Z_][A-Z0-9_]*)\1/y;
/** `%` is also an operator: a literal that is not closed within so many characters is none. */
const LONGEST_PERCENT = 500;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);

/** Splits a script into tokens; blanks are left out. Never fails: what nothing else claims is a mark. */
export function scriptTokens(text: string, syntax: ScriptSyntax): ScriptTokens {
  const state: State = { text, syntax, tokens: [], documents: [], at: 0, unclosed: null };
  while (state.at < text.length) step(state);
  return { tokens: state.tokens, unclosed: state.unclosed };
}

function step(state: State): void {
  const { text, syntax } = state;
  const char = text[state.at] ?? '';
  if (char === '\n' || char === '\r') return lineBreak(state, char);
  const blank = lengthOf(BLANK, state);
  if (blank > 0) {
    state.at += blank;
    return;
  }
  if (text.startsWith(syntax.lineComment, state.at)) return push(state, 'comment', state.at, lineEnd(text, state.at));
  const [open, close] = syntax.blockComment ?? ['', ''];
  if (open !== '' && text.startsWith(open, state.at) && (!syntax.isRuby || isLineStart(text, state.at)))
    return blockComment(state, open, close);
  if (syntax.isRuby && rubyLiteral(state)) return;
  const quote = syntax.quotes.find((one) => text.startsWith(one, state.at));
  if (quote !== undefined) return quote.length === 3 ? longText(state, quote) : shortText(state, quote);
  const name = lengthOf(NAME, state);
  if (name > 0) return push(state, 'name', state.at, state.at + name);
  const number = lengthOf(NUMBER, state);
  if (number > 0) return push(state, 'number', state.at, state.at + number);
  push(state, 'mark', state.at, state.at + 1);
}

function push(state: State, kind: ScriptToken['kind'], start: number, end: number, next = end): void {
  state.tokens.push({ kind, start, end });
  state.at = next;
}

function lengthOf(pattern: RegExp, { text, at }: State): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function lineBreak(state: State, char: string): void {
  const isPair = char === '\r' && state.text[state.at + 1] === '\n';
  push(state, 'line', state.at, state.at + (isPair ? 2 : 1));
  for (const word of state.documents.splice(0)) hereDocument(state, word);
}

/** The lines until one that is `word` alone. */
function hereDocument(state: State, word: string): void {
  const { text } = state;
  const start = state.at;
  let at = start;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (text.slice(at, end).trim() === word) return push(state, 'text', start, at, end);
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  state.unclosed ??= start;
  push(state, 'text', start, text.length);
}

function blockComment(state: State, open: string, close: string): void {
  const found = state.text.indexOf(close, state.at + open.length);
  if (found < 0) state.unclosed ??= state.at;
  push(state, 'comment', state.at, found < 0 ? state.text.length : found + close.length);
}

function longText(state: State, quote: string): void {
  const start = state.at + quote.length;
  const found = state.text.indexOf(quote, start);
  if (found < 0) state.unclosed ??= state.at;
  push(state, 'text', start, found < 0 ? state.text.length : found, found < 0 ? state.text.length : found + quote.length);
}

function shortText(state: State, quote: string): void {
  const { text, syntax } = state;
  const opensCode = quote === '"' ? syntax.interpolation : null;
  const start = state.at + quote.length;
  let depth = 0;
  let at = start;
  for (; at < text.length && text[at] !== '\n' && text[at] !== '\r'; at++) {
    const char = text[at];
    if (depth === 0 && char === quote) return push(state, 'text', start, at, at + 1);
    if (char === '\\' && text[at + 1] !== '\n' && text[at + 1] !== '\r') at++;
    else if (char === '{' && (depth > 0 || (opensCode !== null && text.startsWith(opensCode, at - 1)))) depth++;
    else if (char === '}' && depth > 0) depth--;
  }
  push(state, 'text', start, Math.min(at, text.length));
}

/** `%q(text)` and its kin; `<<~WORD` is noted for the line's end. */
function rubyLiteral(state: State): boolean {
  const { text } = state;
  const length = lengthOf(PERCENT, state);
  if (length > 0) {
    const open = text[state.at + length - 1] ?? '';
    const start = state.at + length;
    const size = text.slice(start, start + LONGEST_PERCENT).indexOf(CLOSERS.get(open) ?? open);
    if (size >= 0) push(state, 'text', start, start + size, start + size + 1);
    return size >= 0;
  }
  DOCUMENT.lastIndex = state.at;
  const document = DOCUMENT.exec(text);
  if (document === null) return false;
  state.documents.push(document[2] ?? '');
  state.at += document[0].length;
  return true;
}

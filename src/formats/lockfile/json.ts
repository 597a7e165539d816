/** JSON lockfiles -> tokens with their key paths, in one pass over the text. Comments and commas too many are let pass (bun.lock). */
import type { Range, TextProblem } from './index.ts';

/** A token of JSON, and where it stands. */
export interface JsonToken extends Range {
  /** `literal`: a number, true, false or null. Strings and keys are without their quotes. */
  readonly kind: 'open' | 'close' | 'key' | 'string' | 'literal' | 'comment';
  /** Keys from the root; of a key, value or container its own key is the last. Places in arrays are not keys. */
  readonly keys: readonly string[];
  /** Place in the array or object it stands in, from 0. */
  readonly index: number;
}

interface Frame {
  readonly closer: number;
  readonly keys: readonly string[];
  readonly index: number;
  /** Path of the value that comes next; null until its key was read. */
  next: readonly string[] | null;
  count: number;
}

interface State {
  readonly text: string;
  readonly visit: (token: JsonToken) => void;
  readonly stack: Frame[];
  at: number;
  problem: TextProblem | null;
}

const QUOTE = 34;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const DEEPEST_KEYS = 64;
const LITERAL = /[\w+.-]*/y;

/** Calls `visit` for every token of a JSON text; reads on after a mistake and gives the first one. */
export function readJsonTokens(text: string, visit: (token: JsonToken) => void): TextProblem | null {
  const state: State = { text, visit, stack: [], at: 0, problem: null };
  while (state.at < text.length) step(state, text.charCodeAt(state.at));
  if (state.stack.length > 0) complain(state, 'a bracket is not closed', text.length);
  return state.problem;
}

/** The same, with the places of the top-level entries whose names are `known`: what a lockfile format accounts for. */
export function readJsonLock(
  text: string,
  known: ReadonlySet<string>,
  visit: (token: JsonToken) => void,
): { readonly problem: TextProblem | null; readonly known: Range[] } {
  const tops: { name: string; start: number }[] = [];
  const problem = readJsonTokens(text, (token) => {
    if (token.kind === 'key' && token.keys.length === 1) tops.push({ name: token.keys[0] ?? '', start: token.start });
    visit(token);
  });
  const ranges = tops.map(({ name, start }, index) => ({ name, start, end: tops[index + 1]?.start ?? text.length }));
  return { problem, known: ranges.filter(({ name }) => known.has(name)) };
}

/** The text of a key or string token, unescaped. */
export function jsonText(text: string, { start, end }: Range): string {
  const written = text.slice(start, end);
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

function step(state: State, code: number): void {
  if (isBlank(code)) {
    const { text } = state;
    do state.at++;
    while (isBlank(text.charCodeAt(state.at)));
  } else if (code === QUOTE) {
    string(state);
  } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    open(state, code === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
  } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
    close(state, code);
  } else if (code === SLASH) {
    comment(state);
  } else {
    literal(state);
  }
}

function isBlank(code: number): boolean {
  return code <= 32 || code === COMMA || code === COLON || code === 0xfeff;
}

function string(state: State): void {
  const start = state.at + 1;
  const end = closingQuote(state.text, start);
  state.at = end + 1;
  if (state.text.charCodeAt(end) !== QUOTE) complain(state, 'a string is not closed', start);
  const frame = state.stack.at(-1);
  if (frame?.closer !== CLOSE_BRACE || frame.next !== null) return value(state, 'string', start, end);
  const key = jsonText(state.text, { start, end });
  frame.next = frame.keys.length < DEEPEST_KEYS ? [...frame.keys, key] : frame.keys;
  state.visit({ kind: 'key', start, end, keys: frame.next, index: frame.count });
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 2) {
    WITHIN.lastIndex = at;
    WITHIN.test(text);
    at = WITHIN.lastIndex;
    if (text.charCodeAt(at) !== BACKSLASH) return at;
  }
  return text.length;
}

const WITHIN = /[^"\\\n\r]*/y;

function value(state: State, kind: JsonToken['kind'], start: number, end: number): void {
  const { keys, index } = takeValue(state, start);
  state.visit({ kind, start, end, keys, index });
}

/** Path and place of the value that starts now. */
function takeValue(state: State, at: number): { keys: readonly string[]; index: number } {
  const frame = state.stack.at(-1);
  if (frame === undefined) return { keys: [], index: 0 };
  const keys = frame.next ?? frame.keys;
  if (frame.next === null && frame.closer === CLOSE_BRACE) complain(state, 'a value without a key', at);
  if (frame.closer === CLOSE_BRACE) frame.next = null;
  return { keys, index: frame.count++ };
}

function open(state: State, closer: number): void {
  const { keys, index } = takeValue(state, state.at);
  state.visit({ kind: 'open', start: state.at, end: state.at + 1, keys, index });
  state.stack.push({ closer, keys, index, next: null, count: 0 });
  state.at++;
}

function close(state: State, code: number): void {
  const frame = state.stack.at(-1);
  if (frame?.closer === code) {
    state.stack.pop();
    state.visit({ kind: 'close', start: state.at, end: state.at + 1, keys: frame.keys, index: frame.index });
  } else {
    complain(state, 'a bracket closes nothing', state.at);
  }
  state.at++;
}

function comment(state: State): void {
  const { text, at } = state;
  const isBlock = text[at + 1] === '*';
  if (!isBlock && text[at + 1] !== '/') complain(state, 'a character that has no place here', at);
  const end = isBlock ? text.indexOf('*/', at + 2) : lineEnd(text, at);
  state.at = end < 0 ? text.length : isBlock ? end + 2 : end;
  if (end < 0) complain(state, 'a comment is not closed', at);
  state.visit({ kind: 'comment', start: at, end: state.at, keys: [], index: 0 });
}

function literal(state: State): void {
  const { text, at } = state;
  LITERAL.lastIndex = at;
  const length = LITERAL.exec(text)?.[0].length ?? 0;
  if (length > 0) {
    state.at += length;
    return value(state, 'literal', at, state.at);
  }
  complain(state, 'a character that has no place here', at);
  state.at = lineEnd(text, at);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function complain(state: State, message: string, at: number): void {
  state.problem ??= { message: `JSON: ${message}`, at };
}

/** JSON as it is mostly written: an entry or element at a time. Everything else is left to the scanner. */
import { openAt, takeKey, takeValue, type Container, type State } from './state.ts';

/** Blanks, a string without escapes, a word without quotes; characters below a blank are no part of a string. */
const [_, S, W] = ['[\\t\\n\\r ]*', '"([ !#-[\\]-\\uffff]*)"', '([\\w.+-]+)'];
const ENTRY = new RegExp(`${_}${S}${_}:${_}(?:(?:${S}|${W})${_}(?:(,)|(?=\\}))|([{[]))`, 'y');
const ELEMENT = new RegExp(`${_}(?:(?:${S}|${W})${_}(?:(,)|(?=\\]))|([{[]))`, 'y');
const END = new RegExp(`${_}(?:,|([}\\]]))`, 'y');

/** Reads from `from` on what is plain; gives the offset behind it, where the next token starts. */
export function readPlain(state: State, from: number): number {
  for (let at = from; ;) {
    const container = state.stack.at(-1);
    if (container === undefined) return at;
    const next = nextAt(state, container, at);
    if (next < 0) return at;
    at = next;
  }
}

/** Behind what is read at an offset; -1: it is not plain. */
function nextAt(state: State, container: Container, at: number): number {
  if (container.expects === 'comma') return endAt(state, container, at);
  if (container.isObject && container.expects === 'key') return entryAt(state, container, at);
  return container.isObject ? -1 : elementAt(state, container, at);
}

function entryAt(state: State, container: Container, at: number): number {
  const { text } = state;
  ENTRY.lastIndex = at;
  const found = ENTRY.exec(text);
  if (found === null) return endAt(state, container, at);
  const [, key = '', string, word, comma, bracket] = found;
  const next = ENTRY.lastIndex;
  const start = text.indexOf('"', at) + 1;
  const end = start + key.length;
  takeKey(state, container, start, end, key);
  container.expects = comma === undefined ? 'comma' : 'key';
  if (bracket !== undefined) openAt(state, container, bracket === '{', next - 1);
  else takePlain(state, container, end + 1, string, word);
  return next;
}

function elementAt(state: State, container: Container, at: number): number {
  ELEMENT.lastIndex = at;
  const found = ELEMENT.exec(state.text);
  if (found === null) return endAt(state, container, at);
  const [, string, word, comma, bracket] = found;
  const next = ELEMENT.lastIndex;
  container.expects = comma === undefined ? 'comma' : 'value';
  if (bracket !== undefined) openAt(state, container, bracket === '{', next - 1);
  else takePlain(state, container, at, string, word);
  return next;
}

/** Takes the value that is the first thing from `at` on but for blanks and a colon. */
function takePlain(state: State, container: Container, at: number, string: string | undefined, word = ''): void {
  const { text } = state;
  let start = at;
  if (string !== undefined) start = text.indexOf('"', at) + 1;
  else while (text.charCodeAt(start) <= 32 || text[start] === ':') start++;
  const value = string ?? word;
  takeValue(state, container, start, start + value.length, value);
}

/** A comma, or the bracket that closes what is open. */
function endAt({ text, stack }: State, container: Container, at: number): number {
  END.lastIndex = at;
  const found = END.exec(text);
  if (found === null) return -1;
  if (found[1] === undefined) {
    if (container.expects !== 'comma') return -1;
    container.expects = container.isObject ? 'key' : 'value';
  } else if ((found[1] === '}') !== container.isObject) return -1;
  else stack.pop();
  return END.lastIndex;
}

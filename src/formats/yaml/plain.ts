/**
 * YAML as it is mostly written: block mappings and lists, scalars, lists of those in brackets, block scalars, comments. What it reads is
 * what the parser would; it gives up on a text that holds anything else.
 */
import { documentPlace, ROOT } from '../place.ts';
import { lineEnd } from '../position.ts';
import type { Scalar } from '../scalar.ts';
import { EVERYTHING, type Wanted } from '../wanted.ts';
import { blanksFrom } from './block-scalar.ts';
import { BLANK, closeBelow, comment, isName, listAt, mappingAt, odd, takeKey, takeValue, type Frame, type State } from './plain-state.ts';
import { goesOn, readValue } from './plain-values.ts';
import { closeOf, unquoted } from './quotes.ts';

const DASH = 45;
/** Tabs, other controls, and what some take for the end of a line. */
const ODD = /[^\P{Cc}\n]|[\u2028\u2029\ufeff]/u;
/** Longer paths are named after offsets. */
const LONGEST_PATH = 400;
const LONGEST_KEY = 200;

/** The scalars of a text; null when it is to be parsed. */
export function readPlainYaml(text: string, wanted: Wanted = EVERYTHING): Scalar[] | null {
  if (ODD.test(text)) return null;
  const one = readAs(text, wanted, false);
  const { isOdd, stack, scalars, comments } = one.documents > 0 ? readAs(text, wanted, true) : one;
  return isOdd || stack.length > 0 ? null : [...scalars, ...comments];
}

/** Reads a text as one document, up to where a second one starts, or as several. */
function readAs(text: string, wanted: Wanted, isStream: boolean): State {
  const root = isStream ? documentPlace(0) : ROOT;
  const state: State = {
    text,
    wanted,
    scalars: [],
    comments: [],
    stack: [],
    at: 0,
    isStream,
    root,
    documents: 0,
    isMarked: false,
    isOdd: false,
  };
  while (state.at < text.length && !state.isOdd && (isStream || state.documents === 0)) if (!readPair(state)) readLine(state);
  if (state.stack.length === 0) odd(state);
  closeBelow(state, -1);
  return state;
}

/** List marks, a key, and a value with double quotes or none, as far as one line tells them. */
const PAIR = /( *)((?:- +)*)([A-Za-z_][\w./-]*):(?: +"([^"\\\n]*)" *| +([\w/.$(](?:[^\n#:]|:(?=[^ \n]))*)| *)\n/y;

/** Reads a line that is nothing else, and with which its value ends; false: it is. */
function readPair(state: State): boolean {
  const { text, at: start } = state;
  PAIR.lastIndex = start;
  const found = PAIR.exec(text);
  if (found === null) return false;
  const [, blanks = '', marks = '', key = '', quoted, written] = found;
  const next = PAIR.lastIndex;
  const column = blanks.length + marks.length;
  if (key.length > LONGEST_KEY || !isName(key) || (written !== undefined && goesOn(text, next, column) >= 0)) return false;
  state.at = next;
  const first = start + blanks.length;
  for (let at = first; at < first + marks.length; at = behindMark(text, at, next)) if (!listAt(state, at - start)) odd(state);
  const frame = mappingAt(state, column, start + column) ? state.stack.at(-1) : undefined;
  const end = start + column + key.length;
  if (state.isOdd || frame === undefined || !takesKey(state, frame, start + column, end, key)) odd(state);
  else if (quoted !== undefined) takePlain(state, frame, text.indexOf('"', end) + 1, quoted);
  else if (written !== undefined)
    takePlain(state, frame, text.indexOf(written, end), written.slice(0, blanksFrom(written, written.length)));
  return true;
}

function takePlain(state: State, frame: Frame, start: number, value: string): void {
  frame.isOpen = false;
  takeValue(state, start, start + value.length, value, frame.entry);
}

function readLine(state: State): void {
  const { text } = state;
  const start = state.at;
  const end = lineEnd(text, start);
  let at = start;
  while (text.charCodeAt(at) === BLANK) at++;
  state.at = end + 1;
  if (at >= end) return;
  if (text[at] === '#') comment(state, at, end);
  else if (at === start && (text.startsWith('---', at) || text.startsWith('...', at))) readMarker(state, start, end);
  else readEntry(state, start, at, end);
}

/** `---` before or between documents that say something. */
function readMarker(state: State, start: number, end: number): void {
  if (state.text.slice(start, end).trimEnd() !== '---' || (state.isMarked && state.stack.length === 0)) return odd(state);
  state.isMarked = true;
  if (state.stack.length === 0) return;
  state.documents++;
  closeBelow(state, -1);
  state.root = documentPlace(state.documents);
}

/** List marks, then a key, then a value; some of them. */
function readEntry(state: State, start: number, first: number, end: number): void {
  const { text, stack } = state;
  let at = first;
  let parent = 0;
  for (let next = behindMark(text, at, end); next > 0; next = behindMark(text, at, end)) {
    parent = at - start;
    if (!listAt(state, parent)) return odd(state);
    at = next;
  }
  const colon = at < end ? colonAt(text, at, end) : -1;
  if (colon < 0) return at === first ? readBelow(state, start, at, end) : readValue(state, at, end, parent);
  const frame = mappingAt(state, at - start, at) ? stack.at(-1) : undefined;
  if (frame === undefined || !readKey(state, frame, at, colon)) return odd(state);
  readValue(state, colon + 1, end, frame.indent);
}

/** A value on a line of its own, below its key or list mark. */
function readBelow(state: State, start: number, at: number, end: number): void {
  const top = state.stack.at(-1);
  if (!top?.isOpen || at - start <= top.indent) return odd(state);
  readValue(state, at, end, top.indent);
}

/** Behind a list mark and its blanks; 0 when there is none. */
function behindMark(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) !== DASH || at >= end) return 0;
  let next = at + 1;
  while (next < end && text.charCodeAt(next) === BLANK) next++;
  return next > at + 1 || next === end ? next : 0;
}

/** The colon behind a key; -1: no key stands here. */
function colonAt(text: string, at: number, end: number): number {
  const line = text.slice(at, end);
  const quote = line[0] ?? '';
  if (quote === '"' || quote === "'") {
    const close = closeOf(line, 0, quote);
    return close > 0 && line[close + 1] === ':' && (line[close + 2] ?? ' ') === ' ' ? at + close + 1 : -1;
  }
  if (quote === '[' || quote === '{') return -1;
  const hash = line.indexOf(' #');
  const colon = line.indexOf(': ');
  if (colon >= 0) return hash >= 0 && hash < colon ? -1 : at + colon;
  return hash < 0 && line.endsWith(':') ? end - 1 : -1;
}

function readKey(state: State, frame: Frame, start: number, colon: number): boolean {
  const { text } = state;
  const quote = text[start] ?? '';
  const isQuoted = quote === '"' || quote === "'";
  const written = text.slice(start, colon);
  const inner = isQuoted ? written.slice(1, -1) : written.trimEnd();
  const key = isQuoted ? unquoted([inner], quote) : inner;
  if (key === null || inner.length > LONGEST_KEY || (!isQuoted && !isName(key))) return false;
  const from = isQuoted ? start + 1 : start;
  return takesKey(state, frame, from, from + inner.length, key);
}

function takesKey(state: State, frame: Frame, start: number, end: number, key: string): boolean {
  takeKey(state, frame, start, end, key);
  return frame.entry.length <= LONGEST_PATH;
}

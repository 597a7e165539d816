/** Strings: from their opening mark to their closing one, with the code inside. */
import type { StringKind } from '../languages/row.ts';
import { DEEPEST, isNewline, LAST, saw, type Hole, type State } from './state.ts';

/** Longest thing between the marks of a character literal: `\u{10FFFF}`. */
const LONGEST_CHAR = 12;

/** Reads the string that starts at `start`, its content at `from`. False: it is none, as nothing closes it. */
export function readString(state: State, kind: StringKind, start: number, from: number): boolean {
  if (kind.char) return readCharacter(state, kind, start, from);
  let lines = kind.lines && !state.absent.has(kind.close);
  if (lines && state.text.indexOf(kind.close, from) < 0) {
    state.absent.add(kind.close);
    lines = false;
  }
  const end = plainEnd(state.text, kind, lines, from);
  if (end >= 0) tell(state, start, end > from ? [from, end] : [], end + 1);
  else scan(state, hole(start, lines === kind.lines ? kind : { ...kind, lines }), from);
  return true;
}

function hole(start: number, kind: StringKind): Hole {
  const opens = kind.hole.includes('(') ? 40 : 123;
  return {
    mode: 'string',
    code: true,
    opens,
    closes: opens === 40 ? 41 : 125,
    depth: 0,
    start,
    parts: [],
    kind,
    lines: 0,
    elements: 0,
    element: '',
  };
}

/** Goes on with a string at `from`: up to its end, or to the code inside. */
export function scan(state: State, string: Hole, from: number): void {
  const { text } = state;
  const kind = string.kind;
  if (kind === null) return;
  const close = kind.close.charCodeAt(0);
  const escape = kind.escape === '' ? -1 : kind.escape.charCodeAt(0);
  const opening = kind.hole === '' ? -1 : kind.hole.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === opening && text.startsWith(kind.hole, at)) {
      if (kind.hole === '{' && text[at + 1] === '{') at++;
      else if (state.holes.length < DEEPEST) return enter(state, string, from, at);
    } else if (code === escape) at++;
    else if (code === close && kind.doubled && text.charCodeAt(at + 1) === close) at++;
    else if (code === close && text.startsWith(kind.close, at) && !isEarly(text, kind, at))
      return finish(state, string, from, at, at + kind.close.length);
    else if (!kind.lines && isNewline(code)) break;
  }
  at = Math.min(at, text.length);
  if (kind.lines && string.parts.length === 0 && kind.hole === '') return retry(state, string, kind, from);
  finish(state, string, from, at, at);
}

/** Where a string ends that holds nothing but its text; -1: it holds more, or nothing closes it. */
function plainEnd(text: string, kind: StringKind, lines: boolean, from: number): number {
  const { close, escape, doubled } = kind;
  if (close.length > 1 || close === escape || from >= text.length) return -1;
  const plain = plainOf(kind, lines);
  plain.lastIndex = from;
  plain.test(text);
  const end = plain.lastIndex;
  return text[end] !== close || (doubled && text[end + 1] === close) ? -1 : end;
}

const plains = new Map<StringKind, readonly [RegExp, RegExp]>();

/** What the text of a kind of string is made of. */
function plainOf(kind: StringKind, lines: boolean): RegExp {
  let both = plains.get(kind);
  if (both === undefined) {
    const marks = [kind.close, kind.escape, kind.hole.charAt(0)].map((mark) => mark.replace(/[\\\]^-]/, '\\$&')).join('');
    both = [new RegExp(`[^${marks}\\n\\r]*`, 'y'), new RegExp(`[^${marks}]*`, 'y')];
    plains.set(kind, both);
  }
  return both[lines ? 1 : 0];
}

/** Of more than three quotes the last three close a string without escapes. */
function isEarly(text: string, { close, escape }: StringKind, at: number): boolean {
  return close.length === 3 && close.startsWith('"') && escape === '' && text[at + 3] === '"';
}

/** Only an escaped mark closes it: it ends with its line, and so do all of its kind from here on. */
function retry(state: State, string: Hole, kind: StringKind, from: number): void {
  state.absent.add(kind.close);
  scan(state, { ...string, kind: { ...kind, lines: false } }, from);
}

function enter(state: State, string: Hole, from: number, at: number): void {
  const kind = string.kind;
  if (kind === null) return;
  if (at > from) string.parts.push(from, at);
  string.depth = 0;
  state.holes.push(string);
  state.tokens.hole(at);
  saw(state, LAST.open, at, at + 1);
  state.at = at + (kind.hole === '{$' ? 1 : kind.hole.length);
}

function finish(state: State, string: Hole, from: number, to: number, end: number): void {
  if (to > from) string.parts.push(from, to);
  tell(state, string.start, string.parts, end);
}

function tell(state: State, start: number, parts: readonly number[], end: number): void {
  state.tokens.string(start, end, parts);
  saw(state, LAST.string, start, end);
  state.at = end;
}

/** Tells what there is of a string whose end does not come. */
export function abandon(state: State, string: Hole): void {
  state.tokens.holeEnd(state.at);
  if (string.mode === 'string') state.tokens.string(string.start, state.at, string.parts);
}

function readCharacter(state: State, kind: StringKind, start: number, from: number): boolean {
  const { text } = state;
  if (text[from] === '\\') {
    const at = text.slice(from + 2, from + LONGEST_CHAR).indexOf(kind.close) + from + 2;
    if (at < from + 2) return false;
    finish(state, hole(start, kind), from, at, at + 1);
    return true;
  }
  const width = (text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
  if (text[from + width] !== kind.close || text[from] === kind.close || isNewline(text.charCodeAt(from))) return false;
  finish(state, hole(start, kind), from, from + width, from + width + 1);
  return true;
}

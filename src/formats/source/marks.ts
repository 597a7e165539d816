/** Marks in code: what they say about keys and the end of statements. */
import { LAST, MARK, type Mark } from '../lexer/state.ts';
import { endLabel, takeArm } from './cases.ts';
import { endMember, endStatement, KEY, type Frame, type Range } from './frames.ts';
import { note, type Reader } from './reader.ts';
import { CONDITIONS } from './words.ts';

const FURTHEST = 200;
/** Characters that go on with the statement of the line before. */
const CONTINUES = new Set('.?:+|&=)');

/** Takes a mark. */
export function readMark(read: Reader, mark: Mark, start: number, end: number): void {
  const { frame: inner, language } = read;
  if (inner.afterBlock && mark === MARK.assign) inner.afterBlock = false;
  switch (mark) {
    case MARK.assign:
      assign(read, inner);
      break;
    case MARK.pair:
    case MARK.compare:
      if (mark === MARK.compare || language.pairs === '=>') pairOrCompare(inner, mark === MARK.pair);
      else takeArm(read, inner);
      break;
    case MARK.colon:
      colon(read, inner);
      break;
    case MARK.comma:
      if (inner.generic === null || inner.keyBy !== KEY.typed) endMember(inner);
      break;
    case MARK.semicolon:
      endStatement(inner);
      break;
    case MARK.dot:
      if (end - start === 2 && read.text[end - 1] === '>') takeArm(read, inner);
      break;
    case MARK.question:
      inner.ternary++;
      break;
    case MARK.other:
      return other(read, inner, start, end);
  }
  note(read, LAST.mark, end, mark === MARK.dot);
}

function pairOrCompare(inner: Frame, isPair: boolean): void {
  if (isPair && inner.key !== null && inner.keyBy === KEY.written) return;
  if (isPair) becomeObject(inner);
  takeKey(inner, inner.name, isPair ? KEY.assigned : KEY.compared);
}

/** `['model' => 'x']`, `[model: 'x']`, `(model => 'x')`. */
function becomeObject(inner: Frame): void {
  if (inner.kind === 'list' || inner.kind === 'group') inner.kind = 'object';
}

function takeKey(inner: Frame, key: Range | null, by: Frame['keyBy']): void {
  inner.importing = inner.importBase = 0;
  if (key === null) return;
  inner.key = key;
  inner.keyBy = by;
  inner.owner = null;
}

/** `name =`: its name, or the subscript before it; a key with a type behind it stays. */
function assign(read: Reader, inner: Frame): void {
  const { language } = read;
  if (inner.computed !== null && read.last === LAST.close) {
    takeKey(inner, inner.computed, KEY.assigned);
    inner.computed = null;
  } else if (inner.subscript !== null) {
    const owner = inner.name;
    takeKey(inner, inner.subscript, KEY.written);
    inner.owner = owner;
    inner.subscript = null;
  } else if (inner.keyBy !== KEY.typed) {
    const key = language.nameFirst && inner.kind !== 'call' ? inner.lead : inner.name;
    takeKey(inner, key ?? inner.name, KEY.assigned);
  } else {
    inner.importing = inner.importBase = 0;
  }
}

function colon(read: Reader, inner: Frame): void {
  if (inner.importing === 1) inner.importing = inner.importBase = 2;
  if (inner.ternary > 0) {
    inner.ternary--;
    return;
  }
  if (endLabel(read, inner)) return;
  if (read.last === LAST.close && inner.computed !== null) return typed(inner, inner.computed);
  if (read.last !== LAST.name || inner.name === null || (inner.keyBy === KEY.assigned && read.language.lineEnds === 'always')) return;
  const first = inner.first ? read.text.slice(inner.first.start, inner.first.end) : '';
  if ((inner.kind === 'root' || inner.kind === 'block') && CONDITIONS.has(first)) return;
  becomeObject(inner);
  typed(inner, inner.name);
}

function typed(inner: Frame, key: Range): void {
  inner.key = key;
  inner.keyBy = KEY.typed;
}

/** `name!(`, `name<T>(`: the name stays the one that is called. */
function other(read: Reader, inner: Frame, start: number, end: number): void {
  const { text } = read;
  if (text[end - 1] === '>' && text[end - 2] === '-') takeArm(read, inner);
  const next = text[end] ?? '';
  if (text[start] === '!' && read.last === LAST.name && read.lastEnd === start && /[([{]/.test(next)) return note(read, LAST.name, end);
  if (text[start] === '<' && read.last === LAST.name && read.lastEnd === start) inner.generic = inner.name;
  if (text[start] === '>' && inner.generic) {
    const isCalled = next === '(' || next === '{';
    if (isCalled) inner.name = inner.generic;
    inner.generic = null;
    if (isCalled) return note(read, LAST.name, end);
  }
  note(read, LAST.mark, end);
}

/** A line ends, and with it a statement or member, if the language and what was read last allow it. */
export function readLine(read: Reader, at: number): void {
  const { frame: inner, language } = read;
  if (inner.count === 0 && inner.first === null) return;
  if (inner.kind === 'group' || inner.kind === 'list' || inner.kind === 'subscript' || inner.kind === 'call') return;
  if (language.directives && isDirective(read, inner)) return endStatement(inner);
  if (language.lineEnds === 'never') return;
  if (language.lineEnds === 'always') {
    if (inner.kind !== 'object' && read.text[at - 1] !== '\\') endStatement(inner);
    return;
  }
  if (isComplete(read, inner) && !goesOn(read.text, at)) endStatement(inner);
}

function isDirective({ text }: Reader, { first }: Frame): boolean {
  return first !== null && text[first.start - 1] === '#';
}

function isComplete(read: Reader, inner: Frame): boolean {
  if (read.last === LAST.mark) return inner.kind !== 'object' && read.text[read.lastEnd - 1] === ':';
  return read.last !== LAST.open;
}

/** The next line starts with what cannot start a statement. */
function goesOn(text: string, at: number): boolean {
  let next = at;
  while (next - at < FURTHEST && text.charCodeAt(next) <= 32) next++;
  return CONTINUES.has(text[next] ?? '');
}

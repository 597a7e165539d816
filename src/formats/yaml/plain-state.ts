/** What is known while plain YAML is read: the mappings and lists that are open, and what stood in them. */
import { element, interestIn, mapping, member, ROOT, type Place } from '../place.ts';
import { scalar, type Scalar } from '../scalar.ts';
import { INTEREST, type Wanted } from '../wanted.ts';

/** An open mapping or list. */
export interface Frame {
  readonly indent: number;
  readonly isList: boolean;
  /** Of a mapping: inside it. Of a list: the list's own place. */
  readonly place: Place;
  /** Where the value of the newest entry or element stands. */
  entry: Place;
  count: number;
  /** The newest entry or element has no value yet. */
  isOpen: boolean;
}

/** What the reader knows so far. */
export interface State {
  readonly text: string;
  readonly wanted: Wanted;
  readonly scalars: Scalar[];
  readonly comments: Scalar[];
  readonly stack: Frame[];
  readonly isStream: boolean;
  /** The start of the next line. */
  at: number;
  /** Of the document that is read. */
  root: Place;
  /** Documents before it. */
  documents: number;
  /** `---` was read. */
  isMarked: boolean;
  /** Something was read that may mean another thing to the parser. */
  isOdd: boolean;
}

/** The code of a blank. */
export const BLANK = 32;
/** Starts something else than a scalar without quotes. */
export const INDICATORS = '-?:,[]{}#&*!|>\'"%@` ';

/** What is nested more deeply is the parser's. */
const DEEPEST = 60;

/** Gives up. */
export function odd(state: State): void {
  state.isOdd = true;
}

/** Notes the comment that ends a line. */
export function comment({ text, wanted, stack, comments }: State, at: number, end: number): void {
  if (stack.at(-1)?.entry.interest !== INTEREST.whole && !wanted.isAnchored(at, end)) return;
  comments.push(scalar('comment', at, at + text.slice(at, end).trimEnd().length, '', ROOT));
}

/** Takes a key of a mapping. */
export function takeKey({ scalars, wanted }: State, frame: Frame, start: number, end: number, key: string): void {
  const interest = interestIn(frame.place, key, wanted);
  if (interest !== INTEREST.none || key.length !== end - start || wanted.isAnchored(start, end)) {
    scalars.push(scalar('key', start, end, key, frame.place));
  }
  frame.entry = member(frame.place, key, interest);
  frame.isOpen = true;
}

/** Takes a value. */
export function takeValue({ scalars, wanted }: State, start: number, end: number, value: string, place: Place): void {
  const isOwn = place.interest !== INTEREST.none || value.length !== end - start;
  if (isOwn || wanted.isAnchored(start, end) || wanted.isTelling(start, end)) scalars.push(scalar('value', start, end, value, place));
}

/** The list whose marks stand at a column, with one more element begun. False: none can stand there. */
export function listAt(state: State, indent: number): boolean {
  const { stack } = state;
  closeBelow(state, indent);
  const top = stack.at(-1);
  if (top?.isList && top.indent === indent) {
    if (top.isOpen) nothing(state, top);
    top.entry = element(top.place, ++top.count);
    return (top.isOpen = true);
  }
  if (stack.length >= DEEPEST || (top ? !top.isOpen : indent > 0)) return false;
  const place = top?.entry ?? state.root;
  if (top) top.isOpen = false;
  stack.push({ indent, isList: true, place, entry: element(place, 0), count: 0, isOpen: true });
  return true;
}

/** Takes the mapping whose keys stand at a column to the top. False: none can stand there. */
export function mappingAt(state: State, indent: number, at: number): boolean {
  const { stack } = state;
  closeBelow(state, indent);
  const list = stack.at(-1);
  if (list?.isList && list.indent === indent) close(state, list);
  const top = stack.at(-1);
  if (top && !top.isList && top.indent === indent) {
    if (top.isOpen) nothing(state, top);
    return true;
  }
  if (stack.length >= DEEPEST || (top ? !top.isOpen || top.indent >= indent : indent > 0 || list !== undefined)) return false;
  if (top) top.isOpen = false;
  const place = mapping(top?.entry ?? state.root, at);
  stack.push({ indent, isList: false, place, entry: place, count: 0, isOpen: false });
  return true;
}

/** Closes what stands deeper than a column. */
export function closeBelow(state: State, indent: number): void {
  for (let top = state.stack.at(-1); top && top.indent > indent; top = state.stack.at(-1)) close(state, top);
}

function close(state: State, top: Frame): void {
  if (top.isOpen) nothing(state, top);
  state.stack.pop();
}

/** An entry or element without a value. */
function nothing({ scalars, wanted }: State, { entry }: Frame): void {
  if (entry.interest !== INTEREST.none || wanted.isAnchored(0, 0)) scalars.push(scalar('value', 0, 0, '', entry));
}

/** Keys that are numbers, truths or nothing are not the text that they are written with; whole numbers are. */
const NO_TEXT = /^(?:~|null|true|false|[-+]?\.?(?:inf|nan|\d[\da-fox.e+-]*))$/i;

/** A key that is the text it is written with. */
export function isName(key: string): boolean {
  return !INDICATORS.includes(key[0] ?? ' ') && (!NO_TEXT.test(key) || /^(?:0|[1-9]\d{0,14})$/.test(key));
}

/** Nothing, or a comment, may stand behind a value. */
export function readRest(state: State, from: number, end: number): void {
  let at = from;
  while (at < end && state.text.charCodeAt(at) === BLANK) at++;
  if (at === end) return;
  if (at > from && state.text[at] === '#') comment(state, at, end);
  else odd(state);
}

/** Lists and mappings in brackets that hold scalars alone, for plain YAML. https://yaml.org/spec/1.2.2/#74-flow-collection-styles */
import { element, interestIn, mapping, member, type Place } from '../place.ts';
import { scalar } from '../scalar.ts';
import { INTEREST } from '../wanted.ts';
import { lineEnd } from '../position.ts';
import { blanksAt } from './block-scalar.ts';
import { isName, odd, readRest, takeValue, type State } from './plain-state.ts';

/** A key, a scalar, and what ends it: a comma, the closing bracket, or both. */
const ITEM =
  /[ \n]*(?:("?)([\w./$~-]+)\1: +)?(?:"([^"\\\n]*)"|'([^'\n]*)'|((?:[^\s,[\]{}#"'&*!|>%@`?:-]|-(?=[^\s,[\]{}]))[^\s,[\]{}#]*(?: +[^\s,[\]{}#]+)*))[ \n]*(?:,(?:[ \n]*([\]}]))?|([\]}]))/y;
const EMPTY = /[[{][ \n]*[\]}]/y;

/** `[a, "b"]` and `{ a: b }`, on one line or on several. */
export function readBrackets(state: State, open: number, parent: number, place: Place): void {
  const { text } = state;
  const isMap = text[open] === '{';
  const within = isMap ? mapping(place, open) : place;
  EMPTY.lastIndex = open;
  if (EMPTY.test(text)) return readEnd(state, open, EMPTY.lastIndex, parent);
  for (let at = open + 1, count = 0; ; count++) {
    ITEM.lastIndex = at;
    const found = ITEM.exec(text);
    if (found === null || !readItem(state, found, isMap, isMap ? within : element(place, count))) return odd(state);
    at = ITEM.lastIndex;
    const end = found[6] ?? found[7];
    if (end === (isMap ? '}' : ']')) return readEnd(state, open, at, parent);
    if (end !== undefined) return odd(state);
  }
}

/** Takes one item. False: it may mean something else. */
function readItem(state: State, found: RegExpExecArray, isMap: boolean, place: Place): boolean {
  const { scalars, wanted } = state;
  const [all, quote = '', key, double, single, written = ''] = found;
  const value = double ?? single ?? written;
  const isPlain = double === undefined && single === undefined;
  if (isMap !== (key !== undefined) || (isPlain && (written.includes(': ') || written.endsWith(':')))) return false;
  let start = found.index + all.search(/[^ \n]/);
  let own = place;
  if (key !== undefined) {
    if (quote === '' && !isName(key)) return false;
    const interest = interestIn(place, key, wanted);
    const from = start + quote.length;
    if (interest !== INTEREST.none || wanted.isAnchored(from, from + key.length)) {
      scalars.push(scalar('key', from, from + key.length, key, place));
    }
    start += 2 * quote.length + key.length + 1;
    while (' \n'.includes(all[start - found.index] ?? '.')) start++;
    own = member(place, key, interest);
  }
  if (!isPlain) start++;
  takeValue(state, start, start + value.length, value, own);
  return true;
}

/** The lines within brackets stand deeper than what holds them. */
function readEnd(state: State, open: number, close: number, parent: number): void {
  const { text } = state;
  if (text[close - 1] !== (text[open] === '{' ? '}' : ']')) return odd(state);
  for (let feed = text.indexOf('\n', open); feed >= 0 && feed < close; feed = text.indexOf('\n', feed + 1)) {
    if (blanksAt(text, feed + 1) <= parent) return odd(state);
  }
  const end = lineEnd(text, close);
  state.at = end + 1;
  readRest(state, close, end);
}

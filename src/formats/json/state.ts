/** What is known while JSON is read: the objects and arrays that are open, and what may come next in them. */
import { element, interestIn, mapping, member, ROOT, type Place } from '../place.ts';
import { scalar, type Reading, type Scalar } from '../scalar.ts';
import { INTEREST, type Interest, type Wanted } from '../wanted.ts';

/** An object or array that is open. */
export interface Container {
  readonly place: Place;
  readonly isObject: boolean;
  /** What may come next. */
  expects: 'key' | 'colon' | 'value' | 'comma';
  /** Of an object: the last key. */
  key: string;
  /** What is wanted of what stands under that key, or of the elements. */
  interest: Interest;
  count: number;
}

/** What the reader of JSON knows so far. */
export interface State {
  readonly text: string;
  readonly wanted: Wanted;
  readonly scalars: Scalar[];
  readonly stack: Container[];
  problem: Reading['problem'];
  /** A value stands at the top. */
  top: boolean;
}

/** Notes the first mistake of a text. */
export function complain(state: State, message: string, at: number): void {
  state.problem ??= { message: `JSON: ${message}`, at };
}

/** Takes a key. */
export function takeKey({ scalars, wanted }: State, container: Container, start: number, end: number, key: string): void {
  container.key = key;
  container.interest = interestIn(container.place, key, wanted);
  // What is written in another way than it is meant is looked at as it is meant.
  if (container.interest !== INTEREST.none || key.length !== end - start || wanted.isAnchored(start, end)) {
    scalars.push(scalar('key', start, end, key, container.place));
  }
}

/** Takes a value that is no object and no array. */
export function takeValue(state: State, container: Container | undefined, start: number, end: number, value: string): void {
  const { scalars, wanted } = state;
  const isWanted =
    (container !== undefined && container.interest !== INTEREST.none) ||
    value.length !== end - start ||
    wanted.isAnchored(start, end) ||
    wanted.isTelling(start, end);
  if (isWanted) scalars.push(scalar('value', start, end, value, placeOf(container)));
  if (container) container.count++;
}

/** Opens an object or array where a value may stand. */
export function openAt({ stack }: State, container: Container | undefined, isObject: boolean, at: number): void {
  const outer = placeOf(container);
  if (container) container.count++;
  const place = isObject ? mapping(outer, at) : outer;
  stack.push({ place, isObject, expects: isObject ? 'key' : 'value', key: '', interest: place.interest, count: 0 });
}

/** The place of the value that starts now. */
function placeOf(container: Container | undefined): Place {
  if (container === undefined) return ROOT;
  return container.isObject ? member(container.place, container.key, container.interest) : element(container.place, container.count);
}

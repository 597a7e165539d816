/** The brackets that are open, and what was told in each of them. */
import { DEEPEST, ENTRY, HAS_LINES, STACK } from './layout';

/** Of one of them: what closes it, what was told in its member, what it inherits, what it is, and of a hole the string around it. */
const CLOSER: usize = 0;
const TOLD: usize = 4;
const BASE: usize = 8;
const IS: usize = 12;
const KIND: usize = 16;
const START: usize = 20;
const OUTER_HOLE: usize = 24;

export const IS_CALL: i32 = 1;
export const IS_BLOCK: i32 = 2;
/** Of code in a string: the string is the first thing in what it stands in. */
export const IS_IN_FIRST: i32 = 4;
/** A name, a number, a string or a bracket stands in it; marks do not count. */
export const IS_COUNTED: i32 = 8;

let depth: i32 = 0;
let entry: usize = STACK;
/** The entry of the innermost hole; 0: none. */
let hole: usize = 0;

/** Nothing is open but what skimming starts in. */
export function empty(): void {
  depth = 0;
  entry = STACK;
  hole = 0;
  open(0, 0, 0);
}

function open(closer: i32, is: i32, base: i32): void {
  store<i32>(entry, closer, CLOSER);
  store<i32>(entry, base, TOLD);
  store<i32>(entry, base, BASE);
  store<i32>(entry, is, IS);
}

export function push(closer: i32, is: i32, base: i32): void {
  depth++;
  entry += ENTRY;
  open(closer, is, base);
}

/** Code within a string opens. */
export function pushHole(closer: i32, base: i32, kind: usize, start: i32, isInFirst: bool): void {
  push(closer, isInFirst ? IS_CALL | IS_IN_FIRST : IS_CALL, base);
  store<usize>(entry, kind, KIND);
  store<i32>(entry, start, START);
  store<usize>(entry, hole, OUTER_HOLE);
  hole = entry;
}

/** Closes the innermost one, and goes back to the hole before where it is one. */
export function pop(): void {
  if (entry === hole) hole = load<usize>(entry, OUTER_HOLE);
  depth--;
  entry -= ENTRY;
}

export function depthNow(): i32 {
  return depth;
}

export function isFull(): bool {
  return depth + 1 >= DEEPEST;
}

export function isClosedBy(code: i32): bool {
  return depth > 0 && load<i32>(entry, CLOSER) === code;
}

export function count(): void {
  store<i32>(entry, load<i32>(entry, IS) | IS_COUNTED, IS);
}

export function is(what: i32): bool {
  return (load<i32>(entry, IS) & what) !== 0;
}

export function told(): i32 {
  return load<i32>(entry, TOLD);
}

export function setTold(value: i32): void {
  store<i32>(entry, value, TOLD);
}

/** For all members. */
export function inherit(what: i32): void {
  store<i32>(entry, load<i32>(entry, BASE) | what, BASE);
  store<i32>(entry, load<i32>(entry, TOLD) | what, TOLD);
}

/** A member ends. */
export function forget(): void {
  store<i32>(entry, load<i32>(entry, BASE), TOLD);
}

/** The innermost bracket is code within a string. */
export function isHole(): bool {
  return entry === hole;
}

/** The kind of the string around, 0 for none; where it started. */
export function holeKind(): usize {
  return hole === 0 ? 0 : load<usize>(hole, KIND);
}

export function holeStart(): i32 {
  return load<i32>(hole, START);
}

/** Code stands in a string of one line. */
export function isOnOneLine(): bool {
  return hole !== 0 && (load<i32>(load<usize>(hole, KIND), 12) & HAS_LINES) === 0;
}

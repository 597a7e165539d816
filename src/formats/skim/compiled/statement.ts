/** How far the statement is that is read, as source/marks.ts and source/frames.ts know it. */
import { ALWAYS, COMPLETE, HAS_DIRECTIVES, LINE_ENDS, TRAITS } from './layout';
import { endOfLast, kind, MARK, OPEN, place } from './last';
import { forget } from './stack';
import { charAt, goesOn, NAME, rowAt, size, startOf } from './text';

/** The statement before ended, and nothing was read since. */
let isEnded: bool = false;
let afterBlock: bool = false;
/** The block closed just now. */
let isBlockLast: bool = false;
let hasCount: bool = false;
let hasFirst: bool = false;
let isDirective: bool = false;
let isCounted: bool = false;
/** Depth at which it imports; -1: it does not. */
let importing: i32 = -1;
let hasDirectives: bool = false;
let ends: i32 = 0;

/** A statement may start, or does behind a block. */
export function begin(isBehindBlock: bool): void {
  ends = load<i32>(rowAt(), LINE_ENDS);
  hasDirectives = (load<i32>(rowAt(), TRAITS) & HAS_DIRECTIVES) !== 0;
  afterBlock = isBlockLast = isBehindBlock;
  isEnded = !isBehindBlock;
  hasCount = hasFirst = isDirective = isCounted = false;
  importing = -1;
}

/** Names, strings or brackets were read since. */
export function isAnything(): bool {
  return isCounted;
}

/** It ends. */
export function end(): void {
  isEnded = true;
  afterBlock = isBlockLast = hasCount = hasFirst = isDirective = false;
  importing = -1;
  forget();
}

/** A name, a string or a bracket starts; or a number, which starts no statement behind a block. */
export function count(isOuter: bool, isStart: bool): void {
  if (isOuter) {
    if (isStart && afterBlock) end();
    hasCount = true;
  }
  isCounted = true;
  isEnded = isBlockLast = false;
}

/** A name at its own level; one with `#` in front makes the first one that of a directive. */
export function countName(isHash: bool): void {
  if (isHash && !hasFirst) isDirective = true;
  hasFirst = true;
}

/** A mark was read. */
export function mark(): void {
  isEnded = isBlockLast = false;
}

/** What stood before is given a value: it was no block that ended a statement. */
export function assign(): void {
  afterBlock = false;
}

export function endMember(): void {
  hasCount = afterBlock = false;
}

/** A bracket at its own level closed. What a brace held is not sure: then a directive may have ended. */
export function closeOuter(isBlock: bool, isBrace: bool): void {
  afterBlock = isBlockLast = isBlock;
  if (isBrace && !isBlock) isDirective = false;
}

/** A name at a depth exports something of its own, or is a word that imports. */
export function importAt(depth: i32, isExported: bool, isImport: bool): void {
  if (importing === depth && isExported) importing = -1;
  else if (importing < 0 && isImport) importing = depth;
}

export function isImporting(): bool {
  return importing >= 0;
}

/** A line ends at its own level. True: the next one starts with nothing read. */
export function endLine(): bool {
  if (!isEnded && (hasCount || hasFirst) && (isDirective || isComplete())) end();
  const code = charAt(endOfLast() - 1);
  const isSure = kind() !== MARK || !isCounted || code === 59 || code === 58;
  return isSure && (isEnded || (isBlockLast && startsAnew(place() + 1)));
}

/** A line that ends here ends a statement in a block. */
export function isComplete(): bool {
  if (ends === ALWAYS) return charAt(place() - 1) !== 92;
  if (ends !== COMPLETE || kind() === OPEN) return false;
  return (kind() !== MARK || charAt(endOfLast() - 1) === 58) && !goesOn(place());
}

/** What follows from a place on is a name, or a directive: with it a statement starts behind a block. */
export function startsAnew(from: i32): bool {
  let to = from;
  while (to < size() && charAt(to) <= 32) to++;
  return startOf(charAt(to)) === NAME || (hasDirectives && charAt(to) === 35);
}

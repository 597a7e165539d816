/**
 * Reads over statements that say nothing, as the lexer and the reader of code would read them: up to the last end of one before a statement
 * in which something may be said. What it is not sure of, it leaves to them.
 */
import * as last from './last';
import {
  HAS_ARROW_PAIRS,
  HAS_COMPOSITES,
  HAS_DATA_IN_BRACES,
  HAS_DIRECTIVES,
  HAS_LINES,
  IS_BEHIND_BLOCK,
  IS_EXPORTED,
  IS_INCLUDE,
  IS_NEW,
  LANDING,
  TELLS,
  TELLS_AS_NAME,
  TRAITS,
} from './layout';
import * as marks from './marks';
import * as openings from './openings';
import * as stack from './stack';
import * as statement from './statement';
import { HAS_BLANK, IS_SEVERAL, mayBeSetting, OF_OWNER, OF_OWNERS, tell } from './tell';
import * as text from './text';

/**
 * What was told in a member: something that a string stands under; a word that speaks of its owner; a telling key, under which a name stands;
 * a name that may become one; what makes a client; and `<`, behind which a comma ends nothing.
 */
const TELLING: i32 = 1;
const OWNED: i32 = 2;
const UNDER_KEY: i32 = 4;
const KEY: i32 = 8;
const MAKER: i32 = 16;
const GENERIC: i32 = 32;

const LONGEST_VALUE: i32 = 300;

let limit: i32 = 0;
let traits: i32 = 0;
/** No statement ended before the one where skimming started. */
let isNew: bool = false;

/** Takes a language and a text of so many characters. */
export function open(rowAt: usize, textAt: usize, size: i32): void {
  text.use(rowAt, textAt, size);
  traits = load<i32>(rowAt, TRAITS);
}

/**
 * Skims from the start of a line on, up to `until` at the most. `kind`, `start` and `end` are those of what was read last, and `place` says
 * what is open there. Writes where it landed, what was read last there, how far it looked, and whether anything was read.
 */
export function skim(from: i32, until: i32, kind: i32, start: i32, end: i32, place: i32): void {
  const isBehindBlock = (place & IS_BEHIND_BLOCK) !== 0;
  limit = until;
  isNew = (place & IS_NEW) !== 0;
  last.begin(from, kind, start, end);
  stack.empty();
  statement.begin(isBehindBlock);
  land(from);
  if (!isBehindBlock || statement.startsAnew(from)) while (last.place() < text.size() && last.place() <= limit && next()) {}
  store<i32>(LANDING, last.place(), 16);
}

function land(to: i32): void {
  store<i32>(LANDING, to);
  store<i32>(LANDING, last.kind(), 4);
  store<i32>(LANDING, last.startOfLast(), 8);
  store<i32>(LANDING, last.endOfLast(), 12);
  store<i32>(LANDING, statement.isAnything() ? 1 : 0, 20);
}

/** Reads one thing. False: this statement is to be read by others. */
function next(): bool {
  const at = last.place();
  const code = text.charAt(at);
  const start = text.startOf(code);
  if (start === text.BLANK) return last.goTo(text.blanksEnd(at + 1));
  if (start !== text.SPECIAL) return plain(at, code, start);
  const found = openings.openingAt(at, code, stack.holeKind(), (code === 47 || code === 60) && last.isOperand());
  if (found === openings.NONE) return plain(at, code, text.plainStartOf(code));
  return take(found, at);
}

function plain(at: i32, code: i32, start: i32): bool {
  switch (start) {
    case text.NEWLINE:
      return newline(at);
    case text.NAME:
      return name(at);
    case text.DIGIT:
      count(false);
      return last.saw(last.NUMBER, at, text.numberEnd(at));
    case text.OPEN:
      return bracket(at, code);
    case text.CLOSE:
      return close(at, code);
    default:
      return mark(at, code);
  }
}

/** Goes on behind a comment or a string, in a string, or not at all. A string that comes first may be the key of what follows. */
function take(found: i32, start: i32): bool {
  if (found >= 0) return last.goTo(found);
  if (found === openings.UNSURE) return false;
  if (found === openings.UNCLOSED) return giveUp();
  if (isNew && stack.depthNow() === 0 && !statement.isAnything()) return false;
  const isFirst = !stack.is(stack.IS_COUNTED);
  // A name right before a string is a key, too: then the one above it belongs to it.
  if (last.kind() === last.NAME && (stack.told() & OWNED) !== 0) stack.setTold(stack.told() | TELLING);
  ownLast();
  if (found === openings.QUOTED) return scan(openings.stringKind(), start, openings.contentStart(), isFirst, false);
  const end = openings.stringEnd();
  return part(openings.contentStart(), openings.contentEnd(), isFirst) && finish(start, end);
}

/** Something was looked for up to the end. */
function giveUp(): bool {
  last.goTo(text.size());
  return false;
}

/** Goes on with a string up to its end, or to code in it; the code in a string is part of what it tells. */
function scan(kind: usize, start: i32, from: i32, isFirst: bool, hasCode: bool): bool {
  const stop = openings.stopOf(kind, from);
  if (stop < 0 && (load<i32>(kind, 12) & HAS_LINES) !== 0) return giveUp();
  if (stop < 0 || (stop > from && !part(from, stop, isFirst))) return false;
  if (!openings.isHoleAt(kind, stop)) {
    if (hasCode) note(tell(start, stop), isFirst);
    return finish(start, stop + load<i32>(kind, 4));
  }
  if ((stack.told() & TELLING) !== 0 || stack.isFull()) return false;
  const opening = load<i32>(kind, 20);
  stack.pushHole(text.charAt(stop + opening - 1) === 40 ? 41 : 125, stack.told() & OWNED, kind, start, isFirst);
  return last.saw(last.OPEN, stop, stop + opening);
}

/** A stretch of a string. False: it may say something. */
function part(from: i32, to: i32, isFirst: bool): bool {
  const found = tell(from, to);
  const told = stack.told();
  const isValue = to > from && to - from <= LONGEST_VALUE && (found & HAS_BLANK) === 0;
  if (isValue && ((told & TELLING) !== 0 || mayBeSetting(from, to))) return false;
  note(found, isFirst);
  return true;
}

/** What a string tells of what stands under it, when it is a key. */
function note(found: i32, isFirst: bool): void {
  const told = stack.told();
  const isOne = (found & IS_SEVERAL) === 0;
  stack.setTold(told | telling(isOne ? found : found | ((found & OF_OWNER) << 1), told) | ((found & TELLS_AS_NAME) !== 0 ? UNDER_KEY : 0));
  if (isFirst && (found & (TELLS | OF_OWNER)) !== 0) stack.inherit(TELLING);
}

/** A string ends; what it told stays told, though a statement may start with it. */
function finish(start: i32, end: i32): bool {
  const told = stack.told();
  count(true);
  stack.setTold(told);
  return last.saw(last.STRING, start, end);
}

function newline(at: i32): bool {
  if (stack.isOnOneLine()) return false;
  if (stack.depthNow() === 0) {
    if (statement.endLine() && at < limit) land(at + 1);
  } else if (stack.is(stack.IS_BLOCK) && statement.isComplete()) stack.forget();
  last.forgetKeyword();
  return last.goTo(at + 1);
}

function name(start: i32): bool {
  let end = text.partsEnd(start + 1);
  if (end - start <= 4 && text.startOf(text.charAt(end)) === text.SPECIAL) {
    const found = openings.prefixedAt(start, end);
    if (found !== openings.NONE) return take(found, start);
  }
  end = text.joinedEnd(end);
  const depth = stack.depthNow();
  count(true);
  const found = tell(start, end);
  const told = stack.told();
  const isNoted = (told & UNDER_KEY) !== 0 || ((found & TELLS_AS_NAME) !== 0 && stack.is(stack.IS_CALL));
  if (isNoted && !text.isKey(end)) return false;
  last.sawName(found, start, end);
  const traitsOfWord = last.wordTraits();
  const isHash = (traits & HAS_DIRECTIVES) !== 0 && text.charAt(start - 1) === 35;
  if (isHash && (traitsOfWord & IS_INCLUDE) !== 0) return false;
  if (depth === 0) statement.countName(isHash);
  const now = told | telling(found, told) | ((found & TELLS_AS_NAME) !== 0 ? KEY : 0) | (last.isMaking() ? MAKER : 0);
  if (now !== told) stack.setTold(now);
  statement.importAt(depth, (traitsOfWord & IS_EXPORTED) !== 0, last.isImporting());
  return true;
}

/** A name, a string or a bracket starts, or a number. */
function count(isStart: bool): void {
  statement.count(stack.depthNow() === 0, isStart);
  stack.count();
}

/** What a name or a string adds to what was told. */
function telling(found: i32, told: i32): i32 {
  if ((found & (TELLS | OF_OWNERS)) !== 0) return TELLING;
  return (found & OF_OWNER) === 0 ? 0 : (told & OWNED) !== 0 ? TELLING : OWNED;
}

/** The name before a bracket or a string may be a key as it is written. */
function ownLast(): void {
  if (last.isOwning()) stack.setTold(stack.told() | TELLING);
}

function bracket(at: i32, code: i32): bool {
  if (stack.isFull()) return false;
  count(true);
  ownLast();
  const told = stack.told();
  const isCall = code === 40 ? last.isCalling() : code === 123 && (traits & HAS_COMPOSITES) !== 0 && last.isComposing();
  if (isCall && (last.kind() === last.NAME ? last.isMaking() : (told & MAKER) !== 0)) return false;
  const isBlock = code === 123 && !isCall && isBlockHere();
  const is = isCall ? stack.IS_CALL : isBlock ? stack.IS_BLOCK : 0;
  stack.push(code === 40 ? 41 : code + 2, is, isBlock ? 0 : told & (TELLING | OWNED));
  return last.saw(last.OPEN, at, at + 1);
}

function isBlockHere(): bool {
  const isData = (traits & HAS_DATA_IN_BRACES) !== 0 || statement.isImporting();
  return !isData && last.opensBlock((traits & HAS_ARROW_PAIRS) !== 0);
}

function close(at: i32, code: i32): bool {
  if (!stack.isClosedBy(code)) return false;
  if (stack.isHole()) {
    const kind = stack.holeKind();
    const start = stack.holeStart();
    const isFirst = stack.is(stack.IS_IN_FIRST);
    stack.pop();
    return scan(kind, start, at + 1, isFirst, true);
  }
  const told = stack.told();
  const isBlock = stack.is(stack.IS_BLOCK);
  stack.pop();
  // A subscript may be the key of what it is given.
  if (code === 93) stack.setTold(stack.told() | (told & (TELLING | OWNED)) | ((told & (KEY | UNDER_KEY)) !== 0 ? KEY : 0));
  if (stack.depthNow() === 0) statement.closeOuter(isBlock, code === 125);
  return last.saw(last.CLOSE, at, at + 1);
}

function mark(at: i32, code: i32): bool {
  const read = marks.markAt(at, code);
  const meaning = read & 15;
  const told = stack.told();
  const isOuter = stack.depthNow() === 0;
  statement.mark();
  if (meaning === marks.COMMA) {
    if (isOuter && (told & GENERIC) !== 0) return false;
    if (isOuter) statement.endMember();
    if ((told & GENERIC) === 0) stack.forget();
  } else if (meaning === marks.SEMICOLON) {
    if (isOuter) statement.end();
    else stack.forget();
  } else if (meaning <= marks.COLON) {
    if (isOuter && meaning === marks.ASSIGN) statement.assign();
    if ((told & KEY) !== 0) stack.setTold(told | UNDER_KEY);
  } else if (code === 60 && last.kind() === last.NAME && last.endOfLast() === at) stack.setTold(told | GENERIC);
  return last.saw(last.MARK, at, at + (read >> 4));
}

/** What was read last, and where reading is. */
import { IS_BEFORE_OBJECT, IS_BEFORE_OPERAND, IS_KEYWORD } from './layout';
import { isImport, isMaker, IS_SEVERAL, knownWord, OF_OWNER, tell, traitsOf } from './tell';
import { charAt } from './text';

/** As LAST of lexer/state.ts. */
export const NAME: i32 = 1;
export const NUMBER: i32 = 2;
export const STRING: i32 = 3;
export const CLOSE: i32 = 4;
export const OPEN: i32 = 5;
export const MARK: i32 = 6;

let at: i32 = 0;
let last: i32 = 0;
let start: i32 = 0;
let end: i32 = 0;
/** What the last name is as a word, whether it makes a client, tells as a whole, or may be that of a call that imports. */
let word: i32 = 0;
let makes: bool = false;
let owns: bool = false;
let imports: bool = false;

/** Takes where reading starts, and what was read last, of which the reader of code knows no name. */
export function begin(from: i32, what: i32, whatStart: i32, whatEnd: i32): void {
  last = what;
  start = whatStart;
  end = whatEnd;
  at = from;
  word = 0;
  makes = owns = imports = false;
  if (what !== NAME) return;
  const found = tell(start, end);
  makes = isMaker(found, start, end);
  word = traitsOf(knownWord(), found, start, end) & IS_BEFORE_OPERAND;
}

export function place(): i32 {
  return at;
}

export function goTo(to: i32): bool {
  at = to;
  return true;
}

export function kind(): i32 {
  return last;
}

export function startOfLast(): i32 {
  return start;
}

export function endOfLast(): i32 {
  return end;
}

/** Notes what was read, and goes on behind it. */
export function saw(what: i32, whatStart: i32, whatEnd: i32): bool {
  last = what;
  start = whatStart;
  end = whatEnd;
  at = whatEnd;
  return true;
}

/** Notes a name that was told of just now. */
export function sawName(found: i32, nameStart: i32, nameEnd: i32): void {
  const known = knownWord();
  word = traitsOf(known, found, nameStart, nameEnd);
  makes = isMaker(found, nameStart, nameEnd);
  owns = (found & IS_SEVERAL) !== 0 && (found & OF_OWNER) !== 0;
  imports = isImport(known);
  saw(NAME, nameStart, nameEnd);
}

export function wordTraits(): i32 {
  return word;
}

export function isMaking(): bool {
  return makes;
}

/** It speaks of its owner and of more, so that it is a key as it is written, where it calls or stands before a string. */
export function isOwning(): bool {
  return owns && last === NAME;
}

export function isImporting(): bool {
  return imports;
}

/** A line ends: whether the statement goes on or not, the name before it is no keyword of what follows for certain. */
export function forgetKeyword(): void {
  if (last === NAME) word = (word & IS_BEFORE_OPERAND) | IS_BEFORE_OBJECT;
}

/** Calls what is in the parenthesis here, as far as that can be told. */
export function isCalling(): bool {
  if (last === NAME) return (word & IS_KEYWORD) === 0 || imports || charAt(start - 1) === 46;
  return (last === CLOSE && end === at) || isJoining();
}

/** `Name{...}`. */
export function isComposing(): bool {
  return (last === NAME && end === at) || isJoining();
}

/** A mark behind which the name before it is called: `name!(`, `name<T>(`. */
function isJoining(): bool {
  const code = charAt(end - 1);
  return last === MARK && (code === 33 || code === 62);
}

/** A brace here surely holds statements, where braces do. */
export function opensBlock(hasArrowPairs: bool): bool {
  if (last === CLOSE) return true;
  if (last === NAME) return (word & IS_BEFORE_OBJECT) === 0;
  if (last !== MARK) return false;
  const code = charAt(end - 1);
  return code === 59 || (code === 62 && charAt(end - 2) === 61 && !hasArrowPairs);
}

/** As isOperand of lexer/state.ts. */
export function isOperand(): bool {
  if (last === NAME) return (word & IS_BEFORE_OPERAND) === 0;
  if (last === MARK) {
    const code = charAt(end - 1);
    return (code === 43 || code === 45) && charAt(end - 2) === code;
  }
  return last === NUMBER || last === STRING || last === CLOSE;
}

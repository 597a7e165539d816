/** Comments, strings and regular expressions, as those files of lexer/ read them. */
import {
  BLOCK_COMMENT,
  ELEMENT,
  ENDS_LATE,
  HAS_LINES,
  HAS_NAMED_LITERALS,
  IS_CHARACTER,
  IS_DOUBLED,
  LINE_COMMENT,
  OPENERS,
  PREFIXED,
  REGEX,
  STRING,
  TRAITS,
} from './layout';
import { charAt, find, isNewline, lineEnd, nestedEnd, rowAt, size, startsWith } from './text';

/** Nothing opens; it is not known; a string whose content was found; a string that starts; a comment that nothing closes. Else the offset behind a comment. */
export const NONE: i32 = -1;
export const UNSURE: i32 = -2;
export const CONTENT: i32 = -3;
export const QUOTED: i32 = -4;
export const UNCLOSED: i32 = -5;

const LONGEST_CHARACTER: i32 = 12;

let kind: usize = 0;
let from: i32 = 0;
let to: i32 = 0;
let end: i32 = 0;

/** The kind of the string that starts. */
export function stringKind(): usize {
  return kind;
}

/** Where its content starts, or that of a string that was found, which ends, as does the string. */
export function contentStart(): i32 {
  return from;
}

export function contentEnd(): i32 {
  return to;
}

export function stringEnd(): i32 {
  return end;
}

/** What opens at a special character: in code within a string of a kind, and behind a value or not. */
export function openingAt(at: i32, code: i32, holeKind: usize, isOperand: bool): i32 {
  let list = load<usize>(load<usize>(rowAt(), OPENERS) + (code << 2));
  const count = load<i32>(list);
  for (let i = 0; i < count; i++) {
    list += 4;
    const opener = load<usize>(list);
    const width = load<i32>(opener, 8);
    if (width > 1 && !startsWith(load<usize>(opener, 4), width, at)) continue;
    const found = openedBy(opener, at, width, holeKind, isOperand);
    if (found !== NONE) return found;
  }
  return NONE;
}

function openedBy(opener: usize, at: i32, width: i32, holeKind: usize, isOperand: bool): i32 {
  const what = load<usize>(opener, 12);
  switch (load<i32>(opener)) {
    case LINE_COMMENT:
      return isUrl(at) || isFormat(at, holeKind) ? NONE : lineEnd(at);
    case BLOCK_COMMENT:
      return commentEnd(opener, at, width, what);
    case STRING:
      return stringAt(what, at + width);
    case REGEX:
      return isOperand ? NONE : regex(at);
    case ELEMENT:
      return isOperand ? NONE : UNSURE;
    default:
      return UNSURE;
  }
}

/** `//` of a URL without quotes. */
function isUrl(at: i32): bool {
  if (charAt(at) !== 47 || charAt(at - 1) !== 58) return false;
  const p = charAt(at - 2) === 115 ? at - 3 : at - 2;
  return charAt(p) === 112 && charAt(p - 1) === 116 && charAt(p - 2) === 116 && charAt(p - 3) === 104;
}

function isFormat(at: i32, holeKind: usize): bool {
  return holeKind !== 0 && ((load<i32>(holeKind, 12) & HAS_LINES) === 0 || charAt(at - 1) === 58);
}

function commentEnd(opener: usize, at: i32, width: i32, what: usize): i32 {
  const close = load<usize>(what);
  const closing = load<i32>(what, 4);
  const isNested = load<i32>(what, 8) !== 0;
  const behind = isNested ? nestedEnd(load<usize>(opener, 4), width, close, closing, at) : find(close, closing, at + width) + closing;
  return behind < at + width ? UNCLOSED : behind;
}

/** A string of a kind whose content starts at a place. */
function stringAt(what: usize, start: i32): i32 {
  kind = what;
  from = start;
  return (load<i32>(what, 12) & IS_CHARACTER) === 0 ? QUOTED : characterAt(what, start);
}

function characterAt(what: usize, start: i32): i32 {
  const close: i32 = load<u16>(load<usize>(what));
  const first = charAt(start);
  if (first === 92) {
    let at = start + 2;
    while (at < start + LONGEST_CHARACTER && at < size() && charAt(at) !== close) at++;
    if (at >= start + LONGEST_CHARACTER || at >= size()) return NONE;
    to = at;
  } else {
    const width = (first & 0xfc00) === 0xd800 && (charAt(start + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
    if (charAt(start + width) !== close || first === close || isNewline(first)) return NONE;
    to = start + width;
  }
  end = to + 1;
  return CONTENT;
}

function regex(at: i32): i32 {
  const next = charAt(at + 1);
  if (next === 47 || next === 42 || charAt(at - 1) === 60) return NONE;
  let isClass = false;
  for (let i = at + 1; i < size(); i++) {
    const code = charAt(i);
    if (isNewline(code)) break;
    if (code === 92) i++;
    else if (code === 91) isClass = true;
    else if (code === 93) isClass = false;
    else if (code === 47 && !isClass) {
      from = at + 1;
      to = i;
      end = i + 1;
      return CONTENT;
    }
  }
  return UNSURE;
}

/** A string with the letters `[start, open)` in front. */
export function prefixedAt(start: i32, open: i32): i32 {
  const code = charAt(open);
  if ((load<i32>(rowAt(), TRAITS) & HAS_NAMED_LITERALS) !== 0 && (code === 34 || code === 35)) return UNSURE;
  let one = load<usize>(rowAt(), PREFIXED);
  const count = load<i32>(one);
  if (count === 0) return NONE;
  let letters = 0;
  for (let at = start; at < open; at++) {
    const letter = charAt(at);
    if (letter > 127) return NONE;
    letters = (letters << 8) | (letter >= 65 && letter <= 90 ? letter | 32 : letter);
  }
  for (let i = 0; i < count; i++) {
    const width = load<i32>(one, 12);
    if (load<i32>(one, 4) === letters && startsWith(load<usize>(one, 8), width, open)) return stringAt(load<usize>(one, 16), open + width);
    one += 16;
  }
  return NONE;
}

/** Where a string of a kind is closed, or code in it opens, from a place on; -1: that is not sure. */
export function stopOf(what: usize, start: i32): i32 {
  const close: i32 = load<u16>(load<usize>(what));
  const escape = load<i32>(what, 8);
  const is = load<i32>(what, 12);
  const opening = load<i32>(what, 20) === 0 ? -1 : <i32>load<u16>(load<usize>(what, 16));
  for (let at = start; at < size(); at++) {
    const code = charAt(at);
    if (code === opening && startsWith(load<usize>(what, 16), load<i32>(what, 20), at)) {
      if (load<i32>(what, 20) === 1 && charAt(at + 1) === 123) at++;
      else return at;
    } else if (code === escape) at++;
    else if (code === close && (is & IS_DOUBLED) !== 0 && charAt(at + 1) === close) at++;
    else if (code === close && startsWith(load<usize>(what), load<i32>(what, 4), at) && !isEarly(is, at)) return at;
    else if ((is & HAS_LINES) === 0 && isNewline(code)) return -1;
  }
  return -1;
}

/** Whether code opens where a string stops. */
export function isHoleAt(what: usize, stop: i32): bool {
  return load<i32>(what, 20) !== 0 && startsWith(load<usize>(what, 16), load<i32>(what, 20), stop);
}

function isEarly(is: i32, at: i32): bool {
  return (is & ENDS_LATE) !== 0 && charAt(at + 3) === 34;
}

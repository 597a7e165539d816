/** The text, two bytes a character, and what its characters can start in a language. AssemblyScript: https://www.assemblyscript.org */
import { IMAGE, JOINERS, JOINS, PARTS, PLAIN, STARTS } from './layout';

/** As START of lexer/rules.ts. */
export const MARK: i32 = 0;
export const BLANK: i32 = 1;
export const NEWLINE: i32 = 2;
export const NAME: i32 = 3;
export const DIGIT: i32 = 4;
export const OPEN: i32 = 5;
export const CLOSE: i32 = 6;
export const SPECIAL: i32 = 7;

let row: usize = IMAGE;
let text: usize = 0;
let length: i32 = 0;

/** Takes where the row of a language lies, and a text of `size` characters. */
export function use(rowAt: usize, textAt: usize, size: i32): void {
  row = rowAt;
  text = textAt;
  length = size;
}

export function rowAt(): usize {
  return row;
}

export function size(): i32 {
  return length;
}

/** Where a character lies. Zeros lie behind the text. */
export function placeOf(at: i32): usize {
  return text + ((<usize>at) << 1);
}

/** -1 where the text has ended. */
export function charAt(at: i32): i32 {
  return at >= 0 && at < length ? load<u16>(text + ((<usize>at) << 1)) : -1;
}

/** Whether `count` characters of a table stand at a place. */
export function startsWith(letters: usize, count: i32, at: i32): bool {
  if (at + count > length) return false;
  for (let i = 0; i < count; i++) {
    if (load<u16>(text + ((<usize>(at + i)) << 1)) !== load<u16>(letters + ((<usize>i) << 1))) return false;
  }
  return true;
}

/** The next place of them from one on; -1: there is none. */
export function find(letters: usize, count: i32, from: i32): i32 {
  const first = load<u16>(letters);
  const end = text + ((<usize>length) << 1);
  for (let at = text + ((<usize>from) << 1); at < end; at += 2) {
    if (load<u16>(at) !== first) continue;
    const place = <i32>((at - text) >> 1);
    if (startsWith(letters, count, place)) return place;
  }
  return -1;
}

export function startOf(code: i32): i32 {
  return code < 128 ? (code < 0 ? MARK : load<u8>(row + code, STARTS)) : beyond(code);
}

export function plainStartOf(code: i32): i32 {
  return code < 128 ? (code < 0 ? MARK : load<u8>(row + code, PLAIN)) : beyond(code);
}

function beyond(code: i32): i32 {
  return code === 0xa0 || code === 0x3000 || code === 0x2028 || code === 0x2029 || code === 0xfeff ? BLANK : NAME;
}

/** Behind the blanks from a place on. */
export function blanksEnd(from: i32): i32 {
  let at = text + ((<usize>from) << 1);
  while (load<u16>(at) === 32) at += 2;
  return <i32>((at - text) >> 1);
}

export function isNewline(code: i32): bool {
  return code === 10 || code === 13;
}

/** The end of what may go on a name or a number. */
export function partsEnd(from: i32): i32 {
  let at = text + ((<usize>from) << 1);
  for (; ; at += 2) {
    const code: i32 = load<u16>(at);
    if (code < 128 ? load<u8>(row + code, PARTS) === 0 : beyond(code) === BLANK) break;
  }
  return <i32>((at - text) >> 1);
}

/** Behind all names that are joined to the one that ends here. */
export function joinedEnd(from: i32): i32 {
  let end = from;
  for (let next = joined(end); next > end; next = joined(end)) end = next;
  return end;
}

function joined(end: i32): i32 {
  const code = charAt(end);
  if (code < 0 || code > 127 || load<u8>(row + code, JOINS) !== 1) return end;
  let one = load<usize>(row, JOINERS);
  const count = load<i32>(one);
  for (let i = 0; i < count; i++) {
    const width = load<i32>(one, 8);
    if (startsWith(load<usize>(one, 4), width, end)) {
      return end + width < length && plainStartOf(charAt(end + width)) === NAME ? partsEnd(end + width + 1) : end;
    }
    one += 8;
  }
  return end;
}

export function numberEnd(at: i32): i32 {
  const end = partsEnd(at + 1);
  const digit = charAt(end + 1);
  return charAt(end) === 46 && digit >= 48 && digit <= 57 ? partsEnd(end + 1) : end;
}

export function lineEnd(from: i32): i32 {
  const end = text + ((<usize>length) << 1);
  let at = text + ((<usize>from) << 1);
  while (at < end && load<u16>(at) !== 10 && load<u16>(at) !== 13) at += 2;
  return <i32>((at - text) >> 1);
}

/** Behind a comment that may hold others, or -1. */
export function nestedEnd(open: usize, opening: i32, close: usize, closing: i32, from: i32): i32 {
  let nested = 0;
  for (let at = from; at < length; at++) {
    if (startsWith(open, opening, at)) {
      nested++;
      at += opening - 1;
    } else if (startsWith(close, closing, at)) {
      at += closing - 1;
      if (--nested === 0) return at + 1;
    }
  }
  return -1;
}

/** What stands between `name` and a value: `=` or `:`. */
export function isKey(end: i32): bool {
  let at = end;
  while (at - end < 4 && charAt(at) === 32) at++;
  const code = charAt(at);
  return (code === 61 || code === 58) && charAt(at + 1) !== code;
}

/** The next line starts with what cannot start a statement: `.?:+|&=)`. */
export function goesOn(at: i32): bool {
  let next = at;
  while (next - at < 200 && next < length && charAt(next) <= 32) next++;
  const code = charAt(next);
  return code === 46 || code === 63 || code === 58 || code === 43 || code === 124 || code === 38 || code === 61 || code === 41;
}

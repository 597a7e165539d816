/**
 * The prefilter over a text in memory, sixteen bytes at a time: AssemblyScript (https://www.assemblyscript.org), which the build compiles.
 * discover/sieve.ts lays the memory out; the tables are those of rules/literal-table.ts.
 */

const FOLD: i32 = 0x20202020;
/** What is set in every byte of a group. */
const FOLDED: i32 = 32;
const SPREAD: i32 = 0xf25027;
/** A mark is a byte, one for each hash of so many bits. */
const TOP: i32 = 12;
const THREE: i32 = 0xffffff;
/** In each byte of eight marks: the first of two of one kind or another, and a group by itself. */
const EACH: u64 = ((<u64>0x01010101) << 32) | 0x01010101;
const FIRSTS_OF_TWO: u64 = 7 * EACH;
const ALONE: u64 = 64 * EACH;
/** A second of two stands so many bits higher than the first. */
const SECOND: u64 = 3;
/** Of how a mark is written down. */
const ANY_FIRST: i32 = 128;
const ANY_LAST: i32 = 256;
const KINDS: i32 = 127;
/** Bytes of a row, and where its numbers stand. */
const ROW: usize = 20;
const FROM: usize = 4;
const TO: usize = 8;
const HAS_NEXT: usize = 16;
/** Of a table of probes: where its parts lie. */
const SHIFT: usize = 0;
const LAST: usize = 4;
const GROUPS: usize = 8;
const FIRSTS: usize = 12;
const ROWS: usize = 16;
const LETTERS: usize = 20;

let marks: usize = 0;
let probes: usize = 0;
let shortProbes: usize = 0;

/** Takes where the marks, zeros yet, and the tables lie, and `count` pairs of a group and what it is; sets the marks. */
export function open(marksAt: usize, probesAt: usize, shortProbesAt: usize, pairs: usize, count: i32): void {
  marks = marksAt;
  probes = probesAt;
  shortProbes = shortProbesAt;
  for (let index = 0; index < count; index++) {
    const group = load<i32>(pairs + ((<usize>index) << 3));
    const kind = load<i32>(pairs + ((<usize>index) << 3), 4);
    const others = (kind & (ANY_FIRST | ANY_LAST)) !== 0 ? 256 : 1;
    const place = (kind & ANY_LAST) !== 0 ? 24 : 0;
    for (let other = 0; other < others; other = (other + 1) | FOLDED) mark(group | (other << place) | FOLD, kind & KINDS);
  }
}

/**
 * The next even position from `from` on, itself even, in a text of `length` bytes where a literal may stand; -1: there is none. What stands
 * right before `from` was looked at. Reads 18 bytes too far.
 */
export function next(text: usize, from: i32, length: i32): i32 {
  let before: u64 = 0;
  for (let at = from; at < length; at += 16) {
    const found = marksAt(text + at);
    let places = (((found << 8) | before) & (found >>> SECOND) & FIRSTS_OF_TWO) | (found & ALONE);
    before = found >>> 56;
    while (places !== 0) {
      const lane = ctz(places) >>> 3;
      const place = at + ((<i32>lane) << 1);
      if (place > from && isPair(text, place - 2, length)) return place - 2;
      if (isAlone(text, place, length)) return place;
      places &= ~((<u64>255) << (lane << 3));
    }
  }
  return -1;
}

/** Whether one of `length` bytes is zero. Reads 15 bytes too far. */
export function hasZero(text: usize, length: i32): bool {
  const zero = i8x16.splat(0);
  for (let at = 0; at < length; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(text + at), zero));
    if (found !== 0) return at + ctz(found) < length;
  }
  return false;
}

/** The marks of the groups at eight even positions, lowest first. */
function marksAt(text: usize): u64 {
  const fold = i32x4.splat(FOLD);
  const spread = i32x4.splat(SPREAD);
  const even = i32x4.shr_u(i32x4.mul(v128.or(v128.load(text), fold), spread), TOP);
  const odd = i32x4.shr_u(i32x4.mul(v128.or(v128.load(text, 2), fold), spread), TOP);
  return (
    pairOf(i64x2.extract_lane(even, 0), i64x2.extract_lane(odd, 0)) |
    (pairOf(i64x2.extract_lane(even, 1), i64x2.extract_lane(odd, 1)) << 32)
  );
}

function pairOf(even: u64, odd: u64): u64 {
  return (
    (<u64>load<u8>(marks + <u32>even)) |
    ((<u64>load<u8>(marks + <u32>odd)) << 8) |
    ((<u64>load<u8>(marks + <u32>(even >>> 32))) << 16) |
    ((<u64>load<u8>(marks + <u32>(odd >>> 32))) << 24)
  );
}

/** Whether a literal stands where the group at `at` and the one behind it say so. */
function isPair(text: usize, at: i32, length: i32): bool {
  const group = load<i32>(text + at) | FOLD;
  return stands(probes, group, text, at, length) || stands(shortProbes, group >>> 8, text, at + 1, length);
}

/** Whether a literal stands where the group at `at` alone says so. */
function isAlone(text: usize, at: i32, length: i32): bool {
  const group = load<i32>(text + at) | FOLD;
  return (
    stands(shortProbes, group & THREE, text, at, length) ||
    stands(shortProbes, group >>> 8, text, at + 1, length) ||
    stands(probes, group, text, at, length)
  );
}

function stands(table: usize, group: i32, text: usize, at: i32, length: i32): bool {
  let row = rowOf(table, group);
  while (row !== 0) {
    const before = load<i32>(row);
    const from = load<i32>(row, FROM);
    const size = load<i32>(row, TO) - from;
    if (at >= before && at - before + size <= length && isEqual(text + at - before, load<usize>(table, LETTERS) + from, size)) return true;
    row = load<i32>(row, HAS_NEXT) === 1 ? row + ROW : 0;
  }
  return false;
}

/** The first row of a group; 0: there is none. */
function rowOf(table: usize, group: i32): usize {
  const groups = load<usize>(table, GROUPS);
  let slot: u32 = (<u32>(group * SPREAD)) >>> load<i32>(table, SHIFT);
  let found = load<i32>(groups + (slot << 2));
  while (found !== group) {
    if (found === 0) return 0;
    slot = (slot + 1) & load<u32>(table, LAST);
    found = load<i32>(groups + (slot << 2));
  }
  return load<usize>(table, ROWS) + (load<usize>(load<usize>(table, FIRSTS) + (slot << 2)) << 2);
}

function isEqual(bytes: usize, letters: usize, size: i32): bool {
  for (let at = 0; at < size; at++) {
    let byte: u32 = load<u8>(bytes + at);
    if (byte - 65 <= 25) byte |= 32;
    if (byte !== load<u8>(letters + at)) return false;
  }
  return true;
}

function mark(group: i32, kind: i32): void {
  const place = marks + hashOf(group);
  store<u8>(place, load<u8>(place) | (<u8>kind));
}

function hashOf(group: i32): u32 {
  return (<u32>(group * SPREAD)) >>> TOP;
}

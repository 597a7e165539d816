/**
 * Finds files that hold one of many literals, without regard to case. A text is looked at in every other position, four bytes at a
 * time: of a literal of five bytes or more, one of two adjacent groups of four stands at such a position wherever the literal starts.
 * A group's hash is one bit in a table that fits a processor's cache; a set bit leads to an exact comparison.
 */
import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import {
  BEFORE,
  FOLD,
  FROM,
  groupOf,
  HAS_NEXT,
  IS_INNER,
  ROW,
  SPREAD,
  THREE,
  TO,
  TOP,
  type Prefilter,
  type Probes,
} from '../rules/literal-table.ts';
import { startsWord } from '../rules/word-start.ts';
import type { Sieve } from './sieve.ts';

export type { Prefilter };

const IS_LITTLE_ENDIAN = endianness() === 'LE';

/** Whether a literal counts somewhere in the first `length` bytes of an ASCII-compatible text. */
export function hasAnchor(prefilter: Prefilter, bytes: Uint8Array, length: number, sieve: Sieve | null = null): boolean {
  const byteAt = (index: number) => bytes[index] ?? 0;
  const take: Take = (start, _size, isInner) => isInner || startsWord(byteAt, start);
  const next = nextOf(prefilter, bytes, length, sieve);
  for (let at = next(0); at >= 0; at = next(at + 2)) {
    if (someStart(prefilter, bytes, at, length, take)) return true;
  }
  return false;
}

/** Gives the next even position from one on where a literal may stand, or -1. */
function nextOf({ bits }: Prefilter, bytes: Uint8Array, length: number, sieve: Sieve | null): (from: number) => number {
  if (sieve?.has(bytes) === true) return (from) => sieve.next(bytes, from, length);
  const words = wordsOf(bytes, length);
  return (from) => candidate(bits, words, bytes, from, length);
}

/**
 * Every offset of `text`, ascending, where a literal starts that counts there; `source` are bytes that it may have been decoded from, and
 * `sieve`, if any, is of this prefilter.
 */
export function anchorsIn(prefilter: Prefilter, text: string, source?: Uint8Array, sieve: Sieve | null = null): number[] {
  // A text that is as long as its bytes has one character for each: no ideograph, which takes two at least.
  const isNarrow = source?.length === text.length;
  const bytes = isNarrow ? source : narrowed(text, sieve);
  const { length } = bytes;
  const next = nextOf(prefilter, bytes, length, sieve);
  const found = new Set<number>();
  const codeAt = (index: number) => text.charCodeAt(index);
  const take: Take = (start, size, isInner) => {
    if (isAscii(text, start, size) && (isInner || startsWord(codeAt, start))) found.add(start);
    return false;
  };
  for (let at = next(0); at >= 0; at = next(at + 2)) someStart(prefilter, bytes, at, length, take);
  if (prefilter.wide !== null && !isNarrow && IDEOGRAPH.test(text))
    for (const match of text.matchAll(prefilter.wide)) found.add(match.index);
  return [...found].sort((a, b) => a - b);
}

/** A text as one byte a character, where the sieve can search it if there is room. */
function narrowed(text: string, sieve: Sieve | null): Uint8Array {
  const [room] = sieve?.rooms ?? [];
  if (room === undefined || text.length > room.length) return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(room.buffer, room.byteOffset, text.length);
  bytes.write(text, 'latin1');
  return bytes;
}

/** What every literal that is not ASCII is made of: one by itself is looked for in a quarter of the time. */
const IDEOGRAPH = /[\u3400-\u9fff]/;

type Take = (start: number, size: number, isInner: boolean) => boolean;

/** Gives `take` the place of every literal that the group at `at` tells of, until it says that this is enough. */
function someStart({ probes, shortProbes }: Prefilter, bytes: Uint8Array, at: number, length: number, take: Take): boolean {
  const group = groupAt(bytes, at);
  return (
    someOf(probes, group, bytes, at, length, take) ||
    someOf(shortProbes, group & THREE, bytes, at, length, take) ||
    someOf(shortProbes, group >>> 8, bytes, at + 1, length, take)
  );
}

function someOf(probes: Probes, group: number, bytes: Uint8Array, at: number, length: number, take: Take): boolean {
  const { rows } = probes;
  for (let row = firstRow(probes, group); row >= 0; row = rows[row + HAS_NEXT] === 1 ? row + ROW : -1) {
    const start = at - (rows[row + BEFORE] ?? 0);
    const size = sizeAt(probes, row, bytes, start, length);
    if (size > 0 && take(start, size, rows[row + IS_INNER] === 1)) return true;
  }
  return false;
}

function firstRow({ groups, firsts, shift }: Probes, group: number): number {
  let slot = Math.imul(group, SPREAD) >>> shift;
  for (let found = groups[slot]; found !== 0; found = groups[slot]) {
    if (found === group) return firsts[slot] ?? -1;
    slot = (slot + 1) & (groups.length - 1);
  }
  return -1;
}

/** The size of the literal of a row where it stands at `start`, or 0. */
function sizeAt({ rows, letters }: Probes, row: number, bytes: Uint8Array, start: number, length: number): number {
  const from = rows[row + FROM] ?? 0;
  const size = (rows[row + TO] ?? 0) - from;
  if (start < 0 || start + size > length) return 0;
  for (let at = 0; at < size; at++) {
    const byte = bytes[start + at] ?? 0;
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== letters[from + at]) return 0;
  }
  return size;
}

/** The first even position from `from` on whose group's bit is set, or -1. */
function candidate(bits: Int32Array, words: Int32Array, bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  if ((at & 2) !== 0 && at + 2 < length) {
    if (hasBit(bits, groupAt(bytes, at))) return at;
    at += 2;
  }
  const last = words.length - 1;
  let index = at >>> 2;
  if (index < last) {
    let word = (words[index] ?? 0) | FOLD;
    for (; index < last; index++) {
      const next = (words[index + 1] ?? 0) | FOLD;
      const low = Math.imul(word, SPREAD) >>> TOP;
      const high = Math.imul((word >>> 16) | (next << 16), SPREAD) >>> TOP;
      const lowBit = (bits[low >>> 5] ?? 0) >>> low;
      if (((lowBit | ((bits[high >>> 5] ?? 0) >>> high)) & 1) !== 0) return (index << 2) + ((lowBit & 1) !== 0 ? 0 : 2);
      word = next;
    }
    at = index << 2;
  }
  for (; at + 2 < length; at += 2) {
    if (hasBit(bits, groupAt(bytes, at))) return at;
  }
  return -1;
}

function hasBit(bits: Int32Array, group: number): boolean {
  const hash = Math.imul(group, SPREAD) >>> TOP;
  return (((bits[hash >>> 5] ?? 0) >>> hash) & 1) !== 0;
}

/** The bytes four at a time, where the machine can read them so; else nothing, and every position is read by bytes. */
function wordsOf(bytes: Uint8Array, length: number): Int32Array {
  const isAligned = IS_LITTLE_ENDIAN && (bytes.byteOffset & 3) === 0;
  return isAligned ? new Int32Array(bytes.buffer, bytes.byteOffset, length >>> 2) : new Int32Array(0);
}

/** Four bytes from `at`, folded; any may stand for one behind the end. */
function groupAt(bytes: Uint8Array, at: number): number {
  return groupOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
}

function isAscii(text: string, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) {
    if (text.charCodeAt(at) > 127) return false;
  }
  return true;
}

/**
 * Finds files that hold one of many literals, without regard to case. Every literal of four characters or more holds two adjacent
 * trigrams, so that it is enough to look at every other position of a text: one table read a probe. A set entry leads to an exact
 * comparison of the literals in that bucket.
 */
import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import { trigramShares, type Share } from './rarity.ts';

/** Literals, compiled. Opaque to callers, except for how much two chunks of one text must overlap. */
export interface Prefilter {
  /** Chunks of one text must overlap by this many bytes. */
  readonly overlap: number;
  /** 1 where a trigram's hash belongs to a literal. */
  readonly table: Uint8Array;
  /** Hash of a trigram -> index into `buckets`. */
  readonly bucketOf: Uint16Array;
  /** The literals to compare at a trigram of one hash. */
  readonly buckets: readonly (readonly Probe[])[];
}

/** A literal and where it starts, seen from the position of its trigram. */
interface Probe {
  readonly codes: Uint8Array;
  readonly start: number;
}

/** Keeps the low 5 bits of three bytes, which also folds case. */
const FOLD = 0x1f1f1f;
/** Moves them side by side into the highest 15 bits. */
const SPREAD = 0x08080040;
const TOP = 17;
const IS_LITTLE_ENDIAN = endianness() === 'LE';
const SHORTEST = 3;

/** Takes ASCII lower-case literals of at least 3 characters and compiles them. Throws RangeError for any other literal. */
export function buildPrefilter(literals: readonly string[]): Prefilter {
  const table = new Uint8Array(1 << (32 - TOP));
  const bucketOf = new Uint16Array(table.length);
  const buckets: Probe[][] = [];
  const share = trigramShares();
  let longest = 1;
  const add = (hash: number, probe: Probe) => {
    if (table[hash] === 0) bucketOf[hash] = buckets.push([]) - 1;
    table[hash] = 1;
    buckets[bucketOf[hash] ?? 0]?.push(probe);
  };
  for (const literal of new Set(literals)) {
    const codes = codesOf(literal);
    longest = Math.max(longest, codes.length);
    if (codes.length === SHORTEST) addShort(codes, add);
    else addRarest(literal, codes, share, add);
  }
  return { overlap: longest - 1, table, bucketOf, buckets };
}

/** Whether a literal occurs in the first `length` bytes of an ASCII-compatible text. */
export function hasAnchor(prefilter: Prefilter, bytes: Uint8Array, length: number): boolean {
  const words = wordsOf(bytes, length);
  for (let at = candidate(prefilter.table, words, bytes, 0, length); at >= 0;) {
    for (const { codes, start } of probesAt(prefilter, bytes, at)) {
      if (startsAt(codes, bytes, at + start, length)) return true;
    }
    at = candidate(prefilter.table, words, bytes, at + 2, length);
  }
  return false;
}

/** Every offset of `text`, ascending, where a literal starts. */
export function anchorsIn(prefilter: Prefilter, text: string): number[] {
  const bytes = Buffer.from(text, 'latin1');
  const words = wordsOf(bytes, bytes.length);
  const found = new Set<number>();
  for (let at = candidate(prefilter.table, words, bytes, 0, bytes.length); at >= 0;) {
    for (const { codes, start } of probesAt(prefilter, bytes, at)) {
      if (startsAt(codes, bytes, at + start, bytes.length) && isAscii(text, at + start, codes.length)) found.add(at + start);
    }
    at = candidate(prefilter.table, words, bytes, at + 2, bytes.length);
  }
  return [...found].sort((a, b) => a - b);
}

function probesAt({ bucketOf, buckets }: Prefilter, bytes: Uint8Array, at: number): readonly Probe[] {
  return buckets[bucketOf[hashAt(bytes, at)] ?? 0] ?? [];
}

/** The first even position from `from` on whose trigram belongs to a literal, or -1. */
function candidate(table: Uint8Array, words: Int32Array, bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  if ((at & 2) !== 0 && at + 2 < length) {
    if (table[hashAt(bytes, at)] !== 0) return at;
    at += 2;
  }
  const last = words.length - 1;
  let index = at >>> 2;
  if (index < last) {
    let word = words[index] ?? 0;
    for (; index < last; index++) {
      const next = words[index + 1] ?? 0;
      const low = Math.imul(word & FOLD, SPREAD) >>> TOP;
      const high = Math.imul(((word >>> 16) | (next << 16)) & FOLD, SPREAD) >>> TOP;
      if (((table[low] ?? 0) | (table[high] ?? 0)) !== 0) return table[low] !== 0 ? index << 2 : (index << 2) + 2;
      word = next;
    }
    at = index << 2;
  }
  for (; at + 2 < length; at += 2) {
    if (table[hashAt(bytes, at)] !== 0) return at;
  }
  return -1;
}

/** The bytes four at a time, where the machine can read them so; else nothing, and every position is read by bytes. */
function wordsOf(bytes: Uint8Array, length: number): Int32Array {
  const isAligned = IS_LITTLE_ENDIAN && (bytes.byteOffset & 3) === 0;
  return isAligned ? new Int32Array(bytes.buffer, bytes.byteOffset, length >>> 2) : new Int32Array(0);
}

function hashAt(bytes: Uint8Array, at: number): number {
  return hashOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
}

function hashOf(first: number, second: number, third: number): number {
  return Math.imul((first | (second << 8) | (third << 16)) & FOLD, SPREAD) >>> TOP;
}

function startsAt(codes: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (start < 0 || start + codes.length > length) return false;
  for (let at = 0; at < codes.length; at++) {
    const byte = bytes[start + at] ?? 0;
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== codes[at]) return false;
  }
  return true;
}

function isAscii(text: string, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) {
    if (text.charCodeAt(at) > 127) return false;
  }
  return true;
}

/** The two adjacent trigrams of a literal that are rarest together: one of them stands at an even position. */
function addRarest(literal: string, codes: Uint8Array, share: Share, add: (hash: number, probe: Probe) => void): void {
  let best = 0;
  let least = Infinity;
  for (let at = 0; at + SHORTEST < codes.length; at++) {
    const both = share(literal, at) + share(literal, at + 1);
    if (both >= least) continue;
    least = both;
    best = at;
  }
  add(hashAt(codes, best), { codes, start: -best });
  add(hashAt(codes, best + 1), { codes, start: -best - 1 });
}

/** A literal of one trigram stands at an even position, or behind any character at one. */
function addShort(codes: Uint8Array, add: (hash: number, probe: Probe) => void): void {
  add(hashAt(codes, 0), { codes, start: 0 });
  for (let before = 0; before < 32; before++) add(hashOf(before, codes[0] ?? 0, codes[1] ?? 0), { codes, start: 1 });
}

function codesOf(literal: string): Uint8Array {
  if (literal.length < SHORTEST || !/^[\x20-\x40\x5b-\x7e]+$/.test(literal)) throw new RangeError(`not an anchor: ${literal}`);
  return Buffer.from(literal, 'latin1');
}

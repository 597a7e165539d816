/**
 * Finds files that hold one of many literals, without regard to case. A text is looked at in every other position, four bytes at a
 * time: of a literal of five bytes or more, one of two adjacent groups of four stands at such a position wherever the literal starts.
 * A group's hash is one bit in a table that fits a processor's cache; a set bit leads to an exact comparison.
 */
import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import { quadShares, type Share } from './rarity.ts';

/** Literals, compiled. Opaque to callers, except for how much two chunks of one text must overlap. */
export interface Prefilter {
  /** Chunks of one text must overlap by this many bytes. */
  readonly overlap: number;
  /** One bit for the hash of each group. */
  readonly bits: Int32Array;
  /** A group -> the literals to compare where it stands. */
  readonly probes: ReadonlyMap<number, readonly Probe[]>;
}

/** A literal and where it starts, seen from the position of its group. */
interface Probe {
  readonly codes: Uint8Array;
  readonly start: number;
}

/** Sets one bit of each byte, which makes letters lower case and loses little else. */
const FOLD = 0x20202020;
/** The golden ratio: spreads a group over the highest bits of a product. */
const SPREAD = 0x9e3779b1 | 0;
const HASH_BITS = 20;
const TOP = 32 - HASH_BITS;
const GROUP = 4;
const SHORTEST = 3;
const IS_LITTLE_ENDIAN = endianness() === 'LE';

/** Takes ASCII lower-case literals of at least 3 characters and compiles them. Throws RangeError for any other literal. */
export function buildPrefilter(literals: readonly string[]): Prefilter {
  const bits = new Int32Array(1 << (HASH_BITS - 5));
  const probes = new Map<number, Probe[]>();
  const share = quadShares();
  let longest = 1;
  const add = (group: number, codes: Uint8Array, start: number) => {
    const hash = Math.imul(group, SPREAD) >>> TOP;
    bits[hash >>> 5] = (bits[hash >>> 5] ?? 0) | (1 << hash);
    const list = probes.get(group);
    if (list === undefined) probes.set(group, [{ codes, start }]);
    else list.push({ codes, start });
  };
  for (const literal of new Set(literals)) {
    const codes = codesOf(literal);
    longest = Math.max(longest, codes.length);
    if (codes.length <= GROUP) addShort(codes, add);
    else addRarest(literal, codes, share, add);
  }
  return { overlap: longest - 1, bits, probes };
}

/** Whether a literal occurs in the first `length` bytes of an ASCII-compatible text. */
export function hasAnchor(prefilter: Prefilter, bytes: Uint8Array, length: number): boolean {
  const words = wordsOf(bytes, length);
  for (let at = candidate(prefilter.bits, words, bytes, 0, length); at >= 0;) {
    for (const { codes, start } of prefilter.probes.get(groupAt(bytes, at)) ?? []) {
      if (startsAt(codes, bytes, at + start, length)) return true;
    }
    at = candidate(prefilter.bits, words, bytes, at + 2, length);
  }
  return false;
}

/** Every offset of `text`, ascending, where a literal starts. */
export function anchorsIn(prefilter: Prefilter, text: string): number[] {
  const bytes = Buffer.from(text, 'latin1');
  const words = wordsOf(bytes, bytes.length);
  const found = new Set<number>();
  for (let at = candidate(prefilter.bits, words, bytes, 0, bytes.length); at >= 0;) {
    for (const { codes, start } of prefilter.probes.get(groupAt(bytes, at)) ?? []) {
      if (startsAt(codes, bytes, at + start, bytes.length) && isAscii(text, at + start, codes.length)) found.add(at + start);
    }
    at = candidate(prefilter.bits, words, bytes, at + 2, bytes.length);
  }
  return [...found].sort((a, b) => a - b);
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

function groupOf(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24) | FOLD;
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

type Add = (group: number, codes: Uint8Array, start: number) => void;

/** The two adjacent groups of a literal that are rarest together: one of them stands at an even position. */
function addRarest(literal: string, codes: Uint8Array, share: Share, add: Add): void {
  let best = 0;
  let least = Infinity;
  let before = share(literal, 0);
  for (let at = 0; at + GROUP < codes.length; at++) {
    const behind = share(literal, at + 1);
    if (before + behind < least) {
      least = before + behind;
      best = at;
    }
    before = behind;
  }
  add(groupAt(codes, best), codes, -best);
  add(groupAt(codes, best + 1), codes, -best - 1);
}

/** A literal of at most one group stands at an even position, or behind any byte at one; a shorter one has any byte behind it, too. */
function addShort(codes: Uint8Array, add: Add): void {
  const [first = 0, second = 0, third = 0, fourth] = codes;
  if (fourth !== undefined) add(groupOf(first, second, third, fourth), codes, 0);
  for (let any = 0; any < 256; any++) {
    if ((any & FOLD) === 0) continue;
    add(groupOf(any, first, second, third), codes, 1);
    if (fourth === undefined) add(groupOf(first, second, third, any), codes, 0);
  }
}

function codesOf(literal: string): Uint8Array {
  if (literal.length < SHORTEST || !/^[\x20-\x40\x5b-\x7e]+$/.test(literal)) throw new RangeError(`not an anchor: ${literal}`);
  return Buffer.from(literal, 'latin1');
}

/**
 * Finds files that hold one of many literals, without regard to case. A text is looked at in every other position, four bytes at a
 * time: of a literal of five bytes or more, one of two adjacent groups of four stands at such a position wherever the literal starts.
 * A group's hash is one bit in a table that fits a processor's cache; a set bit leads to an exact comparison.
 */
import { Buffer } from 'node:buffer';
import { endianness } from 'node:os';
import { LOOK_BACK, startsWord } from '../rules/word-start.ts';
import { quadShares, type Share } from './rarity.ts';

/** Literals, compiled. Opaque to callers, except for how much two chunks of one text must overlap. */
export interface Prefilter {
  /** Chunks of one text must overlap by this many bytes. */
  readonly overlap: number;
  /** One bit for the hash of each group. */
  readonly bits: Int32Array;
  /** A group -> the literals to compare where it stands. */
  readonly probes: Probes;
  /** The first three bytes of literals that are no longer than a group -> the same. */
  readonly shortProbes: Probes;
  /** The literals that are not ASCII, for decoded text; null: there are none. */
  readonly wide: RegExp | null;
}

/** A literal, how far before its group it starts, and whether it counts inside a word too. */
interface Probe {
  readonly literal: string;
  readonly before: number;
  readonly isInner: boolean;
}

/** A hash table in numbers only: a group is looked up, and its literals are compared, for every fiftieth position of ordinary text. */
interface Probes {
  /** The group of each slot; 0: none. One that finds its slot taken is in the next free one. */
  readonly groups: Int32Array;
  /** The first row of each slot. */
  readonly firsts: Int32Array;
  /** A product shifted right by so many bits is a slot. */
  readonly shift: number;
  /** By row: how far before its group a literal starts, where its letters start and end, whether it is inner, whether the group has another row. */
  readonly rows: Int32Array;
  readonly letters: Uint8Array;
}

const ROW = 5;
const [BEFORE, FROM, TO, IS_INNER, HAS_NEXT] = [0, 1, 2, 3, 4];

/** Sets one bit of each byte, which makes letters lower case and loses little else. */
const FOLD = 0x20202020;
/** The golden ratio: spreads a group over the highest bits of a product. */
const SPREAD = 0x9e3779b1 | 0;
const HASH_BITS = 20;
const TOP = 32 - HASH_BITS;
const GROUP = 4;
const SHORTEST = 3;
const IDEOGRAPHS = /^[\u3400-\u9fff]{2,}$/;
/** The first three bytes of a group. */
const THREE = 0xffffff;
const IS_LITTLE_ENDIAN = endianness() === 'LE';

/**
 * Takes lower-case literals of at least 3 ASCII characters, or of ideographs, and compiles them; ASCII ones that are not `inner` count
 * only where a word starts. Throws RangeError for any other literal.
 */
export function buildPrefilter(literals: readonly string[], inner: readonly string[] = literals): Prefilter {
  const inside = new Set(inner);
  const bits = new Int32Array(1 << (HASH_BITS - 5));
  const probes = new Map<number, Probe[]>();
  const shortProbes = new Map<number, Probe[]>();
  const share = quadShares();
  let longest = 1;
  const wide = literals.filter((literal) => IDEOGRAPHS.test(literal));
  for (const written of new Set(literals)) {
    if (!isLiteral(written)) throw new RangeError(`not an anchor: ${written}`);
    const literal = IDEOGRAPHS.test(written) ? Buffer.from(written).toString('latin1') : written;
    longest = Math.max(longest, literal.length);
    if (literal.length <= GROUP) {
      setShort(bits, literal);
      addTo(shortProbes, groupIn(literal, 0) & THREE, { literal, before: 0, isInner: inside.has(literal) });
      continue;
    }
    const rarest = rarestPair(literal, share);
    for (const before of [rarest, rarest + 1]) {
      setBit(bits, groupIn(literal, before));
      addTo(probes, groupIn(literal, before), { literal, before, isInner: inside.has(literal) });
    }
  }
  return { overlap: longest - 1 + LOOK_BACK, bits, probes: tableOf(probes), shortProbes: tableOf(shortProbes), wide: oneOf(wide) };
}

/** Whether a literal counts somewhere in the first `length` bytes of an ASCII-compatible text. */
export function hasAnchor(prefilter: Prefilter, bytes: Uint8Array, length: number): boolean {
  const words = wordsOf(bytes, length);
  const byteAt = (index: number) => bytes[index] ?? 0;
  const take: Take = (start, _size, isInner) => isInner || startsWord(byteAt, start);
  let at = candidate(prefilter.bits, words, bytes, 0, length);
  while (at >= 0) {
    if (someStart(prefilter, bytes, at, length, take)) return true;
    at = candidate(prefilter.bits, words, bytes, at + 2, length);
  }
  return false;
}

/** Every offset of `text`, ascending, where a literal starts that counts there; `source` are bytes that it may have been decoded from. */
export function anchorsIn(prefilter: Prefilter, text: string, source?: Uint8Array): number[] {
  // A text that is as long as its bytes has one character for each.
  const bytes = source?.length === text.length ? source : Buffer.from(text, 'latin1');
  const { length } = bytes;
  const words = wordsOf(bytes, length);
  const found = new Set<number>();
  const codeAt = (index: number) => text.charCodeAt(index);
  const take: Take = (start, size, isInner) => {
    if (isAscii(text, start, size) && (isInner || startsWord(codeAt, start))) found.add(start);
    return false;
  };
  let at = candidate(prefilter.bits, words, bytes, 0, length);
  while (at >= 0) {
    someStart(prefilter, bytes, at, length, take);
    at = candidate(prefilter.bits, words, bytes, at + 2, length);
  }
  if (prefilter.wide !== null) for (const match of text.matchAll(prefilter.wide)) found.add(match.index);
  return [...found].sort((a, b) => a - b);
}

/** Any of the literals, the longest where several stand. */
function oneOf(literals: readonly string[]): RegExp | null {
  return literals.length === 0 ? null : new RegExp(literals.toSorted((a, b) => b.length - a.length).join('|'), 'g');
}

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

function groupOf(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24) | FOLD;
}

function groupIn(literal: string, at: number): number {
  return groupOf(literal.charCodeAt(at), literal.charCodeAt(at + 1), literal.charCodeAt(at + 2), literal.charCodeAt(at + 3));
}

function isAscii(text: string, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) {
    if (text.charCodeAt(at) > 127) return false;
  }
  return true;
}

/** Where the two adjacent groups of a literal start that are rarest together: one of them stands at an even position. */
function rarestPair(literal: string, share: Share): number {
  let best = 0;
  let least = Infinity;
  let first = share(literal, 0);
  for (let at = 0; at + GROUP < literal.length; at++) {
    const second = share(literal, at + 1);
    if (first + second < least) {
      least = first + second;
      best = at;
    }
    first = second;
  }
  return best;
}

/** A literal of at most one group stands at an even position, or behind any byte at one; one of three bytes has any byte behind it, too. */
function setShort(bits: Int32Array, literal: string): void {
  const group = groupIn(literal, 0);
  if (literal.length === GROUP) setBit(bits, group);
  for (let any = 0; any < 256; any++) {
    setBit(bits, (group << 8) | any | FOLD);
    if (literal.length < GROUP) setBit(bits, (group & THREE) | (any << 24) | FOLD);
  }
}

function setBit(bits: Int32Array, group: number): void {
  const hash = Math.imul(group, SPREAD) >>> TOP;
  bits[hash >>> 5] = (bits[hash >>> 5] ?? 0) | (1 << hash);
}

function addTo(probes: Map<number, Probe[]>, group: number, probe: Probe): void {
  const known = probes.get(group);
  if (known === undefined) probes.set(group, [probe]);
  else known.push(probe);
}

/** At most a quarter of the slots is taken. */
function tableOf(probes: ReadonlyMap<number, readonly Probe[]>): Probes {
  const shift = Math.clz32(Math.max(4 * probes.size, 2) - 1);
  const groups = new Int32Array(2 ** (32 - shift));
  const firsts = new Int32Array(groups.length);
  const all = [...probes.values()].flat();
  const rows = new Int32Array(ROW * all.length);
  const letters = Buffer.from(all.map(({ literal }) => literal).join(''), 'latin1');
  let [row, from] = [0, 0];
  for (const [group, ofGroup] of probes) {
    let slot = Math.imul(group, SPREAD) >>> shift;
    while (groups[slot] !== 0) slot = (slot + 1) & (groups.length - 1);
    groups[slot] = group;
    firsts[slot] = row;
    for (const [index, { literal, before, isInner }] of ofGroup.entries()) {
      rows.set([before, from, from + literal.length, isInner ? 1 : 0, index + 1 < ofGroup.length ? 1 : 0], row);
      row += ROW;
      from += literal.length;
    }
  }
  return { groups, firsts, shift, rows, letters };
}

function isLiteral(text: string): boolean {
  return IDEOGRAPHS.test(text) || (text.length >= SHORTEST && /^[\x20-\x40\x5b-\x7e]+$/.test(text));
}

/**
 * Literals -> the tables with which files that hold one are found (see discover/prefilter.ts). The build compiles those of the shipped
 * rules; a program with other rules compiles its own.
 */
import { Buffer } from 'node:buffer';
import { quadShares, type Share } from './rarity.ts';
import { LOOK_BACK } from './word-start.ts';

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
export interface Probes {
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

/** What a row of a table holds, and how many numbers that are. */
export const [BEFORE, FROM, TO, IS_INNER, HAS_NEXT, ROW] = [0, 1, 2, 3, 4, 5];

/** Sets one bit of each byte, which makes letters lower case and loses little else. */
export const FOLD = 0x20202020;
/** The golden ratio: spreads a group over the highest bits of a product. */
export const SPREAD = 0x9e3779b1 | 0;
const HASH_BITS = 20;
export const TOP = 32 - HASH_BITS;
const GROUP = 4;
const SHORTEST = 3;
const IDEOGRAPHS = /^[\u3400-\u9fff]{2,}$/;
/** The first three bytes of a group. */
export const THREE = 0xffffff;

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

/** Any of the literals, the longest where several stand. */
function oneOf(literals: readonly string[]): RegExp | null {
  return literals.length === 0 ? null : new RegExp(literals.toSorted((a, b) => b.length - a.length).join('|'), 'g');
}

/** Four bytes as a group. */
export function groupOf(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24) | FOLD;
}

function groupIn(literal: string, at: number): number {
  return groupOf(literal.charCodeAt(at), literal.charCodeAt(at + 1), literal.charCodeAt(at + 2), literal.charCodeAt(at + 3));
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

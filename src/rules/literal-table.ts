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
  /** One bit for the hash of each group that may begin a literal. */
  readonly bits: Int32Array;
  /** Pairs of a group and what it is: see FIRST. */
  readonly marks: Int32Array;
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

/**
 * What a group at an even position may be: the first of two that stand two bytes apart, the second of two, one by itself; and, where only
 * three of its bytes count, which is any. Twos are of three kinds, so that the first of one and the second of another seldom make a pair.
 */
export const [FIRST, SECOND, ALONE, ANY_FIRST, ANY_LAST] = [1, 8, 64, 128, 256];
const TWOS = 3;
const SECONDS = 7 * SECOND;

/** What a row of a table holds, and how many numbers that are. */
export const [BEFORE, FROM, TO, IS_INNER, HAS_NEXT, ROW] = [0, 1, 2, 3, 4, 5];

/** Sets one bit of each byte, which makes letters lower case and loses little else. */
export const FOLD = 0x20202020;
/** Spreads a group over the highest bits of a product: of 150 odd numbers the one with which the fewest groups of source text share a bit by chance. */
export const SPREAD = 0xf25027;
const HASH_BITS = 20;
/** A product shifted right by so many bits is a hash. */
export const TOP = 32 - HASH_BITS;
const GROUP = 4;
const SHORTEST = 3;
/** Two groups, two bytes apart. */
const PAIR = 6;
const IDEOGRAPHS = /^[\u3400-\u9fff]{2,}$/;
/** The first three bytes of a group. */
export const THREE = 0xffffff;

/**
 * Takes lower-case literals of at least 3 ASCII characters, or of ideographs, and compiles them; ASCII ones that are not `inner` count
 * only where a word starts. Throws RangeError for any other literal.
 */
export function buildPrefilter(literals: readonly string[], inner: readonly string[] = literals): Prefilter {
  const inside = new Set(inner);
  const tables: Tables = { marks: new Map(), probes: new Map(), shortProbes: new Map() };
  const share = quadShares();
  let longest = 1;
  for (const written of new Set(literals)) {
    if (!isLiteral(written)) throw new RangeError(`not an anchor: ${written}`);
    const literal = IDEOGRAPHS.test(written) ? Buffer.from(written).toString('latin1') : written;
    longest = Math.max(longest, literal.length);
    addLiteral(tables, literal, inside.has(literal), share);
  }
  const { marks, probes, shortProbes } = tables;
  return {
    overlap: longest - 1 + LOOK_BACK,
    bits: bitsOf(marks.values()),
    marks: new Int32Array([...marks.values()].flat()),
    probes: tableOf(probes),
    shortProbes: tableOf(shortProbes),
    wide: oneOf(literals.filter((literal) => IDEOGRAPHS.test(literal))),
  };
}

/** Where a search looks, by hash and by group. */
interface Tables {
  readonly marks: Map<number, Mark>;
  readonly probes: Map<number, Probe[]>;
  readonly shortProbes: Map<number, Probe[]>;
}

function addLiteral({ marks, probes, shortProbes }: Tables, literal: string, isInner: boolean, share: Share): void {
  if (literal.length <= GROUP) {
    addMarks(marks, shortMarks(literal));
    addTo(shortProbes, groupIn(literal, 0) & THREE, { literal, before: 0, isInner });
    return;
  }
  const rarest = rarestPair(literal, share);
  for (const before of [rarest, rarest + 1]) {
    addMarks(marks, marksAt(literal, before));
    addTo(probes, groupIn(literal, before), { literal, before, isInner });
  }
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

/** Where the two adjacent groups of a literal start that are rarest together, and have two bytes behind them if that is possible. */
function rarestPair(literal: string, share: Share): number {
  let best = 0;
  let least = Infinity;
  let first = share(literal, 0);
  for (let at = 0; at === 0 || at + PAIR < literal.length; at++) {
    const second = share(literal, at + 1);
    if (first + second < least) {
      least = first + second;
      best = at;
    }
    first = second;
  }
  return best;
}

/** A group, any byte of it zero, and what it is. */
type Mark = readonly [group: number, kind: number];

/** A literal of at most one group stands at an even position, or behind any byte at one; one of three bytes has any byte behind it, too. */
function shortMarks(literal: string): Mark[] {
  const group = groupIn(literal, 0);
  const behindAny = (group & THREE) << 8;
  if (literal.length < GROUP) {
    const behind: Mark = [group & THREE, ALONE | ANY_LAST];
    return [behind, [behindAny, ALONE | ANY_FIRST]];
  }
  const two = twoOf(literal);
  const first: Mark = [behindAny, (FIRST << two) | ANY_FIRST];
  return [[group, ALONE], first, [group >>> 8, (SECOND << two) | ANY_LAST]];
}

/** What the group of a longer literal that starts `before` bytes behind it is, and the next. */
function marksAt(literal: string, before: number): Mark[] {
  const group = groupIn(literal, before);
  const rest = literal.length - before;
  if (rest < PAIR - 1) return [[group, ALONE]];
  const two = twoOf(literal.slice(before, before + PAIR));
  const second = groupIn(literal, before + 2);
  return [[group, FIRST << two], rest < PAIR ? [second & THREE, (SECOND << two) | ANY_LAST] : [second, SECOND << two]];
}

function twoOf(letters: string): number {
  const sum = [...letters].reduce((before, letter) => Math.imul(before, 31) + letter.charCodeAt(0), 0);
  return (sum >>> 0) % TWOS;
}

function addMarks(marks: Map<number, Mark>, added: readonly Mark[]): void {
  for (const mark of added) marks.set((mark[0] >>> 0) * (2 * ANY_LAST) + mark[1], mark);
}

/** The bits of all groups that are the first of two, or stand alone. */
function bitsOf(marks: Iterable<Mark>): Int32Array {
  const bits = new Int32Array(1 << (HASH_BITS - 5));
  for (const [group, kind] of marks) {
    if ((kind & SECONDS) !== 0) continue;
    const others = (kind & (ANY_FIRST | ANY_LAST)) === 0 ? 1 : 256;
    for (let other = 0; other < others; other++) setBit(bits, group | (other << ((kind & ANY_LAST) === 0 ? 0 : 24)) | FOLD);
  }
  return bits;
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

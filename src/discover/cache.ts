/**
 * The cache of a re-scan: what a folder held and what became of each file, as long as their marks stay the same (see mark.ts).
 *
 * A file is known again by its mark, as git's index knows it. A hash of its content would tell no more than reading it for the
 * prefilter does, at the same price; so a file that changed less than 2 s before the scan is not remembered but read again. Blob ids
 * of `.git/index` are not believed: that file is part of the tree, and a tree must not vouch for itself.
 *
 * Which entries no ignore rule hides holds as long as every .gitignore above them has its mark still.
 *
 * What is remembered is bound by its key to the root, the program, its rules and everything that decides what is read and kept. Of kept
 * files there may be a note: what the next stage made of them. Nothing is remembered of what failed, or of folders whose name is not UTF-8.
 */
import { endianness, platform } from 'node:os';
import { hashOf } from '../rules/digest.ts';
import type { Search } from '../rules/search.ts';
import { loadCache, saveCache } from './cache-file.ts';
import { listWith, shownIn, startState, type State } from './cache-folders.ts';
import { decodeCache, encodeCache, NOTHING, outcomeAt, SHOWN, type Remembered } from './cache-format.ts';
import { list, type Lister } from './folder.ts';
import { copyMark, isSameMark, isSettled, MARK } from './mark.ts';
import { LASTING, OUTCOMES } from './outcome.ts';
import type { ReaderOptions } from './read.ts';
import type { Chunk } from './share.ts';
import type { Shown } from './walk.ts';

/** Where a scan keeps what it learns, and what beside its own options that depends on. */
export interface CacheOptions {
  readonly file: string;
  /** The program and its rules: nothing that another program or other rules left is used. */
  readonly key: string;
  /** Milliseconds: when the scan began. */
  readonly now: number;
}

/** What one scan remembers, and leaves. */
export interface Cache {
  readonly list: Lister;
  readonly shown: Shown;
  /** Writes what is remembered of files into their chunk; the chunks come in order. */
  readonly recall: (chunk: Chunk, slots: readonly number[]) => void;
  /** Notes that the scan before left, by number. */
  readonly notes: Uint8Array;
  /** The number of the note about a file that is still what it was; -1: there is none. */
  readonly noteOf: (chunks: readonly Chunk[], place: FilePlace) => number;
  /** Whether the next scan could know a file again. */
  readonly isLasting: (chunks: readonly Chunk[], place: FilePlace) => boolean;
  /** Leaves for the next scan what this one found, where that is something new. */
  readonly leave: (chunks: readonly Chunk[], notes: Notes) => void;
}

/** Where a file stands: the number of its chunk, and its own in there. */
export type FilePlace = readonly [chunk: number, index: number];

/** Notes for the next scan: which files they are about, and their bytes, made where they are needed. */
export interface Notes {
  readonly about: readonly FilePlace[];
  readonly bytes: () => Uint8Array;
}

const KEPT = OUTCOMES.indexOf('kept');

/** Everything in the options of a scan that the outcome of a file, and what is read in it, depends on. */
type Deciding = Omit<ReaderOptions, 'search'> & {
  readonly search: Search;
  /** The ignore rules that count for the whole tree; null: there are none, false: none counts. */
  readonly top: string | null | false;
};

/** Opens the cache of a scan. */
export function openCache({ file, key, now }: CacheOptions, root: string, deciding: Deciding): Cache {
  const digest = digestOf([key, platform(), endianness(), root], deciding);
  const bytes = loadCache(file);
  const before = (bytes && decodeCache(bytes, digest)) ?? NOTHING;
  const state = startState(before);
  const numbers = new Map(Array.from(before.noted, (entry, number) => [entry, number]));
  return {
    list: (place, path) => (path === null ? list(place) : listWith(state, place, path, now)),
    shown: shownIn(state),
    recall: (chunk, slots) => recall(state, chunk, slots),
    notes: before.notes,
    noteOf: (chunks, place) => {
      const entry = state.entries[slotAt(state, place)] ?? -1;
      const isSame = outcomeAt(before, entry) === KEPT && isSameMark(before.marks, entry, marksOf(chunks, place), place[1]);
      return isSame ? (numbers.get(entry) ?? -1) : -1;
    },
    isLasting: (chunks, place) => slotAt(state, place) >= 0 && isSettled(marksOf(chunks, place), place[1], now),
    leave(chunks, { about, bytes }) {
      const noted = Uint32Array.from(about, (place) => slotAt(state, place));
      const hadAll = noted.length === before.noted.length && noted.every((slot) => numbers.has(state.entries[slot] ?? -1));
      const isSame = hadAll && !state.isNew && state.folders.length === before.folders.length && !isNews(state, chunks, now);
      if (!isSame) saveCache(file, encodeCache({ ...learn(state, chunks, now), notes: bytes(), noted }, digest));
    },
  };
}

function slotAt({ slots }: State, [chunk, index]: FilePlace): number {
  return slots[chunk]?.[index] ?? -1;
}

/** Where the mark of a file stands, as it was when this scan looked at it. */
function marksOf(chunks: readonly Chunk[], [chunk]: FilePlace): Float64Array {
  return chunks[chunk]?.memory?.marks ?? NOTHING.marks;
}

function digestOf(bound: readonly string[], { search, doors, maxFileSize, top }: Deciding): Buffer {
  const { names, endings, folders = [], pointerEndings = [] } = doors;
  const filters = [search.doors, search.words];
  const wide = filters.map((filter) => filter.wide?.source ?? null);
  const hash = hashOf('sha256');
  hash.update(JSON.stringify([...bound, [...names], endings, folders, pointerEndings, maxFileSize, wide, top]));
  for (const { probes, shortProbes } of filters) {
    for (const { rows, letters } of [probes, shortProbes]) hash.update(rows).update(letters);
  }
  return hash.digest();
}

function recall({ before, entries, slots: all }: State, { memory }: Chunk, slots: readonly number[]): void {
  all.push(slots);
  if (memory === null) return;
  for (const [index, slot] of slots.entries()) {
    const entry = entries[slot] ?? -1;
    if (entry < 0) continue;
    memory.outcomes[index] = outcomeAt(before, entry);
    copyMark(before.marks, entry, memory.marks, index);
  }
}

/** Whether the scan before did not know all that the next one may know. */
function isNews(state: State, chunks: readonly Chunk[], now: number): boolean {
  const { before, entries, shown } = state;
  const isGained = shown.some((isShown, slot) => isShown && ((before.outcomes[entries[slot] ?? -1] ?? 0) & SHOWN) === 0);
  if (isGained) return true;
  return someLasting(state, chunks, now, (slot, outcome, marks, index) => {
    const entry = entries[slot] ?? -1;
    return entry < 0 || outcomeAt(before, entry) !== outcome || !isSameMark(before.marks, entry, marks, index);
  });
}

/** What the next scan may know. */
function learn(state: State, chunks: readonly Chunk[], now: number): Omit<Remembered, 'notes' | 'noted'> {
  const outcomes = Uint8Array.from(state.shown, (isShown) => (isShown ? SHOWN : 0));
  const marks = new Float64Array(MARK * outcomes.length);
  someLasting(state, chunks, now, (slot, outcome, from, index) => {
    outcomes[slot] = outcome | (outcomes[slot] ?? 0);
    copyMark(from, index, marks, slot);
    return false;
  });
  return { folders: state.folders, outcomes, marks };
}

type Told = (slot: number, outcome: number, marks: Float64Array, index: number) => boolean;

/** Tells of every file that the next scan could know again, until it is said that this is enough. */
function someLasting({ slots: all }: State, chunks: readonly Chunk[], now: number, tell: Told): boolean {
  for (const [number, { outcomes, memory }] of chunks.entries()) {
    for (const [index, slot] of (all[number] ?? []).entries()) {
      const outcome = outcomes[index] ?? 0;
      if (slot < 0 || memory === null || !LASTING.has(outcome) || !isSettled(memory.marks, index, now)) continue;
      if (tell(slot, outcome, memory.marks, index)) return true;
    }
  }
  return false;
}

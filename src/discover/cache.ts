/**
 * The cache of a re-scan: what a folder held and what became of each file, as long as their marks stay the same (see mark.ts).
 *
 * A file is known again by its mark, as git's index knows it. A hash of its content would tell no more than reading it for the
 * prefilter does, at the same price; so a file that changed less than 2 s before the scan is not remembered but read again. Blob ids
 * of `.git/index` are not believed: that file is part of the tree, and a tree must not vouch for itself.
 *
 * What is remembered is bound by its key to the root, the program, its rules and everything that decides what is read and kept. Of kept
 * files there may be a note: what the next stage made of them. Nothing is remembered of what failed, or of folders whose name is not UTF-8.
 */
import { endianness, platform } from 'node:os';
import { hashOf } from '../rules/digest.ts';
import type { Search } from '../rules/search.ts';
import { decodeCache, encodeCache, listingOf, textOfListing, type Remembered, type RememberedFolder } from './cache-format.ts';
import { loadCache, saveCache } from './cache-file.ts';
import { list, type Lister, type Listing } from './folder.ts';
import { isSameMark, isSettled, MARK, markOfFolder } from './mark.ts';
import { OUTCOMES } from './outcome.ts';
import type { ReaderOptions } from './read.ts';
import type { Chunk } from './share.ts';

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

interface State {
  readonly before: Remembered;
  readonly byPath: ReadonlyMap<string, RememberedFolder>;
  readonly folders: RememberedFolder[];
  /** By slot: the entry before, or -1. */
  readonly entries: number[];
  /** By chunk. */
  readonly slots: (readonly number[])[];
  isNew: boolean;
}

const NOTHING: Remembered = {
  folders: [],
  outcomes: new Uint8Array(),
  marks: new Float64Array(),
  notes: new Uint8Array(),
  noted: new Uint32Array(),
};
const KEPT = OUTCOMES.indexOf('kept');
/** Outcomes that a file's content decides. */
const LASTING: ReadonlySet<number> = new Set(
  ['scanned', 'kept', 'binary', 'too-large', 'encoding'].map((name) => OUTCOMES.findIndex((one) => one === name)),
);
/** Where a folder's times tell of every change in it. Elsewhere folders are listed again. */
const KEEPS_TIMES = ['linux', 'darwin'].includes(platform());

/** Everything in the options of a scan that the outcome of a file, and what is read in it, depends on. */
type Deciding = Omit<ReaderOptions, 'search'> & { readonly search: Search };

/** Opens the cache of a scan. */
export function openCache({ file, key, now }: CacheOptions, root: string, deciding: Deciding): Cache {
  const digest = digestOf([key, platform(), endianness(), root], deciding);
  const bytes = loadCache(file);
  const before = (bytes && decodeCache(bytes, digest)) ?? NOTHING;
  const byPath = new Map(before.folders.map((folder) => [folder.path, folder]));
  const state: State = { before, byPath, folders: [], entries: [], slots: [], isNew: false };
  const numbers = new Map(Array.from(before.noted, (entry, number) => [entry, number]));
  return {
    list: (place, path) => (path === null ? list(place) : listWith(state, place, path, now)),
    recall: (chunk, slots) => recall(state, chunk, slots),
    notes: before.notes,
    noteOf: (chunks, place) => {
      const entry = state.entries[slotAt(state, place)] ?? -1;
      const isSame = before.outcomes[entry] === KEPT && isSameMark(markAt(before.marks, entry), markOf(chunks, place));
      return isSame ? (numbers.get(entry) ?? -1) : -1;
    },
    isLasting: (chunks, place) => slotAt(state, place) >= 0 && isSettled(markOf(chunks, place), now),
    leave(chunks, { about, bytes }) {
      const learned = learn(state, chunks, now);
      const noted = Uint32Array.from(about, (place) => slotAt(state, place));
      const hadAll = noted.length === before.noted.length && noted.every((slot) => numbers.has(state.entries[slot] ?? -1));
      const isSame = !state.isNew && hadAll && state.folders.length === before.folders.length;
      if (!isSame) saveCache(file, encodeCache({ ...learned, notes: bytes(), noted }, digest));
    },
  };
}

function slotAt({ slots }: State, [chunk, index]: FilePlace): number {
  return slots[chunk]?.[index] ?? -1;
}

/** The mark of a file, as it was when this scan looked at it; an empty one when there is none. */
function markOf(chunks: readonly Chunk[], [chunk, index]: FilePlace): Float64Array {
  return markAt(chunks[chunk]?.memory?.marks ?? NOTHING.marks, index);
}

function markAt(marks: Float64Array, index: number): Float64Array {
  return marks.subarray(MARK * index, MARK * (index + 1));
}

function digestOf(bound: readonly string[], { search, doors, maxFileSize }: Deciding): Buffer {
  const { names, endings, folders = [], pointerEndings = [] } = doors;
  const filters = [search.doors, search.words];
  const wide = filters.map((filter) => filter.wide?.source ?? null);
  const hash = hashOf('sha256');
  hash.update(JSON.stringify([...bound, [...names], endings, folders, pointerEndings, maxFileSize, wide]));
  for (const { probes, shortProbes } of filters) {
    for (const { rows, letters } of [probes, shortProbes]) hash.update(rows).update(letters);
  }
  return hash.digest();
}

function listWith(state: State, place: Parameters<Lister>[0], path: string, now: number): ReturnType<Lister> {
  const mark = markOfFolder(place);
  const known = state.byPath.get(path);
  const isSame = KEEPS_TIMES && mark !== null && known !== undefined && isSameMark(known.mark, mark);
  const listing = isSame ? listingOf(known.names) : list(place);
  if (typeof listing === 'string' || listing.raws !== null || mark === null) return listing;
  const names = isSame ? known.names : textOfListing(listing);
  const first = state.entries.length;
  if (names !== known?.names || (isSettled(mark, now) && !isSameMark(known.mark, mark))) state.isNew = true;
  state.folders.push({ path, mark: isSettled(mark, now) ? mark : new Float64Array(MARK).fill(NaN), first, names });
  remember(state, listing, known, isSame);
  return { ...listing, slot: first };
}

/** Finds the entries of a folder among those that it had. */
function remember({ entries }: State, { names }: Listing, known: RememberedFolder | undefined, isSame: boolean): void {
  const before = isSame || known === undefined ? [] : listingOf(known.names).names;
  const places = new Map(before.map((name, index) => [name, index]));
  for (const [index, name] of names.entries()) {
    const place = isSame ? index : places.get(name);
    entries.push(known === undefined || place === undefined ? -1 : known.first + place);
  }
}

function recall({ before, entries, slots: all }: State, { memory }: Chunk, slots: readonly number[]): void {
  all.push(slots);
  if (memory === null) return;
  for (const [index, slot] of slots.entries()) {
    const entry = entries[slot] ?? -1;
    if (entry < 0) continue;
    memory.outcomes[index] = before.outcomes[entry] ?? 0;
    memory.marks.set(markAt(before.marks, entry), MARK * index);
  }
}

/** What the next scan may know. */
function learn(state: State, chunks: readonly Chunk[], now: number): Omit<Remembered, 'notes' | 'noted'> {
  const { entries, before, folders } = state;
  const outcomes = new Uint8Array(entries.length);
  const marks = new Float64Array(MARK * entries.length);
  for (const [number, chunk] of chunks.entries()) {
    for (const [index, slot] of (state.slots[number] ?? []).entries()) {
      const outcome = chunk.outcomes[index] ?? 0;
      const mark = chunk.memory ? markAt(chunk.memory.marks, index) : undefined;
      if (slot < 0 || mark === undefined || !LASTING.has(outcome) || !isSettled(mark, now)) continue;
      const entry = entries[slot] ?? -1;
      const old = markAt(before.marks, entry);
      if (entry < 0 || before.outcomes[entry] !== outcome || !isSameMark(old, mark)) state.isNew = true;
      outcomes[slot] = outcome;
      marks.set(mark, MARK * slot);
    }
  }
  return { folders, outcomes, marks };
}

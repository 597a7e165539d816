/**
 * What a scan leaves for the next one, as bytes: numbers as this machine writes them, so that nothing is parsed. A digest stands before
 * everything else; what does not have it, or is not as long as it says, is no cache.
 *
 *     digest 32 | key 32 | folders, entries, bytes of paths, of names, notes, bytes of notes: 6 x uint32 | marks of folders, of entries:
 *     5 x float64 each | ends of paths, ends of names, first entries: uint32 by folder | entries with notes: uint32 each | notes
 *     | outcomes: uint8 by entry | paths | names
 */
import { Buffer } from 'node:buffer';
import { hashOf } from '../rules/digest.ts';
import type { Listing } from './folder.ts';
import { MARK } from './mark.ts';

/** Folders with what they held, and entries: the names of all folders, one after the other. */
export interface Remembered {
  readonly folders: readonly RememberedFolder[];
  /** By entry: index into OUTCOMES, 0 for nothing, with SHOWN where no ignore rule hides it; and its mark. */
  readonly outcomes: Uint8Array;
  readonly marks: Float64Array;
  /** What was noted of files, opaque here but for its length in words; and which entries it is about, in its order. */
  readonly notes: Uint8Array;
  readonly noted: Uint32Array;
}

/** Nothing at all. */
export const NOTHING: Remembered = {
  folders: [],
  outcomes: new Uint8Array(),
  marks: new Float64Array(),
  notes: new Uint8Array(),
  noted: new Uint32Array(),
};

/** A folder as the last scan listed it. */
export interface RememberedFolder {
  /** Relative to the root; empty for the root. */
  readonly path: string;
  readonly mark: Float64Array;
  /** Number of its first entry. */
  readonly first: number;
  /** See textOfListing. */
  readonly names: string;
}

/** Beside an outcome: no ignore rule hides the entry, as long as they are what they were. */
export const SHOWN = 128;
const DIGEST = 32;
const COUNTS = 2 * DIGEST;
const COUNTED = 6;
const HEADER = COUNTS + 4 * COUNTED;

/** The outcome of an entry; 0: nothing is known of it. */
export function outcomeAt({ outcomes }: Remembered, entry: number): number {
  return (outcomes[entry] ?? 0) & ~SHOWN;
}

/** A listing without names that are not UTF-8, as one text: names end at a zero, which no name holds; kinds at two. */
export function textOfListing({ names, links, specials }: Listing): string {
  return [names, links, specials].map((list) => list.join('\0')).join('\0\0');
}

/** The listing of such a text. */
export function listingOf(text: string): Listing {
  const [names = [], links = [], specials = []] = text.split('\0\0').map((list) => (list === '' ? [] : list.split('\0')));
  return { names, raws: null, links, specials };
}

/** The bytes of what is remembered; `key` is 32 bytes. */
export function encodeCache({ folders, outcomes, marks, notes, noted }: Remembered, key: Buffer): Buffer {
  const paths = folders.map(({ path }) => Buffer.from(path, 'utf8'));
  const names = folders.map((folder) => Buffer.from(folder.names, 'utf8'));
  const counts = Uint32Array.of(folders.length, outcomes.length, lengthOf(paths), lengthOf(names), noted.length, notes.length);
  const folderMarks = new Float64Array(MARK * folders.length);
  for (const [index, { mark }] of folders.entries()) folderMarks.set(mark, MARK * index);
  const firsts = Uint32Array.from(folders, ({ first }) => first);
  const ends = [endsOf(paths), endsOf(names)];
  const parts = [Buffer.alloc(DIGEST), key, counts, folderMarks, marks, ...ends, firsts, noted, notes, outcomes, ...paths, ...names];
  const all = Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
  all.set(digest(all.subarray(DIGEST)));
  return all;
}

/** What is remembered under `key`; null for anything else, damaged bytes included. `bytes` starts where eight divides its offset. */
export function decodeCache(bytes: Uint8Array, key: Buffer): Remembered | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (all.length < HEADER || !all.subarray(DIGEST, COUNTS).equals(key) || !digest(all.subarray(DIGEST)).equals(all.subarray(0, DIGEST)))
    return null;
  const counts = new Uint32Array(all.buffer, all.byteOffset + COUNTS, COUNTED);
  const [folders = 0, entries = 0, pathBytes = 0, nameBytes = 0, notes = 0, noteBytes = 0] = counts;
  const size = HEADER + (8 * MARK + 12) * folders + (8 * MARK + 1) * entries + pathBytes + nameBytes + 4 * notes + noteBytes;
  if (size !== all.length || all.byteOffset % 8 !== 0) return null;
  let at = all.byteOffset + HEADER;
  const take = (length: number) => (at += length) - length;
  const folderMarks = new Float64Array(all.buffer, take(8 * MARK * folders), MARK * folders);
  const marks = new Float64Array(all.buffer, take(8 * MARK * entries), MARK * entries);
  const pathEnds = new Uint32Array(all.buffer, take(4 * folders), folders);
  const nameEnds = new Uint32Array(all.buffer, take(4 * folders), folders);
  const firsts = new Uint32Array(all.buffer, take(4 * folders), folders);
  const noted = new Uint32Array(all.buffer, take(4 * notes), notes);
  const bytesOfNotes = new Uint8Array(all.buffer, take(noteBytes), noteBytes);
  const outcomes = new Uint8Array(all.buffer, take(entries), entries);
  const paths = Buffer.from(all.buffer, take(pathBytes), pathBytes);
  const names = Buffer.from(all.buffer, take(nameBytes), nameBytes);
  const folderAt = (_: unknown, index: number): RememberedFolder => ({
    path: textAt(paths, pathEnds, index),
    mark: folderMarks.subarray(MARK * index, MARK * (index + 1)),
    first: firsts[index] ?? 0,
    names: textAt(names, nameEnds, index),
  });
  return { folders: Array.from({ length: folders }, folderAt), outcomes, marks, notes: bytesOfNotes, noted };
}

function textAt(bytes: Buffer, ends: Uint32Array, index: number): string {
  return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
}

function endsOf(parts: readonly Buffer[]): Uint32Array {
  let end = 0;
  return Uint32Array.from(parts, ({ length }) => (end += length));
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function digest(bytes: Uint8Array): Buffer {
  return hashOf('sha256').update(bytes).digest();
}

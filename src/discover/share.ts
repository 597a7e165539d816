/** Files that several threads examine together: each takes the next ones from a common counter and writes down what became of them. */
import { Buffer } from 'node:buffer';
import type { Prefilter } from '../rules/literal-table.ts';
import { placeOf } from './file.ts';
import type { Kept } from './kept.ts';
import { isMarkOf, MARK } from './mark.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import { examine, type Reader, type ReaderOptions } from './read.ts';
import type { FoundFile } from './walk.ts';

/** Some files, next to each other in the order of the walk, in memory that all threads see. */
export interface Chunk {
  readonly count: number;
  readonly paths: PackedPaths;
  /** How many of them were taken. */
  readonly taken: Int32Array;
  /** By file: index into OUTCOMES, and size. */
  readonly outcomes: Uint8Array;
  readonly sizes: Float64Array;
  /** With a cache only. */
  readonly memory: ChunkMemory | null;
}

/** By file: what is remembered of it, and how it was marked then; the mark is overwritten by that of the file which is read instead. */
export interface ChunkMemory {
  /** Index into OUTCOMES; 0: nothing. */
  readonly outcomes: Uint8Array;
  readonly marks: Float64Array;
}

/** All paths in shared memory; each ends where `ends` says, and a path that is not UTF-8 starts with a zero. */
export interface PackedPaths {
  readonly text: Uint8Array;
  readonly ends: Uint32Array;
}

/** What a worker is started with. Chunks come through the port. */
export interface WorkerTask {
  readonly root: string;
  readonly reader: ReaderOptions;
  readonly state: Int32Array;
}

/**
 * Where the state of a worker stands: whether it has begun (1) or was told not to (2), how often it was told something, whether that was
 * all of stage 1, and whether it may go on behind it: with a share of kept files if one was sent, else home.
 */
export const [BEGUN, NEWS, IS_ALL, GOES_ON] = [0, 1, 2, 3];

/** Kept files that several threads read together. */
export interface KeptShare {
  readonly kept: readonly Kept[];
  readonly words: Prefilter;
  /** Of the rules that count. */
  readonly digest: string;
  /** How many files were taken. */
  readonly taken: Int32Array;
}

/** What a worker made of files from a number on. */
export interface Made {
  readonly first: number;
  readonly bytes: Uint8Array;
}

/** Gives, packed, what kept files from one number up to another say. */
export type Hand = (from: number, until: number) => Uint8Array<ArrayBuffer> | null;

/** Opens a hand for a share of files below a root; null where `read`, which gives files of the shipped rules, gives others than those that count. */
export type OpenHand = (share: KeptShare, root: string, reader: Reader, read: (name: string) => Buffer) => Hand | null;

/** So many kept files are taken at once. */
export const KEPT_BATCH = 32;

/** A share of which nothing was taken. */
export function shareOf(kept: readonly Kept[], words: Prefilter, digest: string): KeptShare {
  return { kept, words, digest, taken: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Takes the next files of a share, and gives the number of the first. */
export function takeKept({ taken }: KeptShare): number {
  return Atomics.add(taken, 0, KEPT_BATCH);
}

/** So many files are taken at once; of few files, which may be large, fewer. */
const BATCH = 16;
const SHARES = 32;
/** Bytes of paths, at first. */
const ROOM = 1 << 16;

/** Files that become a chunk. */
export interface Packer {
  /** Gives how many there are. */
  readonly add: (file: FoundFile) => number;
  /** Puts them into shared memory, and starts anew. */
  readonly pack: (isRemembered: boolean) => Chunk;
}

/** A packer of at most so many files. */
export function createPacker(most: number): Packer {
  const ends = new Uint32Array(most);
  let bytes = Buffer.alloc(ROOM);
  let [count, at] = [0, 0];
  return {
    add({ path, raw }) {
      const needed = at + 3 * path.length + 1;
      if (needed > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(needed)]);
      if (raw === undefined) at += bytes.write(path, at, 'utf8');
      else {
        bytes[at] = 0;
        at += 1 + bytes.write(raw, at + 1, 'latin1');
      }
      ends[count] = at;
      return ++count;
    },
    pack(isRemembered) {
      const chunk = chunkOf({ text: bytes.subarray(0, at), ends: ends.subarray(0, count) }, isRemembered);
      [count, at] = [0, 0];
      return chunk;
    },
  };
}

function chunkOf({ text, ends }: PackedPaths, isRemembered: boolean): Chunk {
  const count = ends.length;
  const shared = { text: new Uint8Array(new SharedArrayBuffer(text.length)), ends: new Uint32Array(new SharedArrayBuffer(4 * count)) };
  shared.text.set(text);
  shared.ends.set(ends);
  return {
    count,
    paths: shared,
    taken: new Int32Array(new SharedArrayBuffer(4)),
    outcomes: new Uint8Array(new SharedArrayBuffer(count)),
    sizes: new Float64Array(new SharedArrayBuffer(8 * count)),
    memory: isRemembered
      ? { outcomes: new Uint8Array(new SharedArrayBuffer(count)), marks: new Float64Array(new SharedArrayBuffer(8 * MARK * count)) }
      : null,
  };
}

/** Takes the next files of a chunk and examines them; gives their bytes, or null where none is left. */
export function examineNext(chunk: Chunk, root: string, reader: Reader): number | null {
  const batch = Math.min(BATCH, Math.ceil(chunk.count / SHARES));
  const first = Atomics.add(chunk.taken, 0, batch);
  if (first >= chunk.count) return null;
  let bytes = 0;
  for (let index = first; index < first + batch && index < chunk.count; index++) bytes += examineOne(chunk, index, root, reader);
  return bytes;
}

/** Examines one file, unless it is still what is remembered, and writes down what became of it. Gives its size. */
export function examineOne(chunk: Chunk, index: number, root: string, reader: Reader): number {
  const { path, raw } = fileAt(chunk, index);
  const place = placeOf(root, path, raw);
  const known = chunk.memory?.outcomes[index] ?? 0;
  const marks = chunk.memory?.marks;
  const before = known !== 0 && marks ? isMarkOf(marks, index, place) : null;
  const { outcome, size } = before !== null ? { outcome: OUTCOMES[known], size: before } : examine(reader, place, path, marks, index);
  chunk.sizes[index] = size;
  Atomics.store(chunk.outcomes, index, OUTCOMES.indexOf(outcome ?? 'pending'));
  return before === null ? size : 0;
}

/** What became of a file; `pending` while it is not examined, or when the thread that took it ended before. */
export function outcomeAt({ outcomes }: Chunk, index: number): Outcome {
  return OUTCOMES[Atomics.load(outcomes, index)] ?? 'pending';
}

/** A file of a chunk; its `path`, when it has a `raw` one, is not what people see. */
export function fileAt({ paths: { text, ends } }: Chunk, index: number): FoundFile {
  const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
  const bytes = Buffer.from(text.buffer, start, (ends[index] ?? start) - start);
  if (bytes[0] !== 0) return { path: bytes.toString('utf8') };
  const raw = bytes.toString('latin1', 1);
  return { path: raw, raw };
}

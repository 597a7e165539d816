/** Files that several threads examine together: each takes the next ones from a common counter and writes down what became of them. */
import { Buffer } from 'node:buffer';
import { placeOf } from './file.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import { examine, type Reader, type ReaderOptions } from './read.ts';
import type { FoundFile } from './walk.ts';

/** Memory that all threads see. */
export interface Share {
  /** How many files were taken. */
  readonly taken: Int32Array;
  /** By file: index into OUTCOMES, and size. */
  readonly outcomes: Uint8Array;
  readonly sizes: Float64Array;
}

/** All paths in shared memory; each ends where `ends` says, and a path that is not UTF-8 starts with a zero. */
export interface PackedPaths {
  readonly text: Uint8Array;
  readonly ends: Uint32Array;
}

/** What a worker is started with. */
export interface WorkerTask {
  readonly root: string;
  readonly reader: ReaderOptions;
  readonly share: Share;
  readonly paths: PackedPaths;
  /** 0: not begun, 1: at work, 2: told not to begin. */
  readonly state: Int32Array;
}

/** So many files are taken at once. */
const BATCH = 16;

/** Room for the outcomes of `count` files. */
export function createShare(count: number): Share {
  return {
    taken: new Int32Array(new SharedArrayBuffer(4)),
    outcomes: new Uint8Array(new SharedArrayBuffer(count)),
    sizes: new Float64Array(new SharedArrayBuffer(8 * count)),
  };
}

/** Takes files until none is left and examines them; `afterBatch` is told how many bytes this thread has met so far. */
export function examineShared(
  share: Share,
  root: string,
  reader: Reader,
  fileAt: (index: number) => FoundFile | undefined,
  afterBatch: (bytes: number) => void,
): void {
  let bytes = 0;
  for (;;) {
    const first = Atomics.add(share.taken, 0, BATCH);
    if (first >= share.outcomes.length) return;
    for (let index = first; index < first + BATCH && index < share.outcomes.length; index++) {
      const file = fileAt(index);
      if (file !== undefined) bytes += examineOne(share, index, root, reader, file);
    }
    afterBatch(bytes);
  }
}

/** Examines one file and writes down what became of it. Gives its size. */
export function examineOne(share: Share, index: number, root: string, reader: Reader, { path, raw }: FoundFile): number {
  const { outcome, size } = examine(reader, placeOf(root, path, raw), raw ?? path);
  share.sizes[index] = size;
  share.outcomes[index] = OUTCOMES.indexOf(outcome);
  return size;
}

/** What became of a file; `pending` when the thread that took it ended before. */
export function outcomeAt({ outcomes }: Share, index: number): Outcome {
  return OUTCOMES[outcomes[index] ?? 0] ?? 'pending';
}

/** Puts the paths of files into shared memory. */
export function packPaths(files: readonly FoundFile[]): PackedPaths {
  const paths = files.map(({ path, raw }) => (raw === undefined ? Buffer.from(path, 'utf8') : Buffer.from(`\0${raw}`, 'latin1')));
  const text = new Uint8Array(new SharedArrayBuffer(paths.reduce((total, { length }) => total + length, 0)));
  const ends = new Uint32Array(new SharedArrayBuffer(4 * files.length));
  let at = 0;
  for (const [index, path] of paths.entries()) {
    text.set(path, at);
    at += path.length;
    ends[index] = at;
  }
  return { text, ends };
}

/** Reads paths back; `path` of a file that has a `raw` one is not what people see. */
export function unpackPaths({ text, ends }: PackedPaths): (index: number) => FoundFile | undefined {
  const bytes = Buffer.from(text.buffer);
  return (index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const end = ends[index];
    if (end === undefined) return undefined;
    if (bytes[start] !== 0) return { path: bytes.toString('utf8', start, end) };
    const raw = bytes.toString('latin1', start + 1, end);
    return { path: raw, raw };
  };
}

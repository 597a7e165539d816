/**
 * What git tracks, from its index (https://git-scm.com/docs/index-format), read as data. Ignore rules do not apply to tracked files:
 * an ignore rule that a change adds cannot hide a file that the same change adds.
 */
import { Buffer } from 'node:buffer';
import { isFolder, readUpTo, withFile } from './file.ts';

/** Tracked paths, one code unit a byte. */
export interface Tracked {
  readonly has: (path: string) => boolean;
  /** Whether a tracked file lies below a folder. */
  readonly hasBelow: (folder: string) => boolean;
}

const LARGEST = 256 << 20;
const HEADER = 12;
/** Times, device, mode, owner and size, before the hash. */
const FIXED = 40;
const MODES = new Set([0o100644, 0o100755, 0o100664, 0o120000, 0o160000, 0o040000]);

/** What the index says of a file: the id of its blob, as hex digits, and its size when it was checked out, modulo 2^32. */
export interface TrackedBlob {
  readonly id: string;
  readonly size: number;
}

/** Takes the root of a working tree and gives what its index lists; nothing when there is none that can be read. */
export function readTracked(root: string): Tracked {
  const { paths } = isFolder(`${root}/.git`) ? entriesOf(readIndex(`${root}/.git/index`)) : NONE;
  return {
    has: (path) => paths[firstFrom(paths, path)] === path,
    hasBelow: (path) => paths[firstFrom(paths, `${path}/`)]?.startsWith(`${path}/`) === true,
  };
}

/** The blobs of what an index lists, by path; of none where there is no index. */
export function trackedBlobs(place: string): ReadonlyMap<string, TrackedBlob> {
  const index = readIndex(place);
  const { paths, starts, hash } = entriesOf(index);
  return new Map(
    paths.map((path, number) => {
      const at = starts[number] ?? 0;
      return [path, { id: index.toString('hex', at + FIXED, at + FIXED + hash), size: index.readUInt32BE(at + FIXED - 4) }];
    }),
  );
}

function readIndex(place: string): Buffer {
  const index = withFile(place, (file) => ({ bytes: readUpTo(file, LARGEST) }));
  return typeof index === 'string' ? Buffer.alloc(0) : Buffer.from(index.bytes.buffer, index.bytes.byteOffset, index.bytes.length);
}

/** The paths of an index, sorted, and where the entry of each starts; those before the first mistake when it is damaged. */
interface Entries {
  readonly paths: readonly string[];
  readonly starts: readonly number[];
  /** Bytes of an id. */
  readonly hash: number;
  readonly isWhole: boolean;
}

const NONE: Entries = { paths: [], starts: [], hash: 20, isWhole: false };

/** What an index lists. */
export function entriesOf(index: Buffer): Entries {
  if (index.length < HEADER || index.toString('latin1', 0, 4) !== 'DIRC') return NONE;
  const bySha1 = entries(index, 20);
  return bySha1.isWhole ? bySha1 : longest(bySha1, entries(index, 32));
}

function longest(a: Entries, b: Entries): Entries {
  return a.paths.length >= b.paths.length ? a : b;
}

function entries(index: Buffer, hash: number): Entries {
  const version = index.readUInt32BE(4);
  const count = index.readUInt32BE(8);
  const paths: string[] = [];
  const starts: number[] = [];
  let at = HEADER;
  let before = '';
  while (paths.length < count) {
    if (at + FIXED + hash + 4 > index.length || !MODES.has(index.readUInt32BE(at + 24))) return { paths, starts, hash, isWhole: false };
    const isExtended = version >= 3 && (index.readUInt16BE(at + FIXED + hash) & 0x4000) !== 0;
    const start = at + FIXED + hash + (isExtended ? 4 : 2);
    const from = version === 4 ? offsetEnd(index, start) : start;
    const end = index.indexOf(0, from);
    if (end < 0) return { paths, starts, hash, isWhole: false };
    const name = index.toString('latin1', from, end);
    const path = version === 4 ? before.slice(0, Math.max(0, before.length - offset(index, start))) + name : name;
    if (path < before) return { paths, starts, hash, isWhole: false };
    paths.push(path);
    starts.push(at);
    before = path;
    at = version === 4 ? end + 1 : at + Math.ceil((end - at + 1) / 8) * 8;
  }
  return { paths, starts, hash, isWhole: true };
}

/** The variable-length number of version 4: how many characters of the path before are dropped. */
function offset(index: Buffer, at: number): number {
  let value = (index[at] ?? 0) & 127;
  for (let place = at; ((index[place] ?? 0) & 128) !== 0 && value < 1 << 20; place++) {
    value = ((value + 1) << 7) | ((index[place + 1] ?? 0) & 127);
  }
  return value;
}

function offsetEnd(index: Buffer, at: number): number {
  let end = at;
  while (((index[end] ?? 0) & 128) !== 0) end++;
  return end + 1;
}

/** The place of the first path that is not before `path`. */
function firstFrom(paths: readonly string[], path: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}

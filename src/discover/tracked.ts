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

/** Takes the root of a working tree and gives what its index lists; nothing when there is none that can be read. */
export function readTracked(root: string): Tracked {
  const index = isFolder(`${root}/.git`) ? withFile(`${root}/.git/index`, (file) => readUpTo(file, LARGEST)) : 'vanished';
  const paths = typeof index === 'string' ? [] : trackedPaths(Buffer.from(index.buffer, index.byteOffset, index.length));
  return {
    has: (path) => paths[firstFrom(paths, path)] === path,
    hasBelow: (path) => paths[firstFrom(paths, `${path}/`)]?.startsWith(`${path}/`) === true,
  };
}

/** The paths of an index, sorted; those before the first mistake when it is damaged. */
export function trackedPaths(index: Buffer): string[] {
  if (index.length < HEADER || index.toString('latin1', 0, 4) !== 'DIRC') return [];
  const bySha1 = entries(index, 20);
  return bySha1.isWhole ? bySha1.paths : longest(bySha1.paths, entries(index, 32).paths);
}

function longest(a: string[], b: string[]): string[] {
  return a.length >= b.length ? a : b;
}

function entries(index: Buffer, hash: number): { paths: string[]; isWhole: boolean } {
  const version = index.readUInt32BE(4);
  const count = index.readUInt32BE(8);
  const paths: string[] = [];
  let at = HEADER;
  let before = '';
  while (paths.length < count) {
    if (at + FIXED + hash + 4 > index.length || !MODES.has(index.readUInt32BE(at + 24))) return { paths, isWhole: false };
    const isExtended = version >= 3 && (index.readUInt16BE(at + FIXED + hash) & 0x4000) !== 0;
    const start = at + FIXED + hash + (isExtended ? 4 : 2);
    const from = version === 4 ? offsetEnd(index, start) : start;
    const end = index.indexOf(0, from);
    if (end < 0) return { paths, isWhole: false };
    const name = index.toString('latin1', from, end);
    const path = version === 4 ? before.slice(0, Math.max(0, before.length - offset(index, start))) + name : name;
    if (path < before) return { paths, isWhole: false };
    paths.push(path);
    before = path;
    at = version === 4 ? end + 1 : at + Math.ceil((end - at + 1) / 8) * 8;
  }
  return { paths, isWhole: true };
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

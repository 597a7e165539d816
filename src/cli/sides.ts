/** The tree as somebody sees it: on disk, in the index, or in a commit; and which files belong to it. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readUpTo, withFile } from '../discover/file.ts';
import { UsageError } from '../usage-error.ts';
import { blobsOf, filesOfCommit, filesOfIndex, type TreeEntry } from './git.ts';
import { unreadable } from './input.ts';

/** Files of one state of the tree. */
export interface Side {
  /** The commit; null: the tree as it is. */
  readonly revision: string | null;
  /** The text of a regular file, by its path from the top; null when there is none. */
  readonly read: (path: string) => string | null;
}

/** A file that a flag or a configuration names. */
export interface Named {
  /** As it was written. */
  readonly name: string;
  readonly absolute: string;
  /** From the top of the tree, with `/`; null: it lies outside of it. */
  readonly inTree: string | null;
}

/** Files that decide are small; a parser that is given more may take long. */
const LARGEST = 256 << 10;
const LARGEST_OUTSIDE = 64 << 20;
const FILE_MODES = ['100644', '100755'];

/** The top of the tree that `folder` belongs to: the nearest folder with a `.git`, else `folder` itself. Runs no git. */
export function topOf(folder: string): string {
  const start = realpathSync(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return start;
  }
}

/** What a name means, relative to `from`. What is written as a path of the tree belongs to it, wherever a link there leads. */
export function namedFile(name: string, from: string, top: string): Named {
  const path = resolve(from, name);
  const written = pathBelow(top, path);
  if (written !== null) return { name, absolute: path, inTree: written };
  const absolute = existsSync(path) ? realpathSync(path) : path;
  return { name, absolute, inTree: pathBelow(top, absolute) };
}

/** A path relative to a folder, with `/`; null when it lies outside. */
export function pathBelow(folder: string, path: string): string | null {
  const below = relative(folder, path);
  return below === '..' || below.startsWith(`..${sep}`) || resolve(folder, below) !== path ? null : below.replaceAll('\\', '/');
}

/** The tree on disk. */
export function diskSide(top: string): Side {
  return { revision: null, read: (path) => readInTree(top, path) };
}

/** The index. */
export function indexSide(top: string): Side {
  return { revision: null, read: (path) => readEntry(top, filesOfIndex(top, path), path) };
}

/** A commit. */
export function commitSide(top: string, commit: string): Side {
  return { revision: commit, read: (path) => readEntry(top, filesOfCommit(top, commit, path), path) };
}

/**
 * The text of a file: from its side when it belongs to the tree, else from disk.
 * @throws UsageError when a file outside the tree cannot be read.
 */
export function readNamed({ name, absolute, inTree }: Named, side: Side): string | null {
  if (inTree !== null) return side.read(inTree);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) return null;
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Never through a link, never from a pipe, never more than such a file holds. */
function readInTree(top: string, path: string): string | null {
  const place = join(top, path);
  if (!existsSync(dirname(place))) return null;
  const isInside = pathBelow(top, realpathSync(dirname(place))) !== null;
  const read = isInside ? withFile(place, (file) => ({ bytes: file.size > limitOf(path) ? null : readUpTo(file, limitOf(path)) })) : 'link';
  if (read === 'vanished') return null;
  if (read === 'denied') throw new UsageError(`${path}: may not be read by this user`);
  if (typeof read === 'string') throw new UsageError(`${path}: not a regular file that can be read`);
  if (read.bytes === null) throw new UsageError(`${path}: larger than ${limitOf(path)} bytes`);
  return Buffer.from(read.bytes).toString('utf8');
}

function readEntry(top: string, entries: readonly TreeEntry[], path: string): string | null {
  const bytes = Buffer.from(path, 'utf8').toString('latin1');
  const entry = entries.find((one) => one.path === bytes && FILE_MODES.includes(one.mode));
  if (entry === undefined) return null;
  const [blob] = blobsOf(top, [entry.id]);
  if (!blob) throw new UsageError(`${path}: its content is not in this clone; fetch it first`);
  if (blob.length > limitOf(path)) throw new UsageError(`${path}: larger than ${limitOf(path)} bytes`);
  return blob.toString('utf8');
}

/** YAML is parsed in more than linear time; a baseline is read line by line. */
function limitOf(path: string): number {
  return /\.ya?ml$/i.test(path) ? LARGEST : LARGEST_OUTSIDE;
}

/** Opens files of an untrusted tree: never through a link in the last place, never blocking on a pipe, never more than was asked for. */
import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** Where a file lies, as the system wants it: bytes when its name is not UTF-8. */
export type Place = string | Buffer;

/** Why something could not be read; `link` and `special` are skipped, the others failed. */
export type Refusal = 'link' | 'special' | 'denied' | 'vanished' | 'io';

/** An open regular file. */
export interface OpenFile {
  readonly fd: number;
  readonly size: number;
  readonly stat: Stats;
}

// Windows has neither flag, and neither named pipes in folders nor links that need no rights.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['ELOOP', 'link'],
  ['EMLINK', 'link'],
  ['ENXIO', 'special'],
  ['EISDIR', 'special'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['ENOENT', 'vanished'],
  ['ENOTDIR', 'vanished'],
]);

/** The place of `path` below `root`; `raw` is the path byte by byte where it is not UTF-8. */
export function placeOf(root: string, path: string, raw?: string): Place {
  return raw === undefined ? `${root}/${path}` : Buffer.concat([Buffer.from(`${root}/`), Buffer.from(raw, 'latin1')]);
}

/** Opens a regular file, gives it to `use`, and closes it again. Gives the refusal when it cannot be opened or read. */
export function withFile<T>(place: Place, use: (file: OpenFile) => T): T | Refusal {
  let fd: number;
  try {
    fd = openSync(place, FLAGS);
  } catch (error) {
    return refusalOf(error);
  }
  try {
    const stat = fstatSync(fd);
    return stat.isFile() ? use({ fd, size: stat.size, stat }) : 'special';
  } catch (error) {
    return refusalOf(error);
  } finally {
    close(fd);
  }
}

/** Fills `buffer` from `start` up to `end` as far as the file goes, and gives where the bytes end. */
export function fill(fd: number, buffer: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const count = readSync(fd, buffer, at, end - at, null);
    if (count === 0) break;
    at += count;
  }
  return at;
}

/** At most `limit` bytes of an open file, in a buffer of their own. */
export function readUpTo({ fd, size }: OpenFile, limit: number): Uint8Array {
  // Files of /proc have a size of 0; others may have grown.
  const buffer = new Uint8Array(Math.min(limit, Math.max(size, 1 << 16)));
  return buffer.subarray(0, fill(fd, buffer, 0, buffer.length));
}

/** Whether something exists at a place, be it a broken link. */
export function exists(place: Place): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a folder, not a link to one, lies at a place. */
export function isFolder(place: Place): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Whether a link below `root` names a place outside it, or would if it lay `at` another path; so it is said of links that cannot be read. */
export function leavesRoot(root: string, path: string, at = path): boolean {
  try {
    const target = relative(root, resolve(root, dirname(at), readlinkSync(`${root}/${path}`)));
    return target === '..' || target.startsWith(`..${sep}`) || isAbsolute(target);
  } catch {
    return true;
  }
}

/** What an error of the file system means for a scan. */
export function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REFUSALS.get(code) ?? 'io';
}

function close(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Everything was read already.
  }
}

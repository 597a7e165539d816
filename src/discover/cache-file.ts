/**
 * The file of a cache: in a folder that only its user can write to. One that anybody else could have written is not read, and no error
 * here ends a scan.
 */
import { Buffer } from 'node:buffer';
import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { fill, withFile } from './file.ts';

const LARGEST = 1 << 30;
/** Writable by the group, or by all. */
const BY_OTHERS = 0o022;

/** The bytes of a cache, or null. */
export function loadCache(file: string): Uint8Array | null {
  try {
    if (!isOwn(lstatSync(dirname(file)))) return null;
    const read = withFile(file, ({ fd, size, stat }) => {
      if (!isOwn(stat) || size > LARGEST) return { bytes: null };
      const bytes = new Uint8Array(size);
      return { bytes: fill(fd, bytes, 0, size) === size ? bytes : null };
    });
    return typeof read === 'string' ? null : read.bytes;
  } catch {
    return null;
  }
}

/** Puts a cache in the place of the one before: whole, or not at all. */
export function saveCache(file: string, bytes: Buffer): void {
  const folder = dirname(file);
  const fresh = `${file}.${process.getBuiltinModule('node:crypto').randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(lstatSync(folder))) return;
    writeFileSync(fresh, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    remove(fresh);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never written.
  }
}

/** Windows tells neither: there the folder lies in the user's profile. */
function isOwn({ uid, mode }: Stats): boolean {
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & BY_OTHERS) === 0);
}

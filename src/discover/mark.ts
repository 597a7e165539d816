/**
 * How a file or folder is known again without reading it: device, inode, size, and the times of its content and of its entry. Whoever
 * writes to a file changes the last one, which no program can set back.
 */
import { lstatSync, type Stats } from 'node:fs';
import type { Place } from './file.ts';

/** Numbers of a mark. */
export const MARK = 5;
const [SIZE, MTIME, CTIME] = [2, 3, 4];

/** A clock may not tell what happens so closely together (2 s: the coarsest one in use, that of FAT). */
const CLOSE = 2000;

/** Writes the mark of something into `marks`. */
export function setMark(marks: Float64Array, { dev, ino, size, mtimeMs, ctimeMs }: Stats): void {
  marks.set([dev, ino, size, mtimeMs, ctimeMs]);
}

/** The size of the file at `place`, when it has this mark still; else null. */
export function isMarkOf(mark: Float64Array, place: Place): number | null {
  const stat = statOf(place);
  return stat?.isFile() === true && isEqual(mark, stat) ? stat.size : null;
}

/** The mark of the folder at `place`; null when there is none. */
export function markOfFolder(place: Place): Float64Array | null {
  const stat = statOf(place);
  if (stat?.isDirectory() !== true) return null;
  const mark = new Float64Array(MARK);
  setMark(mark, stat);
  return mark;
}

/** Whether what has this mark was last changed so long before `now` (ms) that each later change shows. */
export function isSettled(mark: Float64Array, now: number): boolean {
  return (mark[MTIME] ?? NaN) < now - CLOSE && (mark[CTIME] ?? NaN) < now - CLOSE && (mark[SIZE] ?? -1) >= 0;
}

/** Whether two marks are the same; a mark that was never set (NaN) is not even the same as itself. */
export function isSameMark(a: Float64Array, b: Float64Array): boolean {
  for (let at = 0; at < MARK; at++) if (a[at] !== b[at]) return false;
  return a.length === MARK;
}

function isEqual(mark: Float64Array, { dev, ino, size, mtimeMs, ctimeMs }: Stats): boolean {
  return mark[0] === dev && mark[1] === ino && mark[SIZE] === size && mark[MTIME] === mtimeMs && mark[CTIME] === ctimeMs;
}

function statOf(place: Place): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

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

/** Writes the mark of something into the place of a number among `marks`. */
export function setMark(marks: Float64Array, number: number, { dev, ino, size, mtimeMs, ctimeMs }: Stats): void {
  const at = MARK * number;
  marks[at] = dev;
  marks[at + 1] = ino;
  marks[at + SIZE] = size;
  marks[at + MTIME] = mtimeMs;
  marks[at + CTIME] = ctimeMs;
}

/** Takes a mark away: one that was never set is not even the same as itself. */
export function unsetMark(marks: Float64Array, number: number): void {
  marks.fill(NaN, MARK * number, MARK * (number + 1));
}

/** Copies the mark of one number to the place of another. */
export function copyMark(from: Float64Array, number: number, to: Float64Array, place: number): void {
  for (let at = 0; at < MARK; at++) to[MARK * place + at] = from[MARK * number + at] ?? NaN;
}

/** The size of the file at `place`, when it has this mark still; else null. */
export function isMarkOf(marks: Float64Array, number: number, place: Place): number | null {
  const stat = statOf(place);
  return stat?.isFile() === true && isEqual(marks, MARK * number, stat) ? stat.size : null;
}

/** The mark of the folder at `place`; null when there is none. */
export function markOfFolder(place: Place): Float64Array | null {
  const stat = statOf(place);
  if (stat?.isDirectory() !== true) return null;
  const mark = new Float64Array(MARK);
  setMark(mark, 0, stat);
  return mark;
}

/** Whether what has this mark was last changed so long before `now` (ms) that each later change shows. */
export function isSettled(marks: Float64Array, number: number, now: number): boolean {
  const at = MARK * number;
  return (marks[at + MTIME] ?? NaN) < now - CLOSE && (marks[at + CTIME] ?? NaN) < now - CLOSE && (marks[at + SIZE] ?? -1) >= 0;
}

/** Whether two marks are the same. */
export function isSameMark(a: Float64Array, number: number, b: Float64Array, other: number): boolean {
  for (let at = 0; at < MARK; at++) {
    const part = a[MARK * number + at];
    if (part === undefined || part !== b[MARK * other + at]) return false;
  }
  return true;
}

function isEqual(marks: Float64Array, at: number, { dev, ino, size, mtimeMs, ctimeMs }: Stats): boolean {
  return (
    marks[at] === dev &&
    marks[at + 1] === ino &&
    marks[at + SIZE] === size &&
    marks[at + MTIME] === mtimeMs &&
    marks[at + CTIME] === ctimeMs
  );
}

function statOf(place: Place): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

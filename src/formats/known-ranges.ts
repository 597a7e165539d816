/** The stretches of a lockfile that its reader accounts for. */
import type { Range } from './lockfile/index.ts';

/** Ranges in order of place, lines that follow each other joined. */
export type KnownRanges = { start: number; end: number }[];

/** Behind the last known line, its terminator and that of a blank line. */
const LARGEST_GAP = 4;

/** Adds a line that comes behind all others. */
export function addKnown(known: KnownRanges, { start, end }: Range): void {
  const last = known.at(-1);
  if (last !== undefined && start - last.end <= LARGEST_GAP) last.end = end;
  else known.push({ start, end });
}

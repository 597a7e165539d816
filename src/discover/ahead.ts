/** Kept files that this thread reads while others still examine: what was found first does not wait for what is found last. */
import type { Kept, KeptFrom } from './kept.ts';
import { fileAt, outcomeAt, type Chunk } from './share.ts';

/** Is given kept files, each at most once, in any order. What comes of them is its own affair. */
export type ReadAhead = (from: KeptFrom, kept: readonly Kept[]) => Promise<void>;

/** So many are given at once: while they are read, nothing else is done here. */
const GROUP = 16;

/** How many of how many files were kept. */
export interface Counts {
  readonly kept: number;
  readonly examined: number;
}

/** What is known so far of files that are examined in their order, more or less. */
export interface Progress {
  /** The next kept files; none where there are none yet. A file whose path people see otherwise is never among them. */
  readonly next: () => Kept[];
  readonly counts: () => Counts;
}

/** Goes through the outcomes of all chunks, as far as they are known without a gap. */
export function progressIn(chunks: readonly Chunk[]): Progress {
  let [number, at, kept, examined] = [0, 0, 0, 0];
  const step = (): Kept | undefined => {
    for (let chunk = chunks[number]; chunk !== undefined; chunk = chunks[number]) {
      while (at < chunk.count) {
        const outcome = outcomeAt(chunk, at);
        if (outcome === 'pending') return undefined;
        const index = at++;
        examined++;
        if (outcome !== 'kept') continue;
        kept++;
        const { path, raw } = fileAt(chunk, index);
        if (raw === undefined) return { path, size: chunk.sizes[index] ?? 0 };
      }
      [number, at] = [number + 1, 0];
    }
    return undefined;
  };
  return {
    next() {
      const some: Kept[] = [];
      for (let one = step(); one !== undefined; one = step()) if (some.push(one) === GROUP) break;
      return some;
    },
    counts: () => ({ kept, examined }),
  };
}

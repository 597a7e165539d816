/** The trees beside the one on disk that a scan reads: commits and the index, each taken once, all removed at the end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DiscoverOptions } from '../discover/index.ts';
import { UsageError } from '../types.ts';
import { filesOfCommit, filesOfIndex } from './git.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';

export interface Trees {
  /** The index, with every file. */
  readonly index: () => Snapshot;
  /** How a commit is scanned; undefined when it holds nothing of what is scanned. */
  readonly commit: (id: string) => DiscoverOptions | undefined;
  readonly remove: () => void;
}

/** Trees below the folder that `discover` scans, for a scan like it. */
export function treesFor(discover: DiscoverOptions): Trees {
  const taken = new Map<string, Snapshot>();
  const take = (name: string, isWhole: boolean): Snapshot => {
    const before = taken.get(name);
    if (before !== undefined) return before;
    const { root } = discover;
    const entries = isWhole ? filesOfIndex(root) : filesOfCommit(root, name);
    const snapshot = takeSnapshot({ folder: root, entries, reader: discover, isWhole });
    taken.set(name, snapshot);
    return snapshot;
  };
  return {
    index: () => take('', true),
    commit(id) {
      const { root, diagnostics } = take(id, false);
      if (diagnostics.some(({ code }) => code === 'limit/missing')) {
        throw new UsageError(`${id}: parts of it are not in this clone; clone without --filter, or fetch them first`);
      }
      return scanOf(discover, root);
    },
    remove() {
      for (const { remove } of taken.values()) remove();
    },
  };
}

/** The same scan of another root: git tracks all of it, so nothing is ignored; targets that it does not have are none. */
export function scanOf(discover: DiscoverOptions, root: string): DiscoverOptions | undefined {
  const targets = discover.targets.filter((target) => /[*?{[(]/.test(target) || existsSync(join(root, target)));
  return targets.length === 0 ? undefined : { ...discover, root, targets, gitignore: false, onProgress: undefined };
}

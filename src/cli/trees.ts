/** The trees beside the one on disk that a scan reads: commits and the index, each taken once, all removed at the end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DiscoverOptions } from '../discover/index.ts';
import { trackedBlobs } from '../discover/tracked.ts';
import { once } from '../rules/lazily.ts';
import type { OtherTree } from '../discover/other-tree.ts';
import { UsageError } from '../usage-error.ts';
import { checkoutOf } from './checkout.ts';
import { filesOfCommit, filesOfIndex, type TreeEntry } from './git.ts';
import { pathBelow, topOf } from './sides.ts';
import { skipping } from './hidden.ts';
import { leavesOut } from './left-out.ts';
import { takeSnapshot, utf8, type Scanned, type Snapshot, type SnapshotOptions } from './snapshot.ts';

/** Other states of the tree than the one on disk. */
export interface Trees {
  /** The index, with every file. */
  readonly index: () => Snapshot;
  /** How a commit is scanned, once the scan of the tree itself has told what is silent; undefined when it holds nothing of what is scanned. */
  readonly commit: (id: string, isSaid: Scanned['isSaid']) => OtherTree | undefined;
  readonly remove: () => void;
}

/** Trees below the folder that `discover` scans, for a scan like it. */
export function treesFor(discover: DiscoverOptions): Trees {
  const { root: folder } = discover;
  const taken = new Map<string, Snapshot>();
  const index = once(() => {
    const entries = filesOfIndex(folder);
    const snapshot = takeSnapshot({ folder, entries, reader: discover, isWhole: true, isInSight: sightTest(discover, entries) });
    taken.set('', snapshot);
    return snapshot;
  });
  const isSilent = once(() => (taken.has('') ? silentTest(discover, stagedBlobs(folder)) : silentOnDisk(discover)));
  const take = (id: string, isSaid: Scanned['isSaid']): Snapshot => {
    const before = taken.get(id);
    if (before !== undefined) return before;
    const scanned = { root: taken.get('')?.root ?? folder, isSilent: isSilent(), isSaid };
    const snapshot = takeSnapshot({ folder, entries: filesOfCommit(folder, id), reader: discover, isWhole: false, scanned });
    taken.set(id, snapshot);
    return snapshot;
  };
  return {
    index,
    commit: (id, isSaid) => otherTree(discover, id, take(id, isSaid)),
    remove() {
      for (const { remove } of taken.values()) remove();
    },
  };
}

/** @throws UsageError when a clone has not all of the commit. */
function otherTree(discover: DiscoverOptions, id: string, { root, diagnostics, same }: Snapshot): OtherTree | undefined {
  if (diagnostics.some(({ code }) => code === 'limit/missing')) {
    throw new UsageError(`${id}: parts of it are not in this clone; clone without --filter, or fetch them first`);
  }
  const scan = scanOf(discover, root);
  return scan && { discover: { ...scan, silent: undefined }, same };
}

/** The same scan of another root: git tracks all of it, so nothing is ignored; targets that it does not have are none. */
export function scanOf(discover: DiscoverOptions, root: string): DiscoverOptions | undefined {
  const targets = discover.targets.filter((target) => /[*?{[(]/.test(target) || existsSync(join(root, target)));
  return targets.length === 0 ? undefined : { ...discover, root, targets, gitignore: false, onProgress: undefined };
}

/** Whether a scan of all files looks at one, and leaves none of the folders around it out; undefined where it is not of all files. */
function sightTest({ targets, include, exclude, silent }: DiscoverOptions, entries: readonly TreeEntry[]): SnapshotOptions['isInSight'] {
  if (targets.some((target) => target !== '.')) return undefined;
  const { folderOf } = skipping(entries.map(utf8));
  const isLeftOut = leavesOut(include, exclude);
  return (path) => {
    const isSeen = folderOf(path) === null && !isLeftOut(path);
    if (isSeen) silent?.set(path, 0);
    return isSeen;
  };
}

/** Ids of blobs by path, and of those on disk their sizes. */
type Blobs = ReadonlyMap<string, { readonly id: string; readonly size?: number }>;

function silentOnDisk(discover: DiscoverOptions): Scanned['isSilent'] {
  const top = topOf(discover.root);
  const checkout = checkoutOf(top);
  const below = pathBelow(top, discover.root);
  const blobs = checkout === null ? new Map<string, never>() : trackedBlobs(join(checkout.own, 'index'));
  return silentTest(discover, blobs, below ? `${Buffer.from(below, 'utf8').toString('latin1')}/` : '');
}

function stagedBlobs(folder: string): Blobs {
  return new Map(filesOfIndex(folder).map(({ path, id }) => [path, { id }]));
}

/** A file of another size than the index tells was changed since; one of the same size that was changed can only make more look new. */
function silentTest({ silent }: DiscoverOptions, blobs: Blobs, prefix = ''): Scanned['isSilent'] {
  return ({ path, id }: TreeEntry) => {
    const size = silent?.get(Buffer.from(path, 'latin1').toString('utf8'));
    const blob = blobs.get(prefix + path);
    return size !== undefined && blob?.id === id && (blob.size === undefined || blob.size === size);
  };
}

/** Where the repository of a checkout lies, and its small files, read as data: no git command runs. */
import { realpathSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { isFolder, readUpTo, withFile } from '../discover/file.ts';
import { settingsOf } from './git-config.ts';

/** https://git-scm.com/docs/gitrepository-layout */
export interface Checkout {
  /** Holds HEAD; of a linked working tree or a submodule it lies elsewhere. */
  readonly own: string;
  /** Holds config and references, shared by all working trees. */
  readonly shared: string;
}

/** Packed references of a large repository are a few megabytes. */
const LARGEST = 64 << 20;
const LONGEST_LINE = 4096;

/** The checkout whose top is `root`; null when it is none. A `.git` file counts when what it points to points back. */
export function checkoutOf(root: string): Checkout | null {
  const place = join(root, '.git');
  if (isFolder(place)) return { own: place, shared: place };
  const own = /^gitdir: (.+)$/.exec(lineOf(place) ?? '')?.[1];
  if (own === undefined) return null;
  const folder = resolve(root, own);
  return linked(folder, place) ?? submodule(folder, root);
}

/** A linked working tree: `gitdir` there names this `.git` file. */
function linked(folder: string, place: string): Checkout | null {
  const back = lineOf(join(folder, 'gitdir'));
  const shared = lineOf(join(folder, 'commondir'));
  if (back === null || shared === null || !isSame(isAbsolute(back) ? back : resolve(folder, back), place)) return null;
  return { own: folder, shared: resolve(folder, shared) };
}

/** A submodule: `core.worktree` there names this folder. */
function submodule(folder: string, root: string): Checkout | null {
  const worktree = settingsOf(textOf(join(folder, 'config')) ?? '').get('core.worktree');
  return worktree !== undefined && isSame(resolve(folder, worktree), root) ? { own: folder, shared: folder } : null;
}

function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

/** The text of a regular file; null when there is none. */
export function textOf(place: string): string | null {
  const read = withFile(place, (file) => ({ bytes: readUpTo(file, LARGEST) }));
  return typeof read === 'string' ? null : Buffer.from(read.bytes).toString('utf8');
}

/** The only line of a small file. */
export function lineOf(place: string): string | null {
  const read = withFile(place, (file) => ({ bytes: readUpTo(file, LONGEST_LINE) }));
  return typeof read === 'string' ? null : Buffer.from(read.bytes).toString('utf8').trim();
}

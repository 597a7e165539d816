/** Submodules: a commit names theirs, and their files are no part of it. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOfCommit, type TreeEntry } from './git.ts';

const MODE = '160000';

/** Whether an entry is a submodule whose files are here. */
export function isFilled(root: string, { mode, path }: TreeEntry): boolean {
  if (mode !== MODE) return false;
  const folder = join(root, utf8(path));
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(folder).length > 0;
}

/** Whether a file lies in a submodule that HEAD has at the same commit as `from`; a change since `''` or null knows none. */
export function sameSubmodules(root: string, from: string | null): (path: string) => boolean {
  if (from === null || from === '') return () => false;
  const before = new Set(submodulesOf(root, from).map(keyOf));
  const same = before.size === 0 ? [] : submodulesOf(root, 'HEAD').filter((entry) => before.has(keyOf(entry)));
  const folders = same.map(({ path }) => `${utf8(path)}/`);
  return (path) => folders.some((folder) => path.startsWith(folder));
}

function submodulesOf(root: string, commit: string): TreeEntry[] {
  return filesOfCommit(root, commit).filter(({ mode }) => mode === MODE);
}

function keyOf({ id, path }: TreeEntry): string {
  return `${id} ${path}`;
}

function utf8(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

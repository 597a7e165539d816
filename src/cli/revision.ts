/** The revision that is checked out, read from .git as data: no git command runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The commit id of HEAD of the repository at `root`, or null when it is none or cannot be told. */
export function revisionOf(root: string): string | null {
  const head = read(join(root, '.git', 'HEAD'));
  if (head === null) return null;
  if (ID.test(head)) return head;
  const ref = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes('..')) return null;
  const loose = read(join(root, '.git', ref));
  if (loose !== null && ID.test(loose)) return loose;
  const packed = read(join(root, '.git', 'packed-refs'));
  const line = packed?.split('\n').find((entry) => entry.endsWith(` ${ref}`));
  const id = line?.slice(0, line.indexOf(' ')) ?? '';
  return ID.test(id) ? id : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** The revision and the branch that are checked out, read from the repository as data: no git command runs. */
import { join } from 'node:path';
import { checkoutOf, lineOf, textOf, type Checkout } from './checkout.ts';

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Names of references as git allows them: no part starts with a dot, none holds a control character or one of `~^:?*[\`. */
const REFERENCE = /^ref: (refs(?:\/[^\s\p{C}~^:?*[\\/.][^\s\p{C}~^:?*[\\/]*)+)$/u;
const HEADS = 'refs/heads/';
const LONGEST_BRANCH = 255;

/** The commit id of HEAD of the repository at `root`, or null when it is none or cannot be told. */
export function revisionOf(root: string): string | null {
  const checkout = checkoutOf(root);
  const head = checkout && lineOf(join(checkout.own, 'HEAD'));
  if (checkout === null || head === null) return null;
  if (ID.test(head)) return head;
  const name = referenceOf(head);
  return name === null ? null : idOf(name, checkout);
}

function idOf(name: string, { shared }: Checkout): string | null {
  const loose = lineOf(join(shared, name));
  if (loose !== null && ID.test(loose)) return loose;
  const packed = textOf(join(shared, 'packed-refs'));
  const line = packed?.split('\n').find((entry) => entry.endsWith(` ${name}`));
  const id = line?.slice(0, line.indexOf(' ')) ?? '';
  return ID.test(id) ? id : null;
}

/** The branch that is checked out; null when a commit or a tag is. */
export function branchOf({ own }: Checkout): string | null {
  const name = referenceOf(lineOf(join(own, 'HEAD')) ?? '');
  return name?.startsWith(HEADS) === true && name.length <= LONGEST_BRANCH ? name.slice(HEADS.length) : null;
}

function referenceOf(head: string): string | null {
  const name = REFERENCE.exec(head)?.[1];
  return name === undefined || name.includes('..') ? null : name;
}

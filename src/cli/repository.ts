/** Where a checkout comes from, as its own configuration says; never with what opens it. */
import { join } from 'node:path';
import type { Report } from '../types.ts';
import { checkoutOf, textOf } from './checkout.ts';
import { settingsOf } from './git-config.ts';
import { branchOf } from './revision.ts';

const LONGEST = 2000;
/** `git@host.example:owner/name.git`, as ssh takes it. */
const SHORT_SSH = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+|localhost):(?!\/\/)\/?(.+)$/;
/** What a path of a URI holds only percent-encoded, a percent sign that encodes nothing included. */
const UNSAFE = /%(?![0-9A-Fa-f]{2})|[^\w.~:/@!$&'()*+,;=%-]/g;
const SCHEMES = new Set(['https:', 'http:', 'ssh:', 'git:']);

/** The address and the branch of the checkout at `root`; undefined when no remote of it has an address for others. */
export function repositoryOf(root: string): Report['repository'] {
  const checkout = checkoutOf(root);
  if (checkout === null) return undefined;
  const settings = settingsOf(textOf(join(checkout.shared, 'config')) ?? '');
  const branch = branchOf(checkout);
  const uri = addressOf(settings.get(`remote.${remoteOf(settings, branch)}.url`) ?? '');
  return uri === null ? undefined : { uri, branch };
}

/** The remote that the branch follows, else `origin`, else the only one. */
function remoteOf(settings: ReadonlyMap<string, string>, branch: string | null): string {
  const followed = branch === null ? undefined : settings.get(`branch.${branch}.remote`);
  if (followed !== undefined && settings.has(`remote.${followed}.url`)) return followed;
  const remotes = [...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []);
  return remotes.length === 1 ? (remotes[0] ?? 'origin') : 'origin';
}

/** A remote's address without user, password, query and fragment; null for paths of a machine and for what is none. */
export function addressOf(remote: string): string | null {
  if (remote.length > LONGEST || /[\s\p{C}]/u.test(remote)) return null;
  const [, server, place] = remote.includes('://') ? [] : (SHORT_SSH.exec(remote) ?? []);
  const written = server === undefined ? remote : `ssh://${server}/${place}`;
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  if (!SCHEMES.has(url.protocol) || url.hostname === '') return null;
  const path = url.pathname.replace(/\/{1,8}$/, '').replaceAll(UNSAFE, (char) => encodeURIComponent(char));
  return path === '' ? null : `${url.protocol}//${url.host}${path}`;
}

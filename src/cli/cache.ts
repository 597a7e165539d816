/**
 * Where a scan leaves what it learns for the next one. Only with `--cache`: a gate, and whoever scans something for the first time,
 * should see what is there and not what was remembered, and a tool that writes to a home folder is asked to. It may be asked for in a
 * pipeline as well. One file for each scanned folder, in the cache folder of the user (https://specifications.freedesktop.org/basedir-spec/).
 */
import { existsSync, realpathSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { CacheOptions } from '../discover/index.ts';
import { sha256 } from '../rules/digest.ts';
import { milliseconds } from './clock.ts';
import { pathBelow } from './sides.ts';

/** The cache of scans of `root` by one program with one set of rules; none where the scanned tree itself would hold it. */
export function cacheOf(root: string, key: readonly string[], env: NodeJS.ProcessEnv = process.env): CacheOptions | undefined {
  const folder = join(userFolder(env), 'pedigree');
  if (pathBelow(root, realPathOf(folder)) !== null) return undefined;
  const name = sha256(root).slice(0, 32);
  return { file: join(folder, `${name}.scan`), key: JSON.stringify(key), now: milliseconds() };
}

function userFolder({ XDG_CACHE_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv): string {
  if (xdg && isAbsolute(xdg)) return xdg;
  return platform() === 'win32' && local && isAbsolute(local) ? local : join(homedir(), '.cache');
}

/** The path without links, as far as it exists. */
function realPathOf(path: string): string {
  const above = dirname(path);
  if (existsSync(path)) return realpathSync(path);
  return above === path ? path : join(realPathOf(above), path.slice(above.length));
}

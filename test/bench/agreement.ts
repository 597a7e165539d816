/** Whether two programs found the same files, and for every difference why. */
import { Buffer, isUtf8 } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { doorFinder } from '../../src/discover/doors.ts';
import { placeOf } from '../../src/discover/file.ts';
import { compileGlobs } from '../../src/formats/globs/index.ts';
import type { DiscoverOptions } from '../../src/discover/index.ts';
import { isEnvironment, skippedFolder } from '../../src/discover/names.ts';
import { createReader, examine } from '../../src/discover/read.ts';
import { resolveTargets } from '../../src/discover/targets.ts';
import { readTracked } from '../../src/discover/tracked.ts';
import { walk } from '../../src/discover/walk.ts';
import { buildPrefilter } from '../../src/rules/literal-table.ts';

/** How many files both found, and the others by reason; a reason that starts with `UNEXPLAINED` is a mistake of one of the two. */
export interface Agreement {
  readonly both: number;
  readonly differences: ReadonlyMap<string, readonly string[]>;
}

/** Compares what Pedigree keeps with what ripgrep lists (its output, as bytes) when both look for `literals`. */
export async function agreementOf(
  options: DiscoverOptions,
  literals: readonly string[],
  kept: readonly string[],
  listed: Uint8Array,
): Promise<Agreement> {
  const found = pathsOf(listed);
  const ours = new Set(kept);
  const differences = new Map<string, string[]>();
  const add = (reason: string, path: string) => differences.set(reason, [...(differences.get(reason) ?? []), path]);
  const whyKept = keptBecause(options);
  for (const path of kept) if (!found.has(path)) add(`only Pedigree: ${whyKept(path)}`, path);
  const left = [...found].filter((path) => !ours.has(path));
  if (left.length > 0) {
    const whyLeft = await leftBecause(options, literals);
    for (const path of left) add(`only ripgrep: ${whyLeft(path)}`, path);
  }
  return { both: kept.length - kept.filter((path) => !found.has(path)).length, differences };
}

/** Lines of `rg -l`, named as Pedigree names them. */
function pathsOf(listed: Uint8Array): Set<string> {
  const lines = Buffer.from(listed).toString('latin1').split('\n').filter(Boolean);
  return new Set(
    lines.map((line) => {
      const bytes = Buffer.from(line.replace(/^\.\//, ''), 'latin1');
      if (isUtf8(bytes)) return bytes.toString('utf8');
      return bytes.toString('latin1').replace(/[\x80-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16).toUpperCase()}`);
    }),
  );
}

function keptBecause({ root, doors }: DiscoverOptions): (path: string) => string {
  const doorOf = doorFinder(doors);
  const tracked = readTracked(root);
  return (path) => {
    if (doorOf(path) !== null) return 'opened by its name';
    if (isEnvironment(basename(path))) return 'an environment file, looked at although it is ignored';
    if (existsSync(join(root, path)) && readFileSync(join(root, path)).includes(0)) return 'text by its name although it holds a zero byte';
    return tracked.has(path) ? 'tracked by git although it is ignored' : 'UNEXPLAINED';
  };
}

async function leftBecause(options: DiscoverOptions, literals: readonly string[]): Promise<(path: string) => string> {
  const { root, gitignore } = options;
  const targets = await resolveTargets(root, options.targets);
  const walked = new Set<string>();
  walk({ root, targets, globs: compileGlobs(options.include, options.exclude), gitignore, onFile: ({ path }) => void walked.add(path) });
  const reader = createReader(options);
  const anywhere = { ...reader, prefilter: buildPrefilter(literals) };
  return (path) => {
    if (!walked.has(path)) return isInSkippedFolder(root, path) ? 'in a folder of dependencies or caches' : 'UNEXPLAINED, not walked';
    const { outcome } = examine(reader, placeOf(root, path), path);
    if (outcome !== 'scanned') return outcome;
    const inside = examine(anywhere, placeOf(root, path), path).outcome;
    return inside === 'kept' || inside === 'too-large' ? 'the word stands inside a longer one' : 'UNEXPLAINED';
  };
}

function isInSkippedFolder(root: string, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((name, depth) => {
    const above = join(root, ...folders.slice(0, depth));
    const holds = (entry: string) => existsSync(join(above, name, entry));
    return skippedFolder(name, { parent: folders[depth - 1] ?? '', holds, hasBeside: (entry) => existsSync(join(above, entry)) }) !== null;
  });
}

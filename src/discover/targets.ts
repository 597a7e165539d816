/** What the user asked to scan: files, folders and globs below the root. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { exists } from './file.ts';

/** Where the walk goes. Paths are relative to the root, with `/`. */
export interface Targets {
  /** The root itself is a target. */
  readonly isWhole: boolean;
  /** Targets written out: looked at although they are ignored or skipped by default. */
  readonly named: ReadonlySet<string>;
  /** Targets that a glob matched: looked at as if the root were walked. */
  readonly globbed: ReadonlySet<string>;
  /** Folders above a target; and those above one that is written out. */
  readonly ways: ReadonlySet<string>;
  readonly namedWays: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

const GLOB = /[*?[\]{}()!+@]/;

/**
 * Resolves targets. A target that exists is taken as it is written; else one with glob characters is expanded.
 * @throws UsageError for a target that does not exist or lies outside the root.
 */
export async function resolveTargets(root: string, targets: readonly string[]): Promise<Targets> {
  const named = new Set<string>();
  const globs: string[] = [];
  for (const target of targets) {
    const path = below(root, target);
    if (exists(resolve(root, target))) named.add(path);
    else if (GLOB.test(target)) globs.push(path);
    else throw new UsageError(`${target}: no such file or folder`);
  }
  const { globbed, diagnostics } = await expand(root, globs);
  const namedWays = new Set([...named].flatMap(foldersAbove));
  const ways = new Set([...namedWays, ...[...globbed].flatMap(foldersAbove)]);
  return { isWhole: named.has(''), named, globbed, ways, namedWays, diagnostics };
}

function below(root: string, target: string): string {
  const path = relative(root, resolve(root, target));
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) throw new UsageError(`${target}: lies outside ${root}`);
  return path.replaceAll(sep, '/');
}

async function expand(root: string, globs: readonly string[]): Promise<{ globbed: Set<string>; diagnostics: Diagnostic[] }> {
  const globbed = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  if (globs.length === 0) return { globbed, diagnostics };
  const { default: fastGlob } = await import('fast-glob');
  for (const glob of globs) {
    const paths = fastGlob.sync(glob, { cwd: root, dot: true, onlyFiles: false, followSymbolicLinks: false, suppressErrors: true });
    if (paths.length === 0) diagnostics.push({ level: 'warning', code: 'target/empty', message: `${glob} matches no file` });
    for (const path of paths) globbed.add(path);
  }
  return { globbed, diagnostics };
}

function foldersAbove(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

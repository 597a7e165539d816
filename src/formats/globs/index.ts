/**
 * What people write as globs for files to include and exclude, over paths relative to the root: `*`, `**`, `?`, `[...]`, `{a,b}`.
 * They may come from the scanned tree, so they are matched in linear time, without regular expressions.
 */
import { UsageError } from '../../usage-error.ts';
import { expandBraces } from './braces.ts';
import { compileGlob, matchesGlob, type Glob } from './wildmatch.ts';

type Test = (path: string) => boolean;

/** What a glob must be to match anything. */
const WELL_FORMED = 'close each [ with ], end with no \\, and write \\[ for the character [ itself';

/** Compiled include and exclude globs. */
export interface Globs {
  readonly isExcluded: Test;
  readonly isIncluded: Test;
  /** For a folder that is skipped by default or ignored: the test of the files below it that a glob asks for by naming the folder. */
  readonly broughtBack: (folder: string) => Test | null;
}

/**
 * Compiles globs. With include globs only files that match one are looked at; a folder that is skipped by default comes back when
 * a glob names it without a wildcard (`node_modules/acme/**`). Exclude globs always win. `!` before a glob turns it around.
 * @throws UsageError for a glob that is not supported, or that can match nothing.
 */
export function compileGlobs(include: readonly string[], exclude: readonly string[]): Globs {
  const asked = include.filter((glob) => !isNegated(glob)).flatMap(alternatives);
  const denied = testOf(include.filter(isNegated).map(positive).flatMap(alternatives));
  const excluded = testOf(exclude.filter((glob) => !isNegated(glob)).flatMap(alternatives));
  const spared = testOf(exclude.filter(isNegated).map(positive).flatMap(alternatives));
  const folders = asked.flatMap((glob) =>
    namedFolders(glob).map((folder) => ({ name: nameOf(folder), is: testOf([folder]), below: testOf([glob]) })),
  );
  return {
    isExcluded: (path) => denied(path) || (excluded(path) && !spared(path)),
    isIncluded: include.every(isNegated) ? () => true : testOf(asked),
    broughtBack(folder) {
      const tests = folders.filter(({ is, name }) => nameOf(folder) === name && is(folder)).map(({ below }) => below);
      return tests.length === 0 ? null : (path) => tests.some((test) => test(path));
    },
  };
}

function testOf(globs: readonly string[]): Test {
  const compiled = globs.map(compileGlob).filter((glob): glob is Glob => glob !== null);
  if (compiled.length === 0) return () => false;
  return (path) => compiled.some((glob) => matchesGlob(glob, path, 0, { left: Infinity }));
}

/** The plain globs that a glob stands for; `a/**` is also `a` itself. */
function alternatives(glob: string): string[] {
  const plain = expandBraces(glob.startsWith('./') ? glob.slice(2) : glob);
  if (plain.some((one) => compileGlob(one) === null)) throw new UsageError(`${glob}: can match nothing; ${WELL_FORMED}`);
  return plain.flatMap((one) => {
    let folder = one;
    while (folder.endsWith('/**')) folder = folder.slice(0, -3);
    return folder === one ? [one.replace(/(?<=.)\/$/, '')] : [one, folder];
  });
}

/** The beginnings of a glob that end in a folder's whole name, without a wildcard in that name. */
function namedFolders(glob: string): string[] {
  const parts = glob.split('/');
  return parts.map((part, index) => (/[*?[\\]/.test(part) ? '' : parts.slice(0, index + 1).join('/'))).filter((folder) => folder !== '');
}

function isNegated(glob: string): boolean {
  return glob.startsWith('!') && !glob.startsWith('!(');
}

function positive(glob: string): string {
  return glob.slice(1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

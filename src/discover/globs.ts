/** What people write as globs for files to include and exclude: fast-glob's syntax, over paths relative to the root. */

type Test = (path: string) => boolean;

/** Compiled include and exclude globs. */
export interface Globs {
  readonly isExcluded: Test;
  readonly isIncluded: Test;
  /** For a folder that is skipped by default or ignored: the test of the files below it that a glob asks for by naming the folder. */
  readonly broughtBack: (folder: string) => Test | null;
}

const NOTHING: Test = () => false;
const EVERYTHING: Test = () => true;

/** No globs: everything is included, nothing excluded. */
export const NO_GLOBS: Globs = { isExcluded: NOTHING, isIncluded: EVERYTHING, broughtBack: () => null };

/**
 * Compiles globs. With include globs only files that match one are looked at; a folder that is skipped by default comes back when
 * a glob names it without a wildcard (`node_modules/acme/**`). Exclude globs always win. `!` before a glob turns it around.
 */
export async function compileGlobs(include: readonly string[], exclude: readonly string[]): Promise<Globs> {
  if (include.length === 0 && exclude.length === 0) return NO_GLOBS;
  const { default: picomatch } = await import('picomatch');
  const compile = (globs: readonly string[]) => picomatch(globs.map(withoutDot), { dot: true, nonegate: true });
  const asked = include.filter((glob) => !glob.startsWith('!'));
  const isDenied = testOf(include.filter(isNegated).map(positive), compile);
  const isExcluded = testOf(
    exclude.filter((glob) => !isNegated(glob)),
    compile,
  );
  const isSpared = testOf(exclude.filter(isNegated).map(positive), compile);
  const isAsked = asked.length === 0 ? EVERYTHING : compile(asked);
  const folders = asked.flatMap((glob) =>
    namedFolders(withoutDot(glob)).map((folder) => ({ is: compile([folder]), name: nameOf(folder), below: compile([glob]) })),
  );
  return {
    isExcluded: (path) => isDenied(path) || (isExcluded(path) && !isSpared(path)),
    isIncluded: isAsked,
    broughtBack(folder) {
      const tests = folders.filter(({ is, name }) => nameOf(folder) === name && is(folder)).map(({ below }) => below);
      return tests.length === 0 ? null : (path) => tests.some((test) => test(path));
    },
  };
}

function testOf(globs: readonly string[], compile: (globs: readonly string[]) => Test): Test {
  return globs.length === 0 ? NOTHING : compile(globs);
}

/** The beginnings of a glob that end in a folder's whole name, without a wildcard in that name. */
function namedFolders(glob: string): string[] {
  const parts = glob.split('/');
  return parts.map((part, index) => (isPlain(part) ? parts.slice(0, index + 1).join('/') : '')).filter((folder) => folder !== '');
}

function isPlain(part: string): boolean {
  return !/[*?[\](){}!@+|\\]/.test(part);
}

function isNegated(glob: string): boolean {
  return glob.startsWith('!') && !glob.startsWith('!(');
}

function positive(glob: string): string {
  return glob.slice(1);
}

function withoutDot(glob: string): string {
  return glob.startsWith('./') ? glob.slice(2) : glob;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

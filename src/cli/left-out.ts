/** Globs as a question about one file. */
import { compileGlobs } from '../formats/globs/index.ts';

/** Whether globs leave a file out, by its own name or that of a folder around it; with no `include`, everything is in. */
export function leavesOut(include: readonly string[], exclude: readonly string[]): (path: string) => boolean {
  const { isExcluded, isIncluded } = compileGlobs(include, exclude);
  return (path) => !isIncluded(path) || [path, ...foldersOf(path)].some(isExcluded);
}

/** The folders around a file, outermost first. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) folders.push(path.slice(0, slash));
  return folders;
}

/** A path as a glob that means it and nothing else. */
export function escapedGlob(path: string): string {
  return `./${path.replaceAll(/[\\*?[\]{}()!+@|,]/g, '\\$&')}`;
}

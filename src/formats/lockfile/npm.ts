/** How npm package specifiers are written, and where npm and bun look for a package that another one needs. */
import type { Range } from './index.ts';

/** `name@range` at its place; an alias (`alias@npm:name@range`, `npm:name@range`) gives the package it stands for. */
export interface NpmSpec extends Range {
  readonly name: string;
  /** What follows the `@`, as written; '' without one. */
  readonly range: string;
}

const PROTOCOL = 'npm:';

/** Reads the specifier in `[start, end)`; the place is that of the name. */
export function npmSpec(text: string, start: number, end: number): NpmSpec {
  const from = text.startsWith(PROTOCOL, start) ? start + PROTOCOL.length : start;
  const at = npmNameEnd(text, from, end);
  const range = at < end ? at + 1 : end;
  if (text.startsWith(PROTOCOL, range) && range < end) {
    const real = range + PROTOCOL.length;
    const inner = npmNameEnd(text, real, end);
    if (inner < end) return { start: real, end: inner, name: text.slice(real, inner), range: text.slice(inner + 1, end) };
  }
  return { start: from, end: at, name: text.slice(from, at), range: text.slice(range, end) };
}

/** Where the name of `name@range` ends: the offset of the `@`, or `end` without one. */
export function npmNameEnd(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) if (text.charCodeAt(at) === 64) return at;
  return end;
}

/** A folder of installed packages: its own package, and those below it that only it sees. */
export interface Folder {
  readonly id: string;
  readonly depth: number;
  readonly parent: Folder | null;
  /** Null until something is put there: most packages have none of their own. */
  within: Map<string, Folder> | null;
  /** A package is installed here; false for a folder that only others lie in. */
  installed: boolean;
}

const DEEPEST = 64;

/** The folder that holds everything. */
export function rootFolder(): Folder {
  return { id: '', depth: 0, parent: null, within: null, installed: false };
}

/** The folder `name` within another one, made when it is missing. Folders too deep to be real are their parent. */
export function folderIn(folder: Folder, name: string): Folder {
  const found = folder.within?.get(name);
  if (found) return found;
  if (folder.depth >= DEEPEST) return folder;
  const id = folder.depth === 0 ? name : `${folder.id}\n${name}`;
  const made: Folder = { id, depth: folder.depth + 1, parent: folder, within: null, installed: false };
  (folder.within ??= new Map()).set(name, made);
  return made;
}

/** The folder that `names` lead to from `root`. */
export function folderAt(root: Folder, names: readonly string[]): Folder {
  return names.reduce(folderIn, root);
}

/** The package `name` as the one in `folder` sees it: below that folder, else below the nearest one above. */
export function nearest(folder: Folder, name: string): Folder | null {
  for (let at: Folder | null = folder; at !== null; at = at.parent) {
    const found = at.within?.get(name);
    if (found?.installed) return found;
  }
  return null;
}

/** Variables and constants across files: what they are given, and where they are read. */
import { wordsOfName } from '../rules/key-role.ts';
import type { Definition, FileFacts, Place, Reference } from './facts.ts';

export interface Names {
  /** What `name`, read at `place`, may have been given, in groups: what the first group that tells something says counts. */
  valuesOf(name: string, place: Place): readonly (readonly Definition[])[];
  /** Where what `place` defines as `name` is read: the first `most` places. */
  readersOf(name: string, place: Place, most: number): readonly Reference[];
}

const ENVIRONMENT = /^[A-Z][A-Za-z0-9]*(?:_[A-Z0-9]+)+$/;
/** Lines before its use in which a local variable was given its value. */
const NEAR = 14;

export function namesOf(files: readonly FileFacts[]): Names {
  const definitions = indexOf(files.flatMap((file) => file.definitions));
  const references = indexOf(files.flatMap((file) => file.references));
  return {
    valuesOf(name, place) {
      const named = definitions(name);
      if (named === undefined) return [];
      const own = othersIn(named.byFile.get(place.path), place);
      return isShared(name) ? [own.filter(({ isName }) => !isName), closest(named, place)] : byDistance(own, place);
    },
    readersOf(name, place, most) {
      const named = references(name);
      return othersIn(isShared(name) ? named?.all : named?.byFile.get(place.path), place, most);
    },
  };
}

/** Everything of one name. */
interface Named<T> {
  readonly all: T[];
  readonly byFile: Map<string, T[]>;
  /** What lies below each folder, the root as ''; found when it is first asked for. */
  byFolder?: ReadonlyMap<string, readonly T[]>;
}

/** By name, whatever its case. */
function indexOf<T extends Place & { readonly name: string }>(all: readonly T[]): (name: string) => Named<T> | undefined {
  const names = new Map<string, Named<T>>();
  for (const one of all) {
    const key = foldName(one.name);
    let named = names.get(key);
    if (named === undefined) names.set(key, (named = { all: [], byFile: new Map() }));
    named.all.push(one);
    add(named.byFile, one.path, one);
  }
  return (name) => names.get(foldName(name));
}

function add<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}

/** The first `most` of `all` without what stands at the place itself. */
function othersIn<T extends Place>(all: readonly T[] = [], place: Place, most = Infinity): T[] {
  const others: T[] = [];
  for (const one of all) {
    if (others.length >= most) break;
    if (isOther(one, place)) others.push(one);
  }
  return others;
}

function isOther(one: Place, place: Place): boolean {
  return one.path !== place.path || one.line !== place.line || one.scope !== place.scope;
}

/** Environment variables, and constants of two words or more, mean the same in every file. */
function isShared(name: string): boolean {
  return ENVIRONMENT.test(name) || name === 'MODEL' || (wordsOfName(name).length > 2 && /[A-Z_]/.test(name));
}

function foldName(name: string): string {
  return name.toLowerCase();
}

/** A local variable has the value that it was given last, a few lines before; one that is given a value once has that everywhere. */
function byDistance(own: readonly Definition[], { line }: Place): readonly (readonly Definition[])[] {
  const before = own.filter((one) => one.line <= line && line - one.line <= NEAR);
  const lines = [...new Set(before.map((one) => one.line))].sort((a, b) => b - a);
  if (lines.length === 0) return new Set(own.map((one) => one.line)).size === 1 ? [own] : [];
  return lines.map((at) => before.filter((one) => one.line === at));
}

/** Those whose folder shares most with that of `place`. */
function closest(named: Named<Definition>, place: Place): readonly Definition[] {
  const byFolder = (named.byFolder ??= foldersOf(named.all));
  for (let folder = folderOf(place.path); ; folder = folderOf(folder)) {
    const others = othersIn(byFolder.get(folder), place);
    if (others.length > 0 || folder === '') return others;
  }
}

function foldersOf<T extends Place>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const folders = new Map<string, T[]>();
  for (const one of all) {
    for (let folder = folderOf(one.path); ; folder = folderOf(folder)) {
      add(folders, folder, one);
      if (folder === '') break;
    }
  }
  return folders;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

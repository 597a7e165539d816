/** Variables and constants across files: what they are given, and where they are read. */
import { remembered } from '../formats/remembered.ts';
import { wordsOfName } from '../rules/key-role.ts';
import { onceFor } from '../rules/lazily.ts';
import type { FileFacts, Place } from './facts.ts';
import { group } from './group.ts';
import { definedBy, definitionOf, type Definition, type Reference } from './variables.ts';

/** Definitions of one name that count alike, in order. Very many may: what comes of them is worked out once (values.ts). */
export type Group = readonly Definition[];

/** Which names lead from one file to another, asked from either end. */
export interface Names {
  /** What `name`, read at `place`, may have been given: what the first group that tells something says counts; what stands at the place itself does not. */
  valuesOf(name: string, place: Place): readonly Group[];
  /** Where what `place` defines as `name` is read: the first `most` places, `MOST_READERS` at most. */
  readersOf(name: string, place: Place, most: number): readonly Reference[];
}

/** Places that read one variable. */
export const MOST_READERS = 16;
const ENVIRONMENT = /^[A-Z][A-Za-z0-9]*(?:_[A-Z0-9]+)+$/;
/** Lines before its use in which a local variable was given its value. */
const NEAR = 14;

/** The names of all files. */
export function namesOf(files: readonly FileFacts[]): Names {
  const definitions = definitionsIn(files);
  const references = referencesIn(files);
  const readersOfSettings = (name: string, { path }: Place): readonly Reference[] =>
    definitions(name)?.isOnlyIn(path) === true ? references(name, null).filter((one) => one.ofSettings && one.path !== path) : [];
  return {
    valuesOf(name, place) {
      const named = definitions(name);
      if (named === undefined) return [];
      const own = named.inFile(place.path);
      return isShared(name) ? [...(own === undefined ? [] : [own.values]), named.closest(place)] : byDistance(own, place);
    },
    readersOf(name, place, most) {
      const readers = isShared(name) ? references(name, null) : [...references(name, place.path), ...readersOfSettings(name, place)];
      const lines = definitions(name)?.inFile(place.path)?.lines ?? [];
      const isMeant = (one: Reference) =>
        isOther(one, place) && !isRead(one, place, lines) && isOfFile(one.owner, place.path, definitions(name));
      return readers.filter(isMeant).slice(0, most);
    },
  };
}

/** A constant that is read through a class is that of no other: files of classes are named after them. */
function isOfFile(owner: string | null, path: string, named: Named | undefined): boolean {
  return owner === null || named?.isInFileOf(owner) !== true || stemOf(path) === owner.toLowerCase();
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const point = name.indexOf('.');
  return (point < 0 ? name : name.slice(0, point)).toLowerCase();
}

/** Definitions of one name. */
interface Named {
  /** A file of this name defines it. */
  readonly isInFileOf: (owner: string) => boolean;
  /** No other file gives it a value, but for names of others. */
  readonly isOnlyIn: (path: string) => boolean;
  readonly inFile: (path: string) => OwnDefinitions | undefined;
  /** Those whose folder shares most with that of `place`. */
  readonly closest: (place: Place) => Group;
}

/** Those in one file. */
interface OwnDefinitions {
  /** But for names of others. */
  readonly values: Group;
  readonly byLine: ReadonlyMap<number, Group>;
  /** Where it is given a value. */
  readonly lines: readonly number[];
}

function definitionsIn(files: readonly FileFacts[]): (name: string) => Named | undefined {
  const settings = group(
    files.flatMap((file) => file.settings),
    (one) => definedBy(one)?.toLowerCase(),
  );
  const known = new Map<string, Named>();
  return (name) => {
    const key = name.toLowerCase();
    let named = known.get(key);
    if (named === undefined) {
      const found = settings.get(key);
      if (found === undefined) return undefined;
      known.set(key, (named = namedOf(found.map(definitionOf))));
    }
    return named;
  };
}

function namedOf(all: Group): Named {
  let folders: ReadonlyMap<string, Group> | undefined;
  let stems: ReadonlySet<string> | undefined;
  const files = group(all, ({ path }) => path);
  const own = new Map<string, OwnDefinitions>();
  const [first, ...others] = new Set(all.flatMap(({ path, isName }) => (isName ? [] : [path])));
  return {
    isInFileOf: (owner) => (stems ??= new Set([...files.keys()].map(stemOf))).has(owner.toLowerCase()),
    isOnlyIn: (path) => first === path && others.length === 0,
    inFile(path) {
      const found = files.get(path);
      if (found !== undefined && !own.has(path)) own.set(path, ownOf(found));
      return own.get(path);
    },
    closest(place) {
      folders ??= foldersOf(all);
      for (let folder = folderOf(place.path); ; folder = folderOf(folder)) {
        const found = folders.get(folder) ?? [];
        if (folder === '' || hasOther(found, place)) return found;
      }
    },
  };
}

/** Gives the readers of a name, of one file or all; of those at one place, and of all, as many as `readersOf` may ask for. */
function referencesIn(files: readonly FileFacts[]): (name: string, path: string | null) => readonly Reference[] {
  const names = group(
    files.flatMap((file) => file.references),
    ({ name }) => name.toLowerCase(),
  );
  const byFile = new Map<string, ReadonlyMap<string, readonly Reference[]>>();
  return (name, path) => {
    const key = name.toLowerCase();
    const all = names.get(key);
    if (all === undefined) return [];
    let own = byFile.get(key);
    if (path !== null && own === undefined) byFile.set(key, (own = group(all, (one) => one.path)));
    const found = path === null ? all : own?.get(path);
    return found === undefined ? [] : firstOf(found);
  };
}

/** As many as are asked for stand outside of any one place. */
const firstOf = onceFor((readers: readonly Reference[]): readonly Reference[] => {
  const counts = new Map<string, number>();
  const first: Reference[] = [];
  for (const one of readers) {
    const place = `${one.line} ${one.scope} ${one.path}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    if (count < MOST_READERS && first.push(one) >= 2 * MOST_READERS) break;
  }
  return first;
});

/** It stands before the definition at `place`, behind another one of the file: that is what it reads. */
function isRead(reader: Reference, place: Place, lines: readonly number[]): boolean {
  return reader.path === place.path && reader.line < place.line && lines.some((line) => line < reader.line);
}

/** They do not stand at the same place. */
export function isOther(one: Place, place: Place): boolean {
  return one.line !== place.line || one.path !== place.path || one.scope !== place.scope;
}

/** Some of the group stand elsewhere. */
function hasOther(all: Group, place: Place): boolean {
  const [first] = all;
  return first !== undefined && (isOther(first, place) || isScattered(all));
}

const isScattered = onceFor((all: Group): boolean => all.some((one) => isOther(one, all[0] ?? one)));

/** Environment variables, and constants of two words or more, mean the same in every file. */
const isShared = remembered(
  (name): boolean => ENVIRONMENT.test(name) || name === 'MODEL' || (wordsOfName(name).length > 2 && /[A-Z_]/.test(name)),
);

/** A local variable has the value that it was given last, a few lines before; one that is given a value on one line only has that everywhere. */
function byDistance(own: OwnDefinitions | undefined, place: Place): readonly Group[] {
  if (own === undefined) return [];
  const others = (line: number): Group[] => {
    const found = own.byLine.get(line);
    return found !== undefined && hasOther(found, place) ? [found] : [];
  };
  const near = Array.from({ length: NEAR + 1 }, (_, back) => others(place.line - back)).flat();
  if (near.length > 0) return near;
  const lines = [...own.byLine.keys()].slice(0, 3).flatMap(others);
  return lines.length === 1 ? lines : [];
}

function ownOf(found: Group): OwnDefinitions {
  const values = found.filter(({ isName }) => !isName);
  return { values, byLine: group(found, ({ line }) => line), lines: values.map(({ line }) => line) };
}

function foldersOf(all: Group): ReadonlyMap<string, Group> {
  const folders = new Map<string, Definition[]>();
  for (const one of all) {
    for (let folder = folderOf(one.path); ; folder = folderOf(folder)) {
      const list = folders.get(folder);
      if (list) list.push(one);
      else folders.set(folder, [one]);
      if (folder === '') break;
    }
  }
  return folders;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

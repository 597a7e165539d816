/** Variables and constants across files: what they are given, and where they are read. */
import { wordsOfName } from '../rules/key-role.ts';
import type { Definition, FileFacts, Place, Reference } from './facts.ts';

export interface Names {
  /** What `name`, read at `place`, may have been given, in groups: what the first group that tells something says counts. */
  valuesOf(name: string, place: Place): readonly (readonly Definition[])[];
  /** Where what `place` defines as `name` is read. */
  readersOf(name: string, place: Place): readonly Reference[];
}

const ENVIRONMENT = /^[A-Z][A-Za-z0-9]*(?:_[A-Z0-9]+)+$/;
/** Lines before its use in which a local variable was given its value. */
const NEAR = 14;

export function namesOf(files: readonly FileFacts[]): Names {
  const definitions = indexOf(files.flatMap((file) => file.definitions));
  const references = indexOf(files.flatMap((file) => file.references));
  return {
    valuesOf(name, place) {
      const own = definitions.inFile(name, place);
      return isShared(name)
        ? [own.filter(({ isName }) => !isName), closest(definitions.everywhere(name, place), place)]
        : byDistance(own, place);
    },
    readersOf: (name, place) => (isShared(name) ? references.everywhere(name, place) : references.inFile(name, place)),
  };
}

interface Index<T> {
  everywhere(name: string, place: Place): readonly T[];
  inFile(name: string, place: Place): readonly T[];
}

/** By name, whatever its case; without what stands at the place itself. */
function indexOf<T extends Place & { readonly name: string }>(all: readonly T[]): Index<T> {
  const lists = new Map<string, T[]>();
  for (const one of all) {
    for (const key of [foldName(one.name), `${foldName(one.name)} ${one.path}`]) {
      const list = lists.get(key);
      if (list) list.push(one);
      else lists.set(key, [one]);
    }
  }
  const others = (key: string, place: Place) => (lists.get(key) ?? []).filter((one) => isOther(one, place));
  return {
    everywhere: (name, place) => others(foldName(name), place),
    inFile: (name, place) => others(`${foldName(name)} ${place.path}`, place),
  };
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
function closest(all: readonly Definition[], place: Place): readonly Definition[] {
  const shares = all.map(({ path }) => shared(path, place.path));
  const most = Math.max(...shares, -1);
  return all.filter((_, i) => shares[i] === most);
}

function shared(a: string, b: string): number {
  const [first, second] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  let count = 0;
  while (count < first.length && first[count] === second[count]) count++;
  return count;
}

/** Variables and constants across files: what they are given, and where they are read. */
import { wordsOfName } from '../rules/key-role.ts';
import type { Definition, FileFacts, Place, Reference } from './facts.ts';

export interface Names {
  /** What `name`, read at `place`, may have been given; the nearest files first. */
  valuesOf(name: string, place: Place): readonly Definition[];
  /** Where what `place` defines as `name` is read. */
  readersOf(name: string, place: Place): readonly Reference[];
}

const ENVIRONMENT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
/** Lines before its use in which a local variable was given its value. */
const NEAR = 14;

export function namesOf(files: readonly FileFacts[]): Names {
  const definitions = listsBy(files.flatMap((file) => file.definitions));
  const references = listsBy(files.flatMap((file) => file.references));
  return {
    valuesOf(name, place) {
      const all = definitions.get(foldName(name)) ?? [];
      const own = all.filter((one) => one.path === place.path && isOther(one, place));
      if (!isShared(name)) return nearest(own, place);
      return own.length > 0 && !own.every(({ isName }) => isName)
        ? own
        : closest(
            all.filter((one) => isOther(one, place)),
            place,
          );
    },
    readersOf(name, place) {
      const all = (references.get(foldName(name)) ?? []).filter((one) => isOther(one, place));
      return isShared(name) ? all : all.filter(({ path }) => path === place.path);
    },
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

function listsBy<T extends { readonly name: string }>(all: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const one of all) {
    const list = lists.get(foldName(one.name));
    if (list) list.push(one);
    else lists.set(foldName(one.name), [one]);
  }
  return lists;
}

/** A local variable has the value that it was given a few lines before; a constant any in the file. */
function nearest(own: readonly Definition[], { line }: Place): readonly Definition[] {
  const before = own.filter((one) => one.line <= line && line - one.line <= NEAR);
  return before.length > 0 ? before : own.length === 1 ? own : [];
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

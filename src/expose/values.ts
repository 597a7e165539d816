/** Addresses that variables hold, through other variables too. */
import type { Catalogue } from '../rules/catalogue.ts';
import { addressTarget } from './address.ts';
import type { Clients } from './clients.ts';
import type { Place } from './facts.ts';
import { isOther, type Group, type Names } from './names.ts';
import type { Target } from './target.ts';
import { distinct, isSame } from './told.ts';

/** Tells the addresses that a variable may hold where it is read: each different one once. */
export type Addresses = (name: string, place: Place) => readonly Target[];

/** Variables that are given to variables. */
const DEEPEST = 4;

/** A target, and the definition that gives it. */
interface Given {
  readonly target: Target;
  readonly from: Place;
}

/** What the definitions of a group give to a name: addresses that are written there, and by depth those that the names there hold. */
interface GroupAddresses {
  readonly written: readonly Given[];
  readonly named: Map<number, readonly Given[]>;
}

/** Where very many places give a variable a value and very many read it, what it is given is worked out once. */
export function addressesIn(names: Names, clients: Clients, catalogue: Catalogue): Addresses {
  const known = new WeakMap<Group, Map<string, GroupAddresses>>();
  const addressesAt = (name: string, place: Place, depth: number): Target[] => {
    for (const group of depth > DEEPEST ? [] : names.valuesOf(name, place)) {
      const { written, named } = groupAddresses(group, name);
      const found = givenTo(place, written);
      if (found.length > 0) return found;
      const through = givenTo(place, namedAt(group, named, depth));
      if (through.length > 0) return through;
    }
    return [];
  };
  const groupAddresses = (group: Group, name: string): GroupAddresses => {
    let byName = known.get(group);
    if (byName === undefined) known.set(group, (byName = new Map()));
    let found = byName.get(name);
    if (found === undefined) byName.set(name, (found = { written: writtenIn(group, name, clients, catalogue), named: new Map() }));
    return found;
  };
  const namedAt = (group: Group, named: Map<number, readonly Given[]>, depth: number): readonly Given[] => {
    let found = named.get(depth);
    if (found === undefined) {
      named.set(depth, []);
      const given = group.filter(({ isName }) => isName);
      found = telling(given.flatMap((from) => addressesAt(from.value, from, depth + 1).map((target) => ({ target, from }))));
      named.set(depth, found);
    }
    return found;
  };
  return (name, place) => addressesAt(name, place, 0);
}

function writtenIn(group: Group, name: string, clients: Clients, catalogue: Catalogue): Given[] {
  const written = group.filter(({ isName }) => !isName);
  return telling(
    written.flatMap((from) => {
      const target = addressTarget(from.value, name, clients, catalogue)?.target;
      return target === undefined ? [] : [{ target, from }];
    }),
  );
}

/** Of those that mean the same the first, and the first that stands elsewhere: so one is left wherever the variable is read. */
function telling(all: readonly Given[]): Given[] {
  const found: Given[] = [];
  for (const one of all) {
    const [first, other] = found.filter(({ target }) => isSame(target, one.target));
    if (first === undefined || (other === undefined && isOther(one.from, first.from))) found.push(one);
  }
  return found;
}

/** What definitions at other places than this one give. */
function givenTo(place: Place, given: readonly Given[]): Target[] {
  return distinct(given.flatMap(({ target, from }) => (isOther(from, place) ? [target] : [])));
}

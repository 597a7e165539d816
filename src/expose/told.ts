/**
 * What facts that stand together say. Very many may stand together, and be asked for very many models: of those that say the same, the
 * first is kept.
 */
import type { ClientRule } from '../rules/clients-schema.ts';
import type { Fact } from './facts.ts';
import type { Target } from './target.ts';

type Kind = Fact['kind'];

/** What facts that belong together tell. */
export interface Told {
  /** By kind, each different target once, in the order of the facts. */
  readonly targets: ReadonlyMap<Kind, readonly Target[]>;
  /** The same of facts of one kind whose names start with exactly these words. */
  readonly named: (kind: Kind, words: string) => readonly Target[];
  /** Clients that are called or given. */
  readonly rules: readonly ClientRule[];
}

/** As words of a name: its only word is `api`, which counts as none. */
export const ONLY_API = ' ';

/** Of no fact. */
const NOTHING_TOLD: Told = { targets: new Map(), named: () => [], rules: [] };

/** What some facts tell, in their order. */
export function toldBy(facts: readonly Fact[]): Told {
  let names: ReadonlyMap<string, readonly Target[]> | undefined;
  return {
    targets: distinctBy(facts, ({ kind }) => [kind]),
    named: (kind, words) => (names ??= distinctBy(facts, namesOf)).get(`${kind} ${words}`) ?? [],
    rules: [...new Set(facts.flatMap(({ rule }) => rule ?? []))],
  };
}

/** What each list of facts tells, once it is asked for. */
export function askedOf(lists: (key: string) => readonly Fact[] | undefined): (key: string) => Told {
  const known = new Map<string, Told>();
  return (key) => {
    let told = known.get(key);
    if (told === undefined) {
      const facts = lists(key);
      if (facts === undefined) return NOTHING_TOLD;
      known.set(key, (told = toldBy(facts)));
    }
    return told;
  };
}

/** The targets of facts by what `keysOf` says of each. */
function distinctBy<K>(facts: readonly Fact[], keysOf: (fact: Fact) => readonly K[]): Map<K, Target[]> {
  const groups = new Map<K, Target[]>();
  for (const fact of facts) {
    if (fact.target === null) continue;
    for (const key of keysOf(fact)) {
      const group = groups.get(key);
      if (group) group.push(fact.target);
      else groups.set(key, [fact.target]);
    }
  }
  for (const [key, group] of groups) if (group.length > 1) groups.set(key, distinct(group));
  return groups;
}

function namesOf({ kind, stem }: Fact): string[] {
  const name = words(stem).join(' ');
  return name === '' && stem !== '' ? [`${kind} `, `${kind} ${ONLY_API}`] : [`${kind} ${name}`];
}

/** Each different target once. There are as many as hosts have places, at most. */
export function distinct(targets: readonly Target[]): Target[] {
  const first: Target[] = [];
  for (const target of targets) if (!first.some((one) => isSame(one, target))) first.push(target);
  return first;
}

/** The first of them may stand for both. */
export function isSame(a: Target, b: Target): boolean {
  if (a.kind !== 'host' || b.kind !== 'host') return a.kind === b.kind;
  return a.host.id === b.host.id && a.region === b.region && a.isDefault === b.isDefault;
}

/** The words of a stem, without `api`. */
export function words(stem: string): string[] {
  return stem
    .replace(/\bapi$/, '')
    .split(' ')
    .filter((word) => word !== '');
}

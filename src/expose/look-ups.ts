/** What one file tells, by where it stands; sorted when it is first asked for, as most files are never asked. */
import { once, onceFor } from '../rules/lazily.ts';
import type { Evidence } from '../types.ts';
import type { Fact } from './facts.ts';
import { group } from './group.ts';
import { rootOf } from './root.ts';
import type { Target } from './target.ts';
import { askedOf, distinct, toldBy, type Told } from './told.ts';

/** What a file tells, asked by where it stands. */
export interface LookUps {
  /** What is told in a scope, and one scope deeper. */
  readonly inScope: (scope: string) => Told;
  readonly inside: (scope: string) => Told;
  /** What is told of the variable that a name starts with, and in and below the scopes in which that stands. */
  readonly boundTo: (name: string) => Told;
  readonly aroundBound: (name: string) => Told;
  /** Clients and providers that a variable is given, by line. */
  readonly clientsOf: (name: string) => ReadonlyMap<number, readonly Target[]>;
  /** What the whole file tells. */
  readonly whole: () => Told;
  /** Addresses that are set for the whole file. */
  readonly setForAll: () => readonly Target[];
  /** Settings by scope, in order of place. */
  readonly settingsIn: (scope: string) => readonly Evidence[];
}

/** The look-ups of one file, each made when it is first asked for. */
export function lookUpsIn(facts: readonly Fact[], settings: readonly Evidence[]): LookUps {
  const byScope = once(() => group(facts, ({ scope }) => scope));
  const byOuter = once(() => group(facts, ({ within }) => within[0]));
  const byBinding = once(() => group(facts, ({ binding }) => binding ?? undefined));
  const bySetting = once(() => group(settings, ({ scope }) => scope));
  const clients = new Map<string, ReadonlyMap<number, readonly Target[]>>();
  const bound = askedOf((name) => byBinding().get(name));
  const around = askedOf((name) =>
    scopesOf(byBinding().get(name) ?? []).flatMap((scope) => [...(byScope().get(scope) ?? []), ...(byOuter().get(scope) ?? [])]),
  );
  return {
    inScope: askedOf((scope) => byScope().get(scope)),
    inside: askedOf((scope) => byOuter().get(scope)),
    boundTo: (name) => bound(rootOf(name)),
    aroundBound: (name) => around(rootOf(name)),
    clientsOf(name) {
      let lines = clients.get(name);
      if (lines === undefined) clients.set(name, (lines = clientLines(byBinding().get(name) ?? [])));
      return lines;
    },
    whole: once(() => toldBy(facts)),
    setForAll: once(() => unboundAddresses(byScope().get('') ?? [])),
    settingsIn: (scope) => bySetting().get(scope) ?? NO_SETTINGS,
  };
}

const NO_SETTINGS: readonly Evidence[] = [];

function scopesOf(facts: readonly Fact[]): string[] {
  return [...new Set(facts.flatMap(({ scope }) => (scope === '' ? [] : [scope])))];
}

function unboundAddresses(facts: readonly Fact[]): readonly Target[] {
  const all = facts.filter(({ kind, binding }) => kind === 'address' && binding === null);
  return distinct(all.flatMap(({ target }) => target ?? []));
}

function clientLines(facts: readonly Fact[]): Map<number, readonly Target[]> {
  const lines = group(
    facts.filter(({ kind }) => kind === 'client' || kind === 'provider'),
    ({ line }) => line,
  );
  return new Map([...lines].map(([line, found]) => [line, distinct(found.flatMap(({ target }) => target ?? []))]));
}

/** The first of some settings of one scope, in order of place, that stands around a part of a line. */
export function settingAround(settings: readonly Evidence[], line: number, column: number, endColumn: number): Evidence | undefined {
  const reach = reachOf(settings);
  let [from, until] = [0, settings.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    const { location } = reach[middle] ?? NOWHERE;
    if (location.line < line || (location.line === line && location.endColumn < endColumn)) from = middle + 1;
    else until = middle;
  }
  const found = settings[from];
  return found !== undefined && found.location.line === line && found.location.column <= column ? found : undefined;
}

const NOWHERE: Pick<Evidence, 'location'> = { location: { path: '', line: 0, column: 0, endColumn: 0 } };

/** For each setting the one up to there that ends last: this is in order too. */
const reachOf = onceFor((settings: readonly Evidence[]): readonly Evidence[] => {
  let last: Evidence | undefined;
  return settings.map((one) => {
    const isFurther = last === undefined || one.location.line > last.location.line || one.location.endColumn > last.location.endColumn;
    return isFurther || last === undefined ? (last = one) : last;
  });
});

/** Two documents -> what came, what went and what changed, and which changes break the policy. */
import type { Component, Finding } from '../../types.ts';
import type { Document } from './read.ts';

/** One thing that differs; ids of hosts and families, codes of countries, or names. */
export interface Facet {
  readonly what: 'model' | 'version' | 'host' | 'exposure' | 'origin' | 'lineage';
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A component that came, went or changed. */
export interface Difference {
  readonly change: 'came' | 'went' | 'changed';
  /** As it is now; of one that went, as it was. */
  readonly component: Component;
  /** What it took the place of. */
  readonly before: Component | null;
  readonly facets: readonly Facet[];
  /** Findings that the old document did not have. */
  readonly findings: readonly Finding[];
}

/** The findings of components under the policy. */
export type JudgeAll = (components: readonly Component[]) => readonly Finding[];

const ORDER = ['came', 'changed', 'went'];

/** What differs, in order of kind and id. */
export function compareDocuments(old: Document, now: Document, judge: JudgeAll): Difference[] {
  const before = new Map(old.components.map((component) => [component.id, component]));
  const after = new Map(now.components.map((component) => [component.id, component]));
  const came = now.components.filter(({ id }) => !before.has(id));
  const went = old.components.filter(({ id }) => !after.has(id));
  // A BOM tells neither the keys above a value nor the hosts of its calls.
  const hasPlaces = old.format === 'report' && now.format === 'report';
  const replaced = replacements(came, went, hasPlaces);
  const gone = new Set(replaced.values());
  const found = [
    ...now.components.flatMap((component) => changed(component, before.get(component.id) ?? replaced.get(component) ?? null, hasPlaces)),
    ...went.filter((component) => !gone.has(component)).map((component): Bare => ({ change: 'went', component, before: null, facets: [] })),
  ];
  const broken = brokenBy(found, judge(now.components), judge(old.components));
  return found
    .map((difference) => ({ ...difference, findings: broken(difference) }))
    .filter(({ change, component, findings }) => change !== 'changed' || !isNamedOnly(component) || findings.length > 0)
    .sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || byPlace(a.component, b.component));
}

type Bare = Omit<Difference, 'findings'>;

function changed(component: Component, before: Component | null, hasPlaces: boolean): Bare[] {
  if (before === null) return [{ change: 'came', component, before, facets: [] }];
  const facets = facetsOf(before, component, hasPlaces);
  return facets.length === 0 ? [] : [{ change: 'changed', component, before, facets }];
}

function facetsOf(before: Component, after: Component, hasPlaces: boolean): Facet[] {
  const facet = (what: Facet['what'], of: (component: Component) => readonly string[]): Facet[] => {
    const [from, to] = [of(before), of(after)];
    return from.join('\0') === to.join('\0') ? [] : [{ what, from, to }];
  };
  const isOther = before.id !== after.id;
  return [
    ...(isOther ? facet(before.family === after.family ? 'version' : 'model', ({ name }) => [name]) : []),
    ...(isOther ? [] : facet('version', ({ version }) => (version === null ? [] : [version]))),
    ...facet('host', hasPlaces ? hostsOf : ({ origin }) => origin.host.toSorted()),
    ...facet('exposure', ({ exposures }) => exposures),
    ...facet('origin', ({ origin, developer }) => [developer, origin.developer ?? 'unknown', origin.weights ?? 'unknown']),
    ...facet('lineage', ({ lineage }) => lineage.map(({ name }) => name)),
  ];
}

function hostsOf({ occurrences, origin }: Component): string[] {
  const hosts = new Set(occurrences.flatMap(({ host }) => (host === undefined ? [] : [host])));
  return hosts.size > 0 ? [...hosts].sort() : origin.host.toSorted();
}

/** Models that stand where another one stood: of the same family by place, of another one where the place has a name, too. */
function replacements(came: readonly Component[], went: readonly Component[], hasPlaces: boolean): Map<Component, Component> {
  const places = new Map<string, Component[]>();
  for (const component of went.filter(isModel)) {
    for (const key of placesOf(component, hasPlaces)) places.set(key, [...(places.get(key) ?? []), component]);
  }
  const found = new Map<Component, Component>();
  const taken = new Set<Component>();
  for (const component of came.filter(isModel)) {
    const candidates = [...placesOf(component, hasPlaces)].flatMap((key) =>
      (places.get(key) ?? []).map((other) => ({ other, isNamed: !key.endsWith('\0') })),
    );
    const free = candidates.filter(({ other }) => !taken.has(other));
    const match = free.find(({ other }) => other.family === component.family) ?? free.find(({ isNamed }) => isNamed);
    if (match === undefined) continue;
    taken.add(match.other);
    found.set(component, match.other);
  }
  return found;
}

function isModel(component: Component): boolean {
  return component.type === 'model' && !isNamedOnly(component);
}

/** A family that names in code point to: that more or other code names it is no news. */
function isNamedOnly({ id }: Component): boolean {
  return id.startsWith('family/');
}

function placesOf({ occurrences }: Component, hasPlaces: boolean): Set<string> {
  return new Set(
    occurrences
      .filter(({ location }) => location.path !== '')
      .map(({ location, kind, context }) => [location.path, kind, hasPlaces ? context : ''].join('\0')),
  );
}

/** The findings of a difference whose rule did not hold for the component, or for the one in its place, before. */
function brokenBy(differences: readonly Bare[], now: readonly Finding[], old: readonly Finding[]): (difference: Bare) => Finding[] {
  const key = (component: string, ruleId: string) => `${ruleId}\0${component}`;
  const before = new Set(old.map(({ component, ruleId }) => key(component, ruleId)));
  const byComponent = new Map<string, Finding[]>();
  const wanted = new Set(differences.map(({ component }) => component.id));
  for (const finding of now.filter(({ component }) => wanted.has(component))) {
    const list = byComponent.get(finding.component) ?? [];
    if (!list.some(({ ruleId }) => ruleId === finding.ruleId)) list.push(finding);
    byComponent.set(finding.component, list);
  }
  return ({ change, component, before: previous }) => {
    if (change === 'went') return [];
    const ids = [component.id, ...(previous === null ? [] : [previous.id])];
    return (byComponent.get(component.id) ?? []).filter(({ ruleId }) => !ids.some((id) => before.has(key(id, ruleId))));
  };
}

function byPlace(a: Component, b: Component): number {
  const order = ['model', 'service', 'package'];
  return order.indexOf(a.type) - order.indexOf(b.type) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

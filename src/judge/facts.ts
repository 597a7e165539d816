/** What the rules say of an occurrence of a component: its operator, the lists it concerns, its licences. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { DeveloperRule, HostRule } from '../rules/schema.ts';
import type { Component, Licence, Occurrence } from '../types.ts';

type Fact = DeveloperRule['facts'][number];

/** A fact that names a list, and whom it is about. */
export interface Listing {
  readonly list: string;
  readonly who: DeveloperRule;
  readonly fact: Fact;
}

/** Who runs it, when the occurrence tells. */
export function operatorOf({ host }: Occurrence, { hosts }: Catalogue): HostRule | undefined {
  return host === undefined ? undefined : hosts.get(host);
}

/** Only the name tells of it: what a model was distilled from, beside the weights that it was made of. */
function isTeacher({ relation, evidence }: Component['lineage'][number]): boolean {
  return relation === 'distillation' && evidence === 'name';
}

/** The family of the weights that it is built on, when its lineage tells; else its own. */
export function baseFamilyOf({ family, lineage }: Component): string | null {
  return baseOf({ lineage })?.family ?? family;
}

/** The furthest ancestor whose weights it is known to be built on. */
export function baseOf({ lineage }: Pick<Component, 'lineage'>): Component['lineage'][number] | undefined {
  return lineage.findLast((ancestor) => ancestor.family !== null && !isTeacher(ancestor));
}

/** Its developer, the developer of its base, the operator, and their parents. */
export function concernedBy(component: Component, occurrence: Occurrence | undefined, catalogue: Catalogue): DeveloperRule[] {
  const base = baseFamilyOf(component);
  const ids = [
    component.developer,
    base === null ? undefined : catalogue.families.get(base)?.developer,
    component.family === null ? undefined : catalogue.families.get(component.family)?.developer,
    occurrence && operatorOf(occurrence, catalogue)?.developer,
  ];
  return ids.flatMap((id) => withParent(id, catalogue));
}

/** The lists on which one of those stands whom an occurrence concerns, with the facts. */
export function listingsOf(component: Component, occurrence: Occurrence, catalogue: Catalogue): Listing[] {
  const found = new Map<string, Listing>();
  for (const who of concernedBy(component, occurrence, catalogue)) {
    for (const fact of who.facts) if (isInForce(fact)) found.set(`${fact.list} ${who.id}`, { list: fact.list, who, fact });
  }
  return [...found.values()];
}

function isInForce(fact: Fact): fact is Fact & { list: string } {
  return fact.list !== undefined && fact.status !== 'withdrawn' && fact.status !== 'expired';
}

function withParent(id: string | undefined, { developers }: Catalogue): DeveloperRule[] {
  const own = id === undefined ? undefined : developers.get(id);
  const parent = own?.parent === undefined ? undefined : developers.get(own.parent);
  return [own, parent].filter((one) => one !== undefined);
}

/** The licences of the family whose list of models names the component or its base, by name. */
export function licencesOf(component: Component, catalogue: Catalogue): string[] {
  return [...new Set(publishedUnder(component, catalogue).map(({ name }) => name))];
}

/** The same with their sources: of the lists of models, the one with the longest name counts. */
export function publishedUnder(component: Component, { families }: Catalogue): Licence[] {
  const names = [component.name, ...component.lineage.map(({ name }) => name)].map(fold);
  const ids = new Set([component.family, baseFamilyOf(component)]);
  const named = [...ids].flatMap((id) => {
    const family = id === null ? undefined : families.get(id);
    return (family?.licences ?? []).map(({ licence, models, source, reviewed }) => ({
      licence: { name: licence, models, source: source ?? family?.source ?? '', reviewed: reviewed ?? family?.reviewed ?? '' },
      length: longestNamed(models, names),
    }));
  });
  const most = Math.max(...named.map(({ length }) => length), 1);
  return named.filter(({ length }) => length === most).map(({ licence }) => licence);
}

/** The length of the longest model of a list such as `Qwen2-72B, Qwen2.5-72B` that a name starts with or holds as words. */
function longestNamed(models: string, names: readonly string[]): number {
  const listed = models
    .split(/,| and /)
    .map(fold)
    .filter((model) => model.length > 2);
  const held = listed.filter((model) => names.some((name) => holdsWords(name, model)));
  return Math.max(...held.map(({ length }) => length), 0);
}

function holdsWords(name: string, words: string): boolean {
  const at = name.indexOf(words);
  return (
    at >= 0 &&
    !/[a-z0-9.]/.test(name[at - 1] ?? '') &&
    !/[a-z0-9]/.test(name[at + words.length] ?? '') &&
    !/^\.\d/.test(name.slice(at + words.length))
  );
}

function fold(name: string): string {
  return name.trim().toLowerCase().replaceAll(/[_ ]/g, '-');
}

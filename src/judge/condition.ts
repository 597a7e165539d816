/** Whether a rule's conditions hold for an occurrence of a component. */
import picomatch from 'picomatch';
import type { Catalogue } from '../rules/catalogue.ts';
import type { Condition } from '../rules/schema.ts';
import type { Component, Occurrence } from '../types.ts';

/** Every key that the condition gives must hold; within a key any of its values does. */
export function holds(when: Condition, component: Component, occurrence: Occurrence, catalogue: Catalogue): boolean {
  const { origin, family, developer } = component;
  const facts: Record<Exclude<keyof Condition, 'paths'>, readonly (string | null)[]> = {
    family: [family],
    developer: [developer],
    origin: [origin.weights, origin.developer],
    weights: [origin.weights],
    developerCountry: [origin.developer],
    host: origin.host,
    region: origin.host,
    exposure: [occurrence.exposure ?? 'unknown'],
    kind: [occurrence.kind],
    licence: family === null ? [] : (catalogue.families.get(family)?.licences.map(({ licence }) => licence) ?? []),
    listing: listingsOf(developer, catalogue),
    confidence: [occurrence.confidence],
  };
  for (const [key, values] of Object.entries(facts)) {
    const wanted = Object.entries(when).find(([name]) => name === key)?.[1];
    if (wanted !== undefined && !values.some((value) => value !== null && wanted.includes(value))) return false;
  }
  return when.paths === undefined || picomatch.isMatch(occurrence.location.path, when.paths, { dot: true });
}

/** The lists that a developer or its parent stands on. */
function listingsOf(developer: string, catalogue: Catalogue): string[] {
  const rule = catalogue.developers.get(developer);
  const parent = rule?.parent === undefined ? undefined : catalogue.developers.get(rule.parent);
  return [rule, parent].flatMap(
    (r) =>
      r?.facts.flatMap(({ list, status }) => (list !== undefined && status !== 'withdrawn' && status !== 'expired' ? [list] : [])) ?? [],
  );
}

/** What a finding is about, without the file and lines it stands in: tells a moved finding from a new one. */
import { sha256 } from '../rules/digest.ts';
import type { Component, Finding, Location, Occurrence } from '../types.ts';

/** The part of an occurrence that moves with the code. */
export type Substance = Pick<Occurrence, 'kind' | 'value' | 'context'>;

/** The occurrence of a component at a place. */
export type Lookup = (component: string, location: Location) => Occurrence | undefined;

/** 16 hex digits over what stands at a finding's places, in any order. */
export function contentOf(substances: readonly Substance[]): string {
  const lines = substances.map(substanceKey).sort();
  return sha256(lines.join('\n')).slice(0, 16);
}

/** Kind, value and context as one text; of a model file, its name without folders. */
export function substanceKey({ kind, value, context }: Substance): string {
  return [kind, kind === 'weights' ? value.slice(value.lastIndexOf('/') + 1) : value, context].join('\0');
}

/** Looks occurrences up by component and place. */
export function lookupOf(components: readonly Component[]): Lookup {
  const places = new Map<string, Occurrence>();
  for (const { id, occurrences } of components) {
    for (const occurrence of occurrences) places.set(placeKey(id, occurrence.location), occurrence);
  }
  return (component, location) => places.get(placeKey(component, location));
}

/** What stands at the places of a finding. */
export function substancesOf({ component, locations }: Finding, lookup: Lookup): Substance[] {
  return locations.flatMap((location) => lookup(component, location) ?? []);
}

function placeKey(component: string, { path, line, column }: Location): string {
  return `${line}:${column}:${component}\0${path}`;
}

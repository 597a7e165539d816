/** Evidence x rules -> components. Pure. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { HostRule } from '../rules/schema.ts';
import type { Component, Evidence, Identity, Location, Occurrence } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { candidatesOf } from './signs.ts';

export { promiseOf, type Promised } from './promise.ts';
export { surelyIn } from './signs.ts';

/** The components that the evidence of all files names, sorted by id, with every occurrence in order of place. */
export function match(files: readonly (readonly Evidence[])[], catalogue: Catalogue): Component[] {
  const groups = new Map<string, { component: Component; occurrences: Occurrence[] }>();
  for (const candidate of candidatesOf(files, catalogue)) {
    const component = componentOf(candidate, catalogue);
    const group = groups.get(component.id) ?? { component, occurrences: [] };
    group.occurrences.push(occurrenceOf(candidate));
    groups.set(component.id, group);
  }
  return [...groups.values()]
    .map(({ component, occurrences }) => ({ ...component, occurrences: occurrences.toSorted(byPlace) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byPlace({ location: a }: Occurrence, { location: b }: Occurrence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function componentOf({ subject, family, evidence }: Candidate, catalogue: Catalogue): Component {
  const rule = family === null ? undefined : catalogue.families.get(family);
  const developer = rule?.developer ?? 'unknown';
  const country = catalogue.developers.get(developer)?.country ?? null;
  const origin = { weights: country, developer: country, host: [] };
  const common = { version: null, purl: null, family, developer, origin, lineage: [], exposures: [], occurrences: [] };
  switch (subject.type) {
    case 'model':
      return { ...common, ...modelParts(subject.identity) };
    case 'service':
      return { ...common, ...serviceParts(subject.host, family, origin) };
    case 'package':
      return {
        ...common,
        developer: subject.developer ?? developer,
        id: `package/${subject.ecosystem}/${slug(subject.name)}`,
        type: 'package',
        name: subject.name,
        version: evidence.package?.version ?? null,
      };
    case 'family':
      return { ...common, id: `family/${family ?? 'unknown'}`, type: 'model', name: rule?.name ?? 'unknown' };
  }
}

type Parts = Pick<Component, 'id' | 'type' | 'name' | 'developer' | 'origin'>;

function modelParts({ family, name, developer, origin, lineage }: Identity): Parts & Pick<Component, 'lineage'> {
  return { id: `model/${family ?? 'unknown'}/${slug(name)}`, type: 'model', name, developer, origin: { ...origin, host: [] }, lineage };
}

function serviceParts(host: HostRule, family: string | null, origin: Component['origin']): Parts {
  return {
    id: `service/${host.id}${family === null || family === host.family ? '' : `/${family}`}`,
    type: 'service',
    name: host.name,
    developer: host.developer ?? host.id,
    origin: { ...origin, host: host.country === null ? [] : [host.country] },
  };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.@/:_-]+/g, '-');
}

function occurrenceOf({ evidence, kind, start, end, confidence, reason }: Candidate): Occurrence {
  return {
    location: place(evidence, start, end),
    kind,
    usage: evidence.usage,
    value: evidence.value.slice(start, end),
    context: evidence.keys.join('.'),
    confidence,
    reason,
    exposure: null,
    extractor: evidence.extractor,
    scope: evidence.scope,
    dependencyPath: evidence.package?.dependencyPath ?? [],
  };
}

/** The place of a part of the value; of the whole of it when the file writes the value in another way. */
function place({ location, value }: Evidence, start: number, end: number): Location {
  if (location.endColumn - location.column !== value.length) return location;
  return { ...location, column: location.column + start, endColumn: location.column + end };
}

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
  const idOf = idTeller();
  for (const candidate of candidatesOf(files, catalogue)) {
    const id = idOf(candidate);
    let group = groups.get(id);
    if (group === undefined) groups.set(id, (group = { component: componentOf(candidate, id, catalogue), occurrences: [] }));
    group.occurrences.push(occurrenceOf(candidate));
  }
  return [...groups.values()]
    .map(({ component, occurrences }) => ({ ...component, occurrences: occurrences.toSorted(byPlace) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byPlace({ location: a }: Occurrence, { location: b }: Occurrence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** Tells the id of a candidate's component. One model is named in many places. */
function idTeller(): (candidate: Candidate) => string {
  const models = new Map<Identity, string>();
  return ({ subject, family }) => {
    if (subject.type === 'family') return `family/${family ?? 'unknown'}`;
    if (subject.type === 'package') return `package/${subject.ecosystem}/${slug(subject.name)}`;
    if (subject.type === 'service')
      return `service/${subject.host.id}${family === null || family === subject.host.family ? '' : `/${family}`}`;
    const { identity } = subject;
    let id = models.get(identity);
    if (id === undefined) models.set(identity, (id = `model/${identity.family ?? 'unknown'}/${slug(identity.name)}`));
    return id;
  };
}

function componentOf({ subject, family, evidence }: Candidate, id: string, catalogue: Catalogue): Component {
  const rule = family === null ? undefined : catalogue.families.get(family);
  const developer = rule?.developer ?? 'unknown';
  const country = catalogue.developers.get(developer)?.country ?? null;
  const origin = { weights: country, developer: country, host: [] };
  const common = { id, version: null, purl: null, family, developer, origin, lineage: [], exposures: [], occurrences: [] };
  switch (subject.type) {
    case 'model':
      return { ...common, ...modelParts(subject.identity) };
    case 'service':
      return { ...common, ...serviceParts(subject.host, origin) };
    case 'package':
      return {
        ...common,
        developer: subject.developer ?? developer,
        type: 'package',
        name: subject.name,
        version: evidence.package?.version ?? null,
      };
    case 'family':
      return { ...common, type: 'model', name: rule?.name ?? 'unknown' };
  }
}

type Parts = Pick<Component, 'type' | 'name' | 'developer' | 'origin'>;

function modelParts({ name, developer, origin, lineage }: Identity): Parts & Pick<Component, 'lineage'> {
  return { type: 'model', name, developer, origin: { ...origin, host: [] }, lineage };
}

function serviceParts(host: HostRule, origin: Component['origin']): Parts {
  return {
    type: 'service',
    name: host.name,
    developer: host.developer ?? host.id,
    origin: { ...origin, host: host.country === null ? [] : [host.country] },
  };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.@/:_-]+/g, '-');
}

function occurrenceOf({ evidence, kind, start, end, confidence, reason, takes }: Candidate): Occurrence {
  const occurrence: Occurrence = {
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
  return takes === undefined ? occurrence : { ...occurrence, takes };
}

/** The place of a part of the value; of the whole of it when the file writes the value in another way. */
function place({ location, value }: Evidence, start: number, end: number): Location {
  if (location.endColumn - location.column !== value.length) return location;
  return { ...location, column: location.column + start, endColumn: location.column + end };
}

/** A report as people read it: components with their findings and places, the heaviest first, in sections and groups. */
import { gravestFirst, isOpen } from '../findings.ts';
import { EXPOSURES, LEVELS, type Component, type Finding, type Level, type Location, type Occurrence, type Report } from '../types.ts';

/** A component and everything that is said about it. */
export interface Entry {
  readonly component: Component;
  /** Occurrences that are a use, or that a finding names. */
  readonly places: readonly Place[];
  readonly mentions: readonly Occurrence[];
  /** The worst level of its open findings. */
  readonly worst: Level | null;
  /** That level, or why no finding is open; empty when there is none. */
  readonly standing: Level | 'accepted' | 'known' | '';
}

/** A place of a component, and the gravest finding that names it. */
export interface Place {
  readonly occurrence: Occurrence;
  readonly finding: Finding | null;
  /** Further findings of the place: `loading/unpinned` beside `cn-origin/weights`. */
  readonly beside: readonly Finding[];
}

/** Models of one family with one origin. */
export interface Group {
  readonly entries: readonly Entry[];
  /** The one whose family, weights and developer all share. */
  readonly first: Component;
  readonly worst: Level | null;
  readonly places: number;
}

/** The parts in which reports list components. */
export type Section = 'models' | 'services' | 'named' | 'packages';
/** The order in which they stand. */
export const SECTIONS: readonly Section[] = ['models', 'services', 'named', 'packages'];

/** Every component with its findings, the heaviest first. */
export function entriesOf({ components, findings }: Pick<Report, 'components' | 'findings'>): Entry[] {
  const byComponent = groupBy(findings, ({ component }) => component);
  return components.map((component) => entryOf(component, byComponent.get(component.id) ?? [])).sort(byWeight);
}

function entryOf(component: Component, findings: readonly Finding[]): Entry {
  const judged = groupBy(
    gravestFirst(findings).flatMap((finding) => finding.locations.map((location) => ({ finding, key: placeKey(location) }))),
    ({ key }) => key,
  );
  const all = component.occurrences.map((occurrence): Place => {
    const [first, ...others] = judged.get(placeKey(occurrence.location)) ?? [];
    return { occurrence, finding: first?.finding ?? null, beside: others.map(({ finding }) => finding) };
  });
  const isPlace = ({ occurrence, finding }: Place) => occurrence.usage === 'use' || finding !== null;
  const worst = LEVELS.find((level) => findings.some((finding) => finding.level === level && isOpen(finding))) ?? null;
  const closed = findings.length === 0 ? '' : findings.some(({ suppressions }) => suppressions.length === 0) ? 'known' : 'accepted';
  return {
    component,
    places: all.filter(isPlace),
    mentions: all.filter((place) => !isPlace(place)).map(({ occurrence }) => occurrence),
    worst,
    standing: worst ?? closed,
  };
}

/** When nothing is used, the mentions are what there is to show. */
export function withMentions(entries: readonly Entry[]): readonly Entry[] {
  if (entries.some(({ places }) => places.length > 0)) return entries;
  return entries.map((entry) => ({
    ...entry,
    places: entry.mentions.map((occurrence) => ({ occurrence, finding: null, beside: [] })),
    mentions: [],
  }));
}

/** What a report lists: all of it; where findings are known already, what has an open or accepted finding. */
export function listed(entries: readonly Entry[], findings: readonly Finding[]): readonly Entry[] {
  if (!findings.some(({ state }) => state === 'unchanged')) return entries;
  return entries.filter(({ standing }) => standing !== 'known' && standing !== '');
}

/** A place as a key of a map. */
export function placeKey({ path, line, column }: Location): string {
  return `${line}:${column}:${path}`;
}

/** Which part of a report a component stands in; `named`: a family that only names point to. */
export function sectionOf({ type, id }: Component): Section {
  if (type === 'service') return 'services';
  if (type === 'package') return 'packages';
  return id.startsWith('family/') ? 'named' : 'models';
}

/** Entries in groups of one family and origin: the group with the worst finding first, then the one with the most places. */
export function groupsOf(entries: readonly Entry[]): Group[] {
  const groups = groupBy(entries, ({ component: { family, developer, origin } }) =>
    JSON.stringify([family, developer, origin.weights, origin.developer]),
  );
  return [...groups.values()]
    .flatMap((own) =>
      own[0] === undefined ? [] : [{ entries: own, first: own[0].component, worst: own[0].worst, places: placeCount(own) }],
    )
    .toSorted((a, b) => rank(LEVELS, a.worst) - rank(LEVELS, b.worst) || b.places - a.places || (a.first.id < b.first.id ? -1 : 1));
}

/** Places of some entries. */
export function placeCount(entries: readonly Entry[]): number {
  return entries.reduce((sum, { places }) => sum + places.length, 0);
}

function byWeight(a: Entry, b: Entry): number {
  return (
    rank(LEVELS, a.worst) - rank(LEVELS, b.worst) ||
    rank(EXPOSURES, a.component.exposures[0] ?? null) - rank(EXPOSURES, b.component.exposures[0] ?? null) ||
    b.places.length - a.places.length ||
    (a.component.id < b.component.id ? -1 : 1)
  );
}

function rank<T>(order: readonly T[], value: T | null): number {
  return value === null ? order.length : order.indexOf(value);
}

/** Different files of some places. */
export function fileCount(places: readonly Place[]): number {
  return new Set(places.map(({ occurrence }) => occurrence.location.path)).size;
}

/** Items by key, in the order of the first of each. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

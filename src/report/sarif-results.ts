/** Findings as SARIF results: each at the value itself, with what belongs to it linked in the message. */
import type { Component, Finding, Location, Occurrence, Report } from '../types.ts';
import { groupBy, placeKey } from './inventory.ts';
import { artifactOf, plainText } from './sarif-rules.ts';
import { visible } from './visible.ts';
import { kindWords, plural } from './words.ts';

/** Related locations that a result holds, that its message links, and companions of each kind. */
const MOST_RELATED = 100;
const MOST_LINKS = 5;
const MOST_COMPANIONS = 3;

interface Related {
  readonly location: Location;
  readonly text: string;
}

/** What results look up in a report. */
export interface Lookup {
  readonly ruleIndex: ReadonlyMap<string, number>;
  readonly components: ReadonlyMap<string, Component>;
  /** Endpoints and keys by file and scope. */
  readonly companions: ReadonlyMap<string, readonly Companion[]>;
  /** The occurrences of the components that were asked for, by place. */
  readonly places: Map<string, ReadonlyMap<string, Occurrence>>;
  /** Companions that were asked for, by file, scope, family and host, and by kind. */
  readonly kin: Map<string, ReadonlyMap<string, readonly Occurrence[]>>;
}

/** An endpoint or a key, and the family that it is of. */
interface Companion {
  readonly occurrence: Occurrence;
  readonly family: string | null;
}

/** What results are made with, once for all of them. */
export function lookupOf({ policy, components }: Pick<Report, 'policy' | 'components'>): Lookup {
  const reaching = components.flatMap(({ family, occurrences }) =>
    occurrences
      .filter(({ kind, usage }) => usage === 'use' && (kind === 'endpoint' || kind === 'credential'))
      .map((occurrence) => ({ occurrence, family })),
  );
  return {
    ruleIndex: new Map(policy.rules.map(({ id }, at) => [id, at])),
    components: new Map(components.map((component) => [component.id, component])),
    companions: groupBy(reaching, ({ occurrence: { location, scope } }) => scopeKey(location.path, scope)),
    kin: new Map(),
    places: new Map(),
  };
}

function scopeKey(path: string, scope: string): string {
  return `${scope}\0${path}`;
}

/** The occurrence at the first place of a finding. */
export function firstOf({ component, locations: [first] }: Finding, lookup: Lookup): Occurrence | undefined {
  const found = lookup.components.get(component);
  return first && found && placesOf(found, lookup).get(placeKey(first));
}

/** A finding as a result: its first place is the primary one, what belongs to it is related. */
export function resultOf(finding: Finding, lookup: Lookup) {
  const [primary, ...others] = finding.locations;
  const component = lookup.components.get(finding.component);
  const first = firstOf(finding, lookup);
  const companions = first === undefined ? [] : companionsOf(first, component?.family ?? null, finding, lookup);
  const related = [...companions, ...others.map((location) => ({ location, text: placeText(location, primary) }))].slice(0, MOST_RELATED);
  const at = lookup.ruleIndex.get(finding.ruleId);
  return {
    ruleId: finding.ruleId,
    ...(at !== undefined && { ruleIndex: at }),
    level: finding.level,
    message: { text: messageOf(finding, first, companions, others.length, related) },
    locations: primary === undefined ? [] : [{ physicalLocation: physicalOf(primary) }],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: {
      'pedigree/v1': finding.fingerprint,
      ...(finding.lineHash !== null && { primaryLocationLineHash: finding.lineHash }),
    },
    properties: { component: visible(finding.component), ...(first !== undefined && factsOf(first)), ...licencesOf(component) },
  };
}

/** The first occurrence of a component at each place. */
function placesOf({ id, occurrences }: Component, { places }: Lookup): ReadonlyMap<string, Occurrence> {
  const known = places.get(id);
  if (known !== undefined) return known;
  const all = new Map(occurrences.toReversed().map((one) => [placeKey(one.location), one]));
  places.set(id, all);
  return all;
}

/** A message names a related place by its id. */
function relatedLocation({ location, text }: Related, index: number) {
  return { id: index + 1, message: { text: plainText(text) }, physicalLocation: physicalOf(location) };
}

function factsOf({ kind, value, exposure, confidence }: Occurrence) {
  return { kind, value: visible(value), exposure: exposure ?? 'unknown', confidence };
}

function licencesOf(component: Component | undefined) {
  const names = component?.licences?.map(({ name }) => visible(name)) ?? [];
  return names.length === 0 ? {} : { licences: names.join('; ') };
}

/** The endpoints and keys of its host or family: those of the same scope, else of the nearest enclosing one. */
function companionsOf({ location, scope, host }: Occurrence, family: string | null, finding: Finding, lookup: Lookup): Related[] {
  const own = new Set(finding.locations.map(placeKey));
  for (let at = scope; ; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const kin = kinOf(scopeKey(location.path, at), family, host, lookup);
    const found = ['endpoint', 'credential'].flatMap((kind) => firstLines(kin.get(kind) ?? [], own));
    if (found.length > 0 || at === '') return found;
  }
}

/** What lies in a scope and is of a family or at a host, by kind: the same for all findings there that are. */
function kinOf(scope: string, family: string | null, host: string | undefined, { companions, kin }: Lookup) {
  const key = `${scope}\0${family ?? ''}\0${host ?? ''}`;
  const known = kin.get(key);
  if (known !== undefined) return known;
  const isKin = (other: Companion) =>
    (host !== undefined && other.occurrence.host === host) || (family !== null && other.family === family);
  const all = (companions.get(scope) ?? []).filter(isKin).map(({ occurrence }) => occurrence);
  const byKind = groupBy(all, ({ kind }) => kind);
  kin.set(key, byKind);
  return byKind;
}

/** The first places that are none of a finding's own, one a line. */
function firstLines(occurrences: readonly Occurrence[], own: ReadonlySet<string>): Related[] {
  const found = new Map<number, Related>();
  for (const one of occurrences) {
    const { line } = one.location;
    if (found.has(line) || own.has(placeKey(one.location))) continue;
    found.set(line, { location: one.location, text: `${kindWords(one)} at line ${line}` });
    if (found.size === MOST_COMPANIONS) break;
  }
  return [...found.values()];
}

/** The finding's message, then links: `[x](1)` points to the related location with that id. */
function messageOf(
  finding: Finding,
  first: Occurrence | undefined,
  companions: readonly Related[],
  others: number,
  related: readonly Related[],
): string {
  const links = related.slice(0, companions.length + MOST_LINKS).map(({ text }, at) => `[${plainText(text)}](${at + 1})`);
  const also = links.slice(companions.length);
  const path = first?.dependencyPath ?? [];
  const unlinked = others - also.length;
  return [
    plainText(finding.message),
    ...(path.length > 1 ? [`It comes in through ${plainText(path.join(' > '))}.`] : []),
    ...(companions.length > 0 ? [`See ${links.slice(0, companions.length).join(', ')}.`] : []),
    ...(also.length > 0 ? [`Also at ${also.join(', ')}${unlinked > 0 ? ` and ${plural(unlinked, 'more place')}` : ''}.`] : []),
  ].join(' ');
}

function placeText({ path, line }: Location, primary: Location | undefined): string {
  return path === primary?.path ? `line ${line}` : `${path}:${line}`;
}

function physicalOf({ path, line, column, endColumn }: Location) {
  return { artifactLocation: artifactOf(path), region: { startLine: line, startColumn: column, endLine: line, endColumn } };
}

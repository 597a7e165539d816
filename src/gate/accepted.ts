/** Which places of findings a suppression in source accepts. */
import type { Component, Finding, Location } from '../types.ts';
import { lookupOf, substanceKey } from './content.ts';
import type { Inventory } from './governance.ts';
import type { Ignore } from './inline.ts';

/** A place of a finding, and the suppression that covers it. */
export interface Covered {
  readonly finding: Finding;
  readonly location: Location;
  readonly ignore: Ignore;
}

/** Every place of the findings that a suppression covers, in the order of the findings. */
export function coveredPlaces(findings: readonly Finding[], ignores: readonly Ignore[]): Covered[] {
  const byLine = new Map<string, Ignore[]>();
  for (const ignore of ignores) {
    for (const line of ignore.covers) {
      const key = `${line}:${ignore.path}`;
      const list = byLine.get(key);
      if (list === undefined) byLine.set(key, [ignore]);
      else list.push(ignore);
    }
  }
  return findings.flatMap((finding) =>
    finding.locations.flatMap((location) => {
      const ignore = byLine.get(`${location.line}:${location.path}`)?.find(({ rules }) => rules.includes(finding.ruleId));
      return ignore === undefined ? [] : [{ finding, location, ignore }];
    }),
  );
}

/**
 * The covered places that the base covers, too: the same rule, component and content, in the same file or, where the base has one left
 * over, in another. What a change adds is not among them.
 */
export function coveredInBase(
  covered: readonly Covered[],
  components: readonly Component[],
  base: Inventory,
  baseFindings: readonly Finding[],
): Covered[] {
  const before = counted(coveredPlaces(baseFindings, base.ignores), base.components);
  const keyOf = keyer(components);
  const inPlace = new Set(covered.filter((one) => before.take(keyOf(one))));
  return [...inPlace, ...covered.filter((one) => !inPlace.has(one) && before.takeAnywhere(keyOf(one)))];
}

interface Key {
  readonly path: string;
  readonly content: string;
}

function keyer(components: readonly Component[]): (covered: Covered) => Key {
  const lookup = lookupOf(components);
  return ({ finding, location }) => {
    const occurrence = lookup(finding.component, location);
    const substance = occurrence === undefined ? '' : substanceKey(occurrence);
    return { path: location.path, content: [finding.ruleId, finding.component, substance].join('\0') };
  };
}

function counted(covered: readonly Covered[], components: readonly Component[]) {
  const keyOf = keyer(components);
  const counts = new Map<string, Map<string, number>>();
  for (const one of covered) {
    const { path, content } = keyOf(one);
    const paths = counts.get(content) ?? new Map<string, number>();
    paths.set(path, (paths.get(path) ?? 0) + 1);
    counts.set(content, paths);
  }
  const take = ({ path, content }: Key) => {
    const paths = counts.get(content);
    const left = paths?.get(path) ?? 0;
    if (left > 0) paths?.set(path, left - 1);
    return left > 0;
  };
  const takeAnywhere = ({ content }: Key) => {
    const path = [...(counts.get(content) ?? [])].find(([, left]) => left > 0)?.[0];
    return path !== undefined && take({ path, content });
  };
  return { take, takeAnywhere };
}

/** Whether a rule's conditions hold for an occurrence of a component. */
import { compileGlobs } from '../formats/globs/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import type { Condition } from '../rules/policy-schema.ts';
import type { Component, Occurrence } from '../types.ts';
import { licencesOf, listingsOf, operatorOf } from './facts.ts';

type Test = (component: Component, occurrence: Occurrence, catalogue: Catalogue) => readonly (string | null | undefined)[];

/** What each key of a condition is compared with. */
const FACTS: readonly (readonly [Exclude<keyof Condition, 'paths' | 'licence'>, Test])[] = [
  ['family', ({ family }) => [family]],
  ['developer', ({ developer }) => [developer]],
  ['origin', ({ origin }) => [origin.weights, origin.developer]],
  ['weights', ({ origin }) => [origin.weights ?? 'unknown']],
  ['developerCountry', ({ origin }) => [origin.developer ?? 'unknown']],
  ['host', (_, occurrence, catalogue) => [occurrence.host, operatorCountry(occurrence, catalogue)]],
  ['region', (_, { host, region }) => (host === undefined ? [] : [region ?? 'unknown'])],
  ['country', ({ origin }, occurrence, catalogue) => [origin.weights, origin.developer, operatorCountry(occurrence, catalogue)]],
  ['exposure', (_, { exposure }) => [exposure ?? 'unknown']],
  ['usage', (_, { usage }) => [usage]],
  ['kind', (_, { kind }) => [kind]],
  ['listing', (component, occurrence, catalogue) => listingsOf(component, occurrence, catalogue).map(({ list }) => list)],
  ['confidence', (_, { confidence }) => [confidence]],
  ['trait', ({ hidden }, { traits = [] }) => (hidden === true ? [...traits, 'hidden-base'] : traits)],
];

function operatorCountry(occurrence: Occurrence, catalogue: Catalogue): string | null {
  return occurrence.host === undefined ? null : (operatorOf(occurrence, catalogue)?.country ?? 'unknown');
}

/** Every key that the condition gives must hold; within a key any of its values does. */
export function holds(when: Condition, component: Component, occurrence: Occurrence, catalogue: Catalogue): boolean {
  for (const { wanted, factsOf } of testsOf(when)) {
    if (!factsOf(component, occurrence, catalogue).some((fact) => typeof fact === 'string' && wanted.includes(fact))) return false;
  }
  if (when.licence !== undefined && !hasLicence(when.licence, component, catalogue)) return false;
  return when.paths === undefined || isAt(when.paths, occurrence.location.path);
}

/** What a key that a condition gives asks for. */
interface Asked {
  readonly wanted: readonly string[];
  readonly factsOf: Test;
}

const asked = new WeakMap<Condition, readonly Asked[]>();

function testsOf(when: Condition): readonly Asked[] {
  let tests = asked.get(when);
  if (tests === undefined) {
    tests = FACTS.flatMap(([key, factsOf]) => {
      const wanted: readonly string[] | undefined = when[key];
      return wanted === undefined ? [] : [{ wanted, factsOf }];
    });
    asked.set(when, tests);
  }
  return tests;
}

function hasLicence(wanted: readonly string[], component: Component, catalogue: Catalogue): boolean {
  const licences = licencesOf(component, catalogue).map((licence) => licence.toLowerCase());
  return wanted.some((words) => licences.some((licence) => licence.includes(words.toLowerCase())));
}

const globs = new WeakMap<readonly string[], (path: string) => boolean>();

function isAt(paths: readonly string[], path: string): boolean {
  let test = globs.get(paths);
  if (test === undefined) globs.set(paths, (test = testOf(paths)));
  return test(path);
}

function testOf(paths: readonly string[]): (path: string) => boolean {
  const { isIncluded, isExcluded } = compileGlobs(paths, []);
  return (path) => paths.length > 0 && isIncluded(path) && !isExcluded(path);
}

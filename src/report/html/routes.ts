/** From whose model, over who runs it, to where data goes. */
import type { Component, Exposure, Occurrence, Report } from '../../types.ts';
import { countryName } from '../country.ts';
import { groupBy, type Entry } from '../inventory.ts';
import { nameOf } from '../words.ts';
import { familyName, type View } from './view.ts';

/** One way in which one component is reached. */
export interface Route {
  readonly component: Component;
  readonly family: string;
  readonly exposure: Exposure;
  /** Who runs it. */
  readonly operator: string;
  /** Where prompts and completions go. */
  readonly destination: string;
}

const OWN = 'This codebase’s own machines';
/** What stands where nobody says it. */
export const UNKNOWN = 'Not known';
/** The same of an operator whose API is called. */
export const UNNAMED = 'Operator not named';

const EXPOSURE_WORDS: Readonly<Record<Exposure, string>> = {
  'in-country-api': 'API in the developer’s country',
  'offshore-api': 'API of an operator from that country, elsewhere or not stated where',
  'third-party-api': 'API of another operator',
  'self-hosted': 'Loaded or served by this codebase',
  artifact: 'Weights in the tree',
  dependency: 'Library only',
  unknown: 'Not known from the code',
};

/** How a component is reached, in words that name no country. */
export function exposureName(exposure: Exposure): string {
  return EXPOSURE_WORDS[exposure];
}

/** The routes of the models and services in use. */
export function routesOf({ report, sections }: View): Route[] {
  return [...sections.models, ...sections.services].flatMap((entry) => entryRoutes(entry, report));
}

function entryRoutes({ component, places }: Entry, report: Report): Route[] {
  const family = component.family === null && component.type === 'service' ? 'Any family' : familyName(component.family, report);
  const uses = places.map(({ occurrence }) => occurrence);
  const routes = component.exposures.flatMap((exposure) =>
    operatorsOf(exposure, component, uses, report.names).map(({ operator, own }) => {
      return { component, family, exposure, operator, destination: destinationOf(exposure, component, own) };
    }),
  );
  return routes.length > 0 ? routes : [{ component, family, exposure: 'unknown', operator: UNKNOWN, destination: UNKNOWN }];
}

/** Who runs it, each with the places that tell so. */
interface Operator {
  readonly operator: string;
  readonly own: readonly Occurrence[];
}

function operatorsOf(exposure: Exposure, component: Component, uses: readonly Occurrence[], names: Report['names']): Operator[] {
  const own = uses.filter((use) => use.exposure === exposure);
  if (exposure === 'self-hosted' || exposure === 'artifact') return [{ operator: OWN, own }];
  if (exposure === 'dependency' || exposure === 'unknown') return [{ operator: UNKNOWN, own }];
  if (component.type === 'service') return [{ operator: component.name, own }];
  const byHost = groupBy(
    own.filter(({ host }) => host !== undefined),
    ({ host = '' }) => nameOf(names, 'hosts', host),
  );
  return byHost.size > 0 ? [...byHost].map(([operator, at]) => ({ operator, own: at })) : [{ operator: UNNAMED, own }];
}

/** The country where inference runs, as the operator states it; else whence the operator is. */
function destinationOf(exposure: Exposure, { origin }: Component, own: readonly Occurrence[]): string {
  const regions = new Set(own.flatMap(({ region }) => region ?? []));
  const home = origin.developer ?? origin.weights ?? origin.host[0] ?? null;
  const [host, ...more] = origin.host;
  switch (exposure) {
    case 'in-country-api':
      return regionWords(regions) ?? (home === null ? 'The developer’s country' : countryName(home));
    case 'offshore-api':
      return regionWords(regions) ?? notStated(home);
    case 'third-party-api':
      return regionWords(regions) ?? notStated(more.length === 0 ? (host ?? null) : null);
    case 'self-hosted':
    case 'artifact':
      return 'Stays on own machines';
    case 'dependency':
      return 'Nothing is sent by it';
    case 'unknown':
      return UNKNOWN;
  }
}

function regionWords(regions: ReadonlySet<string>): string | null {
  return regions.size === 0 ? null : [...regions].map(countryName).sort().join(' or ');
}

function notStated(country: string | null): string {
  return country === null ? 'Not stated by the operator' : `Not stated, operator from ${countryName(country)}`;
}

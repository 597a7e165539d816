/** From whose model, over who runs it, to where data goes. */
import type { Component, Exposure, Occurrence, Report } from '../../types.ts';
import { countryName } from '../country.ts';
import type { Entry } from '../inventory.ts';
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
export const UNKNOWN = 'Not known';
export const UNNAMED = 'Operator not named';

const EXPOSURE_WORDS: Readonly<Record<Exposure, string>> = {
  'in-country-api': 'API in the developer’s country',
  'offshore-api': 'API of an operator from that country, elsewhere',
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
  const routes = component.exposures.flatMap((exposure) => {
    const destination = destinationOf(exposure, component);
    return operatorsOf(exposure, component, uses, report.names).map((operator) => ({ component, family, exposure, operator, destination }));
  });
  return routes.length > 0 ? routes : [{ component, family, exposure: 'unknown', operator: UNKNOWN, destination: UNKNOWN }];
}

function operatorsOf(exposure: Exposure, component: Component, uses: readonly Occurrence[], names: Report['names']): string[] {
  if (exposure === 'self-hosted' || exposure === 'artifact') return [OWN];
  if (exposure === 'dependency' || exposure === 'unknown') return [UNKNOWN];
  if (component.type === 'service') return [component.name];
  const hosts = uses.flatMap(({ exposure: own, host }) => (own === exposure && host !== undefined ? [nameOf(names, 'hosts', host)] : []));
  return hosts.length > 0 ? [...new Set(hosts)] : [UNNAMED];
}

function destinationOf(exposure: Exposure, { origin }: Component): string {
  const home = origin.developer ?? origin.weights ?? origin.host[0] ?? null;
  const [host, ...more] = origin.host;
  switch (exposure) {
    case 'in-country-api':
      return home === null ? 'The developer’s country' : countryName(home);
    case 'offshore-api':
      return home === null ? 'Operator’s place not stated' : `Operator from ${countryName(home)}, elsewhere`;
    case 'third-party-api':
      return host !== undefined && more.length === 0 ? `Operator from ${countryName(host)}` : 'Another operator';
    case 'self-hosted':
    case 'artifact':
      return 'Stays on own machines';
    case 'dependency':
      return 'Nothing is sent by it';
    case 'unknown':
      return UNKNOWN;
  }
}

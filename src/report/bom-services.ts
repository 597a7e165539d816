/** Who runs models for the codebase. */
import type { Occurrence, Report } from '../types.ts';
import type { Item, Service } from './bom.ts';
import { groupBy } from './inventory.ts';
import { developerWords, nameOf } from './words.ts';

/** A service that is a component of the report. */
export function serviceOf(item: Item, items: readonly Item[], { names }: Report): Service {
  const { component, places, ref } = item;
  const family = component.family;
  const kin = items.filter((other) => other === item || (family !== null && other.component.family === family));
  const developer = developerWords(component, names);
  const isKnown = developer !== component.developer && component.developer !== 'unknown';
  return {
    ref,
    name: component.name || ref,
    provider: isKnown ? developer : component.name || ref,
    operator: isKnown ? component.developer : `operator/${ref}`,
    country: onlyOne(component.origin.host),
    endpoints: [...new Set(places.flatMap(({ kind, value }) => (kind === 'endpoint' && isAddress(value) ? [value] : [])))].sort(),
    authenticated: kin.some((other) => other.places.some(isKey)) ? true : null,
    item,
  };
}

function isKey({ kind, value }: Occurrence): boolean {
  return kind === 'credential' && /key|token|secret/i.test(value);
}

/** An address that every reader of URIs takes. */
function isAddress(value: string): boolean {
  return /^(?:(?:https?|wss?):\/\/)?[a-z0-9][a-z0-9.-]{0,252}(?::\d{1,5})?(?:\/[\w.~/-]{0,1000})?$/i.test(value) && value.includes('.');
}

function onlyOne(values: readonly string[]): string | null {
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** Hosts that models are called at, when no endpoint of theirs was read. */
export function impliedServices(items: readonly Item[], known: readonly Service[], { names }: Report): Service[] {
  const taken = new Set(known.map(hostOf));
  const callers = groupBy(
    items.flatMap((item) => hostsOf(item).map((host) => ({ host, item }))),
    ({ host }) => host,
  );
  return [...callers]
    .filter(([host]) => !taken.has(host))
    .map(([host, calls]) => {
      const name = nameOf(names, 'hosts', host);
      const countries = calls.map(({ item }) => (hostsOf(item).length === 1 ? onlyOne(item.component.origin.host) : null));
      const country = countries.find((one) => one !== null) ?? null;
      return {
        ref: `service/${host}`,
        name,
        provider: name,
        operator: `operator/${host}`,
        country,
        endpoints: [],
        authenticated: null,
        item: null,
      };
    });
}

/** `openrouter` of `service/openrouter/qwen`. */
function hostOf({ ref }: Service): string {
  return ref.split('/')[1] ?? '';
}

/** The services of a model's hosts: those of its own family, or else all. */
export function servicesOf(model: Item, services: readonly Service[]): Service[] {
  const hosts = new Set(hostsOf(model));
  const all = services.filter((service) => hosts.has(hostOf(service)));
  const own = all.filter(({ item }) => item?.component.family === model.component.family);
  return own.length > 0 ? own : all;
}

/** Who is called over an API; a runtime on one's own machine is no service. */
function hostsOf({ places }: Item): string[] {
  return [...new Set(places.flatMap(({ host, exposure }) => (host !== undefined && exposure?.endsWith('-api') ? [host] : [])))].sort();
}

/** How the codebase reaches each model: joins ids, endpoints and commands that belong together. Pure. */
import type { Catalogue, Domain } from '../rules/catalogue.ts';
import { domainOf } from '../rules/domain.ts';
import { EXPOSURES, type Component, type Exposure, type Occurrence } from '../types.ts';

const LOADING =
  /from_?pretrained|snapshot_?download|hf_hub|vllm|sglang|llama[-_.]?cpp|ollama|lmdeploy|text-generation|mlx|gguf|adapter|base_model|model_name_or_path|SentenceTransformer|CrossEncoder|FlagModel|AutoModel|^FROM$|unsloth|axolotl|trainer|storageUri|model_path|modelscope/i;

interface Place {
  readonly scope: string;
  readonly domain: Domain;
  readonly line: number;
}

/** Components with the exposure of every occurrence, and the hosts of models that are called. Services of other operators are only used to tell where a model runs. */
export function expose(components: readonly Component[], catalogue: Catalogue): Component[] {
  const places = placesOf(components, catalogue);
  const home = homeCountries(catalogue);
  return components.filter((component) => isListed(component, catalogue, home)).map((component) => exposeOne(component, places, catalogue));
}

function exposeOne(component: Component, places: ReadonlyMap<string, readonly Place[]>, catalogue: Catalogue): Component {
  const hosts = new Set(component.origin.host);
  const occurrences = component.occurrences.map((occurrence) => {
    const { exposure, host } = exposureOf(component, occurrence, places, catalogue);
    if (host !== null) hosts.add(host);
    return { ...occurrence, exposure };
  });
  const used = occurrences.filter(({ usage }) => usage === 'use').map(({ exposure }) => exposure);
  return {
    ...component,
    occurrences,
    origin: { ...component.origin, host: [...hosts].sort() },
    exposures: EXPOSURES.filter((exposure) => used.includes(exposure) && (exposure !== 'unknown' || used.every((e) => e === 'unknown'))),
  };
}

interface Reached {
  readonly exposure: Exposure;
  /** Country of the operator. */
  readonly host: string | null;
}

const UNKNOWN: Reached = { exposure: 'unknown', host: null };

function exposureOf(
  component: Component,
  occurrence: Occurrence,
  places: ReadonlyMap<string, readonly Place[]>,
  catalogue: Catalogue,
): Reached {
  if (component.type === 'package') return { exposure: 'dependency', host: null };
  if (occurrence.kind === 'weights') return { exposure: 'artifact', host: null };
  if (occurrence.kind === 'endpoint') {
    const domain = domainIn(occurrence.value, catalogue);
    return domain ? reach(domain, component) : UNKNOWN;
  }
  if (occurrence.kind === 'symbol' || occurrence.kind === 'name') return UNKNOWN;
  const place = nearest(places.get(occurrence.location.path) ?? [], occurrence);
  if (place !== null) return reach(place.domain, component);
  return LOADING.test(`${occurrence.context} ${occurrence.extractor}`) ? { exposure: 'self-hosted', host: null } : UNKNOWN;
}

/** The one API endpoint that stands in the occurrence's own scope, else in the nearest enclosing one, else alone in the file. */
function nearest(places: readonly Place[], { scope }: Occurrence): Place | null {
  for (const at of enclosing(scope)) {
    const here = places.filter((place) => place.scope === at);
    if (here.length > 0) return isOne(here) ? (here[0] ?? null) : null;
  }
  return isOne(places) ? (places[0] ?? null) : null;
}

function isOne(places: readonly Place[]): boolean {
  return new Set(places.map(({ domain }) => domain.domain)).size === 1;
}

/** `a.b.c`, `a.b`, `a`; a scope that is a call or object has no parent but the file. */
function enclosing(scope: string): string[] {
  const scopes: string[] = [];
  for (let at = scope; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') scopes.push(at);
  return scopes;
}

function reach({ host, region }: Domain, { origin }: Component): Reached {
  const country = host.country;
  const developer = origin.developer ?? origin.weights;
  if (country === null || developer === null || country !== developer) return { exposure: 'third-party-api', host: country };
  return { exposure: region === country ? 'in-country-api' : 'offshore-api', host: country };
}

function placesOf(components: readonly Component[], catalogue: Catalogue): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const { location, scope, kind, value, usage } of components.flatMap(({ occurrences }) => occurrences)) {
    const domain = kind === 'endpoint' && usage === 'use' ? domainIn(value, catalogue) : null;
    if (domain === null || domain.role !== 'api') continue;
    places.set(location.path, [...(places.get(location.path) ?? []), { scope, domain, line: location.line }]);
  }
  return places;
}

function domainIn(value: string, catalogue: Catalogue): Domain | null {
  const name = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(value)?.[1];
  return name === undefined ? null : domainOf(name.toLowerCase(), catalogue);
}

function homeCountries(catalogue: Catalogue): Set<string> {
  const watched = [...catalogue.families.values()].filter(({ tier }) => tier !== 'control');
  return new Set(watched.flatMap(({ developer }) => catalogue.developers.get(developer)?.country ?? []));
}

/** A service is listed when it belongs to a watched family, or its operator is from a country of one; other hosts only tell where a model runs. */
function isListed({ type, family, origin }: Component, catalogue: Catalogue, home: ReadonlySet<string>): boolean {
  if (type !== 'service') return true;
  if (family !== null && catalogue.families.get(family)?.tier !== 'control') return true;
  return origin.host.some((country) => home.has(country));
}

/** What both bills of materials say: which components are used, which services run them, and what depends on what. */
import type { Component, Finding, Occurrence, Report } from '../types.ts';
import { entriesOf, groupBy, type Entry } from './inventory.ts';
import { ecosystemOf } from './purl.ts';
import { developerWords, nameOf } from './words.ts';

export const ROOT = 'codebase';

/** A component under the reference that nothing else in the document bears. */
export interface Item {
  readonly ref: string;
  readonly component: Component;
  /** Places of use, and places that a finding names. */
  readonly places: readonly Occurrence[];
  readonly mentions: number;
  readonly findings: readonly Finding[];
}

/** Somebody who runs models for this codebase. */
export interface Service {
  readonly ref: string;
  readonly name: string;
  readonly provider: string;
  /** What tells the provider from others: a developer, or `operator/<host>`. */
  readonly operator: string;
  /** Country of the operator. */
  readonly country: string | null;
  readonly endpoints: readonly string[];
  /** Whether a key for it is configured; null: none was seen. */
  readonly authenticated: boolean | null;
  /** The component that it is; null: only models that it runs tell of it. */
  readonly item: Item | null;
}

/** A package that only leads to another one. */
export interface Step {
  readonly ref: string;
  readonly ecosystem: string;
  readonly name: string;
}

export interface Bom {
  readonly name: string;
  readonly models: readonly Item[];
  readonly packages: readonly Item[];
  readonly services: readonly Service[];
  readonly steps: readonly Step[];
  /** What each reference depends on, the root first. */
  readonly graph: ReadonlyMap<string, ReadonlySet<string>>;
  /** Components that are only mentioned, and therefore left out. */
  readonly mentioned: number;
  /** Findings of no component that is listed. */
  readonly loose: readonly Finding[];
  readonly isIncomplete: boolean;
}

/** The bill of materials of a report: what is used, not what is only mentioned. */
export function bomOf(report: Report): Bom {
  const entries = entriesOf(report).toSorted((a, b) => (a.component.id < b.component.id ? -1 : 1));
  const items = itemsOf(
    entries.filter(({ places }) => places.length > 0),
    report.findings,
  );
  const own = items.filter(({ component }) => component.type === 'service').map((item) => serviceOf(item, items, report));
  const services = [...own, ...impliedServices(items, own, report)].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const models = items.filter(({ component }) => component.type === 'model');
  const packages = items.filter(({ component }) => component.type === 'package');
  const steps = new Map<string, Step>();
  const listed = new Set(items.map(({ component }) => component.id));
  return {
    name: nameFrom(report),
    models,
    packages,
    services,
    graph: graphOf(models, packages, services, steps),
    steps: [...steps.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    mentioned: entries.length - items.length,
    loose: report.findings.filter(({ component }) => !listed.has(component)),
    isIncomplete: incomplete(report),
  };
}

/** `app` of `https://git.example.org/acme/app.git`. */
function nameFrom({ repository }: Report): string {
  const last = repository?.uri
    .replace(/\/+$/, '')
    .split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/, '');
  return last || 'codebase';
}

function incomplete({ verdict, coverage, diagnostics }: Report): boolean {
  return verdict === 'incomplete' || Object.keys(coverage.failed).length > 0 || diagnostics.some(({ code }) => code.startsWith('limit/'));
}

function itemsOf(entries: readonly Entry[], findings: readonly Finding[]): Item[] {
  const byComponent = groupBy(findings, ({ component }) => component);
  const taken = new Set([ROOT, 'pedigree']);
  return entries.map(({ component, places, mentions }) => ({
    ref: freeRef(component.id.toWellFormed() || component.type, taken),
    component,
    places: places.map(({ occurrence }) => occurrence),
    mentions: mentions.length,
    findings: byComponent.get(component.id) ?? [],
  }));
}

function freeRef(wanted: string, taken: Set<string>): string {
  let ref = wanted;
  for (let number = 2; taken.has(ref); number++) ref = `${wanted}#${number}`;
  taken.add(ref);
  return ref;
}

function serviceOf(item: Item, items: readonly Item[], { names }: Report): Service {
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
function impliedServices(items: readonly Item[], known: readonly Service[], { names }: Report): Service[] {
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
function servicesOf(model: Item, services: readonly Service[]): Service[] {
  const hosts = new Set(hostsOf(model));
  const all = services.filter((service) => hosts.has(hostOf(service)));
  const own = all.filter(({ item }) => item?.component.family === model.component.family);
  return own.length > 0 ? own : all;
}

function hostsOf({ places }: Item): string[] {
  return [...new Set(places.flatMap(({ host }) => (host === undefined ? [] : [host])))].sort();
}

function graphOf(models: readonly Item[], packages: readonly Item[], services: readonly Service[], steps: Map<string, Step>) {
  const graph = new Map<string, Set<string>>([[ROOT, new Set()]]);
  const add = (from: string, to: string) => {
    if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  };
  for (const { ref } of services) add(ROOT, ref);
  for (const model of models) {
    const run = servicesOf(model, services);
    for (const { ref } of run) add(ref, model.ref);
    if (run.length === 0 || model.places.some(({ host }) => host === undefined)) add(ROOT, model.ref);
  }
  const known = new Set(packages.map(({ ref }) => ref));
  for (const item of packages) for (const [from, to] of edgesOf(item, known, steps)) add(from, to);
  return graph;
}

/** From the root over every package that leads to this one. */
function edgesOf({ ref, component, places }: Item, known: ReadonlySet<string>, steps: Map<string, Step>): [string, string][] {
  const ecosystem = ecosystemOf(component);
  return places.flatMap(({ dependencyPath }) => {
    const way = dependencyPath.slice(0, -1).map((name) => {
      const step = { ref: `package/${ecosystem}/${name.toLowerCase().toWellFormed()}`, ecosystem, name };
      if (!known.has(step.ref)) steps.set(step.ref, step);
      return step.ref;
    });
    const whole = [ROOT, ...way, ref];
    return whole.slice(1).map((to, at): [string, string] => [whole[at] ?? ROOT, to]);
  });
}

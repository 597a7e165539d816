/** What both bills of materials say: which components are used, which services run them, and what depends on what. */
import type { Component, Finding, Occurrence, Report } from '../types.ts';
import { graphOf } from './bom-graph.ts';
import { impliedServices, serviceOf } from './bom-services.ts';
import { entriesOf, groupBy, type Entry } from './inventory.ts';

/** The reference of the codebase itself. */
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

/** What a bill of materials says, whatever its format. */
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
  const listed = new Set(items.map(({ component }) => component.id));
  return {
    name: nameFrom(report),
    models,
    packages,
    services,
    ...graphOf(models, packages, services),
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

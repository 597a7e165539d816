/** All files' facts with the look-ups that joining needs. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Component, Evidence } from '../types.ts';
import { clientsOf, type Clients } from './clients.ts';
import { factsOf, type Fact, type FileFacts, type Place } from './facts.ts';
import { lookUpsIn, type LookUps } from './look-ups.ts';
import { namesOf, type Names } from './names.ts';
import { rootOf } from './root.ts';
import { keyOf, only, type Target } from './target.ts';
import { distinct, words } from './told.ts';
import { addressesIn, type Addresses } from './values.ts';
import type { Reference } from './variables.ts';

/** What one file tells of where models run. */
export interface FileWorld extends FileFacts, LookUps {
  /** Addresses by the name of the section that they stand in: `[model_providers.moonshot]`. Lower case. */
  readonly sections: ReadonlyMap<string, Target>;
  /** Scopes in which models stand. */
  readonly models: ReadonlySet<string>;
}

/** What all files tell. */
export interface World {
  readonly catalogue: Catalogue;
  readonly clients: Clients;
  readonly names: Names;
  readonly addresses: Addresses;
  readonly files: ReadonlyMap<string, FileWorld>;
  /** Where each host is called, by its id, and by its id and what the address is called (`calledName`); only where all files agree. */
  readonly called: ReadonlyMap<string, Target>;
  /** The only place at which the codebase calls models. */
  readonly sole: Target | null;
  /** Hosts whose addresses stand in a folder or below it. */
  readonly byFolder: ReadonlyMap<string, readonly Target[]>;
}

/** Builds the world of a codebase from the evidence and settings of its files, and the components found in them. */
export function worldOf(evidence: readonly (readonly Evidence[])[], components: readonly Component[], catalogue: Catalogue): World {
  const clients = clientsOf(catalogue);
  const read = evidence.flatMap((one) => {
    const path = one[0]?.location.path;
    return path === undefined ? [] : [factsOf(path, one, catalogue)];
  });
  const names = namesOf(read);
  const addresses = addressesIn(names, clients, catalogue);
  const models = modelScopes(components);
  const files = new Map(read.map((file) => [file.path, fileWorld(file, addresses, models.get(file.path) ?? NO_SCOPES)] as const));
  const facts = [...files.values()].flatMap(({ facts: own }) => own);
  return { catalogue, clients, names, addresses, files, called: calledBy(facts), byFolder: hostsByFolder(facts), sole: soleOf(facts) };
}

function soleOf(facts: readonly Fact[]): Target | null {
  const told = facts.filter(({ kind, target, strong }) => target !== null && strong && kind !== 'credential' && target.kind !== 'open');
  const places = new Set(told.map(({ target }) => (target === null ? '' : keyOf(target))));
  return places.size === 1 ? (told.find(({ kind }) => kind === 'address')?.target ?? null) : null;
}

const DEEPEST_FOLDER = 12;

function hostsByFolder(facts: readonly Fact[]): Map<string, Target[]> {
  const addresses = facts.filter(({ kind, target }) => kind === 'address' && target?.kind === 'host');
  const folders = group(addresses, ({ path }) => {
    const parts = path.split('/').slice(0, DEEPEST_FOLDER);
    return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
  });
  return new Map([...folders].map(([folder, found]) => [folder, distinct(targetsOf(found))]));
}

function calledBy(facts: readonly Fact[]): Map<string, Target> {
  const byName = group(facts, ({ kind, target, stem }) =>
    kind === 'address' && target?.kind === 'host' ? [target.host.id, `${target.host.id} ${calledName(words(stem).join(''))}`] : [],
  );
  return new Map(
    [...byName].flatMap(([name, found]) => {
      const target = only(targetsOf(found));
      return target === null ? [] : [[name, target]];
    }),
  );
}

/** A provider's name without what joins its words. */
export function calledName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}

function modelScopes(components: readonly Component[]): Map<string, Set<string>> {
  const scopes = new Map<string, Set<string>>();
  for (const { kind, location, scope } of components.flatMap(({ occurrences }) => occurrences)) {
    if (kind !== 'model-id' || scope === '') continue;
    const known = scopes.get(location.path);
    if (known) known.add(scope);
    else scopes.set(location.path, new Set([scope]));
  }
  return scopes;
}

const NO_SCOPES: ReadonlySet<string> = new Set();

function fileWorld(file: FileFacts, addresses: Addresses, models: ReadonlySet<string>): FileWorld {
  const addressed = new Set(file.facts.filter(({ kind }) => kind === 'address').map(lineOf));
  const referred = file.references.filter((one) => one.role === 'address' && !addressed.has(lineOf(one)));
  const read = [...file.facts, ...referred.flatMap((one) => referredFacts(one, addresses))];
  const sections = sectionsOf(read);
  const bound = new Set(read.flatMap(({ kind, binding }) => (kind === 'address' && binding !== null ? [binding] : [])));
  const facts = read
    .filter((fact) => fact.kind !== 'client' || !/[.:]/.test(fact.value) || !bound.has(rootOf(fact.value)))
    .map((fact) => (fact.kind === 'provider' ? { ...fact, target: sections.get(fact.value.toLowerCase()) ?? fact.target } : fact));
  return { ...file, facts, sections, models, ...lookUpsIn(facts, file.settings) };
}

function sectionsOf(facts: readonly Fact[]): Map<string, Target> {
  const sections = new Map<string, Target>();
  for (const { kind, scope, target } of facts) {
    const name = scope.slice(scope.lastIndexOf('.') + 1).toLowerCase();
    if (kind === 'address' && target !== null && /^[a-z][\w-]*$/.test(name)) sections.set(name, target);
  }
  return sections;
}

function lineOf({ line, scope }: Place): string {
  return `${line} ${scope}`;
}

/** `base_url=os.environ["LLM_BASE_URL"]` with `LLM_BASE_URL=https://...` elsewhere, unless a default stands beside it. */
function referredFacts(one: Reference, addresses: Addresses): Fact[] {
  return addresses(one.name, one).map((target) => ({
    ...one,
    kind: 'address',
    target: { ...target, by: `${target.by}, the value of ${one.name}` },
    rule: null,
    stem: '',
    strong: true,
    value: one.name,
  }));
}

/** The targets of facts that have one. */
function targetsOf(facts: readonly Fact[]): Target[] {
  return facts.flatMap(({ target }) => target ?? []);
}

function group<T, K>(all: readonly T[], keysOf: (one: T) => readonly K[]): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const list = groups.get(key);
      if (list) list.push(one);
      else groups.set(key, [one]);
    }
  }
  return groups;
}

/** All files' facts with the look-ups that joining needs. */
import { remembered } from '../formats/remembered.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import type { Component, Evidence } from '../types.ts';
import { addressTarget } from './address.ts';
import { targetsOf, words } from './choose.ts';
import { clientsOf, type Clients } from './clients.ts';
import { factsOf, type Fact, type FileFacts, type Place, type Reference } from './facts.ts';
import { namesOf, type Names } from './names.ts';
import { keyOf, only, type Target } from './target.ts';

export interface FileWorld extends FileFacts {
  readonly byScope: ReadonlyMap<string, readonly Fact[]>;
  /** Facts that stand one scope deeper. */
  readonly byOuter: ReadonlyMap<string, readonly Fact[]>;
  readonly byBinding: ReadonlyMap<string, readonly Fact[]>;
  /** Addresses by the name of the section that they stand in: `[model_providers.moonshot]`. Lower case. */
  readonly sections: ReadonlyMap<string, Target>;
  readonly references: readonly Reference[];
  /** Scopes in which models stand. */
  readonly models: ReadonlySet<string>;
  /** Settings by line. */
  readonly byLine: ReadonlyMap<number, readonly Evidence[]>;
}

export interface World {
  readonly catalogue: Catalogue;
  readonly clients: Clients;
  readonly names: Names;
  readonly files: ReadonlyMap<string, FileWorld>;
  /** Where each host is called, by its id, and by its id and what the address is called (`calledName`); only where all files agree. */
  readonly called: ReadonlyMap<string, Target>;
  /** The only place at which the codebase calls models. */
  readonly sole: Target | null;
  /** Hosts whose addresses stand in a folder or below it. */
  readonly byFolder: ReadonlyMap<string, readonly Target[]>;
}

const DEEPEST = 4;

/** Builds the world of a codebase from the evidence and settings of its files, and the components found in them. */
export function worldOf(evidence: readonly (readonly Evidence[])[], components: readonly Component[], catalogue: Catalogue): World {
  const clients = clientsOf(catalogue);
  const read = evidence.flatMap((one) => {
    const path = one[0]?.location.path;
    return path === undefined ? [] : [factsOf(path, one, catalogue)];
  });
  const names = namesOf(read);
  const models = modelScopes(components);
  const files = new Map(
    read.map((file) => [file.path, { ...fileWorld(file, names, clients, catalogue), models: models.get(file.path) ?? new Set() }] as const),
  );
  const facts = [...files.values()].flatMap(({ facts: own }) => own);
  return { catalogue, clients, names, files, called: calledBy(facts), byFolder: hostsByFolder(facts), sole: soleOf(facts) };
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
  return new Map([...folders].map(([folder, found]) => [folder, targetsOf(found)]));
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

function fileWorld(file: FileFacts, names: Names, clients: Clients, catalogue: Catalogue): Omit<FileWorld, 'models'> {
  const addressed = new Set(file.facts.filter(({ kind }) => kind === 'address').map(lineOf));
  const referred = file.references.filter((one) => one.role === 'address' && !addressed.has(lineOf(one)));
  const read = [...file.facts, ...referred.flatMap((one) => referredFacts(one, names, clients, catalogue))];
  const sections = sectionsOf(read);
  const bound = new Set(read.flatMap(({ kind, binding }) => (kind === 'address' && binding !== null ? [binding] : [])));
  const facts = read
    .filter((fact) => fact.kind !== 'client' || !/[.:]/.test(fact.value) || !bound.has(rootOf(fact.value)))
    .map((fact) => (fact.kind === 'provider' ? { ...fact, target: sections.get(fact.value.toLowerCase()) ?? fact.target } : fact));
  return {
    ...file,
    facts,
    sections,
    byScope: group(facts, ({ scope }) => [scope]),
    byOuter: group(facts, ({ within }) => within.slice(0, 1)),
    byBinding: group(facts, ({ binding }) => (binding === null ? [] : [binding])),
    byLine: group(file.settings, ({ location }) => [location.line]),
  };
}

/** `self.client.chat.completions.create` -> `client`. */
export const rootOf = remembered((callee) => {
  const parts = callee.split(/\?\.|->|::|[.#]/).map((part) => part.replace(/^[$@]/, ''));
  return parts.find((part) => !/^(?:self|this|cls|me|await|new)$/.test(part)) ?? callee;
});

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
function referredFacts(one: Reference, names: Names, clients: Clients, catalogue: Catalogue): Fact[] {
  return addressesOf(one.name, one, names, clients, catalogue, 0).map((target) => ({
    ...one,
    kind: 'address',
    target: { ...target, by: `${target.by}, the value of ${one.name}` },
    rule: null,
    stem: '',
    strong: true,
    value: one.name,
  }));
}

/** The addresses that a variable may hold, through other variables too. */
export function addressesOf(name: string, place: Place, names: Names, clients: Clients, catalogue: Catalogue, depth: number): Target[] {
  if (depth > DEEPEST) return [];
  for (const definitions of names.valuesOf(name, place)) {
    const written = definitions
      .filter(({ isName }) => !isName)
      .flatMap(({ value }) => addressTarget(value, name, clients, catalogue)?.target ?? []);
    if (written.length > 0) return written;
    const named = definitions.filter(({ isName }) => isName);
    const found = named.flatMap((one) => addressesOf(one.value, one, names, clients, catalogue, depth + 1));
    if (found.length > 0) return found;
  }
  return [];
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

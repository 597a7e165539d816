/** The rules as a scan uses them: look-ups instead of lists. Most scans need few of them. */
import { anchorsOf, type Anchors } from './anchors.ts';
import type { OmittedRule } from './clients-schema.ts';
import { sha256 } from './digest.ts';
import { lazily, once } from './lazily.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { DeveloperRule, FamilyRule, HostRule, RuleFiles } from './schema.ts';
import { searchFor, type Search } from './search.ts';
import type { Tables } from './tables.ts';

/** A domain of a host, with what holds of it. */
export interface Domain {
  readonly domain: string;
  readonly host: HostRule;
  readonly family: string | null;
  /** Country where inference runs; null: not stated. */
  readonly region: string | null;
  readonly role: string;
  /** Paths of its API; empty: every path is. */
  readonly paths: readonly string[];
}

/** A package of a family. */
export interface KnownPackage {
  readonly family: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly kind: string;
}

/** A variable of a family, or of a host that serves many. */
export interface KnownVariable {
  readonly family: string | null;
  readonly host: HostRule | null;
  readonly kind: string;
  readonly signed: boolean;
}

/** A word of a family, and what it needs to count. */
export interface FamilyWord {
  readonly word: string;
  readonly family: string;
  /** Where another sign of the family must stand for it to count: it needs none, one in the same file, or one in any. */
  readonly sign: 'none' | 'file' | 'codebase';
  /** It names a company, and a model only where a provider is named. */
  readonly isCompany: boolean;
}

/** The rules, ready to be asked. */
export interface Catalogue {
  readonly digest: string;
  /** Everything as written, for what looks further than the tables below. */
  readonly rules: RuleFiles;
  readonly anchors: Anchors;
  /** What files are looked through for: the anchors, compiled. */
  readonly search: Search;
  /** What was worked out of the rules before; null: nothing was. */
  readonly tables: Tables | null;
  readonly developers: ReadonlyMap<string, DeveloperRule>;
  readonly families: ReadonlyMap<string, FamilyRule>;
  readonly hosts: ReadonlyMap<string, HostRule>;
  readonly policies: ReadonlyMap<string, PolicyFile>;
  /** By id of a policy: SHA-256 of what it says, 64 hex digits. */
  readonly policyDigests: ReadonlyMap<string, string>;
  /** By exact domain, lower case. */
  readonly domains: ReadonlyMap<string, Domain>;
  /** `*.example.com` and names with a `*` label, longest first. */
  readonly wildDomains: readonly { readonly suffix: string; readonly labels: readonly string[]; readonly domain: Domain }[];
  /** By `ecosystem:name`, name lower case with `_` as `-`. */
  readonly packages: ReadonlyMap<string, KnownPackage>;
  /** Module paths as code imports them, lower case. */
  readonly modules: ReadonlyMap<string, KnownPackage>;
  readonly variables: ReadonlyMap<string, KnownVariable>;
  readonly symbols: ReadonlyMap<string, { readonly family: string; readonly host: string | null; readonly signed: boolean }>;
  /** By kind and lower-case name: `model-type:qwen2`. */
  readonly architectures: ReadonlyMap<string, { readonly family: string; readonly ambiguity: string | null }>;
  readonly words: readonly FamilyWord[];
  /** Ids too generic to count alone, lower case -> families. */
  readonly generic: ReadonlyMap<string, readonly string[]>;
  /** Names that libraries and gateways give to providers, lower case -> host. */
  readonly providers: ReadonlyMap<string, HostRule>;
  /** Calls that take a model of their library's when they name none, as written. */
  readonly omitted: ReadonlyMap<string, readonly OmittedRule[]>;
}

/** Families whose signs are looked for; control families only keep names apart. */
function isWatched(family: FamilyRule): boolean {
  return family.tier !== 'control';
}

/** What a catalogue is made from. Nothing of it is made before it is asked for. */
export interface CatalogueSource extends Pick<Catalogue, 'digest' | 'rules' | 'anchors' | 'search' | 'tables' | 'policyDigests'> {}

/** What the build works out of rules once, worked out now. */
export function sourceOf(rules: RuleFiles, digest: string): CatalogueSource {
  const anchors = once(() => anchorsOf(rules));
  return lazily<CatalogueSource>({
    digest: () => digest,
    rules: () => rules,
    anchors,
    search: () => searchFor(anchors()),
    tables: () => null,
    policyDigests: () => new Map(rules.policies.map((policy) => [policy.id, sha256(JSON.stringify(policy))])),
  });
}

/** Look-ups over rules, each made when it is first asked for. */
export function compileCatalogue(source: CatalogueSource): Catalogue {
  const { rules } = source;
  const watched = once(() => rules.families.filter(isWatched));
  const domains = once(() => rules.hosts.flatMap(domainsOf));
  return lazily<Catalogue>({
    digest: () => source.digest,
    rules: () => rules,
    anchors: () => source.anchors,
    search: () => source.search,
    tables: () => source.tables,
    policyDigests: () => source.policyDigests,
    developers: () => byId(rules.developers),
    families: () => byId(rules.families),
    hosts: () => byId(rules.hosts),
    policies: () => byId(rules.policies),
    domains: () => new Map(domains().flatMap((domain) => (domain.domain.includes('*') ? [] : [[domain.domain, domain] as const]))),
    wildDomains: () => wildOf(domains()),
    packages: () =>
      new Map(watched().flatMap((family) => packagesOf(family).map((known) => [packageKey(known.ecosystem, known.name), known]))),
    modules: () => modulesOf(watched()),
    variables: () => new Map([...watched().flatMap(familyVariables), ...rules.hosts.flatMap(hostVariables)]),
    symbols: () => new Map(watched().flatMap(symbolsOf)),
    architectures: () => new Map(rules.families.flatMap(architecturesOf)),
    words: () => watched().flatMap(wordsOf),
    generic: () => genericOf(watched()),
    omitted: () => omittedOf(rules.clients),
    providers: () => new Map(rules.hosts.flatMap((host) => host.providers.map((name) => [name.toLowerCase(), host] as const))),
  });
}

function wildOf(domains: readonly Domain[]): Catalogue['wildDomains'] {
  return domains
    .filter(({ domain }) => domain.includes('*'))
    .map((domain) => ({ suffix: domain.domain.slice(domain.domain.lastIndexOf('*') + 1), labels: domain.domain.split('.'), domain }))
    .sort((a, b) => b.suffix.length - a.suffix.length);
}

function omittedOf(clients: RuleFiles['clients']): Map<string, OmittedRule[]> {
  const calls = new Map<string, OmittedRule[]>();
  for (const rule of clients.flatMap(({ omitted }) => omitted)) {
    for (const call of rule.calls) calls.set(call, [...(calls.get(call) ?? []), rule]);
  }
  return calls;
}

function symbolsOf({ id, symbols }: FamilyRule): [string, { family: string; host: string | null; signed: boolean }][] {
  return symbols.map(({ name, host, signed }) => [name, { family: id, host: host ?? null, signed }]);
}

function architecturesOf({ id, architectures }: FamilyRule): [string, { family: string; ambiguity: string | null }][] {
  return architectures.map(({ kind, name, ambiguity }) => [`${kind}:${name.toLowerCase()}`, { family: id, ambiguity: ambiguity ?? null }]);
}

/** Names of packages compare without case, and with `_` and `.` as `-`, as PyPI does; harmless elsewhere. */
export function packageKey(ecosystem: string, name: string): string {
  return `${ecosystem}:${name.toLowerCase().replaceAll(/[_.]/g, '-')}`;
}

function byId<T extends { readonly id: string }>(rules: readonly T[]): Map<string, T> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

function domainsOf(host: HostRule): Domain[] {
  return host.domains.map(({ domain, family, region, role, paths }) => ({
    domain: domain.toLowerCase(),
    host,
    family: family ?? host.family ?? null,
    region,
    role,
    paths,
  }));
}

function familyVariables({ id, variables }: FamilyRule): [string, KnownVariable][] {
  return variables.map(({ name, kind, signed }) => [name, { family: id, host: null, kind, signed }]);
}

function hostVariables(host: HostRule): [string, KnownVariable][] {
  return host.variables.map(({ name, kind, signed }) => [name, { family: host.family ?? null, host, kind, signed }]);
}

function packagesOf({ id, packages }: FamilyRule): KnownPackage[] {
  return packages.map(({ ecosystem, name, kind }) => ({ family: id, ecosystem, name, kind }));
}

function modulesOf(families: readonly FamilyRule[]): Map<string, KnownPackage> {
  const modules = new Map<string, KnownPackage>();
  for (const { id, packages } of families) {
    for (const { ecosystem, name, kind, modules: names } of packages) {
      const known: KnownPackage = { family: id, ecosystem, name, kind };
      for (const module of [name, ...names]) modules.set(moduleKey(module), known);
    }
  }
  return modules;
}

/** Module names compare without case, with `_` as `-`. */
export function moduleKey(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function wordsOf({ id, words, signedWords, codebaseWords, providerWords }: FamilyRule): FamilyWord[] {
  const as =
    (sign: FamilyWord['sign'], isCompany = false) =>
    (word: string) => ({ word: word.toLowerCase(), family: id, sign, isCompany });
  return [
    ...words.map(as('none')),
    ...signedWords.map(as('file')),
    ...codebaseWords.map(as('codebase')),
    ...providerWords.map(as('file', true)),
  ];
}

function genericOf(families: readonly FamilyRule[]): Map<string, string[]> {
  const generic = new Map<string, string[]>();
  for (const family of families) {
    for (const { id } of family.generic) generic.set(id.toLowerCase(), [...(generic.get(id.toLowerCase()) ?? []), family.id]);
  }
  return generic;
}

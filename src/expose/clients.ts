/** The client rules as expose uses them: look-ups by name of a call, key path, command, image, provider and id prefix. */
import picomatch from 'picomatch';
import { remembered } from '../formats/remembered.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import type { ClientRule } from '../rules/clients-schema.ts';
import { hostTarget, type Target } from './target.ts';

/** The clients of the rules, by every way they are called. */
export interface Clients {
  /** The client that a called name is: `ollama.chat`, `client.chat.completions.create`; `modules`: as of FileFacts. */
  callOf(name: string, modules: ReadonlySet<string>): ClientRule | null;
  /** The client whose configuration path, or command line, `keys` are or lie below; a command of one word counts only where commands stand. */
  pathOf(keys: readonly string[], path: string, isCommandPlace: boolean): ClientRule | null;
  imageOf(name: string): ClientRule | null;
  /** The file imports a module of the client. */
  isImported(rule: ClientRule, modules: ReadonlySet<string>): boolean;
  providerOf(name: string, path: string): ClientRule | null;
  /** The client of the only API that has a model id. */
  ownerOf(id: string): ClientRule | null;
  /** The client that a prefix means wherever it stands. */
  prefixOf(id: string): ClientRule | null;
  readonly modules: ReadonlyMap<string, ClientRule>;
  /** Letters of the longest of them. */
  readonly longestModule: number;
  readonly exclusive: ReadonlySet<string>;
  readonly gateways: ReadonlySet<string>;
  readonly gatewayPorts: ReadonlySet<number>;
  /** Where a client calls or runs unless told otherwise; null: its address or the id must tell. */
  targetOf(rule: ClientRule, by: string): Target | null;
}

const built = new WeakMap<Catalogue, Clients>();
const LONGEST_CALL = 3;

/** Those of a catalogue, made once. */
export function clientsOf(catalogue: Catalogue): Clients {
  let clients = built.get(catalogue);
  if (clients === undefined) built.set(catalogue, (clients = compile(catalogue)));
  return clients;
}

function compile(catalogue: Catalogue): Clients {
  const files = catalogue.rules.clients;
  const rules = files.flatMap(({ clients }) => clients);
  const calls = listsBy(rules, ({ calls: names }) => names);
  const images = listsBy(rules, ({ images: names }) => names);
  const providers = listsBy(rules, ({ providers: names }) => names);
  const prefixes = listsBy(rules, ({ prefixes: names }) => names);
  const called = remembered((name) => callNames(name).flatMap((part) => [calls.get(part) ?? []].filter(({ length }) => length > 0)));
  const paths = pathIndex(rules);
  const applies = fileTest();
  const owned = rules.filter(({ ids }) => ids.length > 0).map((rule) => ({ rule, test: idTest(rule.ids) }));
  const inFile = (found: readonly ClientRule[] | undefined, path: string) =>
    found?.find((rule) => rule.files.length > 0 && applies(rule, path)) ?? found?.find((rule) => rule.files.length === 0) ?? null;
  return {
    callOf: (name, modules) => firstOf(called(name).map((found) => imported(found, modules))),
    pathOf: (keys, path, isCommandPlace) => inFile(paths(keys, isCommandPlace), path),
    isImported: isAmong,
    imageOf: remembered((name) => firstOf(imageNames(name).map((part) => images.get(part)?.[0] ?? null))),
    providerOf: (name, path) => inFile(providers.get(bareProvider(name)) ?? providers.get(joinedProvider(name)), path),
    ownerOf: remembered((id) => owned.find(({ test }) => test.test(id.toLowerCase().replaceAll('_', '-')))?.rule ?? null),
    prefixOf: (id) => firstOf(prefixesOf(id).map((prefix) => prefixes.get(prefix)?.[0] ?? null)),
    longestModule: Math.max(0, ...rules.flatMap((rule) => rule.modules.map(({ length }) => length))),
    modules: new Map(rules.flatMap((rule) => rule.modules.map((name) => [name.toLowerCase(), rule] as const))),
    exclusive: new Set(files.flatMap(({ exclusive }) => exclusive)),
    gateways: new Set(files.flatMap(({ gateways }) => gateways)),
    gatewayPorts: new Set(files.flatMap(({ gatewayPorts }) => gatewayPorts)),
    targetOf: (rule, by) => targetOf(rule, by, catalogue),
  };
}

function firstOf<T>(found: readonly (T | null)[]): T | null {
  return found.find((one) => one !== null) ?? null;
}

function listsBy(rules: readonly ClientRule[], namesOf: (rule: ClientRule) => readonly string[]): Map<string, ClientRule[]> {
  const lists = new Map<string, ClientRule[]>();
  for (const rule of rules) for (const name of namesOf(rule)) lists.set(name, [...(lists.get(name) ?? []), rule]);
  return lists;
}

/** Of several clients with one name, the one whose module the file imports; else the first that needs no import. */
function imported(found: readonly ClientRule[], modules: ReadonlySet<string>): ClientRule | null {
  const named = found.length > 1 || found[0]?.imported ? found.find((rule) => isAmong(rule, modules)) : undefined;
  return named ?? found.find((rule) => !rule.imported) ?? null;
}

function isAmong(rule: ClientRule, modules: ReadonlySet<string>): boolean {
  return rule.modules.some((name) => modules.has(name.toLowerCase()));
}

/** `a.b.c` -> every run of up to three of its parts, last and longest first. */
function callNames(name: string): string[] {
  const parts = name.split(/\?\.|->|::|[.:#]/).filter((part) => part !== '');
  const marks = name.includes('::') ? ['.', '::'] : ['.'];
  const names: string[] = [];
  for (let end = parts.length; end > 0; end--) {
    for (let length = Math.min(LONGEST_CALL, end); length > 0; length--) {
      for (const mark of marks) names.push(parts.slice(end - length, end).join(mark));
    }
  }
  return names;
}

/** A container image or an action without tag and digest, without what stands before its name, and without what stands behind. */
function imageNames(image: string): string[] {
  const parts = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase()
    .split('/');
  return [...parts.map((_, i) => parts.slice(i).join('/')), ...parts.map((_, i) => parts.slice(0, parts.length - i).join('/'))];
}

/** `a/b/c/d` -> `a/b/c/`, `a/b/`, `a/`. */
function prefixesOf(id: string): string[] {
  const parts = id.toLowerCase().split('/').slice(0, -1);
  return parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/')}/`);
}

function fileTest(): (rule: ClientRule, path: string) => boolean {
  const tests = new Map<ClientRule, (path: string) => boolean>();
  return (rule, path) => {
    if (rule.files.length === 0) return true;
    let test = tests.get(rule);
    if (test === undefined) {
      const matches = picomatch([...rule.files], { dot: true, nocase: true });
      tests.set(rule, (test = remembered((one): boolean => matches(one))));
    }
    return test(path);
  };
}

/** Ids as one pattern; `*` stands for anything that an id may hold. */
function idTest(ids: readonly string[]): RegExp {
  return new RegExp(`^(?:${ids.map((id) => id.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[a-z0-9._:-]*')).join('|')})$`);
}

interface Path {
  readonly tokens: readonly string[];
  readonly rule: ClientRule;
  /** One word that is a command's name. */
  readonly isCommand: boolean;
}

/** Finds the rules whose path of keys or words of a command stand next to each other in `keys`; the longest first. */
function pathIndex(rules: readonly ClientRule[]): (keys: readonly string[], isCommandPlace: boolean) => ClientRule[] {
  const byFirst = new Map<string, Path[]>();
  const add = (tokens: readonly string[], rule: ClientRule, isCommand: boolean) => {
    const first = tokens[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { tokens, rule, isCommand }]);
  };
  for (const rule of rules) {
    for (const key of rule.keys) add(tokensOf(key), rule, false);
    for (const command of rule.commands) add(tokensOf(command), rule, !command.includes(' '));
  }
  return (keys, isCommandPlace) => {
    const read = keys.flatMap(tokensOf);
    const found: Path[] = [];
    for (const [at, key] of read.entries()) {
      for (const path of byFirst.get(key) ?? []) {
        const isMeant = isCommandPlace || !path.isCommand;
        if (isMeant && path.tokens.every((token, i) => token === '*' || token === read[at + i])) found.push(path);
      }
    }
    return found.sort((a, b) => b.tokens.length - a.tokens.length).map(({ rule }) => rule);
  };
}

/** `spring.ai.deepseek`, `vllm serve`, `actor_rollout_ref.model.path` -> their parts, lower case, with `-` for `_`. */
const tokensOf = remembered((path): readonly string[] => path.toLowerCase().replaceAll('_', '-').split(/[. ]/));

function targetOf({ reach, domain }: ClientRule, by: string, catalogue: Catalogue): Target | null {
  if (reach === 'self-hosted') return { kind: 'own', by };
  if (reach === 'gateway') return { kind: 'open', by };
  if (reach !== 'api' || domain === undefined) return null;
  const known = catalogue.domains.get(domain) ?? catalogue.wildDomains.find((wild) => wild.domain.domain === domain)?.domain;
  return known === undefined ? null : { kind: 'host', host: known.host, region: known.region, by, isDefault: true };
}

/** `siliconflow` of `langgenius/siliconflow/siliconflow`, as Dify names the provider of a plugin. https://docs.dify.ai/en/develop-plugin */
function bareProvider(name: string): string {
  return /^[\w-]+\/[\w-]+\/([\w-]+)$/.exec(name)?.[1]?.toLowerCase() ?? name.toLowerCase();
}

/** `openrouter` of `open_router`. */
function joinedProvider(name: string): string {
  return bareProvider(name).replaceAll(/[-_]/g, '');
}

/**
 * The target of a provider's name: of a client rule, else of the host that bears it. Unless it is a library's own name for the provider, or
 * the rule is for such files, it does not tell which of several places of that host is called.
 */
export function providerTarget(name: string, path: string, clients: Clients, catalogue: Catalogue, isLibrary = false): Target | null {
  const by = `the provider is ${name}`;
  const rule = clients.providerOf(name, path);
  const target = rule && clients.targetOf(rule, by);
  if (rule !== null && (target?.kind !== 'host' || isLibrary || rule.files.length > 0)) return target;
  const host =
    target?.kind === 'host' ? target.host : (catalogue.providers.get(bareProvider(name)) ?? catalogue.providers.get(joinedProvider(name)));
  const named = host && hostTarget(host, by);
  return named?.kind === 'host' ? { ...named, isDefault: true, provider: name } : null;
}

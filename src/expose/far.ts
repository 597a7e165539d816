/** What the rest of the file and of the codebase says: variables, the only address of a file, the API that alone has an id. */
import type { ClientRule } from '../rules/clients.ts';
import { roleOf } from '../rules/key-role.ts';
import { isHome, isPossible, isTaken, several, targetsOf, type Subject } from './choose.ts';
import { providerOfId } from './id.ts';
import { receiverFacts } from './near.ts';
import { hostTarget, isSameHost, keyOf, only, type Target } from './target.ts';
import { addressesOf, calledName, type FileWorld, type World } from './world.ts';

/** The variables that give a compatible client its address: `OPENAI_BASE_URL`. */
export function byVariable(subject: Subject, world: World, file: FileWorld): Target | null {
  const rules = [...receiverFacts(subject, file), ...(file.byScope.get(subject.scope) ?? [])].flatMap(({ rule }) => rule ?? []);
  const called = subject.keys.flatMap((key) => world.clients.callOf(key, file.modules) ?? []);
  for (const { variables } of [...called, ...rules]) {
    for (const name of variables) {
      const found = only(addressesIn(file, name, world).filter((target) => isPossible(target, subject, world)));
      if (found !== null) return found;
    }
  }
  return null;
}

const addresses = new WeakMap<FileWorld, Map<string, readonly Target[]>>();

/** The addresses that a variable may hold, wherever in a file it is read. */
function addressesIn(file: FileWorld, name: string, { names, clients, catalogue }: World): readonly Target[] {
  let known = addresses.get(file);
  if (known === undefined) addresses.set(file, (known = new Map()));
  const place = { path: file.path, line: -1, keys: [], scope: '', within: [], binding: null };
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = addressesOf(name, place, names, clients, catalogue, 0)));
  return found;
}

/** The only address or client of the whole file that belongs to no other model. */
export function byFile(subject: Subject, world: World, file: FileWorld): Target | null {
  const facts = file.facts.filter((fact) => fact.strong && isPossible(fact.target, subject, world));
  const addresses = facts.filter(({ kind }) => kind === 'address');
  const free = addresses.filter(({ scope }) => scope === '' || !isTaken(scope, subject, file));
  const one = only(targetsOf(free)) ?? ownAmong(targetsOf(addresses), subject, world);
  if (one !== null) return one;
  if (addresses.length > 0) return new Set(targetsOf(free).map(keyOf)).size > 1 ? several(targetsOf(free)) : null;
  const clients = only(targetsOf(facts.filter(({ kind }) => kind === 'client' || kind === 'provider')));
  return clients ?? byModules(subject, world, file) ?? byLoaders(subject, world, file);
}

/** The only API that has the id, where it is one of them. */
function ownAmong(targets: readonly Target[], { id }: Subject, { clients }: World): Target | null {
  const owner = clients.ownerOf(id);
  const home = owner && clients.targetOf(owner, '');
  return home && only(targets.filter((target) => isSameHost(target, home)));
}

/** An id that only one API has, where a model is asked for; its place must be the only one, or one that the codebase calls. */
export function byOwner({ id, keys }: Subject, { clients, called, catalogue }: World, file: FileWorld): Target | null {
  const owner = roleOf(keys.at(-1) ?? '')?.role === 'model' ? clients.ownerOf(id) : null;
  const home = owner && clients.targetOf(owner, '');
  if (home?.kind !== 'host' || file.facts.some(({ kind, target }) => kind === 'address' && target !== null && !isSameHost(target, home)))
    return null;
  const by = `only ${home.host.name} has this id`;
  const host = catalogue.hosts.get(home.host.id);
  const placed = called.get(home.host.id) ?? (host && hostTarget(host, by));
  return placed?.kind === 'host' && placed.region !== null
    ? { ...placed, by }
    : { kind: 'open', by: `${by}; which of its places is called is not told` };
}

/** A developer's own API, where the codebase calls models nowhere else: a client library, for one. */
export function bySole({ id, developer }: Subject, { sole }: World): Target | null {
  if (sole?.kind !== 'host' || sole.host.developer !== developer || id.includes('/')) return null;
  return { ...sole, by: `the codebase calls models at ${sole.host.name} only` };
}

function byModules({ id, path }: Subject, { clients, catalogue }: World, file: FileWorld): Target | null {
  const rules = [...file.modules].flatMap((name) => moduleRule(name, clients) ?? []);
  return only(
    rules.flatMap(
      (rule) =>
        (rule.reach === 'prefix'
          ? providerOfId(id, path, clients, catalogue)
          : clients.targetOf(rule, 'through the client that the file imports')) ?? [],
    ),
  );
}

function moduleRule(name: string, clients: World['clients']): ClientRule | null {
  for (let at = name; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('/'), 0))) {
    const rule = clients.modules.get(at);
    if (rule !== undefined) return rule;
  }
  return null;
}

const loaders = new WeakMap<FileWorld, boolean>();

/** All that the file does with models is to load them. */
function byLoaders({ path, id }: Subject, { clients }: World, file: FileWorld): Target | null {
  let loads = loaders.get(file);
  if (loads === undefined) loaders.set(file, (loads = onlyLoads(path, clients, file)));
  return loads && id.includes('/') ? { kind: 'own', by: 'the file loads or serves weights, and calls nothing' } : null;
}

function onlyLoads(path: string, clients: World['clients'], file: FileWorld): boolean {
  const rules = file.settings.flatMap(({ keys, form }) =>
    form === 'string' || form === 'identifier' ? (ruleOf(keys, path, clients, file) ?? []) : [],
  );
  return rules.length > 0 && rules.every(({ reach }) => reach === 'self-hosted');
}

function ruleOf(keys: readonly string[], path: string, clients: World['clients'], file: FileWorld): ClientRule | null {
  return keys.map((key) => clients.callOf(key, file.modules)).find((rule) => rule !== null) ?? clients.pathOf(keys, path, false);
}

/** A key of the model's own developer, in its own scope or anywhere in a file that holds no other address. */
export function byCredential(subject: Subject, _world: World, file: FileWorld): Target | null {
  const keys = file.facts.filter(({ kind, target }) => kind === 'credential' && target !== null && isHome(target, subject));
  const own = keys.filter(({ scope }) => scope === subject.scope);
  return only(targetsOf(own)) ?? (file.facts.some(({ kind }) => kind === 'address') ? null : only(targetsOf(keys)));
}

/**
 * A client's default address, unless the file sets another of the same host for all (`dashscope.base_http_api_url = ...`). Where only a
 * provider's name is known, the address that the codebase has for that name (`ALIBABA_ENDPOINT`) or for that host.
 */
export function movedBy(target: Target, file: FileWorld, { called }: World): Target {
  if (target.kind !== 'host' || !target.isDefault) return target;
  const set = (file.byScope.get('') ?? []).filter(({ kind, binding }) => kind === 'address' && binding === null);
  const own = only(targetsOf(set).filter((other) => isSameHost(other, target)));
  if (own !== null || target.provider === undefined) return own ?? target;
  const { host, provider } = target;
  return called.get(`${host.id} ${calledName(provider)}`) ?? called.get(host.id) ?? target;
}

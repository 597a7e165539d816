/** What the rest of the file and of the codebase says: variables, keys, the API that alone has an id. */
import type { ClientRule } from '../rules/clients-schema.ts';
import { roleOf } from '../rules/key-role.ts';
import { onceFor } from '../rules/lazily.ts';
import { homeKey, possible, type Subject } from './choose.ts';
import { hostTarget, isSameHost, only, type Target } from './target.ts';
import { calledName, type FileWorld, type World } from './world.ts';

/** The variables that give a compatible client its address: `OPENAI_BASE_URL`. */
export function byVariable(subject: Subject, world: World, file: FileWorld): Target | null {
  const called = subject.keys.flatMap((key) => world.clients.callOf(key, file.modules) ?? []);
  const given = [...subject.keys.map(file.boundTo), file.inScope(subject.scope)].flatMap(({ rules }) => rules);
  for (const { variables } of [...called, ...given, ...namedByPrefix(subject, world, file)]) {
    for (const name of variables) {
      const found = only(possible(addressesFrom(file, name, world), subject, world));
      if (found !== null) return found;
    }
  }
  return null;
}

/** The client that the first part of the id names, where it is read so and given no address: `openai/kimi-k2-thinking`. */
function namedByPrefix({ id, keys, path, scope }: Subject, { clients }: World, file: FileWorld): ClientRule[] {
  const { modules } = file;
  const name = addressedIn(file).has(scope) ? undefined : /^([\w-]{2,40})\//.exec(id)?.[1];
  const readers = name === undefined ? [] : [clients.pathOf(keys, path, false), ...keys.map((key) => clients.callOf(key, modules))];
  const rule = name !== undefined && readers.some((reader) => reader?.reach === 'prefix') ? clients.providerOf(name, path) : null;
  return rule === null ? [] : [rule];
}

/** Scopes that are given an address by a variable. */
const addressedIn = onceFor(
  ({ references }: FileWorld): ReadonlySet<string> =>
    new Set(references.flatMap(({ role, scope }) => (role === 'address' && scope !== '' ? [scope] : []))),
);

const known = new WeakMap<FileWorld, Map<string, readonly Target[]>>();

/** The addresses that a variable may hold, wherever in a file it is read. */
function addressesFrom(file: FileWorld, name: string, { addresses }: World): readonly Target[] {
  let names = known.get(file);
  if (names === undefined) known.set(file, (names = new Map()));
  const place = { path: file.path, line: -1, keys: [], scope: '', within: [], binding: null };
  let found = names.get(name);
  if (found === undefined) names.set(name, (found = addresses(name, place)));
  return found;
}

/** An id that only one API has, where a model is asked for; its place must be the only one, or one that the codebase calls. */
export function byOwner({ id, keys }: Subject, { clients, called, catalogue }: World, file: FileWorld): Target | null {
  const owner = roleOf(keys.at(-1) ?? '')?.role === 'model' ? clients.ownerOf(id) : null;
  const home = owner && clients.targetOf(owner, '');
  if (home?.kind !== 'host' || addressesOf(file).some((target) => !isSameHost(target, home))) return null;
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

/** A key of the model's own developer, in its own scope or anywhere in a file that holds no other address. */
export function byCredential(subject: Subject, _world: World, file: FileWorld): Target | null {
  return homeKey(file.inScope(subject.scope), subject) ?? (addressesOf(file).length > 0 ? null : homeKey(file.whole(), subject));
}

/**
 * A client's default address, unless the file sets another of the same host for all (`dashscope.base_http_api_url = ...`). Where only a
 * provider's name is known, the address that the codebase has for that name (`ALIBABA_ENDPOINT`) or for that host.
 */
export function movedBy(target: Target, file: FileWorld, { called }: World): Target {
  if (target.kind !== 'host' || !target.isDefault) return target;
  const own = only(file.setForAll().filter((other) => isSameHost(other, target)));
  if (own !== null || target.provider === undefined) return own ?? target;
  const { host, provider } = target;
  return called.get(`${host.id} ${calledName(provider)}`) ?? called.get(host.id) ?? target;
}

/** Every address that a file tells. */
function addressesOf(file: FileWorld): readonly Target[] {
  return file.whole().targets.get('address') ?? [];
}

/** What a whole file says: its only address or client, the modules that it imports, what it does with models. */
import type { ClientRule } from '../rules/clients-schema.ts';
import { onceFor } from '../rules/lazily.ts';
import { homeKey, isHome, possible, several, type Subject } from './choose.ts';
import { providerOfId } from './id.ts';
import { isSameHost, keyOf, only, type Target } from './target.ts';
import { distinct, isSame } from './told.ts';
import type { FileWorld, World } from './world.ts';

/** The only address or client of the whole file that belongs to no other model. */
export function byFile(subject: Subject, world: World, file: FileWorld): Target | null {
  const { addresses, callers, freeFor } = strongIn(file);
  const all = possible(addresses, subject, world);
  const free = possible(freeFor(subject.scope), subject, world);
  const one = only(free) ?? ownAmong(all, subject, world);
  if (one?.kind === 'own' && one.isAnyServer) return null;
  if (one !== null) return contested(one, subject, file) ?? one;
  if (all.length > 0) return new Set(free.map(keyOf)).size > 1 ? several(free) : null;
  const caller = only(possible(callers, subject, world));
  if (caller !== null) return contested(caller, subject, file) ?? caller;
  return byModules(subject, world, file) ?? byLoaders(subject, world, file);
}

/** A key of its own developer says as much as an address that is not theirs. */
function contested(target: Target, subject: Subject, file: FileWorld): Target | null {
  const home = isHome(target, subject) ? null : homeKey(file.whole(), subject);
  return home && several([target, home]);
}

/** What counts in a file beyond its own scope; each different target once, in order. */
interface Strong {
  readonly addresses: readonly Target[];
  /** Clients and providers. */
  readonly callers: readonly Target[];
  /** Addresses that a model in this scope may be sent to: those in the scopes of other models are theirs. */
  readonly freeFor: (scope: string) => readonly Target[];
}

/** An address, and which fact of its file tells it. */
type Placed = readonly [target: Target, at: number];

const strongIn = onceFor(({ facts, models }: FileWorld): Strong => {
  const [addresses, callers]: [Target[], Target[]] = [[], []];
  const owned = new Map<string, Placed[]>();
  for (const [at, { kind, target, scope, strong: counts }] of facts.entries()) {
    if (!counts || target === null) continue;
    if (kind === 'client' || kind === 'provider') callers.push(target);
    if (kind !== 'address') continue;
    addresses.push(target);
    const owner = models.has(scope) ? scope : '';
    const known = owned.get(owner);
    if (known) known.push([target, at]);
    else owned.set(owner, [[target, at]]);
  }
  return { addresses: distinct(addresses), callers: distinct(callers), freeFor: freeAmong(owned) };
});

/** `owned`: addresses by the scope of the model that they belong to; '': to none. */
function freeAmong(owned: ReadonlyMap<string, readonly Placed[]>): Strong['freeFor'] {
  const common: Placed[] = [];
  for (const one of owned.get('') ?? []) if (!common.some(([target]) => isSame(target, one[0]))) common.push(one);
  const known = new Map<string, readonly Target[]>();
  return (scope) => {
    const key = owned.has(scope) ? scope : '';
    let free = known.get(key);
    if (free === undefined) {
      const all = key === '' ? common : [...common, ...(owned.get(key) ?? [])].sort((a, b) => a[1] - b[1]);
      known.set(key, (free = distinct(all.map(([target]) => target))));
    }
    return free;
  };
}

/** The only API that has the id, where it is one of them. */
function ownAmong(targets: readonly Target[], { id }: Subject, { clients }: World): Target | null {
  const owner = clients.ownerOf(id);
  const home = owner && clients.targetOf(owner, '');
  return home && only(targets.filter((target) => isSameHost(target, home)));
}

function byModules({ id, path }: Subject, { clients, catalogue }: World, file: FileWorld): Target | null {
  return only(
    rulesOfModules(file, clients).flatMap(
      (rule) =>
        (rule.reach === 'prefix'
          ? providerOfId(id, path, clients, catalogue)
          : clients.targetOf(rule, 'through the client that the file imports')) ?? [],
    ),
  );
}

const imported = new WeakMap<FileWorld, readonly ClientRule[]>();

/** The clients that a file imports. */
function rulesOfModules(file: FileWorld, clients: World['clients']): readonly ClientRule[] {
  let rules = imported.get(file);
  if (rules === undefined) imported.set(file, (rules = [...new Set([...file.imports].flatMap((name) => moduleRule(name, clients) ?? []))]));
  return rules;
}

function moduleRule(name: string, clients: World['clients']): ClientRule | null {
  for (
    let at = name.slice(0, clients.longestModule + 1);
    at !== '';
    at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('/'), 0))
  ) {
    const rule = clients.modules.get(at);
    if (rule !== undefined) return rule;
  }
  return null;
}

/** Values of a chart, which are all of what it installs. https://helm.sh/docs/chart_template_guide/values_files/ */
const VALUES = /(?:^|\/)values[^/]*\.ya?ml$/i;
/** All of what one image is built from. */
const IMAGE_FILE = /(?:^|[/_.-])(?:Docker|Container)file(?:$|[._-][^/]*$)/i;

/** The only server of models whose image a chart installs, or an image is built on. */
export function byImage({ path, id }: Subject, { clients }: World, file: FileWorld): Target | null {
  const isOne = (IMAGE_FILE.test(path) && clients.ownerOf(id) === null) || (VALUES.test(path) && id.includes('/'));
  return isOne ? only(file.whole().targets.get('image') ?? []) : null;
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

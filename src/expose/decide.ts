/** Where one model goes: what stands nearest to it decides, and what cannot be told apart stays open. */
import type { ClientRule } from '../rules/clients.ts';
import { roleOf } from '../rules/key-role.ts';
import { fromFacts, isHome, isPossible, isTaken, several, targetsOf, withStem, words, type Step, type Subject } from './choose.ts';
import type { Fact, Reference } from './facts.ts';
import { cloudTarget, idTarget, inRegion, ownTarget, providerOfId } from './id.ts';
import { hostTarget, keyOf, only, type Target } from './target.ts';
import { byProviderKey, hasOwnAddress } from './provider-key.ts';
import { addressesOf, rootOf, type FileWorld, type World } from './world.ts';

const DEEPEST = 3;
const STEPS: readonly Step[] = [
  byId,
  byScope,
  byKeys,
  byReceiver,
  byStatement,
  byInner,
  byAround,
  byStem,
  byReaders,
  byVariable,
  byFile,
  byCredential,
  byOwner,
  byPacking,
];
const NOTHING: Target = { kind: 'open', by: 'nothing near it says where it runs' };

/** The target of a model; open, with the reason, where it cannot be known. */
export function decide(subject: Subject, world: World, depth = 0): Target {
  const file = world.files.get(subject.path);
  if (file === undefined) return idTarget(subject.id, world.clients, world.catalogue) ?? ownTarget(subject.id) ?? NOTHING;
  for (const step of STEPS) {
    const found = step(subject, world, file, depth);
    if (found === null) continue;
    const region = regionsAround(subject)
      .map((scope) => file.regions.get(scope))
      .find((one) => one !== undefined);
    return inRegion(movedBy(found, file, world), region, world.catalogue);
  }
  return NOTHING;
}

function regionsAround({ scope, within }: Subject): string[] {
  return [scope, ...within, ...outerScopes(scope), ''];
}

function byId({ id }: Subject, { clients, catalogue }: World): Target | null {
  return /^\.{0,2}\//.test(id) ? null : idTarget(id, clients, catalogue);
}

/** The addresses in the model's own call, object, service or section; else its providers and clients. */
function byScope(subject: Subject, world: World, file: FileWorld): Target | null {
  if (subject.scope === '') return null;
  return fromFacts(file.byScope.get(subject.scope) ?? [], subject, world);
}

/** The call that it is given to, its command line or configuration path, a key that is a provider's name. */
function byKeys(subject: Subject, world: World, file: FileWorld): Target | null {
  const found = byCall(subject, world, file) ?? byPath(subject, world, file) ?? byProviderKey(subject, world, file);
  if (found === null || !isPossible(found, subject, world)) return null;
  return found.kind === 'own' ? (cloudTarget(subject.id, world.catalogue) ?? found) : found;
}

function byCall(subject: Subject, world: World, file: FileWorld): Target | null {
  for (const key of subject.keys.toReversed()) {
    const rule = hasOwnAddress(key, file) ? null : world.clients.callOf(key, file.modules);
    const found = rule && ruleTarget(rule, subject, world, file, `through ${key}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * A client's default address, unless the file sets another of the same host for all (`dashscope.base_http_api_url = ...`). Where only a
 * provider's name is known, the address that the codebase has for that name (`ALIBABA_ENDPOINT`) or for that host.
 */
function movedBy(target: Target, file: FileWorld, { addresses }: World): Target {
  if (target.kind !== 'host' || !target.isDefault) return target;
  const set = (file.byScope.get('') ?? []).filter(({ kind, binding }) => kind === 'address' && binding === null);
  const own = only(targetsOf(set).filter((other) => isSameHost(other, target)));
  if (own !== null || target.provider === undefined) return own ?? target;
  const named = (addresses.get(target.host.id) ?? []).filter(
    ({ stem }) => words(stem).join('') === target.provider?.toLowerCase().replaceAll(/[-_]/g, ''),
  );
  return only(targetsOf(named)) ?? only(targetsOf(addresses.get(target.host.id) ?? [])) ?? target;
}

function isSameHost(a: Target, b: Target): boolean {
  return a.kind === 'host' && b.kind === 'host' && a.host.id === b.host.id;
}

function byPath(subject: Subject, world: World, file: FileWorld): Target | null {
  const rule = world.clients.pathOf(subject.keys, subject.path, isCommandPlace(subject));
  return rule && ruleTarget(rule, subject, world, file, `through ${subject.keys.slice(0, 4).join('.')}`);
}

const COMMAND_KEYS = /^(?:command|cmd|args?|argv|run|script|scripts|entrypoint|exec\w*|shell|commands|user_?data|inline)$/i;

/** Words of a command line stand among the keys. */
function isCommandPlace({ keys, extractor }: Subject): boolean {
  return /^(?:source\/(?:shell|make)|infra\/)/.test(extractor) || keys.some((key) => COMMAND_KEYS.test(key));
}

function ruleTarget(rule: ClientRule, { id, path }: Subject, { clients, catalogue }: World, file: FileWorld, by: string): Target | null {
  if (rule.reach !== 'prefix') return clients.targetOf(rule, by);
  const section = /^([\w.-]{2,40})\//.exec(id)?.[1];
  return (section === undefined ? undefined : file.sections.get(section.toLowerCase())) ?? providerOfId(id, path, clients, catalogue);
}

/** `client.chat.completions.create(...)` after `client = OpenAI(base_url=...)`. */
function byReceiver(subject: Subject, world: World, file: FileWorld): Target | null {
  const bound = receiverFacts(subject, file);
  const direct = fromFacts(bound, subject, world);
  if (direct !== null) return direct;
  const scopes = new Set(bound.map(({ scope }) => scope).filter((scope) => scope !== ''));
  return fromFacts(
    [...scopes].flatMap((scope) => [...(file.byScope.get(scope) ?? []), ...(file.byOuter.get(scope) ?? [])]),
    subject,
    world,
  );
}

const STATEMENT_LINES = 12;

/** What the same variable is given: `QwenChatModel QWEN = QwenChatModel.builder()...modelName("x")`. */
function byStatement(subject: Subject, world: World, file: FileWorld): Target | null {
  const facts = subject.binding === null ? [] : (file.byBinding.get(subject.binding) ?? []);
  const near = facts.filter(({ line }) => line <= subject.line && subject.line - line <= STATEMENT_LINES);
  return only(targetsOf(near.filter(({ kind, target }) => kind === 'client' && isPossible(target, subject, world))));
}

function receiverFacts({ keys }: Subject, file: FileWorld): readonly Fact[] {
  return keys.flatMap((key) => file.byBinding.get(rootOf(key)) ?? []);
}

/** What the model's call is given besides: `OpenAIModel("x", provider=OpenAIProvider(base_url=...))`. */
function byInner(subject: Subject, world: World, file: FileWorld): Target | null {
  return subject.scope === '' ? null : fromFacts(file.byOuter.get(subject.scope) ?? [], subject, world);
}

/** Enclosing calls, objects and sections. */
function byAround(subject: Subject, world: World, file: FileWorld): Target | null {
  for (const scope of [...subject.within, ...outerScopes(subject.scope)]) {
    const found = fromFacts(file.byScope.get(scope) ?? [], subject, world);
    if (found !== null) return found;
  }
  return null;
}

/** `a.b.c` lies in `a.b` and `a`; `cells.0@12` in `cells.0` and `cells`. */
function outerScopes(scope: string): string[] {
  const scopes: string[] = [];
  for (let at = cut(scope); at !== ''; at = cut(at)) scopes.push(at);
  return scopes;
}

function cut(scope: string): string {
  return scope.slice(0, Math.max(scope.lastIndexOf('.'), scope.lastIndexOf('@'), 0));
}

/** At the top of a file: a provider or address beside it whose name starts as its own. */
function byStem(subject: Subject, world: World, file: FileWorld): Target | null {
  const facts = (file.byScope.get(subject.scope) ?? []).filter(({ target }) => isPossible(target, subject, world));
  const stem = roleOf(subject.keys.at(-1) ?? '')?.stem ?? '';
  const named = facts.filter(
    (fact) => fact.kind === 'address' && fact.stem !== '' && stem !== '' && words(fact.stem).every((word, i) => word === words(stem)[i]),
  );
  if (named.length > 0) return only(targetsOf(withStem(named, subject)));
  return subject.scope === '' ? only(targetsOf(facts.filter(({ kind }) => kind === 'provider'))) : null;
}

/** Where the variable or constant that holds it is read. */
function byReaders(subject: Subject, world: World, _file: FileWorld, depth: number): Target | null {
  const name = subject.keys.at(-1) ?? '';
  if (depth >= DEEPEST || !/^[A-Za-z_][\w-]*$/.test(name)) return null;
  const found = world.names
    .readersOf(name, subject)
    .map((reader) => decide({ ...subject, ...reader, keys: readerKeys(reader), extractor: subject.extractor }, world, depth + 1))
    .filter((target) => target.kind !== 'open');
  return only(found) ?? (found.length > 0 ? several(found) : null);
}

/** A variable that is given to another one is read again under that name. */
function readerKeys({ keys, name }: Reference): readonly string[] {
  return keys.at(-1) === name ? keys.slice(0, -1) : keys;
}

/** The variables that give a compatible client its address: `OPENAI_BASE_URL`. */
function byVariable(subject: Subject, world: World, file: FileWorld): Target | null {
  const rules = [...receiverFacts(subject, file), ...(file.byScope.get(subject.scope) ?? [])].flatMap(({ rule }) => rule ?? []);
  const called = subject.keys.flatMap((key) => world.clients.callOf(key, file.modules) ?? []);
  for (const { variables } of [...called, ...rules]) {
    for (const name of variables) {
      const targets = addressesOf(name, { ...subject, line: -1 }, world.names, world.clients, world.catalogue, 0);
      const found = only(targets.filter((target) => isPossible(target, subject, world)));
      if (found !== null) return found;
    }
  }
  return null;
}

/** The only address or client of the whole file that belongs to no other model. */
function byFile(subject: Subject, world: World, file: FileWorld): Target | null {
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
function byOwner({ id, keys }: Subject, { clients, addresses, catalogue }: World, file: FileWorld): Target | null {
  const owner = roleOf(keys.at(-1) ?? '')?.role === 'model' ? clients.ownerOf(id) : null;
  const home = owner && clients.targetOf(owner, '');
  if (home?.kind !== 'host' || file.facts.some(({ kind, target }) => kind === 'address' && target !== null && !isSameHost(target, home)))
    return null;
  const by = `only ${home.host.name} has this id`;
  const called = only(targetsOf(addresses.get(home.host.id) ?? []));
  const host = catalogue.hosts.get(home.host.id);
  const placed = called ?? (host && hostTarget(host, by));
  return placed?.kind === 'host' && placed.region !== null
    ? { ...placed, by }
    : { kind: 'open', by: `${by}; which of its places is called is not told` };
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
function byCredential(subject: Subject, _world: World, file: FileWorld): Target | null {
  const keys = file.facts.filter(({ kind, target }) => kind === 'credential' && target !== null && isHome(target, subject));
  const own = keys.filter(({ scope }) => scope === subject.scope);
  return only(targetsOf(own)) ?? (file.facts.some(({ kind }) => kind === 'address') ? null : only(targetsOf(keys)));
}

function byPacking({ id }: Subject, { catalogue }: World): Target | null {
  return cloudTarget(id, catalogue) ?? ownTarget(id);
}

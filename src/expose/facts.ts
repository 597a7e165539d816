/** What a file says of where its models run: addresses, providers, clients, images, and the variables that hold them. */
import type { Catalogue } from '../rules/catalogue.ts';
import { roleOf, roleOfKeys, type Role } from '../rules/key-role.ts';
import type { Evidence } from '../types.ts';
import { addressTarget } from './address.ts';
import { clientsOf, providerTarget, type Clients } from './clients.ts';
import type { ClientRule } from '../rules/clients-schema.ts';
import { hostTarget, type Target } from './target.ts';
import { isVariable, referenceOf, type Reference } from './variables.ts';

/** Where something stands: facts and models with an equal place belong together. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly keys: readonly string[];
  readonly scope: string;
  readonly within: readonly string[];
  readonly binding: string | null;
}

/** A piece of evidence that tells where a model runs. */
export interface Fact extends Place {
  readonly kind: 'address' | 'client' | 'provider' | 'image' | 'credential';
  /** Null: a client that calls the address it is given; `rule` says which variables give it one. */
  readonly target: Target | null;
  readonly rule: ClientRule | null;
  /** Words before `BASE_URL` or the like in its name: `llm` of `LLM_BASE_URL`. */
  readonly stem: string;
  /** Counts beyond its own scope. */
  readonly strong: boolean;
  /** What is written: an address, a provider's name. */
  readonly value: string;
}

/** The facts of one file. */
export interface FileFacts {
  readonly path: string;
  readonly facts: readonly Fact[];
  readonly references: readonly Reference[];
  /** Regions by scope: `region_name="us-west-2"`. */
  readonly regions: ReadonlyMap<string, string>;
  /** The only region of the file. */
  readonly region: string | undefined;
  /** Modules that it imports. */
  readonly imports: ReadonlySet<string>;
  /** The same, and those that they lie in. */
  readonly modules: ReadonlySet<string>;
  /** All settings, in order of place. */
  readonly settings: readonly Evidence[];
}

/** A place from a piece of evidence. */
export function placeOf({ location, keys, scope, within = [], binding }: Evidence): Place {
  return { path: location.path, line: location.line, keys, scope, within, binding: binding ?? null };
}

/** The facts of one file's evidence and settings. */
export function factsOf(path: string, evidence: readonly Evidence[], catalogue: Catalogue): FileFacts {
  const clients = clientsOf(catalogue);
  const used = onceAPlace(evidence.filter(({ usage }) => usage === 'use'));
  const imports = new Set(used.filter(({ form }) => form === 'import').map(({ value }) => value.toLowerCase().replace(/^\./, '')));
  const modules = modulesAround(imports, clients.longestModule);
  const facts: Fact[] = [];
  const references: Reference[] = [];
  const regions = new Map<string, string>();
  for (const one of used) {
    const key = one.keys.at(-1) ?? '';
    const role = roleOfKeys(one.keys)?.role ?? null;
    if (role === 'region' && one.form === 'string') regions.set(one.scope, one.value);
    const fact = factOf(one, key, role, modules, clients, catalogue);
    if (fact !== null) facts.push(fact);
    const reference = referenceOf(one, role);
    if (reference !== null) references.push(reference);
  }
  const [region, ...others] = new Set(regions.values());
  return { path, facts, references, regions, region: others.length === 0 ? region : undefined, imports, modules, settings: used };
}

/** Modules and those that they lie in, as far as a rule may name them: `a.b.c` lies in `a.b` and `a`. */
function modulesAround(imports: ReadonlySet<string>, longest: number): Set<string> {
  const modules = new Set(imports);
  for (const name of imports) {
    for (let at = 1; at <= longest && at < name.length; at++) if (name[at] === '.' || name[at] === '/') modules.add(name.slice(0, at));
  }
  return modules;
}

/** Of several pieces at one place the one that tells what surrounds it, as settings do. */
function onceAPlace(evidence: readonly Evidence[]): Evidence[] {
  const first = new Map<number, Evidence>();
  const others = new Map<string, Evidence>();
  for (const one of evidence) {
    const { location, form, scope, keys } = one;
    const place = location.line * COLUMNS + location.column;
    const before = first.get(place);
    const isTelling = one.within !== undefined || one.binding !== undefined;
    if (before === undefined || isSamePlace(one, before)) {
      if (before === undefined || isTelling) first.set(place, one);
    } else {
      const key = [location.line, location.column, form, scope, ...keys].join(' ');
      if (isTelling || !others.has(key)) others.set(key, one);
    }
  }
  const all = [...first.values(), ...others.values()];
  return all.sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}

/** More than a line has, but for the longest of them. */
const COLUMNS = 2 ** 20;

function isSamePlace(a: Evidence, b: Evidence): boolean {
  const { location, form, scope, keys } = a;
  if (location.line !== b.location.line || location.column !== b.location.column || form !== b.form || scope !== b.scope) return false;
  return keys === b.keys || (keys.length === b.keys.length && keys.every((key, i) => key === b.keys[i]));
}

function factOf(
  one: Evidence,
  key: string,
  role: Role | null,
  modules: ReadonlySet<string>,
  clients: Clients,
  catalogue: Catalogue,
): Fact | null {
  const base = () => baseOf(one, key);
  const started = clientOf(one, modules, clients);
  if (started !== null) return clientFact(one, key, started, clients);
  const chosen = chosenProvider(one, key);
  if (chosen !== undefined || (role === 'provider' && !one.keys.some((above) => DESCRIBES.test(above)))) {
    const target = providerTarget(chosen ?? one.value, one.location.path, clients, catalogue);
    return target && { ...base(), kind: 'provider', target, strong: !one.extractor.startsWith('source/') };
  }
  const server = role === 'server' && one.form === 'string' ? providerTarget(one.value, one.location.path, clients, catalogue) : null;
  if (server?.kind === 'own') return { ...base(), kind: 'provider', target: server, strong: false };
  const credential = credentialOf(one, catalogue);
  if (credential !== null) return { ...base(), kind: 'credential', target: credential, strong: false };
  if (one.form !== 'string') return null;
  if (role === 'image') {
    const rule = clients.imageOf(one.value);
    const target = rule && clients.targetOf(rule, `through the image ${one.value}`);
    return target ? { ...base(), kind: 'image', target, strong: false } : null;
  }
  const found = role === 'model' ? null : addressTarget(one.value, key, clients, catalogue);
  return found && { ...base(), kind: 'address', ...found };
}

/** What every fact of a piece of evidence says. */
function baseOf(one: Evidence, key: string): Omit<Fact, 'kind' | 'target' | 'strong'> {
  return { ...placeOf(one), stem: roleOf(key)?.stem ?? '', rule: null, value: one.value };
}

/** A client that is called; a command counts where it serves weights itself. */
function clientFact(one: Evidence, key: string, rule: ClientRule, clients: Clients): Fact | null {
  const target = clients.targetOf(rule, `through ${one.value}`);
  const isCommand = one.form === 'string';
  if (!isCommand) return { ...baseOf(one, key), binding: one.binding ?? key, kind: 'client', target, rule, strong: true };
  return target?.kind === 'own' ? { ...baseOf(one, key), kind: 'client', target, rule, strong: false } : null;
}

/** What stands below such a key describes: who made a model, not who runs it. */
const DESCRIBES = /^(?:(?:model_?)?metadata|labels|annotations)$/i;

/** The client that is called, or that a container starts. */
function clientOf(one: Evidence, modules: ReadonlySet<string>, clients: Clients): ClientRule | null {
  if (!isCalled(one)) return startedBy(one, clients);
  return clients.callOf(one.value, modules) ?? (one.keys[0] === one.value ? providerCall(one.value, one.location.path, clients) : null);
}

/** The command of a container, given word by word: `vllm` of `command: ["vllm", "serve"]`, whose arguments may stand under a key of their own. */
function startedBy({ form, value, keys, location }: Evidence, clients: Clients): ClientRule | null {
  if (form !== 'string') return null;
  const at = keys.findLastIndex((key) => STARTS.test(key));
  const isFirst = at >= 0 && keys.slice(at + 1).every((key) => RUNS_MODULE.test(key));
  return isFirst ? clients.pathOf([value], location.path, true) : null;
}

const STARTS = /^(?:command|entrypoint)$/i;
const RUNS_MODULE = /^(?:python[\d.]*|m)$/;

/** `Provider::DeepSeek`, `LLMBackend::Groq`; the class of a workflow's node: `type: '@n8n/n8n-nodes-langchain.lmChatGroq'`. */
function chosenProvider({ form, value }: Evidence, key: string): string | undefined {
  if (form === 'identifier') return memberOfProviders(value);
  return form === 'string' && key === 'type' ? /^@[\w-]+\/[\w-]+\.(\w+)$/.exec(value)?.[1] : undefined;
}

/** `Groq` of `Provider::Groq`, `LlmProviders.Groq`, `models.ProviderGroq`. */
function memberOfProviders(name: string): string | undefined {
  const parts = name.slice(-LONGEST_NAME).split(/::|\./);
  const member = parts.at(-1) ?? '';
  return parts.length > 1 && PROVIDERS.test(parts.at(-2) ?? '') ? member : OF_PROVIDERS.exec(member)?.[1];
}

const LONGEST_NAME = 120;
const PROVIDERS = /(?:[Pp]rovider|[Bb]ackend|PROVIDER)s?(?:Type|Kind|Name|Id|Enum)?$/;
const OF_PROVIDERS = /^(?:Model|LLM|Llm|AI|Ai)?(?:Provider|PROVIDER_)(?!(?:Local|LOCAL|Custom|CUSTOM)$)([A-Z]\w*)$/;

/** A name that is called, or a class that a variable or argument is given; names in capitals are constants: `Backends.VLLM`. */
function isCalled({ form, keys, value }: Evidence): boolean {
  return (
    form === 'identifier' &&
    keys.length > 0 &&
    keys[0] !== 'import' &&
    (keys[0] === value || (/[A-Z]/.test(value) && !CONSTANT.test(value)))
  );
}

const CONSTANT = /(?:^|[.:])[A-Z][A-Z0-9_]+$/;

/** `DEEPSEEK_API_KEY`, `deepseek_api_key`: a key named after a provider; which of its places is called, it does not say. */
function credentialOf({ form, value, keys }: Evidence, catalogue: Catalogue): Target | null {
  const name = form === 'string' && !isVariable(value) ? (keys.at(-1) ?? '') : memberOf(value);
  const named = roleOf(name);
  if (named?.role !== 'key' || named.stem === '') return null;
  const host = catalogue.providers.get(named.stem.replaceAll(' ', '_')) ?? catalogue.providers.get(named.stem.replaceAll(' ', '-'));
  const target = host && hostTarget(host, `beside a key of ${host.name}`);
  return target?.kind === 'host' ? { ...target, isDefault: true, provider: named.stem } : null;
}

/** `base::Config.api_key` -> `api_key`. */
function memberOf(value: string): string {
  const point = value.lastIndexOf('.');
  const colons = value.lastIndexOf('::');
  return point > colons ? value.slice(point + 1) : colons < 0 ? value : value.slice(colons + 2);
}

/** `deepseek.NewClient`, `deepseek::Client::from_env`: a package named after the provider. */
function providerCall(name: string, path: string, clients: Clients): ClientRule | null {
  const parts = name.split(/\.|::/);
  return parts.length > 1 ? clients.providerOf(parts[0] ?? '', path) : null;
}

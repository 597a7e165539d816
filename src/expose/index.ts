/** How the codebase reaches each model: joins ids, endpoints, clients and commands that belong together. Pure. */
import type { Catalogue } from '../rules/catalogue.ts';
import { domainOf, isApiAt, withFilledHost } from '../rules/domain.ts';
import { onceFor } from '../rules/lazily.ts';
import { EXPOSURES, type Component, type Evidence, type Occurrence } from '../types.ts';
import type { Subject } from './choose.ts';
import { decide, decideClient, isDeclaration } from './decide.ts';
import { settingAround } from './look-ups.ts';
import { makersOf, reachedAt, unknown, domainTarget, type Reached } from './target.ts';
import { traitsOf } from './traits.ts';
import { worldOf, type FileWorld, type World } from './world.ts';

/**
 * Components with the exposure of every occurrence, and the hosts of models that are called. `evidence` is that of all files, settings
 * included. Services of other operators are only used to tell where a model runs.
 */
export function expose(components: readonly Component[], evidence: readonly (readonly Evidence[])[], catalogue: Catalogue): Component[] {
  if (components.length === 0) return [];
  const world = worldOf(evidence, components, catalogue);
  const home = homeCountries(catalogue);
  return components.filter((component) => isListed(component, catalogue, home)).map((component) => exposeOne(component, world));
}

function exposeOne(component: Component, world: World): Component {
  const hosts = new Set(component.origin.host);
  const occurrences = component.occurrences.map((occurrence) => {
    const reached = reach(component, occurrence, world);
    if (reached.host?.country) hosts.add(reached.host.country);
    return withReached(occurrence, reached, traitsOf(component, occurrence, reached.exposure, world));
  });
  const used = new Set(occurrences.flatMap(({ usage, exposure }) => (usage === 'use' ? [exposure] : [])));
  return {
    ...component,
    occurrences,
    origin: { ...component.origin, host: [...hosts].sort() },
    exposures: EXPOSURES.filter((exposure) => used.has(exposure) && (exposure !== 'unknown' || used.size === 1)),
  };
}

function withReached(occurrence: Occurrence, { exposure, host, region, why }: Reached, traits: readonly string[]): Occurrence {
  const told = host === null ? { ...occurrence, exposure, reached: why } : { ...occurrence, exposure, reached: why, host: host.id, region };
  return traits.length > 0 ? { ...told, traits } : told;
}

function reach(component: Component, occurrence: Occurrence, world: World): Reached {
  if (component.type === 'package')
    return { exposure: 'dependency', host: null, region: null, why: 'it is a dependency; that alone calls nothing' };
  switch (occurrence.kind) {
    case 'weights':
      return { exposure: 'artifact', host: null, region: null, why: 'its weights lie in the tree' };
    case 'endpoint':
      return reachEndpoint(component, occurrence, world);
    case 'architecture':
      if (occurrence.extractor.startsWith('model/'))
        return { exposure: 'artifact', host: null, region: null, why: 'a model file in the tree declares it' };
      return reachModel(component, occurrence, world);
    case 'model-id':
      return reachModel(component, occurrence, world);
    default:
      return reachName(component, occurrence, world);
  }
}

function reachEndpoint(component: Component, { value }: Occurrence, { catalogue }: World): Reached {
  const [, name, path = ''] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)(?::\d+)?([/?#]\S*)?/i.exec(withFilledHost(value)) ?? [];
  const domain = name === undefined ? null : domainOf(name.toLowerCase(), catalogue);
  if (domain === null) return unknown('no rule knows the address');
  if (!isApiAt(domain, path))
    return { ...unknown(`${domain.domain} is a page, console or file server of ${domain.host.name}, not an API`), host: domain.host };
  const makers = makersOf(catalogue, domain.host, component.origin);
  return reachedAt(domainTarget(domain, `${domain.domain} is run by ${domain.host.name}`), makers);
}

function reachModel(component: Component, occurrence: Occurrence, world: World): Reached {
  if (DECLARING.test(occurrence.extractor) && occurrence.usage === 'use') {
    return { exposure: 'self-hosted', host: null, region: null, why: 'a model file names it as the weights to load' };
  }
  return reachedAt(decide(subjectOf(component, occurrence, world), world), component.origin);
}

/** Model files that name weights which are loaded with them. */
const DECLARING = /^model\/(?:modelfile|mergekit|huggingface-config|model-card|gguf)$/;

/** Names, variables and classes call nothing by themselves; a client's class does where it is used. */
function reachName(component: Component, occurrence: Occurrence, world: World): Reached {
  if (occurrence.kind === 'package' || occurrence.context === 'import' || occurrence.context === 'import.type') {
    return { exposure: 'dependency', host: null, region: null, why: 'it is imported; that alone calls nothing' };
  }
  if (isDeclaration(occurrence.location.path)) {
    return { exposure: 'dependency', host: null, region: null, why: 'it stands in a declaration of types, which calls nothing' };
  }
  if (occurrence.kind === 'symbol' && isTypeOnly(occurrence, world)) {
    return { exposure: 'dependency', host: null, region: null, why: 'only its type is imported, which calls nothing' };
  }
  const isCalled = occurrence.kind === 'symbol' && !isText(occurrence, world);
  const rule = isCalled ? world.clients.callOf(occurrence.value, modulesFor(occurrence, world)) : null;
  const target = rule && world.clients.targetOf(rule, `through ${occurrence.value}`);
  if (target === null || target.kind === 'open' || occurrence.usage !== 'use') return unknown('a name alone does not say where it runs');
  const decided = decideClient(subjectOf(component, occurrence, world), target, world);
  return reachedAt(decided.kind === 'open' ? target : decided, component.origin);
}

/** The modules that tell whose a call is that names no model; of other names, that has been told. */
function modulesFor({ takes, location }: Occurrence, { files }: World): ReadonlySet<string> {
  return (takes === undefined ? undefined : files.get(location.path)?.modules) ?? NO_MODULES;
}

const NO_MODULES: ReadonlySet<string> = new Set();

/** A string of code that is a class's name calls nothing by that; in configuration, and in code that is written out, it does. */
function isText({ location, scope, extractor, value }: Occurrence, { files }: World): boolean {
  if (!extractor.startsWith('source/')) return false;
  const { line, column, endColumn } = location;
  const found = settingAround(files.get(location.path)?.settingsIn(scope) ?? [], line, column, endColumn);
  return found?.form === 'string' && found.value === value;
}

/** Every import of the name in its file is one of a type. */
function isTypeOnly({ location, value }: Occurrence, { files }: World): boolean {
  const file = files.get(location.path);
  return file !== undefined && importsIn(file).get(value) === 'type';
}

/** Names that a file imports: only as types, or otherwise too. */
const importsIn = onceFor(({ settings }: FileWorld): ReadonlyMap<string, 'type' | 'value'> => {
  const names = new Map<string, 'type' | 'value'>();
  for (const { keys, value } of settings) {
    if (keys[0] === 'import' && names.get(value) !== 'value') names.set(value, keys[1] === 'type' ? 'type' : 'value');
  }
  return names;
});

/** The occurrence with its surroundings, which the settings of its file tell. */
function subjectOf(component: Component, occurrence: Occurrence, { files }: World): Subject {
  const { location, scope, value, context, extractor, usage } = occurrence;
  const settings = files.get(location.path)?.settingsIn(scope) ?? [];
  const found = settingAround(settings, location.line, location.column, location.endColumn);
  return {
    path: location.path,
    line: location.line,
    keys: found?.keys ?? (context === '' ? [] : context.split('.')),
    scope,
    within: found?.within ?? [],
    binding: found?.binding ?? null,
    id: idAround(found?.value, value),
    family: component.family,
    developer: component.developer,
    extractor,
    isMention: usage === 'mention',
  };
}

/** The whole value where it is one word; a sentence or a command line holds more than the id. */
function idAround(whole: string | undefined, value: string): string {
  return whole !== undefined && whole.length < 200 && !/\s/.test(whole) && whole.includes(value) ? whole : value;
}

function homeCountries(catalogue: Catalogue): Set<string> {
  const watched = [...catalogue.families.values()].filter(({ tier }) => tier !== 'control');
  return new Set(watched.flatMap(({ developer }) => catalogue.developers.get(developer)?.country ?? []));
}

/** A service is listed when it belongs to a watched family, or its operator is from a country of one; other hosts only tell where a model runs. */
function isListed({ type, family, origin }: Component, catalogue: Catalogue, home: ReadonlySet<string>): boolean {
  if (type !== 'service') return true;
  if (family !== null && catalogue.families.get(family)?.tier !== 'control') return true;
  return origin.host.some((country) => home.has(country));
}

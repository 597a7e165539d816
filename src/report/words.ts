/** What the words of the program are called before people. */
import { LEVELS, type Component, type Exposure, type Kind, type Level, type Occurrence, type Report } from '../types.ts';
import { regionInText } from '../rules/regions.ts';

/** Names by id, as people read them. */
export type Names = NonNullable<Report['names']>;

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  'model-id': 'model id',
  endpoint: 'endpoint',
  package: 'package',
  credential: 'key',
  weights: 'weights file',
  architecture: 'architecture',
  symbol: 'symbol',
  name: 'name',
};

/** What an occurrence is: `model id`, `weights file`. */
export function kindWords({ kind, takes }: Pick<Occurrence, 'kind' | 'takes'>): string {
  return takes === undefined ? KIND_WORDS[kind] : 'call that names no model';
}

const REASONS = new Map([
  ['vcs', 'version control'],
  ['dependencies', 'installed dependencies'],
  ['cache', 'caches and build output'],
  ['ignored', 'ignored by .gitignore'],
  ['excluded', 'excluded'],
  ['not-included', 'outside --include'],
  ['binary', 'binary'],
  ['too-large', 'over the size limit'],
  ['encoding', 'in an encoding that is not read'],
  ['link', 'links'],
  ['special', 'sockets, pipes or devices'],
  ['denied', 'permission denied'],
  ['vanished', 'gone while the scan ran'],
  ['io', 'read errors'],
]);

/** Those that are said in another way of one. */
const REASONS_OF_ONE = new Map([
  ['link', 'link'],
  ['special', 'socket, pipe or device'],
  ['io', 'read error'],
]);

/** `1,204`; without Intl, which takes as long to load as many files to read. */
function grouped(count: number): string {
  return String(count).replace(/\d{1,15}$/, (digits) => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ','));
}

/** `1 place`, `1,204 places`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `3 errors, 1 note`; empty when there are none. */
export function levelCounts(levels: readonly Level[]): { level: Level; words: string }[] {
  return LEVELS.map((level) => ({ level, count: levels.filter((one) => one === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => ({ level, words: plural(count, level) }));
}

/** `80 binary, 26 ignored by .gitignore`, the largest first. */
export function reasonCounts(reasons: Readonly<Record<string, number>>): string {
  return Object.entries(reasons)
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(
      ([reason, count]) => `${grouped(count)} ${(count === 1 ? REASONS_OF_ONE.get(reason) : undefined) ?? REASONS.get(reason) ?? reason}`,
    )
    .join(', ');
}

/** `8.2 MB`. */
export function byteCount(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? ''}`;
}

/** The name that goes with an id, or the id. */
export function nameOf(names: Names | undefined, kind: keyof Names, id: string): string {
  const known = names?.[kind];
  return known !== undefined && Object.hasOwn(known, id) ? (known[id] ?? id) : id;
}

/** The developer's name, or `not known`. */
export function developerWords({ developer }: Component, names: Names | undefined): string {
  return developer === 'unknown' ? 'not known' : nameOf(names, 'developers', developer);
}

/** How a component is reached, strongest first, in plain words: `API in China`, `loaded or served here`. */
export function reachedWords(component: Component, names: Names | undefined): string[] {
  return component.exposures.map((exposure) => exposureWords(exposure, component, names));
}

function exposureWords(exposure: Exposure, component: Component, names: Names | undefined): string {
  const { origin } = component;
  const home = origin.developer ?? origin.weights;
  switch (exposure) {
    case 'in-country-api': {
      const place = home ?? onlyOne(component.occurrences.map(({ region }) => region)) ?? onlyOne(origin.host);
      return place === null ? "API in the developer's country" : `API in ${regionInText(place)}`;
    }
    case 'offshore-api': {
      const place = home ?? onlyOne(origin.host);
      return `API, operator from ${place === null ? "the developer's country" : regionInText(place)}`;
    }
    case 'third-party-api':
      return operatorWords(component, names);
    case 'self-hosted':
      return 'loaded or served here';
    case 'artifact':
      return 'weights in this tree';
    case 'dependency':
      return component.type === 'package' ? 'library only' : 'import only';
    case 'unknown':
      return 'not known';
  }
}

/** The country that is told, when only one is. */
function onlyOne(countries: readonly (string | null | undefined)[]): string | null {
  const told = new Set(countries.filter((country) => country !== null && country !== undefined));
  return told.size === 1 ? ([...told][0] ?? null) : null;
}

/** `API of OpenRouter`, or from where its operators are. */
function operatorWords({ occurrences, origin }: Component, names: Names | undefined): string {
  const ids = new Set(occurrences.flatMap(({ host, exposure }) => (exposure === 'third-party-api' && host !== undefined ? [host] : [])));
  if (ids.size > 0)
    return `API of ${[...ids]
      .sort()
      .map((id) => nameOf(names, 'hosts', id))
      .join(', ')}`;
  const home = origin.developer ?? origin.weights;
  const countries = origin.host.filter((country) => country !== home).map(regionInText);
  return countries.length === 0 ? 'API of another operator' : `API, operator from ${countries.join(', ')}`;
}

/** The literals that a file must hold before a rule can say anything of it: what the prefilter looks for. */
import { anchorsOfPattern } from './pattern.ts';
import type { ClientsRule } from './clients-schema.ts';
import type { FamilyRule, HostRule, LineageRule, RuleFiles } from './schema.ts';
import { startsWord } from './word-start.ts';

const SHORTEST = 3;
const SHORTEST_ID = 5;
const SHORTEST_ORGANISATION = 4;
const LONG = 7;
/** Too common in ordinary text and code to open a file for. */
const COMMON =
  /^(?:[a-z]{1,3}|(?:text|image|video|chat|speech|music|embedding|model|base|large|small|turbo|lite|pro|max|plus|flash)[-_.]?)$/;

/** Words of Chinese: each counts wherever it stands, and the longest there. */
const UNSPACED = /^[\u3400-\u9fff]{2,12}$/;

/** Short names that are rare in other text. */
const SHORT_NAMES = /^(?:glm|qwq|qvq|bge|gte|zai)$/;

/** The literals that are looked for. */
export interface Anchors {
  /** What opens a file: it must hold one of them before a rule can say anything of it. */
  readonly doors: readonly string[];
  /** What is looked at in an open file: the doors, and words that count only beside a sign. */
  readonly words: readonly string[];
  /** Those of both that count inside a word too (`mydeepseek`); the others count only where one starts. */
  readonly inner: readonly string[];
}

/** Lower-case literals, of ASCII or of a script without capitals; watched families only. */
export function anchorsOf(rules: RuleFiles): Anchors {
  const watched = rules.families.filter(({ tier }) => tier !== 'control');
  const home = new Set(watched.flatMap(({ developer }) => rules.developers.find(({ id }) => id === developer)?.country ?? []));
  const hosts = rules.hosts.flatMap((host) => hostTexts(host, home.has(host.country ?? '')));
  const calls = rules.clients.flatMap(({ omitted }) => omitted.flatMap((rule) => rule.calls));
  const places = [...rules.clients.flatMap(clientTexts), ...rules.hosts.flatMap(apiTexts)];
  const doors = [...watched.flatMap(familyTexts), ...hosts, ...rules.lineage.flatMap(lineageTexts), ...places, ...calls];
  const words = [
    ...watched.flatMap(({ signedWords, providerWords }) => [...signedWords, ...providerWords]),
    ...rules.clients.flatMap((client) => client.words),
  ];
  const inner = new Set(watched.flatMap((family) => family.words.filter(countsInside)).flatMap((word) => spellings(word.toLowerCase())));
  return { doors: literalsOf(doors, inner), words: literalsOf([...doors, ...words], inner), inner: [...inner].sort() };
}

/** Lower-case words of hosts and clients: they say where a model runs, which another file may name. */
export function placesOf(rules: RuleFiles): string[] {
  const ofHosts = rules.hosts.flatMap((host) => [...hostTexts(host, true), ...apiTexts(host)]);
  const ofClients = rules.clients.flatMap((client) => [...clientTexts(client), ...client.words]);
  return [...new Set([...ofHosts, ...ofClients].flatMap(spellings).map((text) => text.toLowerCase()))];
}

/** Whether a word of a family that needs no sign is told from others by its length alone, wherever it stands. */
export function countsInside(word: string): boolean {
  return word.length >= LONG;
}

/** The literals to look for, so that no text is missed. */
function literalsOf(texts: readonly string[], inner: ReadonlySet<string>): string[] {
  const written = new Map<string, string[]>();
  for (const spelling of texts.flatMap(spellings)) {
    const literal = spelling.toLowerCase();
    if (isUsable(literal)) written.set(literal, [...(written.get(literal) ?? []), spelling]);
  }
  return [...withoutContained(written, inner), ...new Set(texts.filter((text) => UNSPACED.test(text)).toSorted())];
}

function familyTexts(family: FamilyRule): string[] {
  return [
    ...family.words,
    ...family.codebaseWords,
    ...family.models.filter(({ strength }) => strength !== 'signed').flatMap(({ pattern }) => anchorsOrNone(pattern)),
    ...spacedTexts(family),
    ...family.organisations.filter((name) => name.length >= SHORTEST_ORGANISATION).map((name) => `${name}/`),
    ...family.generic.map(({ id }) => id).filter((id) => id.length >= SHORTEST_ID && /\d/.test(id)),
    ...family.packages.flatMap(({ name, modules }) => [name, ...modules]),
    ...family.variables.map(({ name }) => name),
    ...family.symbols.map(({ name }) => name),
  ].filter((text) => text.length >= SHORTEST || UNSPACED.test(text));
}

/** `GLM 4.6`: a blank before the version of a name that collides. Words of other families than the core ones are ordinary words. */
function spacedTexts({ tier, models, signedWords }: FamilyRule): string[] {
  if (tier !== 'core') return [];
  const named = models.filter(({ strength }) => strength === 'name').flatMap(({ pattern }) => anchorsOrNone(pattern));
  return named.filter((text) => signedWords.includes(/^[a-z]+(?=-\d)/.exec(text)?.[0] ?? '')).map((text) => text.replaceAll('-', ' '));
}

/** A pattern without a literal of three characters opens no file; it counts in files that are open for another reason. */
function anchorsOrNone(pattern: string): string[] {
  try {
    return anchorsOfPattern(pattern);
  } catch {
    return [];
  }
}

/** Hosts of one family or operator, and those of a country whose families are watched; other hosts only tell where a model runs. */
function hostTexts({ domains, developer, family: own, variables }: HostRule, isHome: boolean): string[] {
  const named = domains
    .filter(({ family }) => isHome || (family ?? own ?? developer) !== undefined)
    .map(({ domain }) => longestPart(domain));
  return [...named, ...variables.map(({ name }) => name)];
}

/** Names that tell where a model runs which another file names: neutral variables and images of servers. */
function clientTexts({ clients, anchors }: ClientsRule): string[] {
  return [...anchors, ...clients.flatMap(({ variables, images }) => [...variables, ...images.filter((image) => image.includes('/'))])];
}

/** The APIs of all hosts, for the same. */
function apiTexts({ domains }: HostRule): string[] {
  return domains.filter(({ role }) => role === 'api').map(({ domain }) => longestPart(domain));
}

/** `*.maas.aliyuncs.com` -> `.maas.aliyuncs.com`. */
function longestPart(domain: string): string {
  return domain.split('*').reduce((a, b) => (b.length > a.length ? b : a), '');
}

/** Names that do not show what they are made from: nothing else would open their file. */
function lineageTexts({ derivatives }: LineageRule): string[] {
  return derivatives
    .filter(({ evidence }) => evidence !== 'claim')
    .map(({ model, signed }) => (signed ? model.toLowerCase() : stemOf(model.slice(model.lastIndexOf('/') + 1).toLowerCase())))
    .filter((name) => name.length >= SHORTEST_ID);
}

/** Without a last version or variant, so that a sibling opens a file too; a single word (`intellect`), or little more (`tess-m`), is too common for that. */
function stemOf(name: string): string {
  const stem = name.replace(/[-_.:](?:v?\d[\w.]*|instruct|chat|preview|base|it|gguf)$/, '');
  return /[-_.:]/.test(stem) && stem.length >= LONG ? stem : name;
}

/** Rules read `_` and blanks as `-`; files write all of them. */
function spellings(text: string): string[] {
  return text.includes('-') ? [text, text.replaceAll('-', '_')] : [text];
}

function isUsable(text: string): boolean {
  return text.length >= SHORTEST && /^[\x20-\x7e]+$/.test(text) && (SHORT_NAMES.test(text) || !COMMON.test(text));
}

/** Takes literals with the ways they are written. One goes where a shorter one is found whenever it is. */
function withoutContained(written: ReadonlyMap<string, readonly string[]>, inner: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (const literal of [...written.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const spellings = written.get(literal) ?? [];
    const isFound = (shorter: string) =>
      literal.includes(shorter) && (inner.has(shorter) || (!inner.has(literal) && spellings.every((text) => standsAsWord(shorter, text))));
    if (!kept.some(isFound)) kept.push(literal);
  }
  return kept.sort();
}

function standsAsWord(literal: string, text: string): boolean {
  const lower = text.toLowerCase();
  const codeAt = (index: number) => (index < 0 ? 0 : text.charCodeAt(index));
  for (let at = lower.indexOf(literal); at >= 0; at = lower.indexOf(literal, at + 1)) if (startsWord(codeAt, at)) return true;
  return false;
}

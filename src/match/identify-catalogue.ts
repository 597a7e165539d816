/** What `identify` looks things up in. Each table is built from checked rules, and each pattern compiled, when it is first used. */
import type { DeveloperRule, FamilyRule, LineageRule, RuleFiles } from '../rules/schema.ts';
import { VARIANTS, isNumberLike, isPackaging, isSize } from './grammar-words.ts';
import { lazily } from '../rules/lazily.ts';
import { prefixesOfPattern } from '../rules/pattern.ts';
import { fold } from './normalise.ts';

export type Strength = 'name' | 'id' | 'signed';

export interface IdPattern {
  readonly source: string;
  readonly family: string;
  readonly strength: Strength;
  readonly line: string | null;
  /** When another developer of the family made it. */
  readonly developer: string | null;
  /** The family its weights are built on; `any`: on whichever other family the id names. */
  readonly base: string | null;
}

export interface IdFamily {
  readonly id: string;
  readonly name: string;
  readonly developer: string;
  readonly control: boolean;
  /** Weights are published, so that others can build on them. */
  readonly open: boolean;
}

/** Who a segment before the name is. */
export interface Owner {
  readonly developer: string;
  /** Set when every model of the organisation is of one family unless its name says otherwise. */
  readonly family: string | null;
}

export type Derivative = LineageRule['derivatives'][number];

export interface IdCatalogue {
  readonly families: ReadonlyMap<string, IdFamily>;
  /** Developer id -> country. */
  readonly countries: ReadonlyMap<string, string | null>;
  /** Names, aliases and ids of developers, folded -> developer id. */
  readonly developers: ReadonlyMap<string, string>;
  readonly owners: ReadonlyMap<string, Owner>;
  /** Developers of families that are watched. */
  readonly makers: ReadonlySet<string>;
  readonly uploaders: ReadonlySet<string>;
  /** Words of organisations, hosts, uploaders and families: they say nothing about a tune. */
  readonly knownWords: ReadonlySet<string>;
  /** By the first two or three characters of a match. */
  readonly patterns: ReadonlyMap<string, readonly IdPattern[]>;
  /** The first two characters of all matches, and those of the names of derivatives. */
  readonly patternStarts: ReadonlySet<number>;
  readonly derivativeStarts: ReadonlySet<number>;
  /** By folded `org/name`, and by bare name where that is distinctive. */
  readonly derivatives: ReadonlyMap<string, Derivative>;
  readonly generic: ReadonlyMap<string, readonly string[]>;
  /** The pattern, to be matched at `lastIndex`; `open`: a letter may follow. */
  readonly regexOf: (pattern: IdPattern, open: boolean) => RegExp;
}

export const KEY_LENGTH = 3;

/** Two characters as one number. */
export function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/** No letter follows, but the point of a version may be written `p`: `k2p5`. */
const NO_LETTER = '(?![a-oq-z]|p(?!\\d))';

/** Everything `identify` and `findIds` need of the rules. */
export function compileIds(rules: Pick<RuleFiles, 'developers' | 'families' | 'hosts' | 'lineage'>): IdCatalogue {
  const closed = new Map<IdPattern, RegExp>();
  const opened = new Map<IdPattern, RegExp>();
  const regexOf = (pattern: IdPattern, open: boolean) => {
    const regexes = open ? opened : closed;
    let regex = regexes.get(pattern);
    if (regex === undefined) regexes.set(pattern, (regex = new RegExp(`(?:${pattern.source})${open ? '' : NO_LETTER}`, 'y')));
    return regex;
  };
  const ids: IdCatalogue = lazily<IdCatalogue>({
    families: () => new Map(rules.families.map((family) => [family.id, familyOf(family)])),
    countries: () => new Map(rules.developers.map(({ id, country }) => [id, country])),
    developers: () => developersOf(rules.developers),
    owners: () => ownersOf(rules.developers, rules.families),
    makers: () => new Set(rules.families.filter(({ tier }) => tier !== 'control').map(({ developer }) => developer)),
    uploaders: () => new Set(rules.lineage.flatMap(({ uploaders }) => uploaders.map(fold))),
    knownWords: () => knownWordsOf(rules),
    patterns: () => patternsOf(rules.families),
    patternStarts: () => new Set([...ids.patterns.keys()].map((key) => pairAt(key, 0))),
    derivatives: () => derivativesOf(rules.lineage),
    derivativeStarts: () => new Set([...ids.derivatives.keys()].map((model) => pairAt(model, model.lastIndexOf('/') + 1))),
    generic: () => genericOf(rules.families),
    regexOf: () => regexOf,
  });
  return ids;
}

/** The weights of closed families cannot be built on: control families without a licence of weights. */
function familyOf({ id, name, developer, tier, licences }: FamilyRule): IdFamily {
  return { id, name, developer, control: tier === 'control', open: tier !== 'control' || licences.length > 0 };
}

function developersOf(developers: readonly DeveloperRule[]): Map<string, string> {
  return new Map(developers.flatMap(({ id, name, aliases }) => [id, name, ...aliases].map((text) => [fold(text), id] as const)));
}

function ownersOf(developers: readonly DeveloperRule[], families: readonly FamilyRule[]): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const { id, aliases, organisations } of developers) {
    for (const name of [id, ...aliases, ...organisations]) owners.set(fold(name), { developer: id, family: null });
  }
  for (const { id, developer, organisations } of families) {
    for (const name of organisations) owners.set(fold(name), { developer: owners.get(fold(name))?.developer ?? developer, family: id });
  }
  return owners;
}

function knownWordsOf({
  developers,
  families,
  hosts,
  lineage,
}: Pick<RuleFiles, 'developers' | 'families' | 'hosts' | 'lineage'>): Set<string> {
  const words = new Set<string>();
  for (const { id, aliases, organisations } of developers) addWords(words, [id], aliases, organisations);
  for (const { id, words: own, signedWords, codebaseWords, organisations } of families) {
    addWords(words, [id], organisations);
    for (const word of [...own, ...signedWords, ...codebaseWords]) words.add(fold(word));
  }
  for (const { id, prefixes, providers } of hosts) addWords(words, [id], prefixes, providers);
  for (const { uploaders } of lineage) addWords(words, uploaders);
  return words;
}

/** Each text whole, and each of its parts of two characters and more. */
function addWords(words: Set<string>, ...lists: readonly (readonly string[])[]): void {
  for (const list of lists) {
    for (const text of list) {
      const folded = fold(text);
      words.add(folded);
      if (!/[-/.@:]/.test(folded)) continue;
      for (const part of folded.split(/[-/.@:]/)) if (part.length > 1) words.add(part);
    }
  }
}

function patternsOf(families: readonly FamilyRule[]): Map<string, IdPattern[]> {
  const patterns = new Map<string, IdPattern[]>();
  for (const family of families) {
    for (const { pattern: source, strength, line = null, developer = null, base = null } of family.models) {
      const pattern: IdPattern = { source, family: family.id, strength, line, developer, base };
      for (const key of keysOf(source)) {
        const known = patterns.get(key);
        if (known) known.push(pattern);
        else patterns.set(key, [pattern]);
      }
    }
  }
  return patterns;
}

/** Most patterns start with plain letters; only the others have to be parsed. */
function keysOf(source: string): string[] {
  const plain = /^[a-z0-9-]{3}(?![?{])/.test(source) && !source.replaceAll(/\([^()]*\)/g, '').includes('|');
  return plain ? [source.slice(0, KEY_LENGTH)] : prefixesOfPattern(source, KEY_LENGTH);
}

function derivativesOf(lineage: readonly LineageRule[]): Map<string, Derivative> {
  const derivatives = new Map<string, Derivative>();
  const bare = new Map<string, Derivative>();
  for (const derivative of lineage.flatMap((rule) => rule.derivatives)) {
    const model = fold(derivative.model);
    derivatives.set(model, derivative);
    const name = model.slice(model.lastIndexOf('/') + 1);
    if (isDistinctive(name) && !bare.has(name)) bare.set(name, derivative);
  }
  for (const [name, derivative] of bare) if (!derivatives.has(name)) derivatives.set(name, derivative);
  return derivatives;
}

/** A name that grammar words alone do not make up, or with a version or size: `deepscaler`, `s1-32b`, not `coder-large`. */
function isDistinctive(name: string): boolean {
  const words = name.split(/[-:.]/);
  const numbered = words.length > 1 && /\d/.test(name);
  return (
    name.length >= 5 &&
    (numbered || words.some((word) => !VARIANTS.has(word) && !isPackaging(word) && !isSize(word) && !isNumberLike(word)))
  );
}

function genericOf(families: readonly FamilyRule[]): Map<string, string[]> {
  const generic = new Map<string, string[]>();
  for (const { id, generic: ids } of families) {
    for (const { id: name } of ids) generic.set(fold(name), [...(generic.get(fold(name)) ?? []), id]);
  }
  return generic;
}

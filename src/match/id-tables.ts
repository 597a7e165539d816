/** Rules -> the tables that ids are read with, as plain data that a build can keep. */
import { prefixesOfPattern } from '../rules/pattern.ts';
import type { DeveloperRule, FamilyRule, LineageRule, RuleFiles } from '../rules/schema.ts';
import type { IdPattern, IdTables, Owner } from '../rules/tables.ts';
import { isNumberLike, isPackaging, isSize, VARIANTS } from './grammar-words.ts';
import { fold } from './normalise.ts';

/** Patterns are looked up by so many characters, or one less. */
export const KEY_LENGTH = 3;

/** The tables of these rules. */
export function idTablesOf(rules: Pick<RuleFiles, 'developers' | 'families' | 'hosts' | 'lineage'>): IdTables {
  const patterns = rules.families.flatMap(patternsOf);
  return {
    owners: [...ownersOf(rules.developers, rules.families)],
    uploaders: [...new Set(rules.lineage.flatMap(({ uploaders }) => uploaders.map(fold)))],
    tuners: tunersOf(rules),
    words: [...knownWordsOf(rules)],
    patterns,
    keys: [...byKey(patterns)],
    derivatives: [...derivativesOf(rules.lineage)],
  };
}

function tunersOf({ developers, lineage }: Pick<RuleFiles, 'developers' | 'lineage'>): string[] {
  const ids = developersOf(developers);
  const tuned = lineage.flatMap(({ derivatives }) =>
    derivatives.filter(({ relation }) => relation !== 'alias' && relation !== 'component'),
  );
  return [...new Set(tuned.flatMap(({ developer }) => ids.get(fold(developer)) ?? []))];
}

/** Names, aliases and ids of developers, folded, and which they are. */
export function developersOf(developers: readonly DeveloperRule[]): Map<string, string> {
  return new Map(developers.flatMap(({ id, name, aliases }) => [id, name, ...aliases].map((text) => [fold(text), id] as const)));
}

function patternsOf({ id: family, models, signedWords, codebaseWords }: FamilyRule): IdPattern[] {
  const others = new Set([...signedWords, ...codebaseWords]);
  return models.map(({ pattern: source, strength, line = null, developer = null, base = null }) => {
    const collides = others.has(/^[a-z]*/.exec(source)?.[0] ?? '');
    return { source, family, strength, line, developer, base, collides };
  });
}

function byKey(patterns: readonly IdPattern[]): Map<string, number[]> {
  const keys = new Map<string, number[]>();
  for (const [index, { source }] of patterns.entries()) {
    for (const key of keysOf(source)) keys.set(key, [...(keys.get(key) ?? []), index]);
  }
  return keys;
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
  for (const { id, aliases, organisations } of othersThanTuners({ developers, families, lineage })) {
    addWords(words, [id], aliases, organisations);
  }
  for (const { id, words: own, signedWords, codebaseWords, organisations } of families) {
    addWords(words, [id], organisations);
    for (const word of [...own, ...signedWords, ...codebaseWords]) words.add(fold(word));
  }
  for (const { id, prefixes, providers } of hosts) addWords(words, [id], prefixes, providers);
  for (const { uploaders } of lineage) addWords(words, uploaders);
  return words;
}

/** Those whose name beside a model does not say that they tuned it: they make models of their own, or an application that runs models. */
function othersThanTuners({ developers, families, lineage }: Pick<RuleFiles, 'developers' | 'families' | 'lineage'>): DeveloperRule[] {
  const makers = new Set(families.map(({ developer }) => developer));
  const tuners = new Set(tunersOf({ developers, lineage }).filter((id) => !makers.has(id)));
  return developers.filter(({ id, application }) => application || !tuners.has(id));
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

/** Most patterns start with plain letters; only the others have to be parsed. */
function keysOf(source: string): string[] {
  const plain = /^[a-z0-9-]{3}(?![?{])/.test(source) && !source.replaceAll(/\([^()]*\)/g, '').includes('|');
  return plain ? [source.slice(0, KEY_LENGTH)] : prefixesOfPattern(source, KEY_LENGTH);
}

function derivativesOf(lineage: readonly LineageRule[]): Map<string, number> {
  const derivatives = new Map<string, number>();
  const bare = new Map<string, number>();
  for (const [index, derivative] of lineage.flatMap((rule) => rule.derivatives).entries()) {
    const model = fold(derivative.model);
    derivatives.set(model, index);
    const name = model.slice(model.lastIndexOf('/') + 1);
    if (!derivative.signed && isDistinctive(name) && !bare.has(name)) bare.set(name, index);
  }
  for (const [name, index] of bare) if (!derivatives.has(name)) derivatives.set(name, index);
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

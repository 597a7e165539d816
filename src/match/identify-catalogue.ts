/** What `identify` looks things up in. Each table is made, and each pattern compiled, when it is first used. */
import { lazily, once } from '../rules/lazily.ts';
import type { FamilyRule, LineageRule, RuleFiles } from '../rules/schema.ts';
import type { IdPattern, IdTables, Owner } from '../rules/tables.ts';
import { developersOf, idTablesOf } from './id-tables.ts';
import { fold } from './normalise.ts';

export type { IdPattern, Owner, Strength } from '../rules/tables.ts';

/** What reading an id asks of a family. */
export interface IdFamily {
  readonly id: string;
  readonly name: string;
  readonly developer: string;
  readonly control: boolean;
  /** Weights are published, so that others can build on them. */
  readonly open: boolean;
}

/** A known derivative, as reading an id asks for it. */
export type Derivative = LineageRule['derivatives'][number];

/** The rules as reading ids needs them. */
export interface IdCatalogue {
  readonly families: ReadonlyMap<string, IdFamily>;
  /** Developer id -> country. */
  readonly countries: ReadonlyMap<string, string | null>;
  /** Names, aliases and ids of developers, folded -> developer id. */
  readonly developers: ReadonlyMap<string, string>;
  readonly owners: ReadonlyMap<string, Owner>;
  /** Developers of families that are watched. */
  readonly makers: ReadonlySet<string>;
  /** Developers who are known to tune the models of others: what an unknown one of theirs is made from is not known. */
  readonly tuners: ReadonlySet<string>;
  /** Developers of closed weights whose name is also the prefix of a host: it may stand before the model of any server. */
  readonly protocols: ReadonlySet<string>;
  readonly uploaders: ReadonlySet<string>;
  /** Words of makers, hosts, uploaders and families: they say nothing about a tune. */
  readonly knownWords: ReadonlySet<string>;
  /** By the first two or three characters of a match. */
  readonly patterns: ReadonlyMap<string, readonly IdPattern[]>;
  /** The first two characters of all matches, and those of the names of derivatives. */
  readonly patternStarts: ReadonlySet<number>;
  readonly derivativeStarts: ReadonlySet<number>;
  /** A derivative by its folded `org/name`, or by its bare name where that is distinctive. */
  readonly derivativeOf: (name: string) => Derivative | undefined;
  readonly generic: ReadonlyMap<string, readonly string[]>;
  /** The pattern, to be matched at `lastIndex`; `open`: a letter may follow. */
  readonly regexOf: (pattern: IdPattern, open: boolean) => RegExp;
}

/** Two characters as one number. */
export function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/** No letter follows, but the point of a version may be written `p`: `k2p5`. */
const NO_LETTER = '(?![a-oq-z]|p(?!\\d))';

/** Everything `identify` and `findIds` need of the rules; `known`: tables that were worked out of them before. */
export function compileIds(
  rules: Pick<RuleFiles, 'developers' | 'families' | 'hosts' | 'lineage'>,
  known: IdTables | null = null,
): IdCatalogue {
  const tables = once(() => known ?? idTablesOf(rules));
  const derivatives = once(() => new Map(tables().derivatives));
  const ids: IdCatalogue = lazily<IdCatalogue>({
    families: () => new Map(rules.families.map((family) => [family.id, familyOf(family)])),
    countries: () => new Map(rules.developers.map(({ id, country }) => [id, country])),
    developers: () => developersOf(rules.developers),
    owners: () => new Map(tables().owners),
    makers: () => new Set(rules.families.filter(({ tier }) => tier !== 'control').map(({ developer }) => developer)),
    tuners: () => new Set(tables().tuners),
    protocols: () => protocolsOf(rules.hosts, ids),
    uploaders: () => new Set(tables().uploaders),
    knownWords: () => new Set(tables().words),
    patterns: () => patternsOf(tables()),
    patternStarts: () => new Set([...ids.patterns.keys()].map((key) => pairAt(key, 0))),
    derivativeOf: () => derivativeTeller(derivatives, rules),
    derivativeStarts: () => new Set([...derivatives().keys()].map((model) => pairAt(model, model.lastIndexOf('/') + 1))),
    generic: () => genericOf(rules.families),
    regexOf: regexTeller,
  });
  return ids;
}

function regexTeller(): IdCatalogue['regexOf'] {
  const closed = new Map<IdPattern, RegExp>();
  const opened = new Map<IdPattern, RegExp>();
  return (pattern, open) => {
    const regexes = open ? opened : closed;
    let regex = regexes.get(pattern);
    if (regex === undefined) regexes.set(pattern, (regex = new RegExp(`(?:${pattern.source})${open ? '' : NO_LETTER}`, 'y')));
    return regex;
  };
}

function patternsOf({ patterns, keys }: IdTables): Map<string, IdPattern[]> {
  return new Map(keys.map(([key, indexes]) => [key, indexes.flatMap((index) => patterns[index] ?? [])]));
}

function derivativeTeller(
  indexes: () => ReadonlyMap<string, number>,
  { lineage }: Pick<RuleFiles, 'lineage'>,
): IdCatalogue['derivativeOf'] {
  const all = once(() => lineage.flatMap(({ derivatives }) => derivatives));
  return (name) => {
    const index = indexes().get(name);
    return index === undefined ? undefined : all()[index];
  };
}

function protocolsOf(hosts: RuleFiles['hosts'], { families, owners }: IdCatalogue): Set<string> {
  const closed = new Set([...families.values()].flatMap(({ developer, open }) => (open ? [] : [developer])));
  const named = hosts.flatMap(({ prefixes }) => prefixes.map((prefix) => owners.get(fold(prefix).replace(/\/$/, ''))?.developer));
  return new Set(named.flatMap((developer) => (developer !== undefined && closed.has(developer) ? [developer] : [])));
}

/** The weights of closed families cannot be built on: control families without a licence of weights. */
function familyOf({ id, name, developer, tier, licences }: FamilyRule): IdFamily {
  return { id, name, developer, control: tier === 'control', open: tier !== 'control' || licences.length > 0 };
}

function genericOf(families: readonly FamilyRule[]): Map<string, string[]> {
  const generic = new Map<string, string[]>();
  for (const { id, generic: ids } of families) {
    for (const { id: name } of ids) generic.set(fold(name), [...(generic.get(fold(name)) ?? []), id]);
  }
  return generic;
}

/** The identity that a name and its organisation give, before known derivatives are looked up. */
import type { Ancestor, Confidence, Identity } from '../types.ts';
import { isFreed, isTuned } from './grammar-words.ts';
import type { IdCatalogue } from './identify-catalogue.ts';
import { isSignFor, type Reading, type Roles } from './identify-read.ts';

/** What `reading` of `text` says; `id` is how it was written. */
export function nameIdentity(id: string, text: string, reading: Reading, catalogue: IdCatalogue): Identity {
  const { roles, name } = reading;
  const parts = { generation: name.generation, sizes: name.sizes, variants: name.variants, packaging: name.packaging };
  const rest = { id, name: nameOf(text, reading), parts };
  if (roles === null) return { ...ownerIdentity(reading, catalogue), ...rest };
  const maker = catalogue.families.get(roles.own.pattern.family);
  const base = baseFamilyOf(roles);
  const weightsFamily = base ?? roles.own.pattern.family;
  const line = roles.own.pattern.developer === null ? maker?.name : roles.own.pattern.line;
  const { developer, reason } = developerOf(reading, roles, catalogue);
  const tuned = roles.own.pattern.base === 'any' && roles.base !== null;
  return {
    ...rest,
    family: tuned ? weightsFamily : roles.own.pattern.family,
    developer,
    origin: {
      weights: isUndisclosed(roles, catalogue) ? null : countryOf(weightsFamily, catalogue),
      developer: catalogue.countries.get(developer) ?? null,
    },
    lineage: lineageOf(text, reading, roles, developer, catalogue),
    confidence: confidenceOf(reading, developer),
    reason: `${reading.sure ? `a name of ${line}` : `a name that ${line} uses, without its organisation`}; ${reason}`,
  };
}

/** The family under the weights: named in the id, or fixed for the line. */
function baseFamilyOf({ own, base }: Roles): string | null {
  if (base !== null) return base.pattern.base === null || base.pattern.base === 'any' ? base.pattern.family : base.pattern.base;
  return own.pattern.base === 'any' ? null : own.pattern.base;
}

/** A line of tunes whose id names no base. */
function isUndisclosed({ own, base }: Roles, catalogue: IdCatalogue): boolean {
  return own.pattern.base === 'any' && base === null && catalogue.families.get(own.pattern.family)?.control === false;
}

function countryOf(family: string, catalogue: IdCatalogue): string | null {
  return catalogue.countries.get(catalogue.families.get(family)?.developer ?? '') ?? null;
}

interface Told {
  readonly developer: string;
  readonly reason: string;
}

/** Words of no family and no grammar mean that somebody tuned it: the organisation, when it is known. */
function developerOf(reading: Reading, roles: Roles, catalogue: IdCatalogue): Told {
  const { name, owner } = reading;
  const { own, base, teachers } = roles;
  const maker = own.pattern.developer ?? catalogue.families.get(own.pattern.family)?.developer ?? 'unknown';
  if (owner !== null && (owner.developer === maker || isSignFor(owner, own, catalogue))) {
    return { developer: owner.developer, reason: 'under its own organisation' };
  }
  if (own.pattern.base === 'any') return { developer: owner?.developer ?? maker, reason: 'a line of tunes' };
  if (base === null && teachers.length > 0)
    return { developer: owner?.developer ?? 'unknown', reason: 'taught by a model of another family' };
  if (name.unknown.length === 0) return ofOwnWords(reading, roles, maker, catalogue);
  if (!catalogue.families.get(own.pattern.family)?.open) return { developer: maker, reason: 'its weights are not published' };
  const words = name.unknown.slice(0, 3).join(', ');
  if (owner !== null && !isProtocol(owner, catalogue))
    return { developer: owner.developer, reason: `tuned by the organisation it stands under (${words})` };
  const namesake = namesakeOf(name.unknown, catalogue);
  if (namesake !== null) return { developer: namesake, reason: `named after ${namesake}, which tunes models of others` };
  return { developer: 'unknown', reason: `the words "${words}" are not its own: tuned by somebody unknown` };
}

/** Who made it, where its name holds nothing but words that its maker uses. */
function ofOwnWords({ name, owner, segments, at }: Reading, { own, base }: Roles, maker: string, catalogue: IdCatalogue): Told {
  const tuner = catalogue.owners.get(segments[at - 1]?.folded ?? '')?.developer;
  if (tuner !== undefined && catalogue.tuners.has(tuner) && segments[at]?.folded.includes(tuner))
    return { developer: tuner, reason: 'tuned by the organisation it stands under and is named after' };
  if (base === null && name.variants.some(isFreed))
    return { developer: 'unknown', reason: 'its refusals were tuned away by somebody unknown' };
  if (base === null && owner === null && name.variants.some(isTuned) && catalogue.families.get(own.pattern.family)?.open)
    return { developer: 'unknown', reason: 'an adapter or a merge; whose is not told' };
  return { developer: maker, reason: 'nothing but its own words in the name' };
}

/** The developer who tunes models of others and whose name these words are: `swallow` of `qwen3-swallow`. */
function namesakeOf(words: readonly string[], { owners, tuners }: IdCatalogue): string | null {
  const [first, ...others] = words.map((word) => owners.get(word)?.developer ?? null);
  return first !== undefined && first !== null && tuners.has(first) && others.every((other) => other === first) ? first : null;
}

/** `openai/qwen3-8b-mine`: who tunes no model of others names the protocol of a server. */
function isProtocol({ developer }: NonNullable<Reading['owner']>, { protocols, tuners }: IdCatalogue): boolean {
  return protocols.has(developer) && !tuners.has(developer);
}

function confidenceOf({ sure, name }: Reading, developer: string): Confidence {
  return sure && developer !== 'unknown' && name.unknown.length === 0 ? 'high' : 'medium';
}

/** Only the organisation is known. */
function ownerIdentity({ owner }: Reading, catalogue: IdCatalogue): Omit<Identity, 'id' | 'name' | 'parts'> {
  const developer = owner?.developer ?? 'unknown';
  const country = catalogue.countries.get(developer) ?? null;
  const family = owner?.family ?? null;
  const isTuner = family === null && catalogue.tuners.has(developer) && !catalogue.makers.has(developer);
  const reason = `an unknown name under an organisation of ${developer}${isTuner ? ', which tunes models of others, too' : ''}`;
  return {
    family,
    developer,
    origin: { weights: isTuner ? null : country, developer: country },
    lineage: [],
    confidence: 'medium',
    reason,
  };
}

/** The name without hosts, tag and packaging. */
function nameOf(text: string, { segments, at, roles, name, derivative }: Reading): string {
  const segment = segments[at];
  if (segment === undefined) return text;
  const isWhole = name.unknown.length > 0 || roles === null || derivative !== null;
  const start = segment.start + (isWhole ? 0 : startOf(text, segment, roles));
  const end =
    roles === null && name.end === 0 ? segment.end : segment.start + Math.max(name.end, 1, ...hitsOf(roles).map((hit) => hit.end));
  const own = text.slice(start, end).replace(/[-_.:@]+$/, '');
  return text[end] === ':' ? own.replace(/-v\d+$/, '') : own;
}

/** Where the first family starts; behind the organisation of `Qwen_Qwen3-8B`, as those who pack models write `Qwen/Qwen3-8B`. */
function startOf(text: string, { start, end, folded }: Reading['segments'][number], roles: Roles): number {
  const first = Math.min(...hitsOf(roles).map((hit) => hit.start));
  const cut = text.slice(start, end).indexOf('_') + 1;
  const isRepeated = cut > SHORTEST_NAME && first < cut && folded.startsWith(folded.slice(first, first + SHORTEST_NAME), cut);
  return isRepeated && /[A-Z]/.test(text[start + cut] ?? '') ? cut : first;
}

/** So many letters of a family's name tell it. */
const SHORTEST_NAME = 3;

function hitsOf(roles: Roles | null): Roles['own'][] {
  return roles === null ? [] : [roles.own, roles.base, ...roles.teachers].filter((hit) => hit !== null);
}

/** What the name itself says of its ancestors, nearest first. */
function lineageOf(text: string, reading: Reading, roles: Roles, developer: string, catalogue: IdCatalogue): Ancestor[] {
  const { own, teachers } = roles;
  const taughtBy = isDistilled(reading, roles) ? [own, ...teachers] : teachers;
  return [...baseOf(text, reading, roles, developer, catalogue), ...taughtBy.map((teacher) => taught(text, reading, teacher))];
}

function baseOf(text: string, reading: Reading, { own, base }: Roles, developer: string, catalogue: IdCatalogue): Ancestor[] {
  const { pattern } = own;
  if (base !== null) return [{ name: stretch(text, reading, base.start), family: base.pattern.family, relation: 'base', evidence: 'name' }];
  if (pattern.base !== null && pattern.base !== 'any') {
    return [
      { name: catalogue.families.get(pattern.base)?.name ?? pattern.base, family: pattern.base, relation: 'base', evidence: 'documented' },
    ];
  }
  const maker = pattern.developer ?? catalogue.families.get(pattern.family)?.developer;
  if (developer === maker || pattern.base === 'any') return [];
  return [{ name: stretch(text, reading, own.start), family: pattern.family, relation: 'finetune', evidence: 'name' }];
}

/** `DeepSeek-R1-Distill-Llama-70B`: its own line is the teacher. */
function isDistilled({ segments, at }: Reading, { own, base, teachers }: Roles): boolean {
  return base !== null && own.pattern.base !== 'any' && teachers.length === 0 && (segments[at]?.folded.includes('distill') ?? false);
}

function taught(text: string, reading: Reading, hit: Roles['own']): Ancestor {
  return { name: stretch(text, reading, hit.start), family: hit.pattern.family, relation: 'distillation', evidence: 'name' };
}

/** From a family's name up to the next family, `distill`, a word of a tune, or a tag: `DeepSeek-R1`, `Llama-70B`. */
function stretch(text: string, { segments, at, roles, name }: Reading, start: number): string {
  const segment = segments[at];
  if (segment === undefined || roles === null) return '';
  const starts = [roles.own, roles.base, ...roles.teachers].flatMap((hit) => (hit !== null && hit.start > start ? [hit.start] : []));
  const words = ['distill', ...name.variants.filter((word) => isFreed(word) || isTuned(word))].map((word) =>
    segment.folded.indexOf(word, start),
  );
  const tag = segment.folded.slice(start).search(/[:@]/);
  const unknown = name.unknownAt > start ? name.unknownAt : Infinity;
  const ends = [
    ...starts,
    unknown,
    ...words.filter((at) => at > start),
    tag > 0 ? start + tag : Infinity,
    segment.folded.length,
    name.end > start ? name.end : Infinity,
  ];
  return text.slice(segment.start + start, segment.start + Math.min(...ends)).replace(/[-_.\s]+$/, '');
}

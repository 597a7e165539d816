/** Reads an id: which segment names the model, which families its name holds, and whose organisation stands before it. */
import { pairAt, type Derivative, type IdCatalogue, type IdFamily, type Owner } from './identify-catalogue.ts';
import { readName, type ReadName } from './grammar.ts';
import { isDeployed, isPackaging, isPackagingMark, isSize } from './grammar-words.ts';
import { hitsIn, type Hit } from './identify-hits.ts';
import { memo } from './memo.ts';
import { fold, segmentsOf, type Segment } from './normalise.ts';

/** How the families of a name stand to each other. */
export interface Roles {
  /** The family that the name begins with: its developer made it, unless others' words say otherwise. */
  readonly own: Hit;
  /** The family whose weights it is built on. */
  readonly base: Hit | null;
  /** Families it learned from. */
  readonly teachers: readonly Hit[];
}

/** What an id says before anything is looked up about it. */
export interface Reading {
  readonly segments: readonly Segment[];
  /** Index of the segment that names the model. */
  readonly at: number;
  readonly roles: Roles | null;
  readonly name: ReadName;
  /** The nearest organisation before the name that is known. */
  readonly owner: Owner | null;
  /** A colliding name stands beside its organisation, or nothing else is called so. */
  readonly sure: boolean;
  readonly derivative: Derivative | null;
}

/** Reads `text`; null when nothing in it is known. */
export function readId(text: string, catalogue: IdCatalogue): Reading | null {
  const segments = segmentsOf(text, (folded) => catalogue.owners.has(folded));
  for (let at = segments.length - 1; at >= 0; at--) {
    const reading = readAt(text, segments, at, catalogue);
    if (reading !== null) return reading;
  }
  const owned = withOwner(text, catalogue);
  return owned === null ? null : readId(owned, catalogue);
}

/** `BAAI_AREX`, as cache folders and scripts write `BAAI/AREX`, of a publisher of watched families; null when `text` is written otherwise. */
export function withOwner(text: string, catalogue: IdCatalogue): string | null {
  const [, before = '', head = ''] = /^((?:[^/]*\/){0,8})([A-Za-z][A-Za-z0-9.-]{2,38})_[A-Z][^/]*$/.exec(text) ?? [];
  const owner = catalogue.owners.get(fold(head));
  if (owner === undefined || !isPublisher(owner, catalogue)) return null;
  const cut = before.length + head.length;
  return `${text.slice(0, cut)}/${text.slice(cut + 1)}`;
}

/** An organisation of a developer, or of a family, that is watched. */
export function isPublisher({ developer, family }: Owner, { makers, families }: IdCatalogue): boolean {
  return family === null ? makers.has(developer) : families.get(family)?.control === false;
}

/** Readings take room; those of the last few texts are asked for again. */
const MOST_TEXTS = 500;

/** Readings of every segment that holds a family's name or a known derivative, from right to left; names that count only beside a sign too. */
export const readNames = memo(namesIn, MOST_TEXTS);

function namesIn(text: string, catalogue: IdCatalogue): readonly Reading[] {
  const segments = segmentsOf(text, (folded) => catalogue.owners.has(folded));
  return segments.flatMap((_, index) => {
    const at = segments.length - 1 - index;
    const isProvided = PROVIDED.test(segments[at + 1]?.folded ?? '') && catalogue.owners.has(segments[at]?.folded ?? '');
    return (isProvided ? readProvided(text, segments, at, catalogue) : null) ?? readNameAt(text, segments, at, catalogue, true) ?? [];
  });
}

/** A version that is no name without its maker, as Bedrock writes it: `r1-v1` of `deepseek.r1-v1:0`, `v3.2` of `deepseek.v3.2`. */
const PROVIDED = /^(?:[a-z]{1,2}\d[a-z\d.]{0,6}-v\d{1,2}(?::\d)?|v\d{1,2}\.\d)$/;

function readAt(text: string, segments: readonly Segment[], at: number, catalogue: IdCatalogue): Reading | null {
  const last = at === segments.length - 1;
  const owned = last ? undefined : catalogue.owners.get(segments[at]?.folded ?? '');
  if (owned === undefined || !isJoined(text, segments, at)) return readNameAt(text, segments, at, catalogue);
  return readProvided(text, segments, at, catalogue) ?? ownerReading(segments, at, owned, catalogue);
}

/** Nothing but `/`, `.`, `:` or `--` stands between a segment and the next one. */
function isJoined(text: string, segments: readonly Segment[], at: number): boolean {
  return /^(?:[/.:]|--|\/[@~])$/.test(text.slice(segments[at]?.end, segments[at + 1]?.start));
}

/** `deepseek.r1-v1:0`: a provider and what is no name without it. */
function readProvided(text: string, segments: readonly Segment[], at: number, catalogue: IdCatalogue): Reading | null {
  const [owner, name] = [segments[at], segments[at + 1]];
  if (owner === undefined || name === undefined || text.slice(owner.end, name.start) !== '.') return null;
  const joined = { start: owner.start, end: name.end, folded: `${owner.folded}.${name.folded}` };
  return readNameAt(text, [...segments.slice(0, at), joined], at, catalogue);
}

function readNameAt(text: string, segments: readonly Segment[], at: number, catalogue: IdCatalogue, weak = false): Reading | null {
  const segment = segments[at];
  if (segment === undefined) return null;
  const derivative = derivativeOf(text, segments, at, catalogue);
  const before = ownerBefore(segments, at, catalogue);
  const hits = acceptedHits(text, segment, before, catalogue, weak);
  if (hits.length === 0 && derivative === null) return null;
  const roles = rolesOf(hits, segment.folded, catalogue.families);
  const name = readName(segment.folded, hits, (word) => catalogue.knownWords.has(word));
  const owner = before ?? ownerWithin(text, segment, hits, catalogue);
  const sure = hits.some((hit) => hit.pattern.strength === 'name' || isSignFor(owner, hit, catalogue));
  return { segments, at, roles, name, owner, sure, derivative };
}

/** The organisation of `deepseek-ai_DeepSeek-R1`, as those who pack models write `deepseek-ai/DeepSeek-R1`; not the family of `Qwen_tuned`. */
function ownerWithin(text: string, { start, end, folded }: Segment, hits: readonly Hit[], catalogue: IdCatalogue): Owner | null {
  const cut = text.slice(start, end).indexOf('_');
  const head = folded.slice(0, Math.max(cut, 0));
  if (head.length < SHORTEST_OWNER || (hits[0]?.start === 0 && !head.includes('-'))) return null;
  return catalogue.uploaders.has(head) ? null : (catalogue.owners.get(head) ?? null);
}

const SHORTEST_OWNER = 3;

/** `org/name` where only the organisation is known: the segment behind it is the name. */
function ownerReading(segments: readonly Segment[], at: number, owner: Owner, catalogue: IdCatalogue): Reading {
  const folded = segments[at + 1]?.folded ?? '';
  const name = readName(folded, [{ start: 0, end: 0 }], (word) => catalogue.knownWords.has(word));
  return { segments, at: at + 1, roles: null, name, owner, sure: true, derivative: null };
}

function ownerBefore(segments: readonly Segment[], at: number, catalogue: IdCatalogue): Owner | null {
  for (let i = at - 1; i >= 0; i--) {
    const folded = segments[i]?.folded ?? '';
    const owner = catalogue.uploaders.has(folded) ? undefined : catalogue.owners.get(folded);
    if (owner !== undefined) return owner;
  }
  return null;
}

/** Hits that count in an id: names anywhere; what collides only where the name starts; the weakest only beside its organisation. */
function acceptedHits(text: string, segment: Segment, owner: Owner | null, catalogue: IdCatalogue, signed: boolean): Hit[] {
  const hits = hitsIn(text, segment, catalogue).filter((hit) => {
    if (hit.pattern.strength === 'name') return true;
    if (hit.pattern.strength === 'signed' && !signed && !isSignFor(owner, hit, catalogue)) return false;
    return startsName(segment.folded, hit.start, catalogue);
  });
  const [first] = hits;
  const weak = first !== undefined && first.pattern.strength !== 'name' && !isSignFor(owner, first, catalogue);
  const other = hits.some(({ pattern }) => pattern.strength === 'name' && pattern.family !== first?.pattern.family);
  return weak && other ? hits.slice(1) : hits;
}

/** Only words of hosts, organisations and grammar stand before it. */
function startsName(folded: string, start: number, catalogue: IdCatalogue): boolean {
  const isKnown = (word: string) => catalogue.knownWords.has(word) || catalogue.owners.has(word);
  return start === 0 || readName(folded.slice(0, start), [], isKnown).unknown.length === 0;
}

/** The organisation is the family's own, or its developer's. */
export function isSignFor(owner: Owner | null, { pattern }: Hit, catalogue: IdCatalogue): boolean {
  if (owner === null) return false;
  const family = catalogue.families.get(pattern.family);
  return owner.family === pattern.family || owner.developer === (pattern.developer ?? family?.developer);
}

/** Who made it, what it is built on, what it learned from: by order, `distill`, and which families publish weights. */
function rolesOf(hits: readonly Hit[], folded: string, families: ReadonlyMap<string, IdFamily>): Roles | null {
  const [first] = hits;
  if (first === undefined) return null;
  const strong = hits.filter((hit, index) => index === 0 || hit.pattern.strength === 'name');
  const others = strong.filter(({ pattern }) => pattern.family !== first.pattern.family);
  const tune = strong.find(({ pattern }) => pattern.base === 'any');
  if (tune !== undefined) {
    const bases = strong.filter((hit) => hit.pattern.base !== 'any');
    const base = bases.find(({ pattern }) => isOpen(pattern.family, families)) ?? null;
    return { own: tune, base, teachers: bases.filter((hit) => hit.pattern.family !== base?.pattern.family) };
  }
  const [second] = others;
  if (second === undefined || namesItsBase(folded, first)) return { own: first, base: null, teachers: others };
  if (!isOpen(second.pattern.family, families)) return { own: first, base: null, teachers: [second] };
  if (!isOpen(first.pattern.family, families)) return { own: second, base: null, teachers: isTold(folded, first, second) ? [first] : [] };
  if (learnsFrom(folded, second) || isSizedBefore(folded, first, second)) return { own: first, base: null, teachers: others };
  return { own: first, base: second, teachers: others.slice(1) };
}

/** `dolphin-mistral-glm-4.7-flash`: the line itself names what all of it is built on, so another family in the name taught it. */
function namesItsBase(folded: string, { pattern, start, end }: Hit): boolean {
  return pattern.base !== null && pattern.base !== pattern.family && folded.slice(start, end).includes(pattern.base);
}

function isOpen(family: string, families: ReadonlyMap<string, IdFamily>): boolean {
  return families.get(family)?.open ?? false;
}

/** `Qwen3-8B-DeepSeek-Distill`, `... distilled from DeepSeek-V3`: the second family is the teacher. */
function learnsFrom(folded: string, second: Hit): boolean {
  return folded.indexOf('distill', second.end) >= 0 || /distill(?:ed)?-(?:from|of)-(?:[a-z-]{0,20})$/.test(folded.slice(0, second.start));
}

/** `gemma-3-12b-it-vl-GLM-4.7-Flash`: the size stands with the first family, so its weights were tuned, and a version of the second taught. */
function isSizedBefore(folded: string, first: Hit, second: Hit): boolean {
  const tokens = (from: number, to?: number) => folded.slice(from, to).split(/[-:_]/);
  if (first.pattern.base !== null || folded.includes('distill') || !VERSIONED.test(folded.slice(second.start))) return false;
  return tokens(first.end, second.start).some(isSize) && !tokens(second.end).some(isSize);
}

const VERSIONED = /^[a-z]+-[a-z]{0,2}\d/;

/** `claude-3.7-sonnet-reasoning-qwen3-8b`; not the alias of a proxy: `claude-groq-qwen3.6-27b` is what it calls a model for a client's sake. */
function isTold(folded: string, teacher: Hit, own: Hit): boolean {
  return /\d/.test(folded.slice(teacher.start, own.start)) || folded.includes('distill') || folded.includes('reasoning');
}

/** A known derivative: by `org/name`, else by its name; with and without tag and packaging. */
function derivativeOf(text: string, segments: readonly Segment[], at: number, catalogue: IdCatalogue): Derivative | null {
  const { start = 0, end = 0, folded: name = '' } = segments[at] ?? {};
  const known = knownDerivative(segments[at - 1]?.folded, name, catalogue);
  if (known !== null) return known;
  const cut = text.slice(start, end).indexOf('_');
  const packed = cut <= 0 ? null : knownDerivative(name.slice(0, cut), name.slice(cut + 1), catalogue, true);
  return packed ?? freedDerivative(name, catalogue);
}

/** `org/name`, or, unless both must stand there, the name alone where it is distinctive. */
function knownDerivative(owner: string | undefined, name: string, catalogue: IdCatalogue, isPair = false): Derivative | null {
  if (!catalogue.derivativeStarts.has(pairAt(name, 0))) return null;
  for (const form of nameForms(name)) {
    const known =
      (owner !== undefined && catalogue.derivativeOf(`${owner}/${form}`)) || (isPair ? undefined : catalogue.derivativeOf(form));
    if (known !== undefined) return known;
  }
  return owner === undefined ? null : stagedDerivative(owner, name, catalogue);
}

/** `LongVA-7B-DPO` beside `LongVA-7B` under one organisation: a later stage of its training. */
function stagedDerivative(owner: string, name: string, catalogue: IdCatalogue): Derivative | null {
  const [, stem] = STAGED.exec(unpacked(name.replace(/[:@].*$/, ''))) ?? [];
  return (stem !== undefined && catalogue.derivativeOf(`${owner}/${stem}`)) || null;
}

/** What is written behind a model that was trained on. */
const STAGED = /^(.{5,80})-(?:dpo|orpo|kto|ppo|grpo|rlhf|rl|sft)$/;

/** `MiroThinker-v1.5-30B-abliterated`: a known derivative that somebody unknown tuned again. */
function freedDerivative(name: string, catalogue: IdCatalogue): Derivative | null {
  const [, stem] = FREED.exec(unpacked(name.replace(/[:@].*$/, ''))) ?? [];
  const known = stem === undefined ? undefined : catalogue.derivativeOf(stem);
  if (known === undefined || !known.hidden || known.relation === 'component') return null;
  return { ...known, developer: 'unknown', country: null, base: known.model, relation: 'finetune' };
}

/** What is written behind a model whose refusals were tuned away, and before it by one who does so much. */
const FREED = /^(?:huihui-)?(.{5,80})-(?:abliterated|obliterated|derestricted|uncensored|heretic)(?:-v\d)?$/;

/** The name as it stands, without its tag, and each without what says how it is packed. */
function nameForms(name: string): Set<string> {
  const untagged = name.replace(/[:@].*$/, '').replace(/\.(?:gguf|safetensors|bin)$/, '');
  return new Set([name, unpacked(name), untagged, unpacked(untagged)]);
}

function unpacked(name: string): string {
  let end = name.length;
  for (let cut = name.lastIndexOf('-'); cut > 0; cut = name.lastIndexOf('-', end - 1)) {
    const last = name.slice(cut + 1, end);
    if (!isPackaging(last) && !isPackagingMark(last) && !isDeployed(last) && !/^(?:hf|fast|free|thinking|dynamic|mtp)$/.test(last)) break;
    end = cut;
  }
  return name.slice(0, end);
}

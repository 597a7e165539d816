/** Finds model ids in text: for the scanner, where precision comes first. */
import type { Identity } from '../types.ts';
import type { IdCatalogue, Strength } from './identify-catalogue.ts';
import { stemOf } from './grammar.ts';
import { genericIdentity, identityOf } from './identify-core.ts';
import { isSignFor, readNames, type Reading } from './identify-read.ts';
import { isEncoded, isWrittenAsName } from './junk.ts';
import { memo } from './memo.ts';
import { isDomain } from './normalise.ts';

/** A model id inside a text, by offsets into it. */
export interface FoundId {
  readonly start: number;
  readonly end: number;
  readonly family: string;
  /** As in rules/families; `org/name` under the family's own organisation is a `name`. */
  readonly strength: Strength;
  readonly identity: Identity;
}

/** Longer texts are not ids; the rest of them is not read. */
const LONGEST = 4096;
const LONGEST_ID = 400;
/** What separates ids in a text; a blank before a version does not (`Qwen 2.5`). */
const CHUNK = /(?:[^\s"'`,;|<>()[\]{}=]| (?=[vVkKmMrR]?\d))+/g;
const SHORT = 5;
const RANK: Readonly<Record<Strength, number>> = { name: 2, id: 1, signed: 0 };

/** The first of the strongest model ids in `text`, or null. */
export const findId = memo(strongestId);

function strongestId(text: string, catalogue: IdCatalogue): FoundId | null {
  return findIds(text, catalogue).reduce<FoundId | null>(
    (best, id) => (best === null || RANK[id.strength] > RANK[best.strength] ? id : best),
    null,
  );
}

/** The model ids in `text`, from left to right, at most one of each word; those of control families are left out. */
export function findIds(text: string, catalogue: IdCatalogue): FoundId[] {
  const read = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return [...read.matchAll(CHUNK)].flatMap((match) => findInChunk(match[0].slice(0, LONGEST_ID), match.index, catalogue) ?? []);
}

function findInChunk(chunk: string, at: number, catalogue: IdCatalogue): FoundId | null {
  const generic = genericIdentity(chunk, chunk, catalogue);
  if (generic?.family) return { start: at, end: at + chunk.length, family: generic.family, strength: 'id', identity: generic };
  const readings = readNames(chunk, catalogue).filter((reading) => isName(chunk, reading, catalogue));
  const best = readings.toSorted((a, b) => RANK[strengthOf(b, catalogue)] - RANK[strengthOf(a, catalogue)])[0];
  if (best === undefined) return null;
  const [start, end] = rangeOf(chunk, best, catalogue);
  const identity = identityOf(chunk.slice(start, end), chunk, best, catalogue);
  const family = identity.family === null ? undefined : catalogue.families.get(identity.family);
  if (family === undefined || family.control) return null;
  return { start: at + start, end: at + end, family: family.id, strength: strengthOf(best, catalogue), identity };
}

/** Not encoded data, not a C++ namespace, and written as people write names. */
function isName(chunk: string, { roles, segments, at }: Reading, { families }: IdCatalogue): boolean {
  const segment = segments[at];
  if (segment === undefined) return false;
  const start = segment.start + (roles?.own.start ?? 0);
  const end = roles === null ? segment.end : segment.start + roles.own.end;
  if (isEncoded(chunk, start, end) || chunk.startsWith('::', end)) return false;
  const word = /^[A-Za-z]*/.exec(chunk.slice(start, end))?.[0] ?? '';
  if (word.length > SHORT || isWrittenAsName(word)) return true;
  return roles !== null && [families.get(roles.own.pattern.family)?.name, roles.own.pattern.line].includes(word);
}

function strengthOf({ roles, owner, derivative, segments, at, name }: Reading, catalogue: IdCatalogue): Strength {
  const folded = segments[at]?.folded ?? '';
  if (derivative !== null && (owner !== null || at > 0) && derivative.model.includes('/')) return 'name';
  const hits = roles === null ? [] : [roles.own, roles.base, ...roles.teachers].filter((hit) => hit !== null);
  if (hits.some((hit) => hit.pattern.strength === 'name' || isSignFor(owner, hit, catalogue))) return 'name';
  if (derivative !== null) return /\d/.test(folded) && folded.includes('-') ? 'id' : 'signed';
  const strength = roles?.own.pattern.strength ?? 'signed';
  return strength === 'id' && name.unknown.length > 0 ? 'signed' : strength;
}

/** The id: its name, with the owners and hosts that stand directly before it. */
function rangeOf(chunk: string, { segments, at, roles, name }: Reading, catalogue: IdCatalogue): [number, number] {
  const segment = segments[at];
  if (segment === undefined) return [0, chunk.length];
  const end = segment.start + stemOf(segment.folded);
  const own = roles?.own.start ?? 0;
  const glued = own > 0 && name.unknown.length > 0 && /[_.$]/.test(chunk[segment.start + own - 1] ?? '');
  let start = segment.start + (glued ? own : 0);
  for (let i = at - 1; i >= 0 && !glued; i--) {
    const before = segments[i];
    if (before === undefined || isDomain(before.folded) || !/^[/.:@~-]{1,2}$/.test(chunk.slice(before.end, start))) break;
    const pair = segments.length === 2 && chunk.indexOf('/') === before.end;
    if (!pair && !catalogue.owners.has(before.folded) && !catalogue.knownWords.has(before.folded)) break;
    start = before.start;
  }
  return [start, end];
}

/** Finds model ids in text: for the scanner, where precision comes first. */
import type { Identity } from '../types.ts';
import type { IdCatalogue, IdFamily, Strength } from './identify-catalogue.ts';
import { stemOf } from './grammar.ts';
import { genericIdentity, identityOf } from './identify-core.ts';
import { isPublisher, isSignFor, readId, readNames, withOwner, type Reading } from './identify-read.ts';
import { isEncoded, isWrittenAsName } from './junk.ts';
import { memo } from './memo.ts';
import { fold, isDomain } from './normalise.ts';

/** A model id inside a text, by offsets into it. */
export interface FoundId {
  readonly start: number;
  readonly end: number;
  /** Null: its organisation has several. */
  readonly family: string | null;
  /** As in rules/families; `org/name` under the family's own organisation is a `name`. */
  readonly strength: Strength;
  readonly identity: Identity;
}

/** Longer texts are not ids; the rest of them is not read. */
const LONGEST = 4096;
const LONGEST_ID = 400;
/** What separates ids in a text, letters of scripts without blanks too; a blank before a version does not (`Qwen 2.5`). */
const CHUNK = /(?:[^\s"'`,;|<>()[\]{}=\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]| (?=[vVkKmMrR]?\d))+/g;
const SHORT = 5;
const RANK: Readonly<Record<Strength, number>> = { name: 2, id: 1, signed: 0 };

/** The model ids in `text`, from left to right, at most one of each word; those of control families are left out. */
export const findIds = memo(idsIn);

/** The first of the strongest model ids in `text`, or null. */
export function findId(text: string, catalogue: IdCatalogue): FoundId | null {
  return findIds(text, catalogue).reduce<FoundId | null>(
    (best, id) => (best === null || RANK[id.strength] > RANK[best.strength] ? id : best),
    null,
  );
}

function idsIn(text: string, catalogue: IdCatalogue): readonly FoundId[] {
  const read = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return [...read.matchAll(CHUNK)].flatMap((match) => findInChunk(match[0].slice(0, LONGEST_ID), match.index, catalogue) ?? []);
}

function findInChunk(chunk: string, at: number, catalogue: IdCatalogue): FoundId | null {
  const generic = genericIdentity(chunk, chunk, catalogue);
  if (generic?.family && catalogue.families.get(generic.family)?.control === false)
    return { start: at, end: at + chunk.length, family: generic.family, strength: 'id', identity: generic };
  const readings = readNames(chunk, catalogue).filter((reading) => isName(chunk, reading, catalogue));
  const best = readings.toSorted((a, b) => RANK[strengthOf(b, catalogue)] - RANK[strengthOf(a, catalogue)])[0];
  if (best === undefined) return null;
  const [start, end] = rangeOf(chunk, best, catalogue);
  const identity = identityOf(chunk.slice(start, end), chunk, best, catalogue);
  const family = identity.family === null ? undefined : catalogue.families.get(identity.family);
  if (family === undefined || (family.control && !isTunedByMaker(identity, family, catalogue))) return null;
  return { start: at + start, end: at + end, family: family.id, strength: strengthOf(best, catalogue), identity };
}

/** A tune of a control family by a developer of a family that is watched: `opencompass/CompassJudger-1-Llama-8B`. */
function isTunedByMaker({ developer }: Identity, family: IdFamily, { makers }: IdCatalogue): boolean {
  return developer !== family.developer && makers.has(developer);
}

const HUB_ID = /(?:huggingface\.co|hf\.co|modelscope\.(?:cn|ai))\/(?:models\/)?([\w.-]+\/[\w.-]+)/i;
const WHOLE_ID = /^(?:[\w.-]+\/){1,4}[\w.-]+(?:[:@][\w.-]+)?$/;

/** `org/name` of which only the organisation is known, one that publishes watched families: at a hub's address, or all of `text` where `isWhole`. */
export function findOwned(text: string, isWhole: boolean, catalogue: IdCatalogue): FoundId | null {
  if (text.length > LONGEST_ID) return null;
  const hub = HUB_ID.exec(text);
  const id = hub?.[1] ?? (isWhole && WHOLE_ID.test(withOwner(text, catalogue) ?? text) ? text : null);
  const reading = id === null ? null : readId(id, catalogue);
  if (id === null || reading === null || reading.roles !== null || reading.derivative !== null) return null;
  const { owner } = reading;
  if (owner === null || !isPublisher(owner, catalogue) || stemOf(fold(id)) < id.length) return null;
  const start = hub === null ? 0 : hub.index + hub[0].length - id.length;
  return { start, end: start + id.length, family: owner.family, strength: 'name', identity: identityOf(id, id, reading, catalogue) };
}

/** What stands at `at` in `text` is a part of an id of a control family: `spark` of `gpt-5.3-codex-spark`. */
export function isOfControl(text: string, at: number, catalogue: IdCatalogue): boolean {
  return readNames(text.slice(0, LONGEST_ID), catalogue).some(({ roles, name, segments, at: index }) => {
    const segment = segments[index];
    if (roles === null || segment === undefined || name.generation === null) return false;
    const isControl = catalogue.families.get(roles.own.pattern.family)?.control === true;
    return isControl && roles.own.pattern.strength === 'name' && segment.start + roles.own.end <= at && at < segment.end;
  });
}

/** Not encoded data, not the host of an address, not a C++ namespace, and written as people write names. */
function isName(chunk: string, { roles, segments, at }: Reading, { families }: IdCatalogue): boolean {
  const segment = segments[at];
  if (segment === undefined || isDomain(segment.folded) || /:\/\/[\w.-]*$/.test(chunk.slice(0, segment.end))) return false;
  const start = segment.start + (roles?.own.start ?? 0);
  const end = roles === null ? segment.end : segment.start + roles.own.end;
  if (isEncoded(chunk, start, end) || chunk.startsWith('::', end)) return false;
  const word = /^[A-Za-z]*/.exec(chunk.slice(start, end))?.[0] ?? '';
  if (word.length > SHORT || isWrittenAsName(word)) return true;
  return roles !== null && [families.get(roles.own.pattern.family)?.name, roles.own.pattern.line].includes(word);
}

function strengthOf({ roles, owner, derivative, segments, at, name }: Reading, catalogue: IdCatalogue): Strength {
  const folded = segments[at]?.folded ?? '';
  if (derivative?.model.includes('/') && (owner !== null || at > 0 || folded.startsWith(fold(derivative.model).replace('/', '-'))))
    return 'name';
  const hits = roles === null ? [] : [roles.own, roles.base, ...roles.teachers].filter((hit) => hit !== null);
  if (hits.some((hit) => hit.pattern.strength === 'name' || isSignFor(owner, hit, catalogue))) return 'name';
  if (derivative !== null) return /\d/.test(folded) && folded.includes('-') ? 'id' : 'signed';
  const strength = roles?.own.pattern.strength ?? 'signed';
  return strength === 'id' && name.unknown.length + name.deployed.length > 0 ? 'signed' : strength;
}

/** The id: its name, with the owners and hosts that stand directly before it. */
function rangeOf(chunk: string, { segments, at, roles, name }: Reading, catalogue: IdCatalogue): [number, number] {
  const segment = segments[at];
  if (segment === undefined) return [0, chunk.length];
  const end = segment.start + stemOf(segment.folded);
  const own = roles?.own.start ?? 0;
  const isOwned = catalogue.owners.has(segments[at - 1]?.folded ?? '');
  const glued = own > 0 && !isOwned && name.unknown.length > 0 && /[_.$]/.test(chunk[segment.start + own - 1] ?? '');
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

/** What a model id says: family, developer, countries of weights and developer, lineage. Pure. */
import type { Identity } from '../types.ts';
import type { IdCatalogue } from './identify-catalogue.ts';
import { derivativeIdentity } from './identify-lineage.ts';
import { nameIdentity } from './identify-name.ts';
import { readId, type Reading } from './identify-read.ts';
import { cleanId, fold } from './normalise.ts';

const DEEPEST = 6;
const NO_PARTS: Identity['parts'] = { generation: null, sizes: [], variants: [], packaging: [] };

/** What `id` says. Never throws; an id that nothing places has family null and developer `unknown`. */
export function identify(id: string, catalogue: IdCatalogue): Identity {
  return identifyAt(id, catalogue, 0);
}

/** What a reading of `text` says, known derivatives included. */
export function identityOf(id: string, text: string, reading: Reading, catalogue: IdCatalogue, depth = 0): Identity {
  const named = nameIdentity(id, text, reading, catalogue);
  if (reading.derivative === null || depth > DEEPEST) return named;
  return derivativeIdentity(named, reading.derivative, baseOf(reading.derivative.base, catalogue, depth + 1), catalogue);
}

/** The base as a card names it, often with a remark in brackets: `Mistral-Small-24B (distilled from ...)`. */
function baseOf(base: string, catalogue: IdCatalogue, depth: number): Identity {
  const identity = identifyAt(base.replace(/\s*\(.*$/, ''), catalogue, depth);
  return identity.family === null ? identifyAt(base, catalogue, depth) : identity;
}

function identifyAt(id: string, catalogue: IdCatalogue, depth: number): Identity {
  const text = cleanId(id);
  const generic = genericIdentity(id, text, catalogue);
  if (generic !== null) return generic;
  const reading = readId(text, catalogue);
  return reading === null ? nothing(id, text, 'no rule knows this name') : identityOf(id, text, reading, catalogue, depth);
}

function nothing(id: string, name: string, reason: string): Identity {
  const origin = { weights: null, developer: null };
  return { id, family: null, developer: 'unknown', origin, lineage: [], confidence: 'low', reason, name, parts: NO_PARTS };
}

/** Ids like `embedding-3` count only beside an organisation or provider of their family; null when `text` is no such id. */
export function genericIdentity(id: string, text: string, catalogue: IdCatalogue): Identity | null {
  const folded = fold(text);
  const cut = folded.lastIndexOf('/');
  const families = catalogue.generic.get(folded.slice(cut + 1));
  if (families === undefined) return null;
  const owners = folded
    .slice(0, Math.max(cut, 0))
    .split('/')
    .map((owner) => catalogue.owners.get(owner));
  for (const family of families) {
    const rule = catalogue.families.get(family);
    const signed = owners.some((owner) => owner?.family === family || (owner !== undefined && owner.developer === rule?.developer));
    if (rule === undefined || !signed) continue;
    const country = catalogue.countries.get(rule.developer) ?? null;
    const reason = `a generic id beside a name of ${rule.name}`;
    const origin = { weights: country, developer: country };
    return { ...nothing(id, text, reason), family, developer: rule.developer, origin, confidence: 'medium', name: text.slice(cut + 1) };
  }
  return cut < 0 ? nothing(id, text, `too generic to place: ${families.join(' or ')} have such an id`) : null;
}

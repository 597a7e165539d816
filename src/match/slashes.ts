/** Names of models that prose joins with slashes: `OpenAI/DeepSeek/GLM` is three names, not an id. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Evidence } from '../types.ts';
import { familyWordsIn } from './family-word.ts';

const MOST_NAMES = 12;
const LONGEST = 200;
/** Names between slashes, each in one word; no address, and no path to a file or from a root. */
const JOINED = /^[\p{L}\d][\p{L}\d_.+-]*(?:\/[\p{L}\d][\p{L}\d_.+-]*)+$/u;
const FILE = /\.[a-z]{1,5}$/;
/** A family's word and no more than a version: `Qwen`, `GLM4`, `Qwen2.5`. */
const REST = /^(?:[-_. ]?[vkVKMR]?\d{1,2}(?:\.\d{1,2})?v?)?$/;

/** `evidence` as it stands, or one piece for each of the names that it joins. */
export function unjoined(evidence: Evidence, catalogue: Catalogue): readonly Evidence[] {
  const { value, form, whole, usage, location } = evidence;
  if (usage !== 'mention' || whole || !value.includes('/') || (form !== 'word' && form !== 'string')) return [evidence];
  if (location.endColumn - location.column !== value.length || !joinsNames(value, catalogue)) return [evidence];
  return [...value.matchAll(/[^/]+/g)].map(({ 0: name, index }) => ({
    ...evidence,
    value: name,
    location: { ...location, column: location.column + index, endColumn: location.column + index + name.length },
  }));
}

/**
 * Two of the names at least are nothing but a family's word, of different families, and none is a company's. Of two names both have a
 * version, or none has: `dashscope/deepseek-v3` is one model.
 */
function joinsNames(value: string, catalogue: Catalogue): boolean {
  if (value.length > LONGEST || !JOINED.test(value) || FILE.test(value)) return false;
  const names = value.split('/');
  if (names.length > MOST_NAMES || (names.length === 2 && new Set(names.map((name) => /\d/.test(name))).size > 1)) return false;
  const families = names.flatMap((name) => bareFamily(name, catalogue) ?? []);
  return new Set(families).size > 1 && names.every((name) => !familyWordsIn(name, catalogue).some(({ word }) => word.isCompany));
}

function bareFamily(name: string, catalogue: Catalogue): string | null {
  const [found] = familyWordsIn(name, catalogue);
  return found?.start === 0 && REST.test(name.slice(found.end)) ? found.word.family : null;
}

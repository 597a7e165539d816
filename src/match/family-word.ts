/** Finds the words of families in names: as a word of text, or as a part of a camelCase, snake_case or dotted name. */
import { countsInside } from '../rules/anchors.ts';
import type { Catalogue, FamilyWord } from '../rules/catalogue.ts';
import { VARIANTS } from './grammar-words.ts';
import { isEncoded, isWrittenAsName } from './junk.ts';
import { memo } from './memo.ts';

export interface FoundWord {
  readonly word: FamilyWord;
  readonly start: number;
  readonly end: number;
}

/** Words this short are also names of C++ namespaces and headers. */
const SHORT = 3;
/** Words this short also stand inside other words by accident. */
const SHORT_WORD = 5;
const LONGEST_REST = 40;
/** What clients of a family are called behind its name: `ernieclient`. */
const CLIENT = /^(?:client|service|provider|model|adapt[eo]r|chat|llm|sdk|embeddings?)s?(?![a-z])/;

interface WordIndex {
  /** Every word as one alternation, separators allowed where a name may be split: `dash[-_ ]?scope` is not needed, names are folded first. */
  readonly pattern: RegExp;
  /** The word of a text, and the shorter words that it begins with, the longest first. */
  readonly byText: ReadonlyMap<string, readonly FamilyWord[]>;
}

const indexes = new WeakMap<Catalogue, WordIndex>();

/**
 * The family words of `value`, from left to right. A word starts where a part of a name starts, and ends where one ends, except that
 * digits and a further part may follow (`Qwen2ForCausalLM`, `qwq32b`); separators inside it do not matter (`DASH_SCOPE`).
 */
export const familyWordsIn = memo(findWords);

function findWords(value: string, catalogue: Catalogue): readonly FoundWord[] {
  const { pattern, byText } = indexOf(catalogue);
  const { folded, places } = fold(value);
  const found: FoundWord[] = [];
  for (let at = 0; at < folded.length;) {
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    if (match === null) break;
    const word = (byText.get(match[0]) ?? []).map((known) => placeOf(known, match.index, value, places)).find((one) => one !== null);
    if (word) found.push(word);
    at = match.index + (word ? foldText(word.word.word).length : 1);
  }
  return found;
}

/** Where `word` stands from `at` of the folded value on; null when it is no name there. */
function placeOf(word: FamilyWord, at: number, value: string, places: readonly number[]): FoundWord | null {
  const start = places[at] ?? 0;
  const end = (places[at + foldText(word.word).length - 1] ?? 0) + 1;
  if (!startsPart(value, start, word) || !endsPart(value, end, word)) return null;
  if (!isWrittenAsName(value.slice(start, end)) || isEncoded(value, start, end)) return null;
  return word.word.length <= SHORT && isCollision(value, start, end) ? null : { word, start, end };
}

function indexOf(catalogue: Catalogue): WordIndex {
  let index = indexes.get(catalogue);
  if (index === undefined) {
    const words = catalogue.words.map((word) => ({ word, text: foldText(word.word) })).sort((a, b) => b.text.length - a.text.length);
    const texts = words.map(({ text }) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const byText = words.map(({ text }) => [text, words.filter((other) => text.startsWith(other.text)).map(({ word }) => word)] as const);
    index = { pattern: new RegExp(texts.join('|') || '(?!)', 'g'), byText: new Map(byText) };
    indexes.set(catalogue, index);
  }
  return index;
}

function foldText(text: string): string {
  return fold(text).folded;
}

/** Lower case without `_`, `-`, `.` and blanks, and where each character stood. */
function fold(value: string): { folded: string; places: number[] } {
  const places: number[] = [];
  let folded = '';
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '_' || char === '-' || char === '.' || char === ' ') continue;
    folded += char.length === char.toLowerCase().length ? char.toLowerCase() : char;
    places.push(i);
  }
  return { folded, places };
}

/** Inside of a run of letters and digits, a short word stands by accident: `INC80L7QvQ`. */
function startsPart(value: string, start: number, word: FamilyWord): boolean {
  const before = value[start - 1] ?? '';
  const isShort = word.word.length <= SHORT;
  if (/\d/.test(before) && isShort) return !/[A-Za-z]\d{1,9}$/.test(value.slice(0, start));
  if (!/[A-Za-z]/.test(before)) return true;
  const first = value[start] ?? '';
  if (/[A-Z]/.test(first) && (/[a-z]/.test(before) || (!isShort && /[a-z]/.test(value[start + 1] ?? '')))) return true;
  return word.sign === 'none' && countsInside(word.word);
}

function endsPart(value: string, end: number, word: FamilyWord): boolean {
  const after = value[end] ?? '';
  if (!/[A-Za-z]/.test(after)) return true;
  const last = value[end - 1] ?? '';
  if (/[a-z0-9]/.test(last) && /[A-Z]/.test(after)) return true;
  if (/[A-Z]/.test(last) && /[A-Z]/.test(after) && /[a-z]/.test(value[end + 1] ?? '')) return true;
  if (word.sign !== 'none') return CLIENT.test(value.slice(end, end + LONGEST_REST));
  return word.word.length > SHORT_WORD || goesOnAsName(value, end);
}

/**
 * Behind a short word: a word of model names (`qwenvl`), or one long enough to be a word at all (`qwenservice`); capitals run
 * together in names of other things (`QWENDIANSEL`). */
function goesOnAsName(value: string, end: number): boolean {
  const rest = /^[A-Za-z]+/.exec(value.slice(end, end + LONGEST_REST))?.[0] ?? '';
  if (rest.length > SHORT && rest !== rest.toUpperCase()) return true;
  return VARIANTS.has(rest.toLowerCase()) || CLIENT.test(rest.toLowerCase());
}

/** Namespaces and headers of other things: `glm::vec3`, `<glm/glm.hpp>`; not a module or a type of one: `providers::zai`, `zai::Client`. */
function isCollision(value: string, start: number, end: number): boolean {
  return (
    (/^::[a-z]/.test(value.slice(end)) && !value.endsWith('::', start)) ||
    /^\/[\w/]*\.h(?:pp)?\b/.test(value.slice(end)) ||
    /[\w/]*\.h(?:pp)?$/.test(value.slice(end))
  );
}

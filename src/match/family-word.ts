/** Finds the words of families in names: as a word of text, or as a part of a camelCase, snake_case or dotted name. */
import { countsInside } from '../rules/anchors.ts';
import type { Catalogue, FamilyWord } from '../rules/catalogue.ts';
import { isEncoded, isWrittenAsName } from './junk.ts';
import { memo } from './memo.ts';

export interface FoundWord {
  readonly word: FamilyWord;
  readonly start: number;
  readonly end: number;
}

/** Words this short are also names of C++ namespaces and headers. */
const SHORT = 3;

interface WordIndex {
  /** Every word as one alternation, separators allowed where a name may be split: `dash[-_ ]?scope` is not needed, names are folded first. */
  readonly pattern: RegExp;
  readonly byText: ReadonlyMap<string, FamilyWord>;
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
  for (const match of folded.matchAll(pattern)) {
    const word = byText.get(match[0]);
    const start = places[match.index] ?? 0;
    const end = (places[match.index + match[0].length - 1] ?? 0) + 1;
    if (word === undefined || !startsPart(value, start, word) || !endsPart(value, end, word)) continue;
    const text = value.slice(start, end);
    if (isWrittenAsName(text) && !isEncoded(value, start, end) && !(word.word.length <= SHORT && isCollision(value, end)))
      found.push({ word, start, end });
  }
  return found;
}

function indexOf(catalogue: Catalogue): WordIndex {
  let index = indexes.get(catalogue);
  if (index === undefined) {
    const words = catalogue.words.toSorted((a, b) => b.word.length - a.word.length);
    const texts = words.map(({ word }) => foldText(word).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    index = { pattern: new RegExp(texts.join('|') || '(?!)', 'g'), byText: new Map(words.map((word) => [foldText(word.word), word])) };
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

function startsPart(value: string, start: number, word: FamilyWord): boolean {
  const before = value[start - 1] ?? '';
  if (!/[A-Za-z]/.test(before)) return true;
  const first = value[start] ?? '';
  if (/[a-z]/.test(before) && /[A-Z]/.test(first)) return true;
  return word.sign === 'none' && countsInside(word.word);
}

function endsPart(value: string, end: number, word: FamilyWord): boolean {
  const after = value[end] ?? '';
  if (!/[A-Za-z]/.test(after)) return true;
  const last = value[end - 1] ?? '';
  if (/[a-z0-9]/.test(last) && /[A-Z]/.test(after)) return true;
  if (/[A-Z]/.test(last) && /[A-Z]/.test(after) && /[a-z]/.test(value[end + 1] ?? '')) return true;
  return word.sign === 'none' && word.word.length >= 4;
}

/** Namespaces and headers of other things: `glm::vec3`, `<glm/glm.hpp>`. */
function isCollision(value: string, end: number): boolean {
  return value.startsWith('::', end) || /^\/[\w/]*\.h(?:pp)?\b/.test(value.slice(end)) || /[\w/]*\.h(?:pp)?$/.test(value.slice(end));
}

/** Finds the words of families in names: as a word of text, or as a part of a camelCase, snake_case or dotted name. */
import { countsInside } from '../rules/anchors.ts';
import type { Catalogue, FamilyWord } from '../rules/catalogue.ts';
import { VARIANTS } from './grammar-words.ts';
import { pairAt } from './identify-catalogue.ts';
import { isEncoded, isWrittenAsName } from './junk.ts';
import { memo } from './memo.ts';

/** A word of a family in a text. */
export interface FoundWord {
  readonly word: FamilyWord;
  readonly start: number;
  readonly end: number;
}

/** Words this short are also names of C++ namespaces and headers. */
const SHORT = 3;
const LONGEST_REST = 40;
/** What clients of a family are called behind its name: `ernieclient`. */
const CLIENT = /^(?:client|service|provider|model|adapt[eo]r|chat|llm|sdk|embeddings?)s?(?![a-z])/;

/** A word with its folded text. */
interface FoldedWord {
  readonly word: FamilyWord;
  readonly text: string;
}

/** By the first two characters of their texts, the longest first. */
type WordIndex = ReadonlyMap<number, readonly FoldedWord[]>;

const indexes = new WeakMap<Catalogue, WordIndex>();

/**
 * The family words of `value`, from left to right. A word starts where a part of a name starts, and ends where one ends, except that
 * digits and a further part may follow (`Qwen2ForCausalLM`, `qwq32b`); separators inside it do not matter (`DASH_SCOPE`).
 */
export const familyWordsIn = memo(findWords);

function findWords(value: string, catalogue: Catalogue): readonly FoundWord[] {
  const index = indexOf(catalogue);
  const folded = fold(value);
  let places: readonly number[] | undefined;
  const found: FoundWord[] = [];
  for (let at = 0; at + 1 < folded.length; at++) {
    for (const { word, text } of index.get(pairAt(folded, at)) ?? []) {
      if (!folded.startsWith(text, at)) continue;
      places ??= placesIn(value);
      const known = placeOf(word, places[at] ?? 0, (places[at + text.length - 1] ?? 0) + 1, value);
      if (known === null) continue;
      found.push(known);
      at += text.length - 1;
      break;
    }
  }
  return found;
}

/** `word` from `start` to `end` of the value; null when it is no name there. */
function placeOf(word: FamilyWord, start: number, end: number, value: string): FoundWord | null {
  if (!startsPart(value, start, word) || !endsPart(value, start, end, word)) return null;
  if (!isWrittenAsName(value.slice(start, end)) || isEncoded(value, start, end)) return null;
  return word.word.length <= SHORT && isCollision(value, start, end) ? null : { word, start, end };
}

function indexOf(catalogue: Catalogue): WordIndex {
  let index = indexes.get(catalogue);
  if (index === undefined) indexes.set(catalogue, (index = indexed(catalogue.words)));
  return index;
}

function indexed(words: readonly FamilyWord[]): WordIndex {
  const index = new Map<number, FoldedWord[]>();
  for (const word of words) {
    const text = fold(word.word);
    const known = index.get(pairAt(text, 0));
    if (known) known.push({ word, text });
    else index.set(pairAt(text, 0), [{ word, text }]);
  }
  for (const known of index.values()) known.sort((a, b) => b.text.length - a.text.length);
  return index;
}

/** Lower case without `_`, `-`, `.` and blanks. */
function fold(value: string): string {
  const kept = SEPARATOR.test(value) ? value.replaceAll(SEPARATORS, '') : value;
  const lower = kept.toLowerCase();
  return lower.length === kept.length ? lower : Array.from({ length: kept.length }, (_, at) => smallOf(kept[at] ?? '')).join('');
}

const SEPARATOR = /[-_. ]/;
const SEPARATORS = /[-_. ]/g;

/** A letter whose small one is longer stays as it is. */
function smallOf(char: string): string {
  const small = char.toLowerCase();
  return small.length === char.length ? small : char;
}

/** Where each character of the folded value stands in the value. */
function placesIn(value: string): number[] {
  const places: number[] = [];
  for (let at = 0; at < value.length; at++) if (!SEPARATOR.test(value[at] ?? '')) places.push(at);
  return places;
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

function endsPart(value: string, start: number, end: number, word: FamilyWord): boolean {
  const after = value[end] ?? '';
  if (!/[A-Za-z]/.test(after)) return true;
  const last = value[end - 1] ?? '';
  if (/[a-z0-9]/.test(last) && /[A-Z]/.test(after)) return true;
  if (/[A-Z]/.test(last) && /[A-Z]/.test(after) && /[a-z]/.test(value[end + 1] ?? '')) return true;
  if (word.sign !== 'none') return CLIENT.test(partBehind(value, end));
  return (countsInside(word.word) && !isCutOff(value, start, end)) || goesOnAsName(value, end);
}

/** Written in parts, it ends within one: `SparkDesk` of `SparkDesktop`. */
function isCutOff(value: string, start: number, end: number): boolean {
  return /[a-z][A-Z][a-z]+$/.test(value.slice(start, end)) && /^[a-z]{2,3}(?![a-z])/.test(value.slice(end, end + SHORT + 1));
}

/** What goes on with a word; in capitals it ends where they do: `MODEL` of `COGVIDEOMODEL`, `LLM` of `BGELLMRanker`. */
function partBehind(value: string, end: number): string {
  const rest = value.slice(end, end + LONGEST_REST);
  const capitals = /[A-Z]/.test(value[end - 1] ?? '') ? /^[A-Z]{2,}(?![a-z])/.exec(rest)?.[0] : undefined;
  return capitals?.toLowerCase() ?? rest;
}

/**
 * Behind a short word: a word of model names (`qwenvl`), or one long enough to be a word at all (`qwenservice`); capitals run
 * together in names of other things (`QWENDIANSEL`), and places are called `Hailuoto` and `Hailuogou`. */
function goesOnAsName(value: string, end: number): boolean {
  const rest = /^[A-Za-z]+/.exec(value.slice(end, end + LONGEST_REST))?.[0] ?? '';
  if (rest.length > SHORT && rest !== rest.toUpperCase()) return true;
  return (VARIANTS.has(rest.toLowerCase()) && rest !== 'to') || CLIENT.test(rest.toLowerCase());
}

/** Namespaces and headers of other things: `glm::vec3`, `<glm/glm.hpp>`; not a module or a type of one: `providers::zai`, `zai::Client`. */
function isCollision(value: string, start: number, end: number): boolean {
  return (
    (/^::[a-z]/.test(value.slice(end)) && !value.endsWith('::', start)) ||
    /^\/[\w/]*\.h(?:pp)?\b/.test(value.slice(end)) ||
    /\.h(?:pp)?$/.test(value.slice(end))
  );
}

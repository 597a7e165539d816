/** Cuts the word that an anchor stands in out of a span of text. */
import type { Form } from '../types.ts';

const ID = /[\p{L}\p{N}_.\-/:@+~$]/u;
const NAME = /[\p{L}\p{N}_$.]/u;
/** Scripts that put no blank between words: a name in Latin letters ends where they begin. */
const UNSPACED = /[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]/;
const FIRST_UNSPACED = 0x3000;
const ASCII = 128;
const COLON = 58;
/** The first two of ASCII, which needs no tables of Unicode. */
const [ID_PARTS, NAME_PARTS] = [asciiOf(/[\w.\-/:@+~$]/), asciiOf(/[\w$.]/)];
const DATA_PARTS = asciiOf(/[A-Za-z0-9+/=]/);
const EDGE = /[.\-/:@+~]/;
/** Longer runs without a blank are base64 or minified data, not words. */
const LONGEST = 400;

/** A version behind a blank: `ERNIE 4.5`, `Kimi K2`, `Yi 34B`, `Qwen 3-8B`; a whole number may count anything. */
const VERSION = /^[A-Za-z]( (?:[vVkKmMrR]\d(?:\.\d{1,2})?|\d{1,2}\.\d{1,2}|\d{1,3}[bB]|\d{1,2}-\d{1,3}(?:\.\d)?[bB])(?![\w.]\w))/;
const LONGEST_VERSION = 12;
const LONGEST_UNSPACED = 6;

/** A word of a text, by its offsets. */
export interface Word {
  readonly start: number;
  readonly end: number;
}

/**
 * The word around `anchor` within `[low, high)`: for code a dotted name (`glm::vec3` stays whole), else a run of the characters that
 * model ids, paths and URLs are written with. Shell defaults (`NAME:-value`) are two words, and so are Latin and Chinese letters.
 */
export function wordAt(text: string, anchor: number, low: number, high: number, form: Form): Word {
  if (isUnspacedAt(text, anchor)) return unspacedWord(text, anchor, high);
  const isPart = form === 'identifier' ? isNamePart : isIdPart;
  const goesOn = (at: number) => isPart(text, at) && !isUnspacedAt(text, at);
  let start = anchor;
  while (start > low && anchor - start < LONGEST && goesOn(start - 1)) start--;
  let end = anchor;
  while (end < high && end - anchor < LONGEST && goesOn(end)) end++;
  if (form !== 'identifier') end = Math.min(high, end + (VERSION.exec(text.slice(end - 1, end + LONGEST_VERSION))?.[1]?.length ?? 0));
  if (start > low && text[start - 1] === '\\' && /[nrt]/.test(text[start] ?? '') && start < anchor) start++;
  return trim(text, splitDefault(text, start, end, anchor), anchor);
}

/** A name in code stands in a long run of what base64 is written with: a picture in a style sheet, which no quotes surround. */
export function isInData(text: string, { start, end }: Word): boolean {
  let low = start;
  while (low > 0 && start - low < LONGEST && isData(text, low - 1)) low--;
  let high = end;
  while (high < text.length && high - end < LONGEST && isData(text, high)) high++;
  return high - low >= LONGEST;
}

function isData(text: string, at: number): boolean {
  return DATA_PARTS[text.charCodeAt(at)] === 1;
}

/** Where no blank tells where a word starts, the anchor does; no name in such a script is longer than this. */
function unspacedWord(text: string, anchor: number, high: number): Word {
  let end = anchor;
  while (end < high && end - anchor < LONGEST_UNSPACED && isIdPart(text, end) && isUnspacedAt(text, end)) end++;
  return { start: anchor, end };
}

function isUnspacedAt(text: string, at: number): boolean {
  return text.charCodeAt(at) >= FIRST_UNSPACED && UNSPACED.test(text[at] ?? '');
}

function isIdPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < ASCII ? ID_PARTS[code] === 1 : ID.test(text[at] ?? '');
}

function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === COLON) return text.charCodeAt(at + 1) === COLON || text.charCodeAt(at - 1) === COLON;
  return code < ASCII ? NAME_PARTS[code] === 1 : NAME.test(text[at] ?? '');
}

/** By code of a character: 1 where it is of that kind. */
function asciiOf(kind: RegExp): Uint8Array {
  return Uint8Array.from({ length: ASCII }, (_, code) => (kind.test(String.fromCharCode(code)) ? 1 : 0));
}

/** `${NAME:-value}`, `${NAME:=value}`: the side that holds the anchor. */
function splitDefault(text: string, start: number, end: number, anchor: number): Word {
  const word = text.slice(start, end + 1);
  let from = start;
  for (let at = word.indexOf(':-'); at >= 0; at = word.indexOf(':-', at + 2)) {
    if (start + at < anchor) from = start + at + 2;
    else return { start: from, end: start + at };
  }
  return { start: from, end };
}

function trim(text: string, { start, end }: Word, anchor: number): Word {
  while (start < anchor && EDGE.test(text[start] ?? '')) start++;
  while (end > anchor + 1 && EDGE.test(text[end - 1] ?? '')) end--;
  while (start < anchor && end > anchor + 1 && text[start] === '_' && text[end - 1] === '_') [start, end] = [start + 1, end - 1];
  return { start, end };
}

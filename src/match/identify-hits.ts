/** Where the patterns of families hold in one segment of an id. */
import { KEY_LENGTH } from './id-tables.ts';
import { pairAt, type IdCatalogue, type IdPattern } from './identify-catalogue.ts';
import type { Segment } from './normalise.ts';

/** A stretch of a segment that a pattern took; offsets into the segment. */
export interface Hit {
  readonly pattern: IdPattern;
  readonly start: number;
  readonly end: number;
}

const RANK = { name: 2, id: 1, signed: 0 } as const;
/** Shorter names are not looked for inside camelCase. */
const SHORTEST_HUMP = 4;
/** What runs a model, behind its name: `llama.cpp`. */
const TOOL = /^[-.]cpp(?![a-z])/;
/** The pattern took the number of a size for a version: `GPT-4` of `PhoGPT-4B`. */
const SIZE_END = /^\d[bmt](?![a-z])/;
/** No name holds more families. */
const MOST_HITS = 8;

/** The longest hits of a segment, from left to right, without overlaps. `text` is what the segment was cut from. */
export function hitsIn(text: string, segment: Segment, catalogue: IdCatalogue): Hit[] {
  const hits: Hit[] = [];
  const { patternStarts } = catalogue;
  for (let at = 0; at < segment.folded.length && hits.length < MOST_HITS; at++) {
    if (!patternStarts.has(pairAt(segment.folded, at))) continue;
    const hump = isHumpBefore(text, segment.start + at);
    if (at > 0 && !hump && isWordChar(segment.folded, at - 1)) continue;
    const hit = longestAt(text, segment, at, hump, catalogue);
    if (hit === null || (hits.length > 0 && TOOL.test(segment.folded.slice(hit.end, hit.end + 5)))) continue;
    hits.push(hit);
    at = Math.max(at, hit.end - 1);
  }
  return hits;
}

function longestAt(text: string, segment: Segment, at: number, hump: boolean, catalogue: IdCatalogue): Hit | null {
  const { patterns } = catalogue;
  let best: Hit | null = null;
  for (let length = KEY_LENGTH; length > 1; length--) {
    for (const pattern of patterns.get(segment.folded.slice(at, at + length)) ?? []) {
      const end = endOf(pattern, text, segment, at, catalogue);
      if (end < 0 || (hump && (pattern.strength !== 'name' || pattern.collides || end - at < SHORTEST_HUMP))) continue;
      if (best === null || end > best.end || (end === best.end && RANK[pattern.strength] > RANK[best.pattern.strength])) {
        best = { pattern, start: at, end };
      }
    }
  }
  return best;
}

function endOf(pattern: IdPattern, text: string, segment: Segment, at: number, catalogue: IdCatalogue): number {
  const closed = catalogue.regexOf(pattern, false);
  closed.lastIndex = at;
  if (closed.test(segment.folded)) return closed.lastIndex;
  if (pattern.strength !== 'name') return -1;
  const open = catalogue.regexOf(pattern, true);
  open.lastIndex = at;
  if (!open.test(segment.folded)) return -1;
  const end = open.lastIndex;
  if (end - at < SHORTEST_HUMP || SIZE_END.test(segment.folded.slice(end - 1, end + 2))) return -1;
  return isHumpBefore(text, segment.start + end) ? end : -1;
}

function isWordChar(folded: string, at: number): boolean {
  const code = folded.charCodeAt(at);
  return isSmallOrDigit(code) || (code >= 0xe0 && code <= 0x24f);
}

/** A capital letter behind a small letter or a digit, or one that begins a word behind capitals: `QwenVLMax`. */
function isHumpBefore(text: string, at: number): boolean {
  if (!isCapital(text.charCodeAt(at))) return false;
  const before = text.charCodeAt(at - 1);
  return isSmallOrDigit(before) || (isCapital(before) && isSmall(text.charCodeAt(at + 1)));
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isSmallOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** What names and strings tell, by the words in them: each character is one step in a table. */
import { CLASSES, IMPORTS, IS_MADE, LONGEST_RUN, MAKES, MAKES_AT_END, NODES, STEPS, WORD_PLACES, WORD_SHIFT, WORDS } from './layout';
import { charAt, placeOf, rowAt } from './text';

/** It is, or holds, a word that speaks of what it belongs to; the same of two words; and of a word among others. */
export const OF_OWNER: i32 = 64;
export const OF_OWNERS: i32 = 128;
export const HAS_BLANK: i32 = 256;
export const IS_SEVERAL: i32 = 512;

/** `id`, `name`, `type`, `default`, five bits a letter. */
const ID: u64 = 292;
const NAME: u64 = 460197;
const TYPE: u64 = 681477;
const DEFAULT: u64 = 4469085588;
const SPREAD: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;

/** The last word that was told of, five bits a letter; 0: it was too long. */
let word: u64 = 0;

/** What stands from `start` to `end`: a name, or a string or part of one. */
export function tell(start: i32, end: i32): i32 {
  const steps = load<usize>(STEPS);
  const nodes = load<usize>(NODES);
  const behind = placeOf(end);
  let node: usize = 0;
  let found = 0;
  let run: u64 = 0;
  let first = placeOf(start);
  for (let at = first; at < behind; at += 2) {
    const code: u32 = load<u16>(at);
    const kind: usize = code < 128 ? load<u8>(CLASSES + code) : 0;
    node = load<u16>(steps + (((node << 5) | kind) << 1));
    const said: i32 = load<u8>(nodes + node);
    if (said !== 0) found |= (said & MAKES_AT_END) !== 0 && at + 2 < behind && isWordPart(load<u16>(at + 2)) ? said & ~MAKES_AT_END : said;
    run = (run << 5) | kind;
    if (kind === 0) {
      found |= ended(run >>> 5, <i32>((at - first) >> 1), found) | IS_SEVERAL | (isBlank(code) ? HAS_BLANK : 0);
      run = 0;
      first = at + 2;
    }
  }
  const count = <i32>((behind - first) >> 1);
  found |= ended(run, count, found);
  word = count > LONGEST_RUN ? 0 : run;
  return (found & MAKES_AT_END) !== 0 ? found | MAKES : found;
}

function isBlank(code: u32): bool {
  return code === 32 || code - 9 <= 4;
}

/** What the end of a word tells. */
function ended(run: u64, count: i32, found: i32): i32 {
  if (count > 7 || !isOfOwner(run, count)) return 0;
  return ((found & OF_OWNER) << 1) | OF_OWNER;
}

export function hasCapital(start: i32, end: i32): bool {
  for (let at = start; at < end; at++) {
    const code = charAt(at);
    if (code >= 65 && code <= 90) return true;
  }
  return false;
}

function isWordPart(code: i32): bool {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

function isOfOwner(run: u64, count: i32): bool {
  return (count === 2 && run === ID) || (count === 4 && (run === NAME || run === TYPE)) || (count === 7 && run === DEFAULT);
}

/** Whether a name makes something. */
export function isMaker(found: i32, start: i32, end: i32): bool {
  return (found & MAKES) !== 0 && ((found & IS_MADE) !== 0 || hasCapital(start, end));
}

/** Where the last word of what was told stands in the table of words; 0: nowhere. */
export function knownWord(): usize {
  if (word === 0) return 0;
  const words = load<usize>(WORDS);
  let place = <usize>((word * SPREAD) >>> WORD_SHIFT);
  for (let known = load<u64>(words + (place << 4)); known !== word; known = load<u64>(words + (place << 4))) {
    if (known === 0) return 0;
    place = (place + 1) & (WORD_PLACES - 1);
  }
  return words + (place << 4);
}

/** What the word of a name is that was told of, when the name is nothing else. */
export function traitsOf(known: usize, found: i32, start: i32, end: i32): i32 {
  return known === 0 || (found & IS_SEVERAL) !== 0 || hasCapital(start, end) ? 0 : load<i32>(known, 8);
}

/** Whether a word imports in this language. */
export function isImport(known: usize): bool {
  return known !== 0 && (load<i32>(known, 12) & load<i32>(rowAt(), IMPORTS)) !== 0;
}

/** Whether a string may be an address or a variable: a longer start than this, or `MODEL`, `HOST`, `PROVIDER`. */
export function mayBeSetting(from: i32, to: i32): bool {
  const first = charAt(from);
  const second = charAt(from + 1);
  if (first === 48) return second === 46;
  if (first === 49) return second === 50;
  if (first === 104) return second === 116;
  if (first === 119) return second === 115;
  if (first === 108) return second === 111;
  if (first < 65 || first > 90) return false;
  let at = from + 1;
  while (at < to && isWordPart(charAt(at)) && charAt(at) !== 95) at++;
  if (at < to) return charAt(at) === 95;
  const size = to - from;
  return (first === 77 && size === 5) || (first === 72 && size === 4) || (first === 80 && size === 8);
}

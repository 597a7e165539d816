/** Leaps over statements that say nothing. */
import type { State } from '../lexer/state.ts';
import { IS_BEHIND_BLOCK, IS_NEW } from '../skim/compiled/layout.ts';
import type { Landing, Skim, Skimmer } from '../skim/index.ts';
import { lowerBound } from './anchors.ts';
import { endStatement, type Frame, type Range } from './frames.ts';
import { note, type Reader } from './reader.ts';

/** A text is looked at so many times its length at the most, where much of it says something deep within. */
const MOST_LOOKS = 8;

/** Gives a leap for a reader: null, or where it goes on and what was read last there. The lexer stands at the start of a line. */
export function leapOf(
  read: Reader,
  { start: first, end: behind }: Range,
  skimmer: Skimmer | null,
): ((state: State) => Landing | null) | null {
  let skim: Skim | null | undefined;
  let looks = MOST_LOOKS * (behind - first);
  if (skimmer === null) return null;
  return (state) => {
    const { frame } = read;
    if (looks <= 0 || read.last !== state.last || read.dotted) return null;
    const place = placeIn(frame);
    if (place < 0) return null;
    if (skim === undefined) skim = skimmer(read.text, read.language, first, behind);
    if (skim === null) return null;
    const { at, last, lastStart: start, lastEnd: end } = state;
    const until = read.anchors[lowerBound(read.anchors, at)] ?? behind;
    const landing = skim(at, until, { last, start, end, place });
    looks -= landing.looked - at;
    if (landing.at <= at) return null;
    if (frame.afterBlock) endStatement(frame);
    if (landing.isCounted) frame.members += 2;
    note(read, landing.last, landing.end);
    return landing;
  };
}

/** What is open here, where nothing of a statement was read yet; -1: more has to be read first. A first string counts as the key of what follows. */
function placeIn({ kind, count, first, importing, ternary, key, generic, afterBlock, members, firstString }: Frame): number {
  if ((kind !== 'root' && kind !== 'block') || (firstString !== null && members < 2)) return -1;
  if (afterBlock) return IS_BEHIND_BLOCK;
  if (count > 0 || first !== null || importing > 0 || ternary > 0 || key !== null || generic !== null) return -1;
  return members === 0 ? IS_NEW : 0;
}

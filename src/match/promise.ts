/**
 * What may come of a file, by what its text holds at its anchors: most files that hold one name no model. Whatever a format makes of the
 * text, the words at an anchor are cut out of the run of characters around it, so that the readers of values can be asked before.
 */
import { placesOf } from '../rules/anchors.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { IGNORE_WORDS } from '../rules/own-words.ts';
import type { SourceFile } from '../types.ts';
import { mayNameIn } from './may-name.ts';
import { memo } from './memo.ts';

/** `something`: it may count by itself. Families: it counts, if at all, beside a sure sign of one of them in another file; none: it says nothing. */
export type Promised = 'something' | ReadonlySet<string>;

/** Longer runs are data, and are cut by length. */
const LONGEST_RUN = 400;
const LONGEST_VERSION = 12;
/** So many different runs are looked at; a file with more is worth reading. */
const MOST_RUNS = 2000;
/** Places of a run where a word may start or end: next to the anchor, and at the ends of the run. */
const NEAREST = 3;
const OUTERMOST = 2;

/** What no run holds: blanks, quotes, brackets and the like, and letters of scripts without blanks. */
const OUTSIDE = /[\s"'`,;|<>()[\]{}=\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]/;
const WORD = /[\w$\u0080-\uffff]/;
/** A blank before a version goes on with a name: `Kimi K2`. */
const VERSION = /^(?: [vVkKmMrR]?\d[\w.]*){1,2}/;
/** Text that may stand for other text: characters that are escaped, a line that goes on, an entity, percent signs. */
const ESCAPED = /\\(?:[xuUNo0-9/.-]|$)|%[0-9a-fA-F]{2}|&#/;

/** Quotes with more of the same word behind or before them, as shells write (`glm"-4"`); a prefix of a string is none (`f"..."`). */
const QUOTED_ON = /^["'`][\w"'`+$./-]/;
const QUOTED_BEFORE = /(?:[+$./"'`-]|\w{3})["'`]$/;

/** It is told when nothing needs it. */
const SUPPRESSION = new RegExp(IGNORE_WORDS.join('|'), 'iy');

/** What may come of a file that is read as it is written. */
export function promiseOf({ text, anchors }: Pick<SourceFile, 'text' | 'anchors'>, catalogue: Catalogue): Promised {
  const families = new Set<string>();
  const seen = new Set<string>();
  for (const anchor of anchors) {
    SUPPRESSION.lastIndex = anchor;
    if (SUPPRESSION.test(text)) return 'something';
    const [start, end] = runAround(text, anchor);
    const key = `${anchor - start} ${text.slice(start, end)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (end === anchor || end - start > LONGEST_RUN || seen.size > MOST_RUNS || isGlued(text, start, end, anchor)) return 'something';
    const version = VERSION.exec(text.slice(end, end + LONGEST_VERSION))?.[0] ?? '';
    const promised = promiseOfRun(`${key}${version}`, catalogue);
    if (promised === 'something') return promised;
    for (const family of promised) families.add(family);
  }
  return families;
}

function runAround(text: string, anchor: number): [number, number] {
  let start = anchor;
  while (start > 0 && anchor - start <= LONGEST_RUN && isInside(text.charCodeAt(start - 1))) start--;
  let end = anchor;
  while (end < text.length && end - anchor <= LONGEST_RUN && isInside(text.charCodeAt(end))) end++;
  return [start, end];
}

const INSIDE = Uint8Array.from({ length: 128 }, (_, code) => (OUTSIDE.test(String.fromCharCode(code)) ? 0 : 1));

function isInside(code: number): boolean {
  return code < INSIDE.length ? INSIDE[code] === 1 : !OUTSIDE.test(String.fromCharCode(code));
}

/** The run is not what is meant, or only a part of it: something in it or next to it stands for other text. */
function isGlued(text: string, start: number, end: number, anchor: number): boolean {
  const run = text.slice(start, end);
  const [before, after] = [text[start - 1], text[end]];
  if (ESCAPED.test(after === '\n' || after === '\r' || after === undefined ? run : `${run} `)) return true;
  if (before === '}' || (after === '{' && run.endsWith('$'))) return true;
  if (QUOTED_ON.test(text.slice(end, end + 2)) || QUOTED_BEFORE.test(text.slice(Math.max(0, start - 4), start))) return true;
  return (
    (after === ';' && /&\w+$/.test(text.slice(anchor, end))) ||
    (before === ';' && /&#?\w{2,9};$/.test(text.slice(Math.max(0, start - 12), start)))
  );
}

/** Takes where the anchor stands in a run, a blank, and the run with the version behind it. */
const promiseOfRun = memo((key: string, catalogue: Catalogue): Promised => {
  const blank = key.indexOf(' ');
  const anchor = Number(key.slice(0, blank));
  const run = key.slice(blank + 1);
  const families = new Set<string>();
  for (const word of wordsAround(run, anchor)) {
    const named = mayNameIn(word, catalogue);
    if (named === 'something') return named;
    for (const family of named) if (family !== null) families.add(family);
  }
  return holdsPlace(run.toLowerCase(), catalogue) ? 'something' : families;
});

/** The stretches of a run that may be a value, or a word of one. */
function wordsAround(run: string, anchor: number): Set<string> {
  const starts: number[] = [];
  for (let at = 0; at <= anchor; at++) if (isEdge(run, at) || (run[at - 2] === '\\' && run[at - 1] !== '\\')) starts.push(at);
  const ends: number[] = [];
  for (let at = anchor + 1; at <= run.length; at++) if (isEdge(run, at)) ends.push(at);
  const words = new Set<string>();
  for (const start of [...starts.slice(0, OUTERMOST), ...starts.slice(-NEAREST)]) {
    for (const end of [...ends.slice(0, NEAREST), ...ends.slice(-OUTERMOST)]) words.add(run.slice(start, end));
  }
  return words;
}

/** A word may start or end there. */
function isEdge(run: string, at: number): boolean {
  return at === 0 || at === run.length || !WORD.test(run[at - 1] ?? '') || !WORD.test(run[at] ?? '');
}

/** Words of hosts and clients by how they start. */
type Places = ReadonlyMap<number, readonly string[]>;

const places = new WeakMap<Catalogue, Places>();

/** Words of hosts and clients stand in a run: they say where a model runs which another file names. */
function holdsPlace(run: string, catalogue: Catalogue): boolean {
  let known = places.get(catalogue);
  if (known === undefined) places.set(catalogue, (known = byStart(catalogue.tables?.places ?? placesOf(catalogue.rules))));
  for (let at = 0; at + 2 < run.length; at++) {
    for (const text of known.get(startAt(run, at)) ?? []) if (run.startsWith(text, at)) return true;
  }
  return false;
}

function byStart(texts: readonly string[]): Places {
  const starts = new Map<number, string[]>();
  for (const text of texts) {
    const start = startAt(text, 0);
    const known = starts.get(start);
    if (known) known.push(text);
    else starts.set(start, [text]);
  }
  return starts;
}

/** Three characters as one number. */
function startAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) ^ (text.charCodeAt(at + 1) << 8) ^ text.charCodeAt(at + 2);
}

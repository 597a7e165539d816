/**
 * The pattern language of rules/families: literals (of ASCII, and small letters of Greek), `\d`, `\.`, `[classes]`, `(a|b)`, `?`, `{n}`,
 * `{n,m}`. No unbounded repetition, so every pattern is read in a time bounded by its own length. Anchors and index keys are derived from
 * the same tree.
 */
import { messageOf } from '../thrown.ts';

type Node =
  | { readonly type: 'chars'; readonly chars: string }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'choice'; readonly options: readonly Node[] }
  | { readonly type: 'repeat'; readonly item: Node; readonly min: number; readonly max: number };

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789.-:αβγδεζηθικλμνξοπρςστυφχψω';
/** Files are searched for ASCII. */
const ASCII = /^[ -~]*/;
const DIGITS = '0123456789';
const MOST_STRINGS = 96;
const DEEPEST = 8;
const SHORTEST_ANCHOR = 3;
/** Long enough to be rare in text. */
const TELLING = 8;
const MOST_ANCHORS = 20;

/** What is wrong with a pattern of a rule file: not in the language, or without an anchor. */
class PatternProblem extends Error {
  override readonly name = 'PatternProblem';
}

/**
 * The literals with which every text that `source` matches starts, one or the other, each of at least 3 characters, as people write
 * them: a `-` of a pattern also as `_`.
 */
export function anchorsOfPattern(source: string): string[] {
  const starts = startsOf(parse(source)).map((start) => ASCII.exec(start)?.[0] ?? '');
  if (starts.length === 0 || starts.some((start) => start.length < SHORTEST_ANCHOR)) {
    throw new PatternProblem(`a pattern has to start with a literal of ${SHORTEST_ANCHOR} characters: ${source}`);
  }
  const least = starts.filter((text) => !starts.some((other) => other !== text && text.includes(other)));
  return [...new Set(least.flatMap((text) => [text, text.replaceAll('-', '_')]))].toSorted();
}

/** The first `length` characters that a match can start with; shorter ones where a match may be shorter. */
export function prefixesOfPattern(source: string, length: number): string[] {
  return [...prefixes(parse(source), length)];
}

/** What is wrong with a pattern, or null: one that is not in the language would never match, and nobody would see it. */
export function patternProblem(source: string): string | null {
  try {
    parse(source);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

function parse(source: string): Node {
  const reader = { source, at: 0 };
  const node = readChoice(reader, 0);
  if (reader.at < source.length) throw new PatternProblem(`unexpected ${source[reader.at]} in pattern ${source}`);
  return node;
}

interface Reader {
  readonly source: string;
  at: number;
}

function readChoice(reader: Reader, depth: number): Node {
  if (depth > DEEPEST) throw new PatternProblem(`pattern nested too deep: ${reader.source}`);
  const options = [readSequence(reader, depth)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    options.push(readSequence(reader, depth));
  }
  const [only] = options;
  return options.length === 1 && only ? only : { type: 'choice', options };
}

function readSequence(reader: Reader, depth: number): Node {
  const items: Node[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    items.push(readRepeat(reader, readAtom(reader, depth)));
  }
  return { type: 'sequence', items };
}

function readAtom(reader: Reader, depth: number): Node {
  const char = reader.source[reader.at++] ?? '';
  if (char === '(') {
    const inner = readChoice(reader, depth + 1);
    if (reader.source[reader.at++] !== ')') throw new PatternProblem(`missing ) in pattern ${reader.source}`);
    return inner;
  }
  if (char === '[') return { type: 'chars', chars: readClass(reader) };
  if (char === '\\') return { type: 'chars', chars: escaped(reader.source[reader.at++] ?? '', reader.source) };
  if (!/[a-z0-9:\u03b1-\u03c9-]/.test(char)) throw new PatternProblem(`${char} is not in the pattern language: ${reader.source}`);
  return { type: 'chars', chars: char };
}

function escaped(char: string, source: string): string {
  if (char === 'd') return DIGITS;
  if (char === '.') return '.';
  throw new PatternProblem(`\\${char} is not in the pattern language: ${source}`);
}

function readClass(reader: Reader): string {
  const end = reader.source.indexOf(']', reader.at);
  const body = reader.source.slice(reader.at, Math.max(end, reader.at));
  if (end < 0 || !/^(?:[a-z0-9]-[a-z0-9]|[a-z0-9.:\u03b1-\u03c9-])+$/.test(body))
    throw new PatternProblem(`bad class in pattern ${reader.source}`);
  reader.at = end + 1;
  return [...ALPHABET].filter((char) => new RegExp(`[${body}]`).test(char)).join('');
}

function readRepeat(reader: Reader, item: Node): Node {
  if (reader.source[reader.at] === '?') {
    reader.at++;
    return { type: 'repeat', item, min: 0, max: 1 };
  }
  const counts = /^\{(\d{1,2})(?:,(\d{1,2}))?\}/.exec(reader.source.slice(reader.at, reader.at + 8));
  if (counts === null) return item;
  reader.at += counts[0].length;
  const min = Number(counts[1]);
  return { type: 'repeat', item, min, max: counts[2] === undefined ? min : Number(counts[2]) };
}

/** Every string that `node` matches, when they are few; else null. */
function strings(node: Node): string[] | null {
  switch (node.type) {
    case 'chars':
      return node.chars.length > 10 ? null : [...node.chars];
    case 'choice': {
      const all = node.options.map(strings);
      return all.every((set) => set !== null) ? few(all.flat()) : null;
    }
    case 'sequence':
      return node.items.reduce<string[] | null>((before, item) => product(before, strings(item)), ['']);
    case 'repeat': {
      const once = strings(node.item);
      const sets: (string[] | null)[] = [];
      let power: string[] | null = [''];
      for (let count = 0; count <= node.max && power !== null; count++) {
        if (count >= node.min) sets.push(power);
        power = product(power, once);
      }
      return power === null && sets.length <= node.max - node.min ? null : few(sets.flatMap((set) => set ?? []));
    }
  }
}

function product(before: string[] | null, after: string[] | null): string[] | null {
  if (before === null || after === null || before.length * after.length > MOST_STRINGS) return null;
  return before.flatMap((head) => after.map((tail) => head + tail));
}

function few(all: string[]): string[] | null {
  return all.length > MOST_STRINGS ? null : all;
}

/** The strings that a match starts with: longer while they are short or stay as many as they are. */
function startsOf(node: Node): string[] {
  if (node.type === 'choice') return node.options.flatMap(startsOf);
  let starts = [''];
  for (const item of node.type === 'sequence' ? node.items : [node]) {
    const next = strings(item);
    const shortest = Math.min(...starts.map((start) => start.length));
    const joined = shortest >= TELLING && next?.length !== 1 ? null : product(starts, next);
    if (joined === null || (shortest >= SHORTEST_ANCHOR && joined.length > MOST_ANCHORS)) return starts;
    starts = joined;
  }
  return starts;
}

function prefixes(node: Node, length: number): Set<string> {
  if (length <= 0) return new Set(['']);
  switch (node.type) {
    case 'chars':
      return new Set(node.chars);
    case 'choice':
      return new Set(node.options.flatMap((option) => [...prefixes(option, length)]));
    case 'sequence':
      return joinPrefixes(node.items, length);
    case 'repeat': {
      const counts = Array.from({ length: Math.min(node.max, node.min + length) - node.min + 1 }, (_, more) => node.min + more);
      return new Set(
        counts.flatMap((count) => [
          ...joinPrefixes(
            Array.from({ length: count }, () => node.item),
            length,
          ),
        ]),
      );
    }
  }
}

function joinPrefixes(items: readonly Node[], length: number): Set<string> {
  let heads = new Set(['']);
  for (const item of items) {
    const next = new Set<string>();
    for (const head of heads) {
      for (const tail of head.length >= length ? [''] : prefixes(item, length - head.length)) next.add((head + tail).slice(0, length));
    }
    heads = next;
    if ([...heads].every((head) => head.length >= length)) break;
  }
  return heads;
}

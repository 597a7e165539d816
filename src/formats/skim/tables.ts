/** The tables of what skims code, as they lie in its memory: the build makes them once. */
import { LANGUAGES } from '../languages/index.ts';
import type { BlockComment, Language, StringKind } from '../languages/row.ts';
import { LITERALS } from '../lexer/literals.ts';
import { rulesOf, type Opener } from '../lexer/rules.ts';
import { BEFORE_OPERAND } from '../lexer/state.ts';
import { MAKER, TELLING_NAME } from '../source/settings.ts';
import { TELLING } from '../source/telling.ts';
import { EXPORTED, KEYWORDS } from '../source/words.ts';
import * as L from './compiled/layout.ts';
import { tellingNodes } from './nodes.ts';
import { kindOf, wordTable, type Known } from './packed.ts';
import { writerAt, type Writer } from './writer.ts';

/** What lies in the memory from IMAGE on, and where the row of each language lies that can be skimmed. */
export interface Tables {
  readonly bytes: Uint8Array;
  readonly rows: Readonly<Record<string, number>>;
}

const HEADER = 144;

/** The tables for all languages. */
export function skimTables(): Tables {
  const to = writerAt(L.IMAGE);
  to.take(HEADER);
  for (let code = 0; code < 128; code++) to.byte(L.CLASSES + code, classOf(code));
  const { steps, said } = tellingNodes([
    [TELLING, L.TELLS],
    [TELLING_NAME, L.TELLS_AS_NAME],
    [MAKER, L.MAKES],
    [/new|create|from/, L.IS_MADE],
  ]);
  to.word(L.STEPS, to.shorts(steps));
  to.word(L.NODES, to.bytes(said));
  to.word(L.WORDS, to.words(wordTable(traitsOfWords())));
  const empty = to.words([0]);
  const rows = LANGUAGES.filter(isKnown).map((language) => [language.id, rowOf(to, language, empty)] as const);
  return { bytes: to.all(), rows: Object.fromEntries(rows) };
}

/** What a character is to words: 0 is nothing. */
function classOf(code: number): number {
  const letter = String.fromCharCode(code);
  return /[\w-]/.test(letter) ? kindOf(letter) : 0;
}

function traitsOfWords(): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  const set = (words: Iterable<string>, traits: number, imports: number) => {
    for (const word of words) {
      const before = known.get(word) ?? { traits: 0, imports: 0 };
      if (word.length <= L.LONGEST_RUN) known.set(word, { traits: before.traits | traits, imports: before.imports | imports });
    }
  };
  set(KEYWORDS, L.IS_KEYWORD, 0);
  set(BEFORE_OPERAND, L.IS_BEFORE_OPERAND, 0);
  set(['return', 'default', 'yield', 'await', 'in', 'of'], L.IS_BEFORE_OBJECT, 0);
  set(EXPORTED, L.IS_EXPORTED, 0);
  set(['include', 'import', 'include_next'], L.IS_INCLUDE, 0);
  for (const language of LANGUAGES.filter(isKnown)) set(importsOf(language), 0, importBit(language));
  return known;
}

/** Words that import, and the last ones of calls that do. */
function importsOf({ imports: { words, calls } }: Language): string[] {
  return [...words, ...calls.map((call) => /[\w-]+$/.exec(call)?.[0] ?? '')];
}

/** One of 32 bits for languages that import by the same words; some share one, whose words then count for all of them. */
function importBit(language: Language): number {
  const lists = [...new Set(LANGUAGES.filter(isKnown).map((one) => importsOf(one).join()))];
  return 1 << (lists.indexOf(importsOf(language).join()) % 32);
}

/** Languages of which every construct is read as the lexer reads it, or told from what is not. */
function isKnown(language: Language): boolean {
  const { lisp, stop, lineFirst, block, literals, pairs, strings, braces } = language;
  return (
    !lisp &&
    stop === '' &&
    lineFirst.length === 0 &&
    block.every(({ first, quotes }) => !first && !quotes) &&
    literals.every((name) => name === 'cpp-raw' || name === 'rust-raw' || (name === 'regex' && pairs !== '=>')) &&
    (braces === 'data' || importsOf(language).every((word) => word.length <= L.LONGEST_RUN)) &&
    strings.every(({ hole }) => hole !== '{$')
  );
}

function rowOf(to: Writer, language: Language, empty: number): number {
  const rules = rulesOf(language);
  const row = to.take(L.ROW);
  const openers = rules.openers.map((list) => (list === undefined ? empty : openersOf(to, list)));
  const { joiners } = language;
  to.word(row + L.LINE_ENDS, language.lineEnds === 'never' ? L.NEVER : language.lineEnds === 'always' ? L.ALWAYS : L.COMPLETE);
  to.word(row + L.TRAITS, traitsOf(language));
  to.word(row + L.JOINERS, to.words([joiners.length, ...joiners.flatMap((one) => [to.letters(one), one.length])]));
  to.word(row + L.PREFIXED, prefixedOf(to, language));
  to.word(row + L.IMPORTS, importBit(language));
  to.word(row + L.OPENERS, to.words(Array.from({ length: 128 }, (_, code) => openers[code] ?? empty)));
  for (let code = 0; code < 128; code++) {
    to.byte(row + L.STARTS + code, rules.starts[code] ?? 0);
    to.byte(row + L.PLAIN + code, rules.plain[code] ?? 0);
    if (rules.parts[code] === 1) to.byte(row + L.PARTS + code, classOf(code) || L.IS_JOINED);
    to.byte(row + L.JOINS + code, rules.joins[code] ?? 0);
  }
  return row;
}

function traitsOf({ directives, composites, braces, pairs, literals }: Language): number {
  return (
    (directives ? L.HAS_DIRECTIVES : 0) |
    (composites ? L.HAS_COMPOSITES : 0) |
    (braces === 'data' ? L.HAS_DATA_IN_BRACES : 0) |
    (pairs === '=>' ? L.HAS_ARROW_PAIRS : 0) |
    (literals.some((name) => LITERALS[name].first === '') ? L.HAS_NAMED_LITERALS : 0)
  );
}

function openersOf(to: Writer, list: readonly Opener[]): number {
  const places = list.map((opener) => {
    const [type, what] = openedBy(to, opener);
    return to.words([type, to.letters(opener.open), opener.open.length, what]);
  });
  return to.words([places.length, ...places]);
}

function openedBy(to: Writer, opener: Opener): readonly [type: number, what: number] {
  switch (opener.type) {
    case 'line':
      return [L.LINE_COMMENT, 0];
    case 'block':
      return [L.BLOCK_COMMENT, commentOf(to, opener.block)];
    case 'string':
      return [L.STRING, stringOf(to, opener.string)];
    case 'element':
      return [L.ELEMENT, 0];
    default:
      return [opener.type === 'literal' && opener.read === LITERALS.regex.read ? L.REGEX : L.UNKNOWN, 0];
  }
}

function commentOf(to: Writer, { close, nested }: BlockComment): number {
  return to.words([to.letters(close), close.length, nested ? 1 : 0]);
}

function stringOf(to: Writer, { close, escape, doubled, lines, char, hole }: StringKind): number {
  const endsLate = close.length === 3 && close.startsWith('"') && escape === '';
  const is = (doubled ? L.IS_DOUBLED : 0) | (lines ? L.HAS_LINES : 0) | (char ? L.IS_CHARACTER : 0) | (endsLate ? L.ENDS_LATE : 0);
  return to.words([to.letters(close), close.length, escape === '' ? -1 : escape.charCodeAt(0), is, to.letters(hole), hole.length]);
}

/** Longest opening mark first. */
function prefixedOf(to: Writer, { prefixes, strings }: Language): number {
  const all = Object.entries(prefixes).flatMap(([prefix, change]) =>
    strings
      .filter(({ open }) => open.length === 1 || open.length === 3)
      .map((string) => [Buffer.from(prefix), { ...string, ...change }] as const),
  );
  const rows = all
    .toSorted(([, a], [, b]) => b.open.length - a.open.length)
    .flatMap(([prefix, kind]) => [
      prefix.reduce((key, byte) => (key << 8) | byte, 0),
      to.letters(kind.open),
      kind.open.length,
      stringOf(to, kind),
    ]);
  return to.words([all.length, ...rows]);
}

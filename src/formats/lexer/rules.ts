/** A row of the table of languages, made ready for reading character by character. */
import type { BlockComment, Language, StringKind } from '../languages/row.ts';
import type { ReadLiteral } from './literal.ts';
import { LITERALS } from './literals.ts';

/** What a character below 128 can start. */
export const START = { mark: 0, blank: 1, newline: 2, name: 3, digit: 4, open: 5, close: 6, special: 7 } as const;

/** What something starts with that is no code, or whose end is to be found. */
export type Opener =
  | { readonly type: 'line'; readonly open: string; readonly first: boolean }
  | { readonly type: 'block'; readonly open: string; readonly block: BlockComment }
  | { readonly type: 'string'; readonly open: string; readonly string: StringKind }
  | { readonly type: 'literal'; readonly open: string; readonly read: ReadLiteral }
  | { readonly type: 'element' | 'stop'; readonly open: string };

/** The rules of a language, as the lexer asks them. */
export interface Rules {
  /** START of each character. */
  readonly starts: Uint8Array;
  /** Like `starts`, without what is special about a character. */
  readonly plain: Uint8Array;
  /** 1 for each character that a name may go on with. */
  readonly parts: Uint8Array;
  readonly openers: readonly (readonly Opener[] | undefined)[];
  /** 1 for each character that a joiner starts with. */
  readonly joins: Uint8Array;
  /** Joiners by their first character. */
  readonly joiners: readonly (readonly string[] | undefined)[];
  /** Kind of string by prefix and opening mark. */
  readonly prefixed: ReadonlyMap<string, StringKind>;
  /** Literals that start with letters. */
  readonly named: readonly ReadLiteral[];
}

const cache = new Map<Language, Rules>();

/** The rules of a language; made once. */
export function rulesOf(language: Language): Rules {
  let rules = cache.get(language);
  if (rules === undefined) cache.set(language, (rules = make(language)));
  return rules;
}

function make(language: Language): Rules {
  const plain = startsOf(language);
  const starts = plain.slice();
  const openers: Opener[][] = [];
  for (const opener of openersOf(language)) {
    const code = opener.open.charCodeAt(0);
    (openers[code] ??= []).push(opener);
    starts[code] = START.special;
  }
  const joiners: string[][] = [];
  const joins = new Uint8Array(128);
  for (const joiner of language.joiners) {
    joins[joiner.charCodeAt(0)] = 1;
    (joiners[joiner.charCodeAt(0)] ??= []).push(joiner);
  }
  const named = language.literals.flatMap((name) => (LITERALS[name].first === '' ? [LITERALS[name].read] : []));
  return { starts, plain, parts: partsOf(language), openers, joins, joiners, prefixed: prefixedOf(language), named };
}

function startsOf(language: Language): Uint8Array {
  const starts = new Uint8Array(128);
  const set = (characters: string, start: number) => {
    for (const character of characters) starts[character.charCodeAt(0)] = start;
  };
  set(' \t\f\v', START.blank);
  set('\n\r', START.newline);
  set('0123456789', START.digit);
  set('([{', START.open);
  set(')]}', START.close);
  for (let code = 65; code <= 90; code++) starts[code] = starts[code + 32] = START.name;
  set(`_${language.nameCharacters}`, START.name);
  return starts;
}

function partsOf(language: Language): Uint8Array {
  const parts = new Uint8Array(128);
  for (let code = 48; code <= 57; code++) parts[code] = 1;
  for (let code = 65; code <= 90; code++) parts[code] = parts[code + 32] = 1;
  for (const character of `_${language.nameCharacters}${language.nameTail}`) parts[character.charCodeAt(0)] = 1;
  return parts;
}

/** Longest first; literals before what they could be mistaken for. */
function openersOf(language: Language): Opener[] {
  const literals = language.literals.flatMap((name) =>
    [...LITERALS[name].first].map((open): Opener => ({ type: 'literal', open, read: LITERALS[name].read })),
  );
  const marks: Opener[] = [
    ...language.block.map((block): Opener => ({ type: 'block', open: block.open, block })),
    ...language.line.map((open): Opener => ({ type: 'line', open, first: false })),
    ...language.lineFirst.map((open): Opener => ({ type: 'line', open, first: true })),
    ...language.strings.map((string): Opener => ({ type: 'string', open: string.open, string })),
  ];
  const elements: Opener[] = language.elements ? [{ type: 'element', open: '<' }] : [];
  const stop: Opener[] = language.stop === '' ? [] : [{ type: 'stop', open: language.stop }];
  return [
    ...literals.filter(({ open }) => open !== '/'),
    ...stop,
    ...marks.sort((a, b) => b.open.length - a.open.length),
    ...literals.filter(({ open }) => open === '/'),
    ...elements,
  ];
}

function prefixedOf(language: Language): ReadonlyMap<string, StringKind> {
  return new Map(
    Object.entries(language.prefixes).flatMap(([prefix, change]) =>
      language.strings.map((string) => [prefix + string.open, { ...string, ...change }] as const),
    ),
  );
}

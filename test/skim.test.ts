/** What is left out of code as saying nothing must be nothing that a reader of all of it would find. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf, LANGUAGES } from '../src/formats/languages/index.ts';
import type { Language } from '../src/formats/languages/row.ts';
import { compiledSkim } from '../src/formats/skim/build.ts';
import { builtSkimmer, skimmerOf, type Skimmer } from '../src/formats/skim/index.ts';
import { tellingNodes } from '../src/formats/skim/nodes.ts';
import { readCode } from '../src/formats/source/index.ts';

const ROOT = join(import.meta.dirname, '..');
const compiled = await compiledSkim();
const skimmer = skimmerOf(compiled);
const KNOWN = LANGUAGES.filter(({ id }) => id in compiled.rows);

/** Reads a text with and without leaving anything out; gives how many characters were left out. */
function leftOut(text: string, language: Language, anchors: readonly number[], part = { start: 0, end: text.length }): number {
  let left = 0;
  const counted: Skimmer = (whole, of, start, end) => {
    const skim = skimmer?.(whole, of, start, end) ?? null;
    if (skim === null) return null;
    return (from, until, before) => {
      const landing = skim(from, until, before);
      left += landing.at - from;
      return landing;
    };
  };
  const all = readCode(text, language, anchors, part, 'said', null);
  expect(readCode(text, language, anchors, part, 'said', counted), `${language.id}: ${JSON.stringify(text)}`).toEqual(all);
  return left;
}

function named(id: string): Language {
  const language = LANGUAGES.find((one) => one.id === id);
  if (language === undefined) throw new Error(id);
  return language;
}

/** Names that tell something, by themselves or of what they belong to, and words that mean something in a language. */
const NAMES =
  'a foo x.y.z a::b createClient OpenAI new_model model url base_url path key api trust_remote name id type type.name self.id my-name user$ $x 漢字 éa const let var import export from require return default await yield if for while else new class function async in of def struct use using include get R r f b u8 L rb'.split(
    ' ',
  );
const MARKS =
  '( ) { } [ ] = == => : , ; . ? ?. ?? -> :: := != ... < > ! + ++ - -- * / & && | || |= @ $ % ^ ~ \\ // # /* */ -- __ \' " ` 1 2.5'.split(
    ' ',
  );
const WHOLES = [
  ...'"x"¦"model"¦"http://x"¦"A_B"¦"HOST"¦"POST"¦\'c\'¦"a b"¦"my name"¦"type"¦""¦"a\\"b"¦`a${b}c`¦`${ f("x", {a: 1}) }b`¦f"{x}"¦f"a{url}b"¦"a #{x} \\(y) {z}"¦"""d"""¦\'\'\'d\'\'\''.split(
    '¦',
  ),
  ...'#include <a.h>¦#include "b.h"¦#define X¦# c¦// c¦/* c */¦/* /* n */ */¦<a>¦</a>¦/re/g¦a /[/]x/ b¦R"(x)"¦r#"y"#¦L"z"¦$"a{b}"¦@"c"¦(x) => {¦}) {¦};¦},¦{ model: "x" }¦f(url)¦f(`a${model}`,¦f(`${type.name}b`, "x")¦f($"{name}", "x")¦f(`${ g("path", [1]) }`,¦import("x")¦\u00a0'.split(
    '¦',
  ),
];
const NEWLINES = ['\n', '\n', '\n', '\n', '\r\n', '\r', ' \\\n', '\n\n    '];
const piece = fc.constantFrom(...NAMES, ...MARKS, ...WHOLES);
const name = fc.constantFrom(...NAMES);
const statement = fc
  .tuple(
    name,
    fc.constantFrom(' = ', '(', ' ', ': ', '.', ' := ', '[', ' == '),
    name,
    fc.constantFrom('', '()', '("x")', '(url)', ' {', '}', ')', ']', ' + "q"'),
  )
  .map((parts) => parts.join(''));
const line = fc
  .tuple(
    fc.constantFrom('', '', '  ', '    '),
    fc.oneof(
      statement,
      fc
        .array(
          fc.tuple(piece, fc.constantFrom(' ', ' ', '')).map((parts) => parts.join('')),
          { maxLength: 8 },
        )
        .map((parts) => parts.join('')),
    ),
    fc.constantFrom('', ';', ',', ' // z'),
    fc.constantFrom(...NEWLINES),
  )
  .map((parts) => parts.join(''));
const anyCode = fc.array(line, { minLength: 3, maxLength: 30 }).map((lines) => lines.join(''));

describe('code', () => {
  it.each(KNOWN)('of any kind in $id says the same where what says nothing is left out', (language) => {
    let left = 0;
    fc.assert(
      fc.property(anyCode, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }), fc.nat(9), (text, places, cut) => {
        const anchors = places.map((place) => Math.floor(place * text.length)).sort((a, b) => a - b);
        left += leftOut(text, language, anchors);
        left += leftOut(text, language, anchors, { start: cut, end: Math.max(cut, text.length - cut) });
      }),
      { numRuns: 150 },
    );
    expect(left).toBeGreaterThan(500);
  });

  it('of the fixtures and of this program does', () => {
    let left = 0;
    for (const folder of ['fixtures', 'src/formats', 'src/match']) {
      for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
        if (!statSync(join(ROOT, folder, path)).isFile()) continue;
        const language = languageOf(path, '');
        if (language === null || !KNOWN.includes(language)) continue;
        const text = readFileSync(join(ROOT, folder, path), 'utf8');
        const anchors = [...text.matchAll(/qwen|glm|deepseek|kimi|anchor/gi)].map(({ index }) => index);
        left += leftOut(text, language, anchors) + leftOut(text, language, anchors.slice(-1));
      }
    }
    expect(left).toBeGreaterThan(100_000);
  });

  it('is left out up to the statement that says something', () => {
    const quiet = 'const a = 1;\nfunction f(b) {\n  if (b) return g(b, `c${b}`);\n}\n'.repeat(50);
    expect(leftOut(quiet, named('typescript'), [])).toBeGreaterThan(quiet.length * 0.95);
    const loud = `${quiet}const model = "x";\n`;
    const { spans } = readCode(loud, named('typescript'), [], { start: 0, end: loud.length }, 'said', skimmer);
    expect(spans.map(({ start, end, keys }) => [loud.slice(start, end), keys])).toEqual([['x', ['model']]]);
  });

  it('is read whole in languages that are not known, and where nothing was compiled', () => {
    expect(skimmer?.('(f x)', named('emacs-lisp'), 0, 5)).toBeNull();
    expect(skimmerOf({ ...compiled, code: '' })).toBeNull();
    expect(builtSkimmer()).toBeNull();
  });

  it('longer than there was room for has its own', () => {
    const text = 'const a = 1;\n'.repeat(60_000);
    expect(leftOut(text, named('typescript'), [text.length - 3])).toBeGreaterThan(text.length * 0.99);
  });

  it('that says something deep within is not looked at again and again', () => {
    const text = `${'if (a) {\nb;\nc;\n'.repeat(190)}${'d(1);\n'.repeat(20_000)}model = "x";\n`;
    let looked = 0;
    const watched: Skimmer = (...whole) => {
      const skim = skimmer?.(...whole) ?? null;
      return (
        skim &&
        ((from, until, before) => {
          const landing = skim(from, until, before);
          looked += landing.looked - from;
          return landing;
        })
      );
    };
    readCode(text, named('c'), [], { start: 0, end: text.length }, 'said', watched);
    expect(looked).toBeLessThan(10 * text.length);
  });
});

it('takes apart nothing but words', () => {
  expect(() => tellingNodes([[/ur[il]/, 1]])).toThrow('ur[il]');
});

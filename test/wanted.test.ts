/** What the readers of configurations leave out as saying nothing must be nothing that evidence or settings are made of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refinedSpans } from '../src/extract/config/refine.ts';
import { wantedIn } from '../src/extract/config/wanted.ts';
import { evidenceOf } from '../src/extract/evidence.ts';
import { settingsOf } from '../src/extract/settings.ts';
import { readJson } from '../src/formats/json/index.ts';
import { linesOf } from '../src/formats/position.ts';
import { SyntaxProblem } from '../src/formats/problem.ts';
import type { Reading } from '../src/formats/scalar.ts';
import { readToml } from '../src/formats/toml/index.ts';
import type { Wanted } from '../src/formats/wanted.ts';
import { readYaml } from '../src/formats/yaml/index.ts';
import type { SourceFile, Span } from '../src/types.ts';

type Read = (text: string, wanted?: Wanted) => Reading;

const FIXTURES = join(import.meta.dirname, '../fixtures');
const READERS: readonly (readonly [string, RegExp, Read, readonly string[]])[] = [
  [
    'JSON',
    /\.json[c5]?$/,
    readJson,
    '{|}|[|]|,|:|"a"|"model"|"name"|"value"|"type"|"command"|"--model qwen"|"qwen-max"|"A_B=qwen"|"https://x/y"|"e\\"qwen"|"t\\u0041"|12|qwen|\n|  |// qwen\n|/* c */|"${X:-qwen}"|"{{ x }}"|"env"|"x.yaml"|""|"un|\'s\'|\t'.split(
      '|',
    ),
  ],
  [
    'TOML',
    /\.toml$/,
    readToml,
    '[|]|[[a]]\n|[b.c]\n|= |model|a|name|args|x.y|"q k"|\n|\n| |"qwen-max"|\'s\'|"""|12|[ "a", "qwen" ]|{ a = 1, model = "qwen" }|# qwen\n|,|\r\n|"e\\n"|value|bare qwen|a = "b"\n|model = "qwen"\n|http://x'.split(
      '|',
    ),
  ],
  [
    'YAML',
    /\.ya?ml$/,
    readYaml,
    'a:|model:|name:|value:|command:|type:|x.yaml: >| |  |\n|\n|\n  |\n    |- |- name: X\n|value: qwen|qwen|"qwen max"|\'q\'|# qwen| # c|>-\n|[a, qwen]|{a: b, model: qwen}|---\n|http://x:1/qwen|a: b|null|12|&x|{{ x }}|${A:-qwen}|env:|- A_B=qwen|: |text of words|\t|\r\n|key:  v  |run: >\n'.split(
      '|',
    ),
  ],
];

function spansOfAny(text: string, reading: Reading): readonly Span[] {
  try {
    return refinedSpans(text, reading);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.spans;
    throw error;
  }
}

function saidOf(file: SourceFile, reading: Reading) {
  const spans = spansOfAny(file.text, reading);
  const [id, usage, lines] = ['config/x', 'use', linesOf(file.text)] as const;
  return {
    problem: reading.problem,
    evidence: evidenceOf(file, spans, id, usage, lines),
    settings: settingsOf(file, spans, id, usage, lines),
  };
}

/** `chosen` says which of the anchors count. */
function expectNothingLost(read: Read, text: string, chosen: (anchor: number) => boolean): void {
  const anchors = [...text.matchAll(/qwen|glm|deepseek|kimi/gi)].map(({ index }) => index).filter((_, at) => chosen(at));
  const file = { path: 'x', text, size: text.length, anchors, head: new Uint8Array() };
  expect(saidOf(file, read(text, wantedIn(file))), text).toEqual(saidOf(file, read(text)));
}

describe.each(READERS)('%s', (_, ending, read, tokens) => {
  it('of the fixtures says the same where little of it is read', () => {
    const paths = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) => ending.test(path));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const text = readFileSync(join(FIXTURES, path), 'utf8');
      expectNothingLost(read, text, () => true);
      expectNothingLost(read, text, (at) => at % 3 === 0);
    }
  });

  it('of any text says the same where little of it is read', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 40 }), fc.nat(4), (parts, step) =>
        expectNothingLost(read, parts.join(''), (at) => at % (step + 1) === 0),
      ),
      { numRuns: 300 },
    );
  });
});

it('reads plain JSON and JSON with comments everywhere alike', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', '  '), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      const slow = text.replaceAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/g, (token) => `${token}/**/`);
      const said = ({ scalars, problem }: Reading) => ({
        problem,
        scalars: scalars.filter(({ role }) => role !== 'comment').map(({ role, value, keys }) => ({ role, value, keys })),
      });
      expect(said(readJson(text))).toEqual(said(readJson(slow)));
    }),
  );
});

/** YAML that is read line by line must be read as the parser reads it: fixtures, and generated texts that come close to its limits. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '../src/formats/scalar.ts';
import { joined } from '../src/formats/yaml/joined.ts';
import { readPlainYaml } from '../src/formats/yaml/plain.ts';
import { readYamlTree } from '../src/formats/yaml/tree.ts';

/** Where an empty value stands does not matter, as it has no text. */
function comparable(scalars: readonly Scalar[]): Scalar[] {
  return scalars.map((one) => (one.end > one.start ? one : { ...one, start: 0, end: 0 }));
}

function expectSame(text: string, plain: readonly Scalar[]): void {
  const { scalars, problem } = readYamlTree(text);
  expect({ text, problem, scalars: comparable(plain) }).toEqual({ text, problem: null, scalars: comparable(scalars) });
}

const KEYS = [
  'a',
  'model',
  'b c',
  '"q"',
  "'s'",
  '"e\\xe9\\n"',
  '8080',
  '1.0',
  'null',
  'true',
  '- x',
  '文',
  'x#y',
  'k ',
  'a:b',
  '<<',
  '?',
  'x"y',
];
const VALUES = [
  '',
  ' ',
  'x',
  'a b',
  'a  b',
  'http://h:1/x',
  'a#b',
  'a # c',
  '# c',
  'é 文',
  '1',
  '~',
  'null',
  'yes',
  '-1',
  '- a',
  '-',
  'a:',
  'a: b',
  ':a',

  '"a"',
  '"a\\nb"',
  '"\\x41"',
  '"\\q"',
  '"a" # c',
  '"a"#c',
  '"a" b',
  "'it''s'",
  "'a'",
  "'a\n    b'",
  '"a\n\n    b"',
  "'a",
  '""',
  "''",

  '[]',
  '[ ]',
  '{}',
  '{ }',
  '[a, b]',
  '[a,b]',
  '[\'a\', "b"]',
  '[a b, -c, - d]',
  '[a,\n    b]',
  '[a,\n    b\n  ]',
  '[a, ]',
  '[[a]]',
  '[a',

  '{a: b}',
  '{ a: b, c: "d" }',
  '{"a": 1}',
  '{"a":1}',
  '{1.0: x}',
  '{a}',
  '{a: [b]}',
  '{a: b: c}',
  '{{ x }}',
  '[a: b]',
  '[a]: b',
  '[a#b]',

  '&x a',
  '*x',
  '!t a',
  '| # c',
  '@a',
  '`a`',
  '%a',
  '"{{ x }}"',
  'x {{ y }}',
  'a\n     b',
  'a\n\n     b c',
  'a # c\n     b',
  '<<',
  '...',
];
const BLOCKS = ['|', '>', '|-', '>-', '|+', '>+', '|2', '> '];
const BODIES = ['x', 'x\ny', 'x\n\ny', 'x\n y', '\nx', 'x ', 'x\n', '# x', 'a: b', 'x\n\n\ny\n\n', ' x\ny', '"'];

const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', ' ', '   ');
const key = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'name', 'value') }, fc.constantFrom(...KEYS));
const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', 'x', '"y"', 'a b') }, fc.constantFrom(...VALUES));
const marks = fc.constantFrom('', '', '', '- ', '- ', '-   ', '- - ');
const block = fc
  .tuple(indent, marks, key, fc.constantFrom(...BLOCKS), indent, fc.constantFrom(...BODIES))
  .map(([at, mark, name, style, deeper, body]) => `${at}${mark}${name}: ${style}\n${body.replaceAll(/^(?=.)/gm, `${at}${deeper}`)}`);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(indent, marks, key, value).map(([at, mark, name, held]) => `${at}${mark}${name}: ${held}`.trimEnd()) },
  { weight: 3, arbitrary: fc.tuple(indent, value).map(([at, held]) => `${at}- ${held}`) },
  { weight: 1, arbitrary: fc.tuple(indent, value).map(([at, held]) => `${at}${held}`) },
  { weight: 2, arbitrary: block },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '  ', '# c', '    # c', '---', '--- ', '...', '-', '  -', '--- # c', 'a', '\t', 'a:\tb', 'a: b\r'),
  },
);
const yaml = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, end]) => lines.join('\n') + end);
const soup = fc
  .array(
    fc.constantFrom(
      ...KEYS,
      ...VALUES,
      ': ',
      ':',
      '\n',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      ' ',
      '#',
      ' #',
      '"',
      "'",
      ',',
      '|\n',
      '>-\n',
      '---\n',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('plain YAML', () => {
  it('is read as the parser reads it, in generated texts', () => {
    const read = { plain: 0 };
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: yaml }, soup), (text) => {
        const plain = readPlainYaml(text);
        if (plain === null) return;
        read.plain++;
        expectSame(text, plain);
      }),
      { numRuns: Number(process.env['YAML_RUNS'] ?? 50_000) },
    );
    expect(read.plain).toBeGreaterThan(1000);
  });

  const files = readdirSync('fixtures', { recursive: true, encoding: 'utf8' }).filter((path) => /\.ya?ml$/.test(path));
  it('is read as the parser reads it, in the fixtures, and is most of them', () => {
    let count = 0;
    for (const path of files) {
      const text = readFileSync(join('fixtures', path), 'utf8');
      const plain = readPlainYaml(text);
      if (plain === null) continue;
      count++;
      expectSame(text, plain);
    }
    expect(count).toBeGreaterThan(files.length / 2);
  });
});

describe('a mistake in YAML', () => {
  it.each([
    ['a stray text behind a value', '"a"\n"b"\nhunter2 is the key\n'],
    ['a stray value behind a document', 'a: b\n...\n"hunter2 is the key"\n"c"\n'],
    ['words behind the mark of a block', 'a: |2 hunter2\n  b\n'],
    ['a directive that does not exist', '%TAG hunter2\n---\na: b\n'],
    ['a string that does not end', 'a: "hunter2\n'],
  ])('is told without the text around it: %s', (_, text) => {
    const { problem } = readYamlTree(text);
    expect(problem?.message).toMatch(/^YAML: [A-Z%].{5,}/);
    expect(problem?.message).not.toContain('hunter2');
  });

  it('is told in few words, however long the text is', () => {
    expect(readYamlTree(`a: |2 ${'x'.repeat(10_000)}\n`).problem?.message.length).toBeLessThan(120);
  });
});

describe('values that go on in other lines', () => {
  it('stay where they are when their lines are joined', () => {
    const texts = fc.array(
      fc.constantFrom(...KEYS, ...VALUES, ': ', '- ', '\n', '\n  ', '"', "'", '[', ']', '{', '}', '#', ' ', ',', '|\n'),
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(joined(text)).toHaveLength(text.length);
      }),
    );
  });

  it('say the same when they are indented enough', () => {
    const text = "a: [x,\n  'y']\nb: {c: \"d\",\n  e: f}\ng: |\n  [h\ni: 'it''s\n  j'\n";
    const { scalars, problem } = readYamlTree(joined(text));
    const said = scalars.map((one) => ({ ...one, value: one.value.replaceAll(/ +/g, ' ') }));
    expect({ scalars: said, problem }).toEqual(readYamlTree(text));
  });

  it.each([
    ['in a block', 'a: |\n  b: "c\nd: e\n'],
    ['without an end', 'a: "b\nc: d\n'],
    ['in a comment', '# a: "b\nc: [d]\n'],
    ['inside a plain value', 'a: b "c\nd: e"\n'],
  ])('are none %s', (_, text) => {
    expect(joined(text)).toBe(text);
  });
});

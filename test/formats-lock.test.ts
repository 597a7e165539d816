import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXTRACTORS } from '../src/extract/list.ts';
import { chainsFrom, linesIn, unneeded } from '../src/formats/lockfile/index.ts';
import { linesOf } from '../src/formats/position.ts';
import { SyntaxProblem } from '../src/formats/problem.ts';
import type { Extractor, SourceFile, Span } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

const FORMATS = join(import.meta.dirname, '../fixtures/formats');
const READERS = EXTRACTORS.filter(({ id }) => /^(?:node|python)\//.test(id));
const LOCKS = READERS.filter(({ id }) => id.endsWith('lock'));

/** Every fixture of an extractor: path below its case, and text. */
function fixturesOf(id: string): { path: string; text: string }[] {
  const folder = join(FORMATS, id);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && !name.endsWith('expected.txt'))
    .map((name) => ({ path: name.replace(/^[^/\\]*[/\\]/, ''), text: readFileSync(join(folder, name), 'utf8') }));
}

function fileOf(path: string, text: string, anchors: readonly number[]): SourceFile {
  return { path, text, size: text.length, anchors, head: new Uint8Array() };
}

/** The spans that a reader gives, those of a SyntaxProblem included; any other error fails the test. */
function spansOf(reader: Extractor, file: SourceFile): readonly Span[] {
  try {
    return reader.read(file);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    expect(error.line).toBeGreaterThan(0);
    return error.spans;
  }
}

function expectInside(text: string, spans: readonly Span[]): void {
  let last = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThanOrEqual(start);
    last = end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
}

const everyFifth = (text: string) => Array.from({ length: Math.ceil(text.length / 5) }, (_, at) => at * 5);

describe.each(READERS)('$id', (reader) => {
  const fixtures = fixturesOf(reader.id);
  const path = fixtures[0]?.path ?? 'x';

  it('reads any text', () => {
    const unit = fc.constantFrom(...'{}[]":,\'#\n\r \t-=@/\\>(.a1é', 'name', 'packages', 'node_modules/', '"""', '- ', ': ');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 200 }), fc.string({ unit: 'binary' })), (text) => {
        expectInside(text, spansOf(reader, fileOf(path, text, everyFifth(text))));
      }),
      { numRuns: 150 },
    );
  });

  it('reads damaged files', () => {
    const edit = fc.record({
      at: fc.nat(5000),
      size: fc.nat(40),
      text: fc.constantFrom('', '"', '{', ']', '\n', '\r', '<<<<<<< x\n', '#', '\\'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(edit, { minLength: 1, maxLength: 4 }), (fixture, edits) => {
        let text = fixture.text;
        for (const { at, size, text: put } of edits)
          text = text.slice(0, at % text.length) + put + text.slice((at % text.length) + size) || ' ';
        expectInside(text, spansOf(reader, fileOf(fixture.path, text, everyFifth(text))));
      }),
      { numRuns: 150 },
    );
  });

  const UNITS = [
    '[',
    '{"a":',
    '"',
    "'",
    '- ',
    ' ',
    '\n',
    'a: ',
    '#',
    ', ',
    '((',
    'a@',
    '/',
    '>',
    '=',
    '\\',
    '"""',
    '<<<<<<< ',
    '{ name = "',
  ];
  it('takes time in proportion to the text', { timeout: 60_000 }, () => {
    for (const unit of [...UNITS, 'node_modules/', '"a/', '\r', 'a-', '  ? ', 'a ;', ' --', '# via a,\n', '[[package]]\n', 'x = [\n']) {
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      const start = performance.now();
      spansOf(reader, fileOf(path, text, everyFifth(text)));
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(HANG_MS);
    }
  });
});

describe.each(LOCKS)('$id', (reader) => {
  it.each(fixturesOf(reader.id))('leaves no hash uncovered: $path', ({ path, text }) => {
    const spans = spansOf(reader, fileOf(path, text, everyFifth(text)));
    for (const { 0: hash, index } of text.matchAll(/(?:sha\d+[-:]|md5: |sha256: |sha256 = "|integrity": "|checksum: )[\w+/:]{20,}=*/g)) {
      const covering = spans.filter(({ start, end }) => start < index + hash.length && end > index);
      expect(covering.length, hash).toBeGreaterThan(0);
      expect(
        covering.every(({ skip }) => skip === true),
        hash,
      ).toBe(true);
    }
  });
});

describe('chainsFrom', () => {
  it('gives the shortest chain, the first of equals, and none for what cannot be reached', () => {
    const graph = new Map([
      ['app', ['kit', 'llm']],
      ['kit', ['core', 'sdk']],
      ['llm', ['sdk']],
      ['core', ['kit']],
    ]);
    const needs = (id: string) => graph.get(id) ?? [];
    const chain = chainsFrom(() => needs('app'), needs);
    expect(chain('sdk')).toEqual(['kit', 'sdk']);
    expect(chain('core')).toEqual(['kit', 'core']);
    expect(chain('llm')).toEqual(['llm']);
    expect(chain('app')).toEqual([]);
    expect(unneeded(graph.keys(), needs)).toEqual(['app']);
  });

  it('cuts long chains, and stays linear', () => {
    const next = (id: string) => [String(Number(id) + 1)].filter((one) => Number(one) < 50_000);
    const chain = chainsFrom(() => ['0'], next);
    expect(chain('3')).toEqual(['0', '1', '2', '3']);
    expect(chain('49999')).toHaveLength(24);
    expect(chain('49999').slice(0, 2)).toEqual(['0', '…']);
    const start = performance.now();
    for (let id = 0; id < 50_000; id++) chain(String(id));
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});

describe('linesIn', () => {
  it('agrees with linesOf', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\r\n', '#') }), (text) => {
        const lines = linesOf(text);
        const wanted = Array.from({ length: lines.count }, (_, at) => lines.range(at + 1)).filter(
          ({ start, end }) => text.slice(start, end).trim() !== '',
        );
        expect([...linesIn(text)].map(({ start, end }) => ({ start, end }))).toEqual(wanted);
      }),
    );
  });
});

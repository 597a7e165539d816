/** Whatever the input: no error but a sentence for the user, and always a report that is one. FUZZ_RUNS multiplies the number of inputs. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { catalogueWith } from '../src/cli/catalogue.ts';
import { parseConfig, parsePolicy } from '../src/cli/config.ts';
import { extract } from '../src/extract/index.ts';
import { parseBaseline } from '../src/gate/index.ts';
import { identify } from '../src/match/identify.ts';
import { idsOf } from '../src/match/ids.ts';
import { REPORTERS } from '../src/report/index.ts';
import { jsonReport } from '../src/report/json.ts';
import { jsonReportSchema } from '../src/report/json-schema.ts';
import { loadRules } from '../src/rules/load.ts';
import type { Evidence } from '../src/types.ts';
import { UsageError } from '../src/usage-error.ts';
import { catalogue, reportOf, reportOfFile, sourceOf } from './property-pipeline.ts';

const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1);
vi.setConfig({ testTimeout: 120_000 * TIMES });

const FIXTURES = join(import.meta.dirname, '../fixtures');
const RULES = join(import.meta.dirname, '../rules');
const area = mkdtempSync(join(tmpdir(), 'property-'));
afterAll(() => rmSync(area, { recursive: true }), 60_000 * TIMES);

interface Seed {
  readonly path: string;
  readonly bytes: Buffer;
}

function seedsBelow(folder: string, isSeed: (path: string) => boolean): Seed[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => isSeed(path) && statSync(join(folder, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)).subarray(0, 6000) }));
}

const FILES = seedsBelow(join(FIXTURES, 'formats'), (path) => !path.endsWith('expected.txt'));
const RULE_FILES = seedsBelow(RULES, (path) => path.endsWith('.yaml'));
const TOKENS = [
  ...'"\'`{}[]()<>:,;=#-&*!|%@$\\/\n\r\t ',
  ...'qwen3-8b deepseek-chat api.deepseek.com """ ${ {{ << /* <!-- &a *a __proto__ constructor null -1 1e999 💥 \ufeff \0 \u2028 \ud800 \u202e'.split(
    ' ',
  ),
  '---\n',
  '<<: *a',
  'pedigree: ignore[a/b] c',
].map((token) => Buffer.from(token));

/** A change of bytes: what is put in place of a stretch. */
const EDIT = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2000 })),
  put: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...TOKENS) },
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(fc.constantFrom(...TOKENS), fc.integer({ min: 1, max: 300 }))
      .map(([token, times]) => Buffer.concat(Array.from({ length: times }, () => token))),
    fc.constantFrom(...FILES).map(({ bytes }) => bytes.subarray(0, 500)),
  ),
});

/** A seed, damaged in a few places. */
function damaged(seeds: readonly Seed[]): fc.Arbitrary<Seed> {
  return fc.tuple(fc.constantFrom(...seeds), fc.array(EDIT, { maxLength: 5 })).map(([{ path, bytes }, edits]) => ({
    path,
    bytes: edits.reduce((text, { at, length, put }) => {
      const start = Math.floor(at * text.length);
      return Buffer.concat([text.subarray(0, start), put, text.subarray(start + length)]);
    }, bytes),
  }));
}

/** Any bytes under any name, and well-formed files that were damaged. */
const ANY_FILE = fc.oneof(
  { weight: 4, arbitrary: damaged(FILES) },
  fc.record({
    path: fc.constantFrom(...FILES.map(({ path }) => path)),
    bytes: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  }),
);

/** Runs what may only fail with a sentence for the user, one that names the file. */
function failsInWords(name: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    expect(error.message.startsWith(name), error.message).toBe(true);
  }
}

describe('whatever the bytes of a file', () => {
  it('evidence stands in the file, and the report is one', () => {
    fc.assert(
      fc.property(ANY_FILE, ({ path, bytes }) => {
        const { text } = sourceOf(path, bytes);
        const lines = text.split(/\r\n|[\r\n]/).length;
        for (const { location } of extract(sourceOf(path, bytes)).evidence) {
          expect(location.line).toBeLessThanOrEqual(lines);
          expect(Math.min(location.line, location.column)).toBeGreaterThanOrEqual(1);
          expect(location.endColumn).toBeGreaterThan(location.column);
        }
        jsonReportSchema.parse(JSON.parse(JSON.stringify(jsonReport(reportOfFile(path, bytes)))));
      }),
      { numRuns: 600 * TIMES },
    );
  });

  it('every report can be written', async () => {
    const reporters = await Promise.all(Object.values(REPORTERS).map((load) => load()));
    fc.assert(
      fc.property(fc.array(ANY_FILE, { minLength: 1, maxLength: 4 }), (files) => {
        const report = reportOf(files.map(({ path, bytes }) => extract(sourceOf(path, bytes))));
        for (const reporter of reporters) expect(reporter(report, { color: false, width: 80, quiet: false })).not.toContain('\x1b');
      }),
      { numRuns: 40 * TIMES },
    );
  });
});

describe('whatever the words', () => {
  const ID = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'qwen',
          'Qwen3',
          '-',
          '/',
          ':',
          '@',
          '.',
          '8b',
          'GGUF',
          'deepseek',
          'r1',
          'distill',
          'llama',
          'glm',
          'yi',
          'hf.co',
          'us.',
          ' ',
          '::',
          '__proto__',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );

  it('an id is identified', () => {
    fc.assert(
      fc.property(ID, (id) => {
        const identity = identify(id, idsOf(catalogue));
        expect(identity.id).toBe(id);
        expect(['high', 'medium', 'low']).toContain(identity.confidence);
      }),
      { numRuns: 1000 * TIMES },
    );
  });

  it('evidence becomes a report', () => {
    const key = fc.constantFrom('model', 'base_url', 'api_key', 'OpenAI', 'services', 'env', 'constructor', '__proto__', '0');
    const evidence: fc.Arbitrary<Evidence> = fc.record({
      form: fc.constantFrom('string', 'key', 'identifier', 'import', 'package', 'word', 'architecture', 'base', 'file'),
      value: fc.oneof(
        ID,
        fc.constantFrom('https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY', 'http://localhost:8000', 'gpt-4', 'dashscope'),
      ),
      location: fc.record({
        path: fc.constantFrom('a.py', 'b/c.yaml', '__proto__'),
        line: fc.integer({ min: 1, max: 9 }),
        column: fc.integer({ min: 1, max: 9 }),
        endColumn: fc.integer({ min: 10, max: 99 }),
      }),
      usage: fc.constantFrom('use', 'mention'),
      keys: fc.array(key, { maxLength: 4 }),
      scope: fc.constantFrom('', 'a', 'a.b', 'a.b@1', '__proto__'),
      whole: fc.boolean(),
      extractor: fc.constantFrom('source/code', 'config/yaml', 'model/gguf', 'plain'),
      within: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      binding: fc.constantFrom('client', 'constructor'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(evidence, { maxLength: 12 }), { minLength: 1, maxLength: 3 }), (files) => {
        const report = reportOf(files.map((one) => ({ evidence: one, settings: one, diagnostics: [] })));
        jsonReportSchema.parse(JSON.parse(JSON.stringify(jsonReport(report))));
      }),
      { numRuns: 200 * TIMES },
    );
  });
});

describe('whatever a file that decides says', () => {
  const CONFIG: Seed = {
    path: 'config',
    bytes: Buffer.from(
      'policy: cn-origin\ninclude: ["**/*.py", "{a,b}/**"]\nexclude:\n  - docs/**\nsuppressions:\n  - rule: cn-origin/self-hosted\n    model: [qwen*]\n    paths: ["src/[a-z]*"]\n    reason: reviewed\n    owner: team\n    expires: 2030-01-31\n',
    ),
  };
  const POLICIES = RULE_FILES.filter(({ path }) => path.startsWith('policies/'));
  const BASELINE: Seed = {
    path: 'baseline',
    bytes: Buffer.from(
      '{"pedigree":"baseline","version":1}\n{"path":"a.py","ruleId":"a/b","component":"model/qwen/x","fingerprint":"0","content":"1"}\n',
    ),
  };

  it.each<readonly [string, readonly Seed[], (text: string) => unknown]>([
    ['a configuration', [CONFIG], (text) => parseConfig('x.yaml', 'x.yaml', text)],
    ['a policy', POLICIES, (text) => parsePolicy('x.yaml', text, catalogue)],
    ['a baseline', [BASELINE], (text) => parseBaseline('x.yaml', text)],
  ])('%s is taken, or its mistake is told', (_, seeds, parse) => {
    fc.assert(
      fc.property(fc.oneof(damaged(seeds), damaged(FILES.filter(({ path }) => /\.(?:ya?ml|json)$/.test(path)))), ({ bytes }) =>
        failsInWords('x.yaml', () => parse(bytes.toString('utf8'))),
      ),
      { numRuns: 200 * TIMES },
    );
  });

  it.each<readonly [string, number, (folder: string) => unknown]>([
    ['read', 100, loadRules],
    ['compiled', 4, catalogueWith],
  ])('a folder of rules is %s, or its mistake is told', async (_, runs, take) => {
    const seeds = RULE_FILES.filter(({ path }) => !path.startsWith('policies/'));
    await fc.assert(
      fc.asyncProperty(damaged(seeds), async ({ path, bytes }) => {
        const folder = mkdtempSync(join(area, 'rules-'));
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), bytes);
        const error: unknown = await Promise.resolve(folder)
          .then(take)
          .then(
            () => null,
            (reason: unknown) => reason,
          );
        if (error === null) return;
        if (!(error instanceof UsageError)) throw error;
        expect(error.message).toContain(join(folder, path));
      }),
      { numRuns: runs * TIMES },
    );
  });
});

import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPORTERS, type ReportStyle } from '../src/report/index.ts';
import { jsonReportSchema, publishedSchema } from '../src/report/json-schema.ts';
import type { Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';

const EXPECTED = join(import.meta.dirname, '../fixtures/expected');
const PLAIN: ReportStyle = { color: false, width: 100, quiet: false };
const ENDINGS = new Map([
  ['text', 'txt'],
  ['sarif', 'sarif'],
  ['markdown', 'md'],
  ['csv', 'csv'],
  ['junit', 'xml'],
  ['github', 'txt'],
  ['html', 'html'],
]);
const FORMATS = Object.keys(REPORTERS);

async function written(format: string, report: Report, style = PLAIN): Promise<string> {
  const reporter = await REPORTERS[format]?.();
  return reporter?.(report, style) ?? '';
}

describe.each(FORMATS)('%s', (format) => {
  it('says what fixtures/expected says', async () => {
    const path = join(EXPECTED, `${format}.${ENDINGS.get(format) ?? 'json'}`);
    await expect(await written(format, EXAMPLE)).toMatchFileSnapshot(path);
  });

  it('takes any report, and says the same twice', async () => {
    const reporter = await REPORTERS[format]?.();
    fc.assert(
      fc.property(reports(ANY_TEXT), fc.integer({ min: 1, max: 140 }), fc.boolean(), (report, width, quiet) => {
        const style = { color: false, width, quiet };
        const text = reporter?.(report, style) ?? '';
        expect(text === '' || text.endsWith('\n')).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        expect(reporter?.(structuredClone(report), style)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('json', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(publishedSchema());

  it('is what the published schema says', async () => {
    const json = await REPORTERS['json']?.();
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const value: unknown = JSON.parse(json?.(report, PLAIN) ?? '');
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
        jsonReportSchema.parse(value);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['schemaVersion', { schemaVersion: '2.0' }],
    ['verdict', { verdict: 'maybe' }],
    ['findings', { findings: [{}] }],
  ])('refuses another %s', async (_, change) => {
    const value: object = JSON.parse(await written('json', EXAMPLE));
    expect(validate(value)).toBe(true);
    expect(validate({ ...value, ...change })).toBe(false);
  });
});

/** How a format's text gives its fingerprints back. */
const FINGERPRINTS: Readonly<Record<string, (text: string) => string[]>> = {
  json: (text) => [...text.matchAll(/"fingerprint": "([0-9a-f]+)"/g)].map(([, found = '']) => found),
  sarif: (text) => [...text.matchAll(/"pedigree\/v1":"([0-9a-f]+)"/g)].map(([, found = '']) => found),
  csv: (text) => [...text.matchAll(/^(?:error|warning|note),[^,]+,[a-z]+,([0-9a-f]{32}),/gm)].map(([, found = '']) => found),
  junit: (text) => [...text.matchAll(/name="fingerprint" value="([0-9a-f]+)"/g)].map(([, found = '']) => found),
  'gitlab-sast': (text) => [...text.matchAll(/"algorithm": "hash",\s+"value": "([0-9a-f]+)"/g)].map(([, found = '']) => found),
  cyclonedx: (text) => [...text.matchAll(/"pedigree:finding",\s+"value": "([0-9a-f]+)/g)].map(([, found = '']) => found),
  html: (text) => [...text.matchAll(/fingerprint <code>([0-9a-f]+)/g)].map(([, found = '']) => found),
  'gitlab-codequality': (text) => [...text.matchAll(/"fingerprint": "([0-9a-f]+)"/g)].map(([, found = '']) => found),
};
/** Code scanning and merge requests take a suppressed finding for an open one: these formats leave it out. */
const OPEN_ONLY = new Set(['sarif', 'gitlab-sast', 'gitlab-codequality']);

it('every format with a place for it has the same fingerprints', async () => {
  const loaded = await Promise.all(Object.keys(FINGERPRINTS).map(async (format) => ({ format, reporter: await REPORTERS[format]?.() })));
  fc.assert(
    fc.property(reports(ANY_TEXT), (report) => {
      for (const { format, reporter } of loaded) {
        const expected = report.findings.filter(({ suppressions }) => !OPEN_ONLY.has(format) || suppressions.length === 0);
        const found = FINGERPRINTS[format]?.(reporter?.(report, PLAIN) ?? '') ?? [];
        expect([...new Set(found)].sort(), format).toEqual(expected.map(({ fingerprint }) => fingerprint).sort());
      }
    }),
    { numRuns: 100 },
  );
});

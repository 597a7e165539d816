/**
 * What read an earlier report reads today's, and today's program reads an earlier report. fixtures/compat holds, for every version that
 * was ever written, its schema and a report that says no more than it must.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseBaseline } from '../src/gate/index.ts';
import { jsonReport } from '../src/report/json.ts';
import { jsonReportSchema, publishedSchema } from '../src/report/json-schema.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';

const COMPAT = join(import.meta.dirname, '../fixtures/compat');
const BIN = join(import.meta.dirname, '../dist/bin.js');
const VERSIONS = readdirSync(COMPAT).flatMap((name) => /^report-(\d+\.\d+)\.json$/.exec(name)?.[1] ?? []);
const NOW = jsonReportSchema.shape.schemaVersion.value;

const area = mkdtempSync(join(tmpdir(), 'compat-'));
const today = join(area, 'today.json');
writeFileSync(today, JSON.stringify(jsonReport(EXAMPLE)));
afterAll(() => rmSync(area, { recursive: true, force: true }));

function textOf(name: string): string {
  return readFileSync(join(COMPAT, name), 'utf8');
}

function validator(schema: object) {
  return new Ajv2020({ strict: true, allErrors: true }).compile(schema);
}

function run(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
  return { status, stdout };
}

it('holds the version that is written today, and its schema as it is published', () => {
  expect(VERSIONS).toContain(NOW);
  expect(JSON.parse(textOf(`report-${NOW}.schema.json`))).toEqual(JSON.parse(JSON.stringify(publishedSchema())));
});

describe.each(VERSIONS)('version %s', (version) => {
  const schema: object = JSON.parse(textOf(`report-${version}.schema.json`));
  const old = textOf(`report-${version}.json`);
  const major = version.split('.')[0];

  it('is met by what is written today', () => {
    const validate = validator(schema);
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const value = { ...jsonReport(report), ...(major === NOW.split('.')[0] && { schemaVersion: version }) };
        expect(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is met by a report that says more, and not by one that says less', () => {
    const validate = validator(schema);
    const value = z.record(z.string(), z.unknown()).parse(JSON.parse(old));
    expect(validate(value)).toBe(true);
    expect(validate({ ...value, later: 1 })).toBe(true);
    for (const key of Object.keys(value)) expect(validate({ ...value, [key]: undefined }), key).toBe(false);
  });

  it('is read by diff', () => {
    const place = join(COMPAT, `report-${version}.json`);
    expect(run('diff', place, place)).toMatchObject({ status: 0, stdout: expect.stringMatching(/no /i) });
    const { status, stdout } = run('diff', place, today, '--format', 'json');
    expect(status).toBe(0);
    expect(stdout).toContain('deepseek-chat');
    expect(run('diff', today, place).status).toBe(0);
  });

  it('is read as a baseline', () => {
    const known = new Set(parseBaseline('old', old).map(({ fingerprint }) => fingerprint));
    expect(known.size).toBeGreaterThan(0);
    const accepted = parseBaseline('today', readFileSync(today, 'utf8')).filter(({ fingerprint }) => known.has(fingerprint));
    expect(accepted.length).toBe(known.size);
  });
});

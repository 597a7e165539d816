import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueWith } from '../src/cli/catalogue.ts';
import { MODEL_DOORS } from '../src/extract/model/doors.ts';
import { jsonReport } from '../src/report/json.ts';
import { jsonReportSchema } from '../src/report/json-schema.ts';
import { scan, type ScanOptions } from '../src/scan.ts';
import type { Component, Finding, Report } from '../src/types.ts';

const REPOS = join(import.meta.dirname, '../fixtures/repos');

const RULES = catalogueWith();

async function scanFixture(name: string, jobs = 1): Promise<Report> {
  const catalogue = await RULES;
  const policy = catalogue.policies.get('cn-origin');
  if (policy === undefined) throw new Error('the default policy is missing');
  const options: ScanOptions = {
    discover: {
      root: join(REPOS, name),
      targets: ['.'],
      include: [],
      exclude: ['expected.txt'],
      gitignore: true,
      maxFileSize: 5 << 20,
      jobs,
      search: catalogue.search,
      doors: MODEL_DOORS,
    },
    policy: { file: policy, source: 'built in', digest: '' },
    failOn: 'error',
    version: '0',
    revision: null,
  };
  return scan(options, catalogue);
}

function componentLines({ id, origin, exposures, occurrences }: Component): string[] {
  const head = `${id} weights ${origin.weights} developer ${origin.developer} host ${origin.host.join('+') || '-'} ${exposures.join(' ')}`;
  return [
    head,
    ...occurrences.map((o) => `  ${o.location.path}:${o.location.line}:${o.location.column} ${o.usage} ${o.kind} ${o.exposure} ${o.value}`),
  ];
}

function findingLine({ level, ruleId, component, locations }: Finding): string {
  return `${level} ${ruleId} ${component} ${locations.map(({ path, line }) => `${path}:${line}`).join(' ')}`;
}

describe.each(readdirSync(REPOS))('%s', (name) => {
  it('is reported as expected', async () => {
    const { components, findings, diagnostics, coverage, verdict } = await scanFixture(name);
    const text = [
      ...components.flatMap(componentLines),
      '',
      ...findings.map(findingLine),
      '',
      ...diagnostics.map(({ code, path, line }) => `${code} ${path}:${line ?? '-'}`),
      `${verdict}; ${coverage.scanned} of ${coverage.discovered}`,
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot(join(REPOS, name, 'expected.txt'));
  });

  it('is counted whole', async () => {
    const { coverage } = await scanFixture(name);
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(coverage.scanned + sum(coverage.skipped) + sum(coverage.failed)).toBe(coverage.discovered);
  });

  it('has a JSON report of the published shape', async () => {
    expect(jsonReportSchema.safeParse(JSON.parse(JSON.stringify(jsonReport(await scanFixture(name))))).error).toBeUndefined();
  });
});

describe('false friends', () => {
  it('name nothing', async () => expect((await scanFixture('false-friends')).components).toEqual([]));
});

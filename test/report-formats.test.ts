import { Ajv } from 'ajv';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { REPORTERS } from '../src/report/index.ts';
import type { Finding, Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';
import { csvRows, withoutCode } from './report-parse.ts';

async function reporterOf(format: string): Promise<(report: Report, quiet?: boolean) => string> {
  const reporter = await REPORTERS[format]?.();
  return (report, quiet = false) => reporter?.(report, { color: false, width: 80, quiet }) ?? '';
}

/** As many findings as asked for, each at a place of its own. */
function withFindings(count: number, level: Finding['level'] = 'error'): Report {
  const [sample] = EXAMPLE.findings;
  const [place] = sample!.locations;
  const findings = Array.from({ length: count }, (_, at): Finding => {
    return { ...sample!, level, locations: [{ ...place!, line: at + 1 }], fingerprint: at.toString(16).padStart(32, '0') };
  });
  return { ...EXAMPLE, findings };
}

describe('gitlab-sast', async () => {
  const sast = await reporterOf('gitlab-sast');
  const program = {
    type: 'object',
    required: ['id', 'name', 'version', 'vendor'],
    properties: { id: { minLength: 1 }, name: { minLength: 1 }, version: { minLength: 1 }, vendor: { required: ['name'] } },
  };
  const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
  /** What schema 15.0.7 demands of the fields that are used here. */
  const validate = new Ajv({ strict: false, allErrors: true }).compile({
    type: 'object',
    required: ['version', 'scan', 'vulnerabilities'],
    properties: {
      version: { const: '15.0.7' },
      scan: {
        type: 'object',
        required: ['analyzer', 'scanner', 'start_time', 'end_time', 'status', 'type'],
        properties: {
          analyzer: program,
          scanner: program,
          start_time: time,
          end_time: time,
          status: { enum: ['success', 'failure'] },
          type: { const: 'sast' },
          messages: {
            items: {
              required: ['level', 'value'],
              properties: { level: { enum: ['info', 'warn', 'fatal'] }, value: { type: 'string', minLength: 1 } },
            },
          },
        },
      },
      vulnerabilities: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'identifiers', 'location'],
          properties: {
            id: { type: 'string', pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
            name: { type: 'string', maxLength: 255 },
            description: { type: 'string', maxLength: 1_048_576 },
            solution: { type: 'string', maxLength: 7000 },
            severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
            identifiers: {
              minItems: 1,
              items: {
                required: ['type', 'name', 'value'],
                properties: { type: { minLength: 1 }, name: { minLength: 1 }, value: { minLength: 1 } },
              },
            },
            location: { required: ['file', 'start_line'], properties: { file: { type: 'string' }, start_line: { type: 'integer' } } },
            tracking: {
              required: ['type', 'items'],
              properties: {
                type: { const: 'source' },
                items: { items: { required: ['signatures'], properties: { signatures: { minItems: 1 } } } },
              },
            },
          },
        },
      },
    },
  });

  it('is what its schema demands, for any report', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        expect(validate(JSON.parse(sast(report))), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('keeps its texts within their lengths', () => {
    const rules = EXAMPLE.policy.rules.map((rule) => ({ ...rule, title: 'long '.repeat(200), help: 'long '.repeat(4000) }));
    expect(validate(JSON.parse(sast({ ...EXAMPLE, policy: { ...EXAMPLE.policy, rules } })))).toBe(true);
  });
});

it('gitlab-codequality is an array of entries as its widget reads them', async () => {
  const quality = await reporterOf('gitlab-codequality');
  const entries = z.array(
    z.strictObject({
      description: z.string(),
      check_name: z.string().min(1),
      fingerprint: z.string().min(1),
      severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
      location: z.strictObject({ path: z.string(), lines: z.strictObject({ begin: z.int().min(1) }) }),
    }),
  );
  fc.assert(
    fc.property(reports(ANY_TEXT), (report) => {
      const found = entries.parse(JSON.parse(quality(report)));
      expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    }),
    { numRuns: 80 },
  );
});

describe('junit', async () => {
  const junit = await reporterOf('junit');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => name === 'testcase',
    parseAttributeValue: false,
  });
  const attributes = {
    name: z.string(),
    tests: z.coerce.number(),
    failures: z.coerce.number(),
    errors: z.coerce.number(),
    skipped: z.coerce.number(),
  };
  const testcase = z.object({
    classname: z.string(),
    name: z.string(),
    failure: z.unknown().optional(),
    skipped: z.unknown().optional(),
    error: z.unknown().optional(),
  });
  const document = z.object({
    testsuites: z.object({ ...attributes, testsuite: z.object({ ...attributes, testcase: z.array(testcase) }) }),
  });

  it('counts what it holds', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const { testsuite } = document.parse(parser.parse(junit(report))).testsuites;
        const count = (key: 'failure' | 'skipped' | 'error') => testsuite.testcase.filter((one) => one[key] !== undefined).length;
        expect([testsuite.tests, testsuite.failures, testsuite.skipped, testsuite.errors]).toEqual([
          testsuite.testcase.length,
          count('failure'),
          count('skipped'),
          count('error'),
        ]);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ['error', 2],
    ['note', 3],
    ['never', 0],
  ] as const)('fails what fails the gate at %s: %i', (failOn, failures) => {
    expect(document.parse(parser.parse(junit({ ...EXAMPLE, failOn }))).testsuites.failures).toBe(failures);
  });

  it('gives texts back as they were', () => {
    const names = parser.parse(
      junit({ ...EXAMPLE, components: EXAMPLE.components.map((component) => ({ ...component, name: `<a> & "b" 'c'` })) }),
    );
    expect(document.parse(names).testsuites.testsuite.testcase[0]?.name).toBe(`<a> & "b" 'c' in src/llm/client.py`);
  });
});

describe('csv', async () => {
  const csv = await reporterOf('csv');

  it('has a row for each place, and each finding at its places', () => {
    const [head = [], ...rows] = csvRows(csv(EXAMPLE));
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    expect(rows).toHaveLength(8);
    expect(column('state').filter((state) => state !== '')).toEqual(['new', 'new', 'accepted', 'unchanged', 'new', 'new']);
    expect(column('path')).toContain('config/模型/設定.toml');
    expect(csvRows(csv(EXAMPLE, true))).toHaveLength(7);
  });

  it('gives quotes, commas and blanks back', () => {
    const value = ' "a", b\\ ';
    const components = EXAMPLE.components.map((component) => ({ ...component, name: value }));
    const [head = [], row = []] = csvRows(csv({ ...EXAMPLE, components }));
    expect(row[head.indexOf('component')]).toBe(value);
  });

  it('is a table whatever the report', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), fc.boolean(), (report, quiet) => {
        const [head = [], ...rows] = csvRows(csv(report, quiet));
        for (const row of rows) expect(row).toHaveLength(head.length);
      }),
      { numRuns: 80 },
    );
  });
});

describe('github', async () => {
  const github = await reporterOf('github');

  it('gives ten annotations of a kind, and says how many more there are', () => {
    const lines = github(withFindings(25)).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.slice(10)).toEqual(['15 more findings of level error', 'pedigree: fail, 25 findings']);
  });

  it('annotates neither accepted findings nor those of the baseline', () => {
    expect(github(EXAMPLE)).not.toMatch(/deploy\/vllm|config\//);
  });

  it('escapes what separates properties', () => {
    const report = withFindings(1);
    const locations = [{ ...report.findings[0]!.locations[0]!, path: 'a,b:c%d.py' }];
    const text = github({ ...report, findings: [{ ...report.findings[0]!, locations, message: '100%' }] });
    expect(text).toMatch(/^::error file=a%2Cb%3Ac%25d\.py,line=1,.*::100%25 /);
  });
});

describe('markdown', async () => {
  const markdown = await reporterOf('markdown');

  it('fits a comment, and says when it is cut', () => {
    const rules = Array.from({ length: 300 }, (_, at) => ({
      ...EXAMPLE.policy.rules[0]!,
      id: `r/${at}`,
      title: `Rule ${at} ${'x'.repeat(300)}`,
    }));
    const report = withFindings(300);
    const findings = report.findings.map((finding, at) => ({ ...finding, ruleId: `r/${at}` }));
    const text = markdown({ ...report, policy: { ...report.policy, rules }, findings });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/_The rest is left out/);
  });

  it('shows twenty places of a rule, and says how many more there are', () => {
    expect(markdown(withFindings(33))).toContain('- and 13 more\n');
  });

  it('folds a long inventory and long lists of notes, and nothing of the tree opens or closes a fold', () => {
    const [component] = EXAMPLE.components;
    const [finding] = EXAMPLE.findings;
    const hostile = 'a</summary></details><img src=x>';
    const components = Array.from({ length: 12 }, (_, at) => ({ ...component!, id: `c/${at}`, name: `${hostile}${at}` }));
    const findings = components.map(({ id }, at) => ({ ...finding!, level: 'note' as const, component: id, fingerprint: at.toString(16) }));
    const text = markdown({ ...EXAMPLE, components, findings });
    expect(text).toMatch(/<details>\n<summary>In use: 12 models, services and packages<\/summary>\n\n\| \|/);
    expect(text).toMatch(/<details>\n<summary>Where<\/summary>\n\n/);
    const bare = withoutCode(text);
    expect(bare.match(/<[^>]*>/g)).toEqual([
      '<details>',
      '<summary>',
      '</summary>',
      '</details>',
      '<details>',
      '<summary>',
      '</summary>',
      '</details>',
    ]);
    expect(markdown({ ...EXAMPLE, components: components.slice(0, 5), findings: findings.slice(0, 5) })).not.toContain('<details>');
  });

  it('leaves the inventory out when it is to be quiet', () => {
    expect(markdown(EXAMPLE, true)).not.toMatch(/\| error|Coverage/);
  });
});

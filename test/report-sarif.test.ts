import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { REPORTERS } from '../src/report/index.ts';
import { uriOf } from '../src/report/sarif-rules.ts';
import type { Component, Finding, Occurrence, Report } from '../src/types.ts';
import { HANG_MS } from './hang.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';

/** What code scanning, GitLab, SonarQube and DefectDojo need of a SARIF log; limits as code scanning documents them. */
const text = z.strictObject({ text: z.string().min(1) });
const short = z.strictObject({ text: z.string().min(1).max(1024) });
const uri = z.string().regex(/^(?:[\w.~:@$&+,;=-]|%[0-9A-F]{2}|\/)*$/);
const region = z
  .strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1), endLine: z.int().min(1), endColumn: z.int().min(1) })
  .refine(({ startLine, endLine, startColumn, endColumn }) => startLine === endLine && endColumn >= startColumn, 'one line');
const artifact = z.strictObject({ uri, uriBaseId: z.literal('%SRCROOT%') });
const place = z.strictObject({ artifactLocation: artifact, region });
const level = z.enum(['error', 'warning', 'note']);
const rule = z.strictObject({
  id: z.string().min(1),
  name: z.string().regex(/^[A-Z][A-Za-z0-9]{0,254}$/),
  shortDescription: short,
  fullDescription: short,
  help: z.strictObject({ text: z.string(), markdown: z.string() }),
  helpUri: z.url({ protocol: /^https$/ }).optional(),
  defaultConfiguration: z.strictObject({ level }),
  properties: z.strictObject({
    tags: z.array(z.string()).max(10),
    precision: z.enum(['very-high', 'high', 'medium', 'low']),
    'security-severity': z.string().regex(/^(?:10\.0|\d\.\d)$/),
  }),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0).optional(),
  level,
  message: text,
  locations: z.array(z.strictObject({ physicalLocation: place })).max(1),
  relatedLocations: z
    .array(z.strictObject({ id: z.int().min(1), message: text, physicalLocation: place }))
    .max(100)
    .optional(),
  partialFingerprints: z.strictObject({
    'pedigree/v1': z.string(),
    primaryLocationLineHash: z
      .string()
      .regex(/^[0-9a-f]{1,16}:\d+$/)
      .optional(),
  }),
  baselineState: z.enum(['new', 'unchanged']).optional(),
  properties: z.record(z.string(), z.string()),
});
const notification = z.strictObject({
  level,
  descriptor: z.strictObject({ id: z.string().min(1) }),
  message: text,
  locations: z
    .array(
      z.strictObject({
        physicalLocation: z.strictObject({ artifactLocation: artifact, region: z.strictObject({ startLine: z.int().min(1) }).optional() }),
      }),
    )
    .optional(),
});
const run = z.strictObject({
  tool: z.strictObject({
    driver: z.strictObject({
      name: z.literal('Pedigree'),
      fullName: z.string(),
      semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
      rules: z.array(rule).max(25_000),
      properties: z.record(z.string(), z.unknown()),
    }),
  }),
  columnKind: z.literal('utf16CodeUnits'),
  automationDetails: z.strictObject({ id: z.string().regex(/^pedigree\/[^/]+\/$/) }),
  originalUriBaseIds: z.strictObject({ '%SRCROOT%': z.strictObject({ description: text }) }),
  versionControlProvenance: z
    .array(
      z.strictObject({
        repositoryUri: z.url(),
        revisionId: z.string().optional(),
        branch: z.string().optional(),
        mappedTo: z.strictObject({ uriBaseId: z.string() }),
      }),
    )
    .optional(),
  invocations: z.tuple([z.strictObject({ executionSuccessful: z.boolean(), toolExecutionNotifications: z.array(notification) })]),
  properties: z.record(z.string(), z.unknown()),
  results: z.array(result).max(5000),
});
const log = z.strictObject({ $schema: z.url(), version: z.literal('2.1.0'), runs: z.tuple([run]) });

const sarif = await REPORTERS['sarif']?.();

function runOf(report: Report): z.infer<typeof run> {
  return log.parse(JSON.parse(sarif?.(report, { color: false, width: 80, quiet: false }) ?? '')).runs[0];
}

describe('sarif', () => {
  it('holds what its readers need, for any report', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const { results, tool } = runOf(report);
        for (const one of results) {
          const links = [...one.message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
          expect(links).toEqual((one.relatedLocations ?? []).slice(0, links.length).map(({ id }) => id));
          if (one.ruleIndex !== undefined) expect(tool.driver.rules[one.ruleIndex]?.id).toBe(one.ruleId);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('links what belongs to a finding', () => {
    const [first, , , last] = runOf(EXAMPLE).results;
    expect(first?.message.text).toMatch(/See \[endpoint at line 13\]\(1\)\. Also at \[line 31\]\(2\)\.$/);
    expect(last?.message.text).toMatch(/It comes in through agentscope > dashscope\.$/);
  });

  it('links the endpoint and the key of its own host or family only, one a line', () => {
    const at = (line: number, column: number) => ({ path: '.env', line, column, endColumn: column + 5 });
    const [model] = EXAMPLE.components;
    const one = (
      id: string,
      family: string | null,
      places: readonly [Occurrence['kind'], number, number, string | undefined][],
    ): Component => ({
      ...model!,
      id,
      family,
      occurrences: places.map(([kind, line, column, host]) => ({
        ...model!.occurrences[0]!,
        usage: 'use',
        scope: '',
        kind,
        location: at(line, column),
        ...(host !== undefined && { host }),
      })),
    });
    const components = [
      one('model/a', 'a', [['model-id', 1, 1, 'host-a']]),
      one('service/host-a', null, [['endpoint', 2, 1, 'host-a']]),
      one('service/host-b', 'b', [['endpoint', 3, 1, 'host-b']]),
      one('family/a', 'a', [
        ['credential', 4, 1, undefined],
        ['credential', 4, 9, undefined],
      ]),
      one('family/b', 'b', [['credential', 5, 1, undefined]]),
    ];
    const finding = { ...EXAMPLE.findings[0]!, component: 'model/a', locations: [at(1, 1)] };
    const [found] = runOf({ ...EXAMPLE, components, findings: [finding] }).results;
    expect(found?.message.text).toMatch(/See \[endpoint at line 2\]\(1\), \[key at line 4\]\(2\)\.$/);
    expect(found?.relatedLocations).toHaveLength(2);
  });

  it('does not look at every endpoint of a file for each finding in it', () => {
    const COUNT = 4000;
    const [model] = EXAMPLE.components;
    const places = Array.from({ length: COUNT }, (_, at) => ({ path: '.env', line: at + 1, column: 1, endColumn: 5 }));
    const occurrences = places.map((location): Occurrence => ({
      ...model!.occurrences[0]!,
      usage: 'use',
      scope: '',
      kind: 'endpoint',
      host: 'host-a',
      location,
    }));
    const findings = places.map((location): Finding => ({ ...EXAMPLE.findings[0]!, component: 'model/a', locations: [location] }));
    const start = performance.now();
    const { results } = runOf({ ...EXAMPLE, components: [{ ...model!, id: 'model/a', occurrences }], findings });
    expect(performance.now() - start).toBeLessThan(HANG_MS / 4);
    expect(results[0]?.relatedLocations).toHaveLength(3);
  });

  it('states in the help of a rule what is on record, in force and about a list, of the developers who break it', () => {
    const [rule, other] = runOf(EXAMPLE).tool.driver.rules;
    expect(rule?.help.markdown).toContain('- DeepSeek, 2025-01-31, US-TX, in force: Texas bars DeepSeek');
    expect(rule?.help.text).not.toContain('A bill was introduced');
    expect(other?.help.text).toContain('On record');
  });

  it('leaves suppressed findings out, and says which are in the baseline', () => {
    const { results } = runOf(EXAMPLE);
    expect(results.map(({ partialFingerprints }) => Number.parseInt(partialFingerprints['pedigree/v1'], 16))).toEqual([1, 2, 4, 5]);
    expect(results.map(({ baselineState }) => baselineState)).toEqual(['new', 'new', 'unchanged', 'new']);
  });

  it('keeps 5,000 results, the heaviest, and says how many it left out', () => {
    const [sample] = EXAMPLE.findings;
    const findings = Array.from({ length: 5100 }, (_, at): Finding => ({
      ...sample!,
      level: at < 200 ? 'note' : 'error',
      fingerprint: at.toString(16),
    }));
    const { results, invocations } = runOf({ ...EXAMPLE, findings });
    expect(results).toHaveLength(5000);
    expect(results.filter((one) => one.level === 'note')).toHaveLength(100);
    expect(invocations[0].toolExecutionNotifications.at(-1)).toMatchObject({
      descriptor: { id: 'limit/results' },
      message: { text: /^100 findings over/ },
    });
  });

  it('is small enough to be taken when everything is at its limit', () => {
    const [sample] = EXAMPLE.findings;
    const place = sample!.locations[0]!;
    const locations = Array.from({ length: 120 }, (_, at) => ({ ...place, line: at + 1 }));
    const findings = Array.from({ length: 200 }, (_, at): Finding => ({ ...sample!, locations, fingerprint: at.toString(16) }));
    const { results } = runOf({ ...EXAMPLE, findings });
    expect(results[0]?.relatedLocations).toHaveLength(100);
    expect(results[0]?.message.text).toContain('and 114 more places');
  });

  it.each([
    ['https://user:token@git.example.org/a.git', 'https://git.example.org/a.git'],
    ['not an address', undefined],
    ['file:///home/someone/a', undefined],
  ])('says of the repository %s: %s', (address, expected) => {
    const { versionControlProvenance } = runOf({ ...EXAMPLE, repository: { uri: address, branch: null } });
    expect(versionControlProvenance?.[0]?.repositoryUri).toBe(expected);
  });

  it('encodes paths so that decoding gives them back', () => {
    expect(uriOf('a b/#?%[x]/é:模.py')).toBe('a%20b/%23%3F%25%5Bx%5D/%C3%A9%3A%E6%A8%A1.py');
    fc.assert(fc.property(ANY_TEXT, (path) => decodeURIComponent(uriOf(path)) === path.toWellFormed()));
  });
});

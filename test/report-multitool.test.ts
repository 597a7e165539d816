/** The SARIF log before an independent validator: https://github.com/microsoft/sarif-sdk, rules of the format and of code scanning. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lineHashes } from '../src/formats/line-hash.ts';
import type { Finding, Report } from '../src/types.ts';
import { EXAMPLE } from './report-example.ts';
import { poisoned, written } from './report-poisoned.ts';

const require = createRequire(import.meta.url);
const multitool = z.string().parse(require('@microsoft/sarif-multitool'));
const HOMEPAGE = 'https://pedigree.example.org/';
/** A program that was built where nothing names its page (src/cli/page.ts) names none: the one warning. */
const NO_PAGE = ['warning SARIF2005 Warning_ProvideToolnformationUri'];

const NOTHING: Report = { ...EXAMPLE, components: [], findings: [], diagnostics: [], policy: { ...EXAMPLE.policy, rules: [] } };
const LARGE: Report = {
  ...EXAMPLE,
  findings: Array.from({ length: 1500 }, (_, at): Finding => ({
    ...EXAMPLE.findings[at % EXAMPLE.findings.length]!,
    suppressions: [],
    fingerprint: at.toString(16).padStart(32, '0'),
  })),
};
const HOSTILE = '\u001b[2J[x](1) ]\\ a%zz %0A\r\n::error::x <img src=x> \u202e \ud800 {0} {1} ../../etc/passwd C:\\x 模型 #?&';

const REPORTS: Readonly<Record<string, Report>> = {
  example: EXAMPLE,
  nothing: NOTHING,
  large: LARGE,
  hostile: poisoned(HOSTILE),
  'with a page': { ...EXAMPLE, tool: { ...EXAMPLE.tool, homepage: HOMEPAGE } },
};
const fileOf = (name: string) => `${name.replaceAll(' ', '-')}.sarif`;

const output = z.object({
  runs: z.tuple([
    z.object({
      invocations: z.array(z.object({ executionSuccessful: z.literal(true) })),
      results: z
        .array(
          z.object({
            ruleId: z.string(),
            level: z.string().default('warning'),
            message: z.object({ id: z.string().optional() }),
            locations: z.array(
              z.object({
                physicalLocation: z.object({ artifactLocation: z.object({ uri: z.string().optional(), index: z.int().optional() }) }),
              }),
            ),
          }),
        )
        .default([]),
      artifacts: z.array(z.object({ location: z.object({ uri: z.string() }) })).default([]),
    }),
  ]),
});

let area: string;
let run: z.infer<typeof output>['runs'][0];

/** One start for all logs; the program ends with 0 whatever it finds, and says what it found in its output file. */
beforeAll(() => {
  area = mkdtempSync(join(tmpdir(), 'multitool-'));
  const logs = Object.entries(REPORTS).map(([name, report]) => {
    const place = join(area, fileOf(name));
    writeFileSync(place, written('sarif', report));
    return place;
  });
  writeFileSync(
    join(area, 'broken.sarif'),
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x","rules":[{"id":"a"}]}},"results":[{"ruleId":"a","message":{"text":"b"}}]}]}',
  );
  const found = join(area, 'found.json');
  const args = ['--rule-kind', 'Sarif;Gh', '--level', 'Error;Warning', '--quiet', 'true', '--output', found, '--log', 'ForceOverwrite'];
  execFileSync(multitool, ['validate', ...logs, join(area, 'broken.sarif'), ...args], { stdio: 'ignore' });
  [run] = output.parse(JSON.parse(readFileSync(found, 'utf8').replace(/^\ufeff/, ''))).runs;
}, 180_000);
afterAll(() => rmSync(area, { recursive: true, force: true }));

/** What it says of one log. */
function complaints(file: string): string[] {
  return run.results
    .filter(({ locations }) =>
      locations.some(({ physicalLocation: { artifactLocation } }) => {
        const { uri, index } = artifactLocation;
        return (uri ?? run.artifacts[index ?? -1]?.location.uri ?? '').endsWith(file);
      }),
    )
    .map(({ level, ruleId, message }) => `${level} ${ruleId} ${message.id}`);
}

describe('sarif-multitool', () => {
  it.each(['example', 'nothing', 'large', 'hostile'])(
    'finds nothing in the log of the %s report but that a program without a page names none',
    (name) => expect(complaints(fileOf(name))).toEqual(NO_PAGE),
  );

  it('finds nothing at all where the program has a page', () => expect(complaints(fileOf('with a page'))).toEqual([]));

  it('finds what is wrong with a log that is wrong', () => expect(complaints('broken.sarif').join()).toMatch(/error GH1015.*error GH2012/));
});

describe('the line hash', () => {
  const PIECES = ['\n', '\n', '\r\n', '\r', '\t', '  ', 'model = "qwen-plus"', '{}', 'é', '中文', '😀', 'x'.repeat(120)];
  const rewritten = z.object({
    runs: z.tuple([z.object({ results: z.array(z.object({ partialFingerprints: z.object({ primaryLocationLineHash: z.string() }) })) })]),
  });

  it('of every line of 40 files is the one that the validator computes of its own', () => {
    let seed = 11;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    const files = Array.from({ length: 40 }, (_, at) => ({
      name: `${at}.txt`,
      text: Array.from({ length: 10 + random(90) }, () => PIECES[random(PIECES.length)]).join(''),
    }));
    const expected = files.flatMap(({ name, text }) => lineHashes(text).map((hash, line) => ({ name, line: line + 1, hash })));
    for (const { name, text } of files) writeFileSync(join(area, name), text);
    const results = expected.map(({ name, line }) => ({
      message: { text: 'a' },
      locations: [{ physicalLocation: { artifactLocation: { uri: pathToFileURL(join(area, name)).href }, region: { startLine: line } } }],
    }));
    const run = { tool: { driver: { name: 'x' } }, results };
    const [bare, hashed] = [join(area, 'bare.json'), join(area, 'hashed.json')];
    writeFileSync(bare, JSON.stringify({ version: '2.1.0', runs: [run] }));
    execFileSync(
      multitool,
      ['rewrite', bare, '--output', hashed, '--insert', 'RollingHashPartialFingerprints', '--log', 'ForceOverwrite'],
      {
        stdio: 'ignore',
      },
    );
    const [{ results: found }] = rewritten.parse(JSON.parse(readFileSync(hashed, 'utf8').replace(/^\ufeff/, ''))).runs;
    expect(found.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).toEqual(expected.map(({ hash }) => hash));
  }, 120_000);
});

describe('the schema of SARIF 2.1.0', () => {
  const schema: object = JSON.parse(readFileSync(join(multitool, '../sarif-2.1.0.json'), 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);

  it.each(Object.keys(REPORTS))('takes the log of the %s report', (name) => {
    validate(JSON.parse(readFileSync(join(area, fileOf(name)), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refuses a log that is wrong', () => expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false));
});

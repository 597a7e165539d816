/** Nothing from a tree reaches a report unescaped, and no credential reaches one at all. */
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { redact } from '../src/report/redact.ts';
import { REPORTERS, type Reporter } from '../src/report/index.ts';
import { visible } from '../src/report/visible.ts';
import type { Report } from '../src/types.ts';
import { reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';
import { csvRows, withoutCode } from './report-parse.ts';

const ESC = '\x1b';
const PAYLOADS = [
  `${ESC}[31mred${ESC}[0m`,
  `${ESC}[2J${ESC}[H`,
  `${ESC}]8;;https://evil.example${ESC}\\here${ESC}]8;;${ESC}\\`,
  `${ESC}]0;title\x07`,
  `${ESC}]52;c;ZWNobyBoaQ==\x07`,
  '\x9b31mC1',
  '\x90q\x9c',
  '\rPass: no findings',
  '\r\nPass: no findings',
  '\n::error::forged',
  '::error file=a::forged',
  '  ::stop-commands::x',
  'a ::warning::b',
  'x::y',
  '##[error]forged',
  '##[group]x',
  'text ##vso[task.setvariable variable=a]b',
  '##teamcity[testFailed]',
  'section_start:1:x\r\x1b[0K',
  '\x00nul',
  '\x08\x08\x08back',
  '\x7fdel',
  'a\tb',
  '\u202etxt.exe',
  '\u2066isolate\u2069',
  '\u200bzero\u200dwidth\ufeff',
  '\u2028line\u2029paragraph',
  '\u00adsoft',
  '\u{e0041}\u{e0042}tags',
  '\u{e0100}selector',
  '\ufe0f\u115f\u3164fillers',
  '\ud800lone',
  'lone\udc00',
  '\uffff\ufffe',
  '\ufff9ruby\ufffb',
  '[click](https://evil.example)',
  '[x](1)',
  '![i](https://evil.example/p.png)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details><h1>Pass</h1>',
  '<!-- hidden -->',
  '`code` ``` fence',
  '**bold** _it_ ~~no~~ # head',
  '| cell | cell |',
  '\\| \\` \\[',
  '@everyone #1 !2 GH-3 $4 %5 ~l &6',
  'www.evil.example https://evil.example',
  ':tada: :+1:',
  '=cmd|"/c calc"!A1',
  '+1-1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '＝1+1',
  '%0A::error::x',
  'a,b;c"d\'e',
  ']]>',
  '<![CDATA[x]]>',
  '&amp;&lt;&#x1b;&xxe;',
  '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
  '${{ github.token }}',
  '$(id) `id`',
] as const;

const HOSTILE = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PAYLOADS) }, fc.constantFrom(' ', '::', '##', '[', '`', '\\', 'a', '/', '\r')),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** Control, invisible and bidirectional characters, line separators, lone surrogates; line feeds aside. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}]/u;

const loaded = new Map<string, Reporter>();
for (const [format, load] of Object.entries(REPORTERS)) loaded.set(format, await load());

function written(format: string, report: Report, width = 80): string {
  return loaded.get(format)?.(report, { color: false, width, quiet: false }) ?? '';
}

/** The example with a text in every place that a tree fills. */
function poisoned(text: string): Report {
  const location = { ...EXAMPLE.findings[0]!.locations[0]!, path: `src/${text}` };
  return {
    ...EXAMPLE,
    policy: {
      ...EXAMPLE.policy,
      source: text,
      rules: EXAMPLE.policy.rules.map((rule) => ({ ...rule, title: text, description: text, help: text, source: text })),
    },
    components: EXAMPLE.components.map((component) => ({
      ...component,
      name: text,
      version: text,
      lineage: [{ name: text, family: null, relation: 'finetune', evidence: 'name' }],
      occurrences: component.occurrences.map((occurrence) => ({
        ...occurrence,
        location,
        value: text,
        context: text,
        reason: text,
        dependencyPath: [text, text],
      })),
    })),
    findings: EXAMPLE.findings.map((finding, at) => ({
      ...finding,
      message: text,
      locations: [location, { ...location, path: text }],
      suppressions: at === 2 ? [{ kind: 'inSource' as const, justification: text, owner: text }] : [],
    })),
    diagnostics: EXAMPLE.diagnostics.map((diagnostic) => ({ ...diagnostic, message: text, path: text })),
  };
}

function expectHarmless(format: string, text: string): void {
  expect(HIDDEN.exec(text.replaceAll(format === 'csv' ? '\r\n' : '\n', ''))?.[0].codePointAt(0), format).toBeUndefined();
  expect(text, format).not.toMatch(/##(?:vso|teamcity)?\[/i);
  const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'));
  const own = /^::(?:error|warning|notice) (?:file=[^,:]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,)?title=[^,:]*::/;
  if (format === 'github') for (const line of commands) expect(line).toMatch(own);
  else expect(commands, format).toEqual([]);
}

describe.each([...loaded.keys()])('%s', (format) => {
  it(`is not moved by any of ${PAYLOADS.length} payloads`, () => {
    for (const payload of PAYLOADS) for (const width of [40, 80]) expectHarmless(format, written(format, poisoned(payload), width));
  });

  it('is not moved by any mixture of them, at any width', () => {
    fc.assert(
      fc.property(reports(HOSTILE), fc.integer({ min: 30, max: 120 }), (report, width) =>
        expectHarmless(format, written(format, report, width)),
      ),
      { numRuns: 120 },
    );
  });
});

it('text: no line that is broken in two begins with a command', () => {
  for (let length = 1; length < 90; length++) {
    expectHarmless('text', written('text', poisoned(`${'x'.repeat(length)}::error::forged`), 40));
    expectHarmless('text', written('text', poisoned(`${'x'.repeat(length)}##[error]forged`), 40));
  }
});

describe('what is written can be read back', () => {
  it('JSON: exactly', () => {
    for (const payload of PAYLOADS.filter((text) => !text.includes('token'))) {
      const { components } = JSON.parse(written('json', poisoned(payload))) as { components: { name: string }[] };
      expect(components[0]?.name).toBe(payload.toWellFormed());
    }
  });

  it('SARIF: no brackets but our own links', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const { runs } = JSON.parse(written('sarif', poisoned(text))) as { runs: { results: { message: { text: string } }[] }[] };
        for (const { message } of runs[0]?.results ?? []) {
          const bare = message.text.replaceAll(/\\[\\[\]]/g, '').replaceAll(/\[[^[\]]+\]\(\d+\)/g, '');
          expect(bare).not.toMatch(/[[\]]/);
        }
      }),
    );
  });

  it('Markdown: nothing but plain words outside of code', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const body = withoutCode(written('markdown', poisoned(text)));
        expect(body).not.toMatch(/[<>[\]@~$!*`\\&]|:\/\/|www\.|GH-|:\w+:|#\d/);
        expect(
          body
            .split('\n')
            .filter((line) => line.startsWith('#'))
            .every((line) => /^#{2,3} (?:Pedigree: |Coverage|error: |warning: |note: )/.test(line)),
        ).toBe(true);
      }),
    );
  });

  it('JUnit: well-formed, and the text is what it was', () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', processEntities: true });
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const xml = written('junit', poisoned(text));
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(Object.keys(parser.parse(xml)).sort()).toEqual(['?xml', 'testsuites']);
      }),
    );
  });

  it('CSV: as many cells as columns, and none that a spreadsheet calculates', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const [head = [], ...rows] = csvRows(written('csv', poisoned(text)));
        for (const row of rows) {
          expect(row).toHaveLength(head.length);
          for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/);
        }
      }),
    );
  });

  it('visible text stays as it is, and what is made visible does too', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/##|::/.test(text)),
        (text) => visible(text) === text,
      ),
    );
    fc.assert(fc.property(HOSTILE, (text) => visible(visible(text)) === visible(text)));
  });
});

/** Letters and digits that look drawn by lot, the same on every run. */
function drawn(length: number, alphabet: string, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet.charAt((state >>> 8) % alphabet.length);
  }).join('');
}

const HEX = '0123456789abcdef';
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Credentials of every issuer, made here so that none stands in this file. */
const KINDS: readonly ((seed: number) => string)[] = [
  (seed) => `sk-${drawn(32, HEX, seed)}`,
  (seed) => `sk-proj-${drawn(40, `${BASE62}-_`, seed)}7`,
  (seed) => `sk-ant-api03-${drawn(60, BASE62, seed)}`,
  (seed) => `sk-or-v1-${drawn(64, HEX, seed)}`,
  (seed) => `hf_${drawn(34, BASE62, seed)}`,
  (seed) => `ghp_${drawn(36, BASE62, seed)}`,
  (seed) => `github_pat_${drawn(22, BASE62, seed)}_${drawn(59, BASE62, seed + 1)}`,
  (seed) => `glpat-${drawn(20, BASE62, seed)}`,
  (seed) => `AKIA${drawn(16, UPPER, seed)}`,
  (seed) => `AIza${drawn(35, BASE62, seed)}`,
  (seed) => `xoxb-${drawn(12, '0123456789', seed)}-${drawn(24, BASE62, seed)}`,
  (seed) => `LTAI${drawn(20, BASE62, seed)}`,
  (seed) => `AKID${drawn(32, BASE62, seed)}`,
  (seed) => `${drawn(32, HEX, seed)}.${drawn(16, BASE62, seed)}`,
  (seed) => `eyJ${drawn(20, BASE62, seed)}.eyJ${drawn(30, BASE62, seed)}.${drawn(43, BASE62, seed)}`,
  (seed) => `nvapi-${drawn(64, BASE62, seed)}`,
  (seed) => `gsk_${drawn(52, BASE62, seed)}`,
  (seed) => `r8_${drawn(37, BASE62, seed)}`,
  (seed) => `pplx-${drawn(48, BASE62, seed)}`,
  (seed) => `ms-${drawn(8, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(12, HEX, seed)}`,
  (seed) => `npm_${drawn(36, BASE62, seed)}`,
  (seed) => `bce-v3/ALTAK-${drawn(21, BASE62, seed)}/${drawn(40, HEX, seed)}`,
];
/** Where a credential may stand; in some only its place gives it away. */
const PLACES: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `https://api.example.com/v1?model=qwen&key=${secret}`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `api_key="${secret}", base_url="https://api.deepseek.com"`,
  (secret) => `qwen-plus ${secret} qwen-max`,
];
const TELLING: readonly ((secret: string) => string)[] = [
  (secret) => `https://someone:${secret}@models.example.com/v1`,
  (secret) => `https://${secret}@git.example.com/a.git`,
  (secret) => `https://h.example.com/x?access_token=${secret}&model=glm-4`,
  (secret) => `DEEPSEEK_API_KEY=${secret}`,
  (secret) => `password: "${secret}"`,
  (secret) => `client_secret='${secret}'`,
  (secret) => `Bearer ${secret}==`,
];
const SECRETS = [
  ...KINDS.flatMap((kind, at) => PLACES.map((place, to) => ({ secret: kind(at * 31 + to), place }))),
  ...TELLING.flatMap((place, to) => Array.from({ length: 14 }, (_, at) => ({ secret: drawn(16, BASE62, to * 97 + at), place }))),
];

describe('credentials', () => {
  it('are at least 200', () => expect(SECRETS.length).toBeGreaterThanOrEqual(200));

  it.each([...loaded.keys()])('are in no %s report', (format) => {
    for (const { secret, place } of SECRETS) {
      const text = place(secret);
      expect(redact(text), text).not.toContain(secret);
      expect(written(format, poisoned(text)), text).not.toContain(secret.slice(4));
    }
  });

  it.each([
    'Qwen/Qwen2.5-Coder-32B-Instruct-GPTQ-Int4',
    'us.deepseek.r1-v1:0',
    'accounts/fireworks/models/deepseek-v3p1-terminus',
    'Qwen2_5_VLForConditionalGeneration',
    'deepseek-ai/DeepSeek-R1-0528@0123456789abcdef0123456789abcdef01234567',
    'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    'git@github.com:acme/app.git',
    'pkg:huggingface/Qwen/Qwen3-8B@0123456789abcdef0123456789abcdef01234567',
    'os.environ.DASHSCOPE_API_KEY',
    'services.llm.environment.OPENAI_API_KEY',
    'sk-learn-tools',
    'max_tokens: 4096',
    'a colon without a key; the file was read as plain text instead',
    'github.com/sashabaranov/go-openai v1.41.2 h1:',
  ])('%s is none', (text) => expect(redact(text)).toBe(text));

  it('are looked for in linear time', () => {
    for (const unit of ['://', 'key=', 'sk-', '-----BEGIN ', 'a1', 'token: ', 'eyJaaaaaa.', '?a', 'bearer ']) {
      const start = performance.now();
      redact(unit.repeat(100_000));
      expect(performance.now() - start, unit).toBeLessThan(3000);
    }
  });
});

/** What must not change a report: the number of threads, the order of files on disk, line ends, lines above. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jsonReportSchema, type JsonReport } from '../src/report/json-schema.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const BIN = join(import.meta.dirname, '../dist/bin.js');
const REPOS = join(import.meta.dirname, '../fixtures/repos');
const area = mkdtempSync(join(tmpdir(), 'metamorphic-'));
const LINES_ABOVE = 7;
/** What stands in the first line of these means something, so nothing can stand above it. */
const FIRST_LINE = /^(?:#!|---|<\?xml|# syntax=|version https:\/\/git-lfs)/;

interface Text {
  readonly path: string;
  readonly text: string;
}

/** The text files of all fixture repositories. */
const TEXTS: readonly Text[] = readdirSync(REPOS, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(REPOS, path)).isFile() && !path.endsWith('expected.txt'))
  .map((path) => ({ path, bytes: readFileSync(join(REPOS, path)) }))
  .filter(({ bytes }) => !bytes.includes(0) && bytes.toString('utf8') === new TextDecoder().decode(bytes))
  .map(({ path, bytes }) => ({ path, text: bytes.toString('utf8').replaceAll('\r\n', '\n') }));

function tree(name: string, texts: readonly Text[], change: (text: string) => string = (text) => text): string {
  const root = join(area, name);
  for (const { path, text } of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), change(text));
  }
  return root;
}

function run(root: string, ...flags: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [BIN, 'scan', root, '--format', 'json', '--policy', 'cn-origin', ...flags], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  if (stdout === '') throw new Error(stderr);
  return stdout;
}

function report(root: string): JsonReport {
  return jsonReportSchema.parse(JSON.parse(run(root)));
}

/** Occurrences without the place in their line ends, findings by fingerprint; lines as `shift` sees them. */
function meaning({ components, findings }: JsonReport, shift: (path: string) => number = () => 0) {
  return {
    components: components.map(({ id, origin, exposures, lineage, occurrences }) => {
      const places = occurrences.map(
        ({ path, line, column, usage, value, exposure }) => `${path}:${line - shift(path)}:${column} ${usage} ${value} ${exposure}`,
      );
      return { id, origin, exposures, lineage, places };
    }),
    findings: findings.map(({ ruleId, level, fingerprint }) => `${level} ${ruleId} ${fingerprint}`).sort(),
  };
}

describe('a report', () => {
  let plain = '';
  let expected: JsonReport;

  beforeAll(() => {
    plain = tree('plain', TEXTS);
    expected = report(plain);
    expect(expected.findings.length).toBeGreaterThan(20);
  });
  afterAll(() => rmSync(area, { recursive: true }));

  it('is the same, to the byte, for any number of threads', () => {
    const many = join(area, 'many');
    cpSync(plain, many, { recursive: true });
    for (let index = 0; index < 3200; index++) {
      mkdirSync(join(many, `d${index % 50}`), { recursive: true });
      writeFileSync(join(many, `d${index % 50}/${index}.py`), index % 40 === 0 ? `model = "qwen3-${index}b"\n` : 'x = 1\n');
    }
    const alone = run(many, '--jobs', '1');
    for (const jobs of ['2', '4']) expect(run(many, '--jobs', jobs) === alone, `--jobs ${jobs}`).toBe(true);
  });

  it('is the same, to the byte, for files that came in another order', () => {
    const turned = tree('turned', TEXTS.toReversed());
    expect(run(turned)).toBe(run(plain));
  });

  it('says the same of CRLF as of LF', () => {
    const crlf = tree('crlf', TEXTS, (text) => text.replaceAll('\n', '\r\n'));
    expect(meaning(report(crlf))).toEqual(meaning(expected));
  });

  it('keeps its fingerprints when lines come in above', () => {
    const moved = TEXTS.filter(({ text, path }) => !FIRST_LINE.test(text) && !/\.(?:csv|tsv)$|requirements/.test(path));
    const isMoved = new Set(moved.map(({ path }) => path));
    const root = tree('moved', TEXTS);
    for (const { path, text } of moved) writeFileSync(join(root, path), '\n'.repeat(LINES_ABOVE) + text);
    expect(meaning(report(root), (path) => (isMoved.has(path) ? LINES_ABOVE : 0))).toEqual(meaning(expected));
  });
});

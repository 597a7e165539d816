import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORTERS } from '../src/report/index.ts';
import { BIN, CALL, CLEAN, newFolder, removeAll, repository, type Repository, type Run } from './gate-repo.ts';

const FORMATS = Object.keys(REPORTERS);
const OUTCOMES: readonly (readonly [number, string, string, readonly string[]])[] = [
  [0, 'nothing fails the policy', 'clean', []],
  [1, 'the policy fails', 'uses', []],
  [2, 'the configuration is wrong', 'broken', []],
  [3, 'the scan is incomplete', 'large', ['--max-file-size', '1kb']],
  [4, 'nothing was scanned', 'empty', []],
];

let repo: Repository;
/** A program whose rules are damaged. */
let damaged = '';
beforeAll(() => {
  repo = repository({
    'clean/a.py': CLEAN,
    'uses/a.py': CALL,
    'broken/.pedigree.yaml': 'polcy: cn-origin\n',
    'large/a.py': `# qwen-max\n${'x = 1\n'.repeat(2000)}`,
    'large/b.py': CLEAN,
  });
  mkdirSync(join(repo.folder, 'empty'));
  damaged = join(newFolder(), 'dist');
  cpSync(join(BIN, '..'), damaged, { recursive: true });
  writeFileSync(join(damaged, 'rules/head.json'), '{');
});
afterAll(removeAll);

function crash(args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(damaged, 'bin.js'), ...args], {
    cwd: repo.folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe.each(OUTCOMES)('exit code %i: %s', (code, _, folder, flags) => {
  it.each(FORMATS)('with %s on stdout', (format) => {
    const run = repo.run(['ci', folder, '--format', format, ...flags]);
    expect(run.code, run.err).toBe(code);
    if (code === 2) expect(run).toMatchObject({ out: '', err: expect.stringMatching(/\S/) as string });
  });

  it('with all formats in files, quiet, in colour, and with another version of CycloneDX', () => {
    const files = FORMATS.flatMap((format) => ['--format', `${format}=out.${format}`]);
    expect(repo.run(['ci', folder, ...files, ...flags]).code).toBe(code);
    for (const more of [['--quiet'], ['--color', 'always'], ['--cdx-version', '1.5', '--format', 'cyclonedx'], ['--jobs', '1']])
      expect(repo.run(['ci', folder, ...more, ...flags]).code, more.join(' ')).toBe(code);
  });
});

describe('exit code 70: the program is at fault', () => {
  it.each(['text', 'json', 'sarif', 'json=out.json'])('with %s', (format) => {
    const run = crash(['ci', 'clean', '--format', format]);
    expect(run).toMatchObject({ code: 70, out: '', err: expect.stringContaining('internal error') as string });
  });
});

describe('every format', () => {
  it('has the findings that make the exit code, each with a place', () => {
    const { code, report } = repo.report(['ci', 'uses']);
    expect([code, report.findings.length]).toEqual([1, 2]);
    for (const { locations } of report.findings) expect(locations.length).toBeGreaterThan(0);
    for (const format of FORMATS.filter((name) => name !== 'cyclonedx' && name !== 'spdx'))
      expect(repo.run(['ci', 'uses', '--format', format]).out, format).toContain('a.py');
  });
});

/** A base is told by what the scan of the tree itself knows: that may not change what is told. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL, CLEAN, OTHER_CALL, removeAll, repository, type Repository } from './gate-repo.ts';

const SIGNED = 'PROVIDERS = ["kimi", "glm"]\n';

let base: Repository;
beforeAll(() => {
  base = repository({
    'app.py': CALL,
    'lib/call.py': OTHER_CALL,
    'lib/names.py': SIGNED,
    'lib/clean.py': CLEAN,
    'docs/guide.md': 'Use `moonshot-v1-8k`, or deepseek-chat.\n',
    'pkg/env/pyvenv.cfg': 'home = /usr/bin\n',
    'pkg/env/inside.py': 'model = "qwen-max"\n',
    'pkg/venv/seen.py': 'model = "qwen-turbo"\n',
    'picture.bin': '\0\0\0picture\0',
    'empty.txt': '',
  });
  base.git('checkout', '-q', '-b', 'feature');
});
afterAll(removeAll);

/** What a scan that is compared with main looked at, and its findings: state, rule and places. */
function states(repo: Repository, targets: readonly string[], ...more: string[]): string[] {
  const { report } = repo.report(['scan', ...targets, '--mentions', '--diff', 'main', ...more]);
  expect(report.findings.length).toBeGreaterThan(0);
  const findings = report.findings.map(
    ({ ruleId, component, state, locations }) => `${state} ${ruleId} ${component} ${JSON.stringify(locations)}`,
  );
  // The folder of git itself is no target of its own.
  const { vcs = 0, ...skipped } = report.coverage.skipped;
  return [JSON.stringify({ ...report.coverage, discovered: report.coverage.discovered - vcs, skipped }), ...findings];
}

/** Everything at the top of the tree; then no file of the base is left out. */
function topOf({ folder }: Repository): string[] {
  return readdirSync(folder).filter((name) => name !== '.git');
}

const CHANGES: Readonly<Record<string, (repo: Repository) => void>> = {
  'nothing at all': () => undefined,
  'a new call': (repo) => repo.write('new.py', OTHER_CALL),
  'a call that goes and one that comes, in as many letters': (repo) => repo.write('app.py', CALL.replaceAll('deepseek', 'moonshot')),
  'a file that moves': (repo) => void repo.git('mv', 'lib/call.py', 'lib/moved.py'),
  'a file that goes': (repo) => repo.remove('lib/call.py'),
  'the sign that others wait for goes': (repo) => repo.write('lib/call.py', CLEAN),
  'a sign that others wait for comes': (repo) => repo.write('lib/clean.py', 'from zhipuai import ZhipuAI\nclient = ZhipuAI()\n'),
  'a folder that was skipped is seen': (repo) => repo.remove('pkg/env/pyvenv.cfg'),
  'a folder that was seen is skipped': (repo) => repo.write('pkg/venv/pyvenv.cfg', 'home = /usr/bin\n'),
  'a call moves to a file that held none': (repo) => {
    repo.write('app.py', CLEAN);
    repo.write('lib/clean.py', CALL);
  },
  'what is checked out differs from what is committed': (repo) => {
    repo.write('.gitattributes', '*.py text eol=crlf\n');
    repo.git('add', '.gitattributes');
    repo.remove('app.py');
    repo.git('checkout', '--', 'app.py');
  },
};

describe('what a change brings is the same, however much of the base is read', () => {
  it.each(Object.keys(CHANGES).flatMap((name) => [[name, 'committed'] as const, [name, 'on disk only'] as const]))(
    '%s, %s',
    (name, where) => {
      const repo = base.copy();
      CHANGES[name]?.(repo);
      if (where === 'committed') repo.commit();
      expect(states(repo, ['.'])).toEqual(states(repo, topOf(repo)));
    },
  );

  it.each(Object.keys(CHANGES).filter((_, at) => at % 3 === 1))('%s, staged', (name) => {
    const repo = base.copy();
    CHANGES[name]?.(repo);
    repo.git('add', '-A');
    const more = ['--staged', '--exclude', 'docs/**', '--exclude', '*.bin'];
    expect(states(repo, ['.'], ...more)).toEqual(states(repo, topOf(repo), ...more));
    expect(states(repo, ['.'], '--staged')).toEqual(states(repo, topOf(repo), '--staged'));
  });

  it('below a subfolder', () => {
    const repo = base.copy();
    repo.write('lib/new.py', CALL);
    const [, ...told] = states(repo, [join(repo.folder, 'lib')]);
    expect(told.filter((one) => one.startsWith('new')).length).toBeGreaterThan(0);
    expect(told.filter((one) => one.includes('call.py') && !one.startsWith('unchanged'))).toEqual([]);
  });
});

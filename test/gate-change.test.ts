import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../src/report/json-schema.ts';
import { CALL, CLEAN, newFolder, OTHER_CALL, removeAll, repository, repositoryAt, type Repository } from './gate-repo.ts';

const MORE = 'client = OpenAI(base_url="https://api.minimaxi.com/v1", model="MiniMax-M2")\n';

let base: Repository;
beforeAll(() => {
  base = repository({ 'old.py': CALL, 'gone.py': OTHER_CALL, 'clean.py': CLEAN, 'sub/inner.py': CALL });
  base.git('checkout', '-q', '-b', 'feature');
});
afterAll(removeAll);

function newIn({ findings }: JsonReport): string[] {
  const open = findings.filter(({ state }) => state === 'new');
  return [...new Set(open.map(({ locations }) => pathOf(locations)))].sort();
}

function pathOf(locations: JsonReport['findings'][number]['locations']): string {
  return locations[0]?.path ?? '';
}

function removedIn({ diagnostics }: JsonReport): string[] {
  return [...new Set(diagnostics.filter(({ code }) => code === 'change/removed').map(({ path }) => path ?? ''))];
}

describe('--diff', () => {
  it('fails for what the change brings, knows the rest, and tells what it removes', () => {
    const repo = base.copy();
    expect(repo.report(['ci', '--diff', 'main']).code).toBe(0);
    repo.write('new.py', MORE);
    repo.remove('gone.py');
    repo.git('mv', 'old.py', 'renamed.py');
    repo.commit();
    const { code, report } = repo.report(['ci', '--diff', 'main']);
    expect([code, newIn(report), removedIn(report)]).toEqual([1, ['new.py'], ['gone.py']]);
  });

  it('passes a change that only deletes', () => {
    const repo = base.copy();
    repo.remove('gone.py');
    repo.commit();
    const { code, report } = repo.report(['ci', '--diff', 'main']);
    expect([code, removedIn(report)]).toEqual([0, ['gone.py']]);
  });

  it('does not hold against a change what main has gained since', () => {
    const repo = base.copy();
    repo.write('own.py', CLEAN);
    repo.commit();
    repo.git('checkout', '-q', 'main');
    repo.remove('old.py');
    repo.commit('main moves on');
    repo.git('checkout', '-q', 'feature');
    expect(repo.report(['ci', '--diff', 'main']).code).toBe(0);
  });

  it('works below a subfolder, with targets, in a linked working tree and with files that nobody has added', () => {
    const repo = base.copy();
    repo.write('sub/added.py', MORE);
    repo.write('elsewhere.py', MORE);
    expect(newIn(repo.report(['ci', 'sub', '--diff', 'main']).report)).toEqual(['added.py']);
    expect(newIn(repo.report(['ci', 'elsewhere.py', 'old.py', '--diff', 'main']).report)).toEqual(['elsewhere.py']);
    const linked = join(newFolder(), 'linked');
    repo.git('worktree', 'add', '-q', linked, '-b', 'other', 'main');
    const other = repositoryAt(linked);
    other.write('new.py', MORE);
    other.commit();
    expect(newIn(other.report(['ci', '--diff', 'main']).report)).toEqual(['new.py']);
  });

  it('knows findings that need another file to be told', () => {
    const repo = repository({ 'a.py': 'import zhipuai\nclient = zhipuai.ZhipuAI()\n', 'b.py': 'MODEL = "glm-4-plus"\n' });
    repo.git('checkout', '-q', '-b', 'feature');
    repo.write('b.py', '# a line\nMODEL = "glm-4-plus"\n');
    repo.commit();
    expect(newIn(repo.report(['ci', '--diff', 'main']).report)).toEqual([]);
  });
});

describe('a submodule', () => {
  const other = () => {
    const repo = repository({ 'call.py': CALL });
    return { repo, first: repo.git('rev-parse', 'HEAD').trim() };
  };

  it('is known where a change leaves it as it is, and no longer where it does not', () => {
    const { repo: inner, first } = other();
    const repo = repository({ 'clean.py': CLEAN });
    repo.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.folder, 'lib');
    repo.commit();
    repo.git('checkout', '-q', '-b', 'feature');
    repo.write('more.py', CLEAN);
    repo.commit();
    expect(repo.run(['ci']).code).toBe(1);
    expect(repo.run(['ci', '--diff', 'main']).code).toBe(0);
    inner.write('more.py', MORE);
    const second = inner.commit();
    const lib = repositoryAt(join(repo.folder, 'lib'));
    lib.git('-c', 'protocol.file.allow=always', 'fetch', '-q', 'origin');
    lib.git('checkout', '-q', second);
    repo.commit();
    expect(newIn(repo.report(['ci', '--diff', 'main']).report)).toEqual(['lib/call.py', 'lib/more.py']);
    lib.git('checkout', '-q', first);
    repo.commit();
    expect(repo.run(['ci', '--diff', 'main']).code).toBe(0);
  });
});

describe('--staged', () => {
  it('sees the index and neither the tree on disk nor what was there before', () => {
    const repo = base.copy();
    repo.write('staged.py', MORE);
    repo.git('add', 'staged.py');
    repo.write('unstaged.py', MORE);
    repo.write('staged.py', CLEAN);
    const { code, report } = repo.report(['scan', '--staged']);
    expect([code, newIn(report)]).toEqual([1, ['staged.py']]);
    expect(report.coverage).toMatchObject({ discovered: 5, scanned: 5, failed: {} });
    repo.git('add', 'staged.py');
    repo.git('rm', '-q', '--cached', 'gone.py');
    const after = repo.report(['scan', '--staged']);
    expect([after.code, newIn(after.report), removedIn(after.report)]).toEqual([0, [], ['gone.py']]);
  });

  it('reads configuration and suppressions from the index', () => {
    const repo = base.copy();
    repo.write('new.py', MORE);
    repo.git('add', 'new.py');
    repo.write('.pedigree.yaml', 'suppressions:\n  - { paths: new.py, reason: agreed }\n');
    expect(repo.report(['scan', '--staged']).code).toBe(1);
    repo.git('add', '.pedigree.yaml');
    expect(repo.report(['scan', '--staged']).code).toBe(0);
  });

  it('works before the first commit, and during a commit of some files', () => {
    const repo = repository();
    repo.write('first.py', CALL);
    repo.git('add', '-A');
    expect(repo.report(['scan', '--staged']).code).toBe(1);
    const other = base.copy();
    other.write('new.py', MORE);
    other.git('update-index', '--add', '--cacheinfo', `100644,${other.git('hash-object', '-w', 'new.py').trim()},new.py`);
    renameSync(join(other.folder, '.git/index'), join(other.folder, '.git/next-index'));
    other.git('read-tree', 'HEAD');
    expect(other.report(['scan', '--staged']).code).toBe(0);
    expect(other.report(['scan', '--staged'], { GIT_INDEX_FILE: '.git/next-index' }).code).toBe(1);
  });

  it('counts files that hold no model, and skips what is skipped on disk', () => {
    const repo = repository({ 'a.py': CLEAN, 'node_modules/x/i.js': CALL, 'img.png': '\u0089PNG\0\0\0\0' });
    const { code, report } = repo.report(['scan', '--staged']);
    expect(code).toBe(0);
    expect(report.coverage).toMatchObject({ scanned: 1, skipped: { binary: 1, dependencies: 1 } });
  });
});

describe('a base', () => {
  it('that is missing is exit 2, with the remedy', () => {
    const shallow = join(newFolder(), 'shallow');
    base.git('clone', '-q', '--depth', '1', '--branch', 'feature', `file://${base.folder}`, shallow);
    const repo = repositoryAt(shallow);
    for (const [args, env] of [
      [['ci', '--diff', 'origin/main'], {}],
      [['ci', '--policy-from', 'origin/main'], {}],
      [['ci'], { GITHUB_BASE_REF: 'main' }],
      [['ci'], { CI_MERGE_REQUEST_DIFF_BASE_SHA: '0'.repeat(40) }],
      [['ci'], { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' }],
      [['ci'], { GITHUB_EVENT_NAME: 'merge_group' }],
    ] as const) {
      const { code, err } = repo.run(args, env);
      expect(err).toContain('fetch-depth: 0');
      expect(code).toBe(2);
    }
  });

  it.each([['--output=x'], ['-h'], ['main; rm -rf .'], ['$(id)'], ['HEAD:old.py'], ['']])('named %s is no option and no command', (ref) => {
    expect(base.run(['ci', `${ref.length % 2 === 0 ? '--diff' : '--policy-from'}=${ref}`]).code).toBe(2);
  });

  it('is told where there is no repository', () => {
    const repo = repositoryAt(newFolder());
    repo.write('a.py', CALL);
    expect(repo.run(['scan']).code).toBe(1);
    for (const args of [
      ['scan', '--diff', 'main'],
      ['scan', '--staged'],
      ['ci', '--policy-from', 'main'],
    ])
      expect(repo.run(args).code).toBe(2);
  });

  it('of a fork is the target, not the fork that origin may be', () => {
    const upstream = repository({ 'a.py': CALL });
    const trusted = upstream.git('rev-parse', 'HEAD').trim();
    const fork = repositoryAt(join(newFolder(), 'fork'));
    upstream.git('clone', '-q', upstream.folder, fork.folder);
    fork.write('.pedigree.yaml', 'exclude: [a.py]\n');
    fork.commit('the main of the fork');
    const checkout = repositoryAt(join(newFolder(), 'checkout'));
    upstream.git('clone', '-q', fork.folder, checkout.folder);
    checkout.git('checkout', '-q', '-b', 'feature');
    checkout.write('event.json', JSON.stringify({ pull_request: { base: { sha: trusted } } }));
    const environment = {
      GITHUB_BASE_REF: 'main',
      GITHUB_REPOSITORY: 'team/project',
      GITHUB_EVENT_PATH: join(checkout.folder, 'event.json'),
    };
    const { code, report } = checkout.report(['ci'], environment);
    expect(code).toBe(1);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('policy/changed');
    checkout.git('remote', 'set-url', 'origin', 'https://github.com/Team/Project.git');
    expect(checkout.report(['ci', '--allow-empty'], environment).code).toBe(0);
  });

  it('of a merge queue is the one that the event names', () => {
    const repo = base.copy();
    repo.write('.pedigree.yaml', 'exclude: ["**"]\n');
    repo.commit();
    repo.write('event.json', JSON.stringify({ merge_group: { base_sha: repo.git('rev-parse', 'main').trim() } }));
    const environment = { GITHUB_EVENT_NAME: 'merge_group', GITHUB_EVENT_PATH: join(repo.folder, 'event.json') };
    expect(repo.report(['ci'], environment).code).toBe(1);
  });

  it('works in a clone without the contents of old files only when they are fetched', () => {
    const repo = base.copy();
    repo.git('config', 'uploadpack.allowFilter', 'true');
    const partial = join(newFolder(), 'partial');
    repo.git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repo.folder}`, partial);
    mkdirSync(partial, { recursive: true });
    const clone = repositoryAt(partial);
    clone.write('a.py', CLEAN);
    const { code, err } = clone.run(['ci', '--diff', 'origin/main']);
    expect(err).toContain('--filter');
    expect(code).toBe(2);
  });
});

describe('git', () => {
  it('runs nothing that the repository names', () => {
    const repo = base.copy();
    const mark = join(repo.folder, 'ran');
    const command = `sh -c 'touch ${mark}; cat'`;
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'filter.x.clean',
      'filter.x.smudge',
      'filter.x.process',
      'diff.x.textconv',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'credential.helper',
      'core.alternateRefsCommand',
      'diff.x.command',
    ])
      repo.git('config', key, command);
    repo.git('config', 'core.hooksPath', join(repo.folder, 'hooks'));
    for (const hook of ['post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'])
      repo.write(`hooks/${hook}`, `#!/bin/sh\ntouch ${mark}\n`);
    repo.write('.gitattributes', '* filter=x diff=x\n');
    repo.write('new.py', MORE);
    for (const args of [['--diff', 'main'], ['--staged'], ['--policy-from', 'main'], ['--diff', 'main', '--policy-from', 'main']]) {
      expect([0, 1]).toContain(repo.run(['ci', ...args]).code);
    }
    expect(() => repo.read('ran')).toThrow();
  });
});

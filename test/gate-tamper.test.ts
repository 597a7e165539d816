import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL, CLEAN, newFolder, OTHER_CALL, removeAll, repository, repositoryAt, type Repository } from './gate-repo.ts';

const PULL_REQUEST = { GITHUB_BASE_REF: 'main' };
const RULE = 'cn-origin/in-country-api';
const ACCEPT = (paths: string) => `suppressions:\n  - paths: ${paths}\n    reason: we like it\n`;
const MARK = `# pedigree: ignore[${RULE}] we like it\n`;

function policy(id: string, level: string, family = 'origin: CN'): string {
  return [
    `id: ${id}`,
    'reviewed: 2026-01-01',
    'source: test',
    `name: ${id}`,
    'description: a policy',
    'rules:',
    `  - { id: ${id}/any, level: ${level}, title: t, message: "{name}", help: h, when: { ${family} } }`,
    '',
  ].join('\n');
}

/** Main has every file that decides, and an old finding; the change brings a new one. */
function everything(): Repository {
  const repo = repository({
    '.pedigree.yaml': `exclude: [docs/**]\n${ACCEPT('accepted/**')}`,
    '.gitignore': '*.log\n',
    'policies/own.yaml': policy('own', 'error'),
    'policies/lax.yaml': policy('lax', 'note'),
    'rules/families/acme.yaml':
      'id: acme\nname: Acme\ndeveloper: alibaba\ntier: extended\nreviewed: 2026-01-01\nsource: test\nmodels:\n  - { pattern: acme-lm, strength: name }\nexamples: { match: [acme-lm-1], noMatch: [acne] }\n',
    'src/old.py': `${MARK}${CALL}`,
    'src/clean.py': CLEAN,
    'vendor/own.py': OTHER_CALL,
  });
  repo.run(['baseline', '--output', 'known.jsonl']);
  repo.commit('known');
  repo.git('checkout', '-q', '-b', 'feature');
  repo.write('src/evil.py', OTHER_CALL.replaceAll('client', 'other'));
  repo.commit('evil');
  return repo;
}

/** Main has nothing that decides. */
function nothing(): Repository {
  const repo = repository({ 'src/clean.py': CLEAN });
  repo.git('checkout', '-q', '-b', 'feature');
  repo.write('src/evil.py', CALL);
  repo.commit('evil');
  return repo;
}

let full: Repository;
let bare: Repository;
beforeAll(() => {
  full = everything();
  bare = nothing();
  expect(full.run(['ci', '--baseline', 'known.jsonl'], PULL_REQUEST).code).toBe(1);
  expect(bare.run(['ci'], PULL_REQUEST).code).toBe(1);
});
afterAll(removeAll);

/** What a change does, flags of the gate, and whether it is told as a change of what decides. */
type Case = readonly [string, (repo: Repository) => void, readonly string[], boolean];

const WITH_BASELINE = ['--baseline', 'known.jsonl'];

function baselineOf(repo: Repository): string {
  return repo.run(['baseline', '--no-config']).out;
}

const added: readonly Case[] = [
  ['a configuration with another policy', (repo) => repo.write('.pedigree.yaml', 'policy: inventory\n'), [], true],
  ['a configuration that excludes', (repo) => repo.write('.pedigree.yaml', 'exclude: [src]\n'), [], true],
  ['a configuration that includes something else', (repo) => repo.write('.pedigree.yaml', 'include: [src/clean.py]\n'), [], true],
  ['a suppression', (repo) => repo.write('.pedigree.yaml', ACCEPT('"**"')), [], true],
  ['a suppression that says nothing of the file now', (repo) => repo.write('.pedigree.yaml', ACCEPT('later/**')), [], true],
  ['a named configuration', (repo) => repo.write('ci/pedigree.yaml', ACCEPT('"**"')), ['--config', 'ci/pedigree.yaml'], true],
  ['a policy file', (repo) => repo.write('lax.yaml', policy('lax', 'note')), ['--policy', 'lax.yaml'], true],
  [
    'a policy file by configuration',
    (repo) => {
      repo.write('lax.yaml', policy('lax', 'note'));
      repo.write('.pedigree.yaml', 'policy: lax.yaml\n');
    },
    [],
    true,
  ],
  ['a baseline', (repo) => repo.write('known.jsonl', baselineOf(repo)), ['--baseline', 'known.jsonl'], true],
  ['an earlier report', (repo) => void repo.run(['scan', '--format', 'json=r.json']), ['--baseline', 'r.json'], true],
  ['a comment in source', (repo) => repo.write('src/evil.py', `${MARK}${CALL}`), [], true],
  ['a .gitignore', (repo) => repo.write('.gitignore', 'src\n*.py\n'), [], false],
  ['a .gitignore beside the file', (repo) => repo.write('src/.gitignore', '*\n'), [], false],
  ['rules that know nothing', (repo) => repo.write('rules/families/deepseek.yaml', familyOf('deepseek')), ['--rules', 'rules'], true],
  ['a link out of the tree', (repo) => linked(repo, '/etc/hostname'), [], false],
  [
    'a link to a folder that is not looked into',
    (repo) => (repo.write('node_modules/evil.py', CALL), linked(repo, '../node_modules/evil.py')),
    [],
    false,
  ],
  ['a link out of the tree beside the rest', (repo) => symlinkSync('/etc', join(repo.folder, 'src/more')), [], false],
  ['a file in a folder of version control', (repo) => (repo.remove('src/evil.py'), repo.write('src/.svn/evil.py', CALL)), [], false],
  ['a submodule that ignore rules hide', (repo) => (repo.remove('src/evil.py'), withSubmodule(repo)), [], false],
  ['a file in node_modules', (repo) => (repo.remove('src/evil.py'), repo.write('node_modules/evil.py', CALL)), [], false],
  ['a file in a cache', (repo) => (repo.remove('src/evil.py'), repo.write('src/__pycache__/evil.py', CALL)), [], false],
  ['padding over the limit', (repo) => repo.write('src/evil.py', `${CALL}${'# padding\n'.repeat(600_000)}`), [], false],
  ['a zero byte', (repo) => (repo.remove('src/evil.py'), repo.write('src/evil.cfg2', `\0${CALL.repeat(20)}`)), [], false],
  ['a zero byte in a script', (repo) => repo.write('src/evil.py', `\0${CALL}`), [], false],
  ['UTF-16', (repo) => repo.write('src/evil.py', Buffer.from(`\ufeff${CALL}`, 'utf16le')), [], false],
  [
    'UTF-32',
    (repo) =>
      repo.write(
        'src/evil.py',
        Buffer.from([...`\ufeff${CALL}`].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8, 0, 0])),
      ),
    [],
    false,
  ],
];

const edited: readonly Case[] = [
  ['another policy', (repo) => repo.write('.pedigree.yaml', `policy: inventory\n${repo.read('.pedigree.yaml')}`), WITH_BASELINE, true],
  [
    'an exclude',
    (repo) => repo.write('.pedigree.yaml', repo.read('.pedigree.yaml').replace('docs/**', 'docs/**, src')),
    WITH_BASELINE,
    true,
  ],
  ['an include', (repo) => repo.write('.pedigree.yaml', `include: [docs/**]\n${repo.read('.pedigree.yaml')}`), WITH_BASELINE, true],
  [
    'a suppression',
    (repo) => repo.write('.pedigree.yaml', repo.read('.pedigree.yaml').replace('accepted/**', '"**"')),
    WITH_BASELINE,
    true,
  ],
  ['a configuration that is gone', (repo) => repo.remove('.pedigree.yaml'), WITH_BASELINE, true],
  [
    'a configuration that is a link',
    (repo) => (repo.remove('.pedigree.yaml'), symlinkSync('policies/lax.yaml', join(repo.folder, '.pedigree.yaml'))),
    WITH_BASELINE,
    false,
  ],
  [
    'a policy of a lower level',
    (repo) => repo.write('policies/own.yaml', policy('own', 'note')),
    [...WITH_BASELINE, '--policy', 'policies/own.yaml'],
    true,
  ],
  [
    'a policy of other families',
    (repo) => repo.write('policies/own.yaml', policy('own', 'error', 'family: telechat')),
    [...WITH_BASELINE, '--policy', 'policies/own.yaml'],
    true,
  ],
  ['a policy that is gone', (repo) => repo.remove('policies/own.yaml'), [...WITH_BASELINE, '--policy', 'policies/own.yaml'], true],
  [
    'a policy that is a link to another',
    (repo) => {
      repo.remove('policies/own.yaml');
      symlinkSync('lax.yaml', join(repo.folder, 'policies/own.yaml'));
    },
    [...WITH_BASELINE, '--policy', 'policies/own.yaml'],
    false,
  ],
  ['a longer baseline', (repo) => repo.write('known.jsonl', baselineOf(repo)), WITH_BASELINE, true],
  ['a comment in source', (repo) => repo.write('src/evil.py', `${MARK}${repo.read('src/evil.py')}`), WITH_BASELINE, true],
  [
    'a second call under an old comment',
    (repo) => (repo.remove('src/evil.py'), repo.write('src/old.py', `${MARK}${CALL}\n\n${MARK}${CALL}`)),
    WITH_BASELINE,
    true,
  ],
  [
    'an old comment above other code',
    (repo) => (repo.remove('src/evil.py'), repo.write('src/old.py', `${MARK}${OTHER_CALL}`)),
    WITH_BASELINE,
    true,
  ],
  ['a .gitignore', (repo) => repo.write('.gitignore', '*\n'), WITH_BASELINE, false],
  ['rules', (repo) => repo.write('rules/families/kimi.yaml', familyOf('kimi')), [...WITH_BASELINE, '--rules', 'rules'], true],
  ['a file named like a document', (repo) => move(repo, 'src/evil.py', 'src/security.py'), WITH_BASELINE, false],
  ['a file moved to where recordings lie', (repo) => move(repo, 'src/evil.py', 'src/snapshots/evil.py'), WITH_BASELINE, false],
  ['a file moved into node_modules', (repo) => move(repo, 'src/evil.py', 'node_modules/evil.py'), WITH_BASELINE, false],
  [
    'a file moved into what looks like an environment',
    (repo) => (move(repo, 'src/evil.py', 'env/evil.py'), repo.write('env/pyvenv.cfg', '\n')),
    WITH_BASELINE,
    false,
  ],
  [
    'a folder made to look like dependencies',
    (repo) => {
      repo.remove('src/evil.py');
      repo.write('go.mod', 'module x\n');
      repo.write('vendor/modules.txt', '#\n');
    },
    [],
    false,
  ],
  [
    'a file moved to an excluded folder of the change',
    (repo) => (move(repo, 'src/evil.py', 'docs2/evil.py'), repo.write('.pedigree.yaml', 'exclude: [docs2]\n')),
    WITH_BASELINE,
    true,
  ],
];

function familyOf(id: string): string {
  return `id: ${id}\nname: None\ndeveloper: alibaba\ntier: extended\nreviewed: 2026-01-01\nsource: test\nmodels:\n  - { pattern: nothing-at-all, strength: name }\nexamples: { match: [nothing-at-all-1], noMatch: [acne] }\n`;
}

function linked(repo: Repository, target: string): void {
  repo.remove('src/clean.py');
  symlinkSync(target, join(repo.folder, 'src/clean.py'));
}

function withSubmodule(repo: Repository): void {
  const other = repository({ 'evil.py': CALL, '.gitignore': 'evil.py\n' });
  other.git('add', '-f', 'evil.py');
  other.commit();
  repo.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other.folder, 'lib');
  repo.write('.gitignore', 'lib\n');
}

function move(repo: Repository, from: string, to: string): void {
  mkdirSync(join(repo.folder, to, '..'), { recursive: true });
  repo.git('mv', from, to);
}

function check(repo: Repository, args: readonly string[], isTold: boolean): void {
  repo.git('add', '-A', '-f');
  repo.git('commit', '-q', '-m', 'tamper');
  const { code, out, err } = repo.run(['ci', ...args, '--format', 'json'], PULL_REQUEST);
  expect([1, 2, 3]).toContain(code);
  if (isTold) expect(out, err).toContain('"ruleId": "policy/changed"');
}

describe('a change cannot lower its own gate by adding', () => {
  it.each(added)('%s', (_, tamper, args, isTold) => {
    const repo = bare.copy();
    tamper(repo);
    check(repo, args, isTold);
  });
});

describe('a change cannot lower its own gate by editing', () => {
  it.each(edited)('%s', (_, tamper, args, isTold) => {
    const repo = full.copy();
    tamper(repo);
    check(repo, args, isTold);
  });
});

describe('what the base has', () => {
  it('counts: configuration, suppressions, baseline and comments', () => {
    const repo = full.copy();
    repo.remove('src/evil.py');
    repo.write('accepted/new.py', CALL);
    repo.write('docs/new.py', CALL);
    repo.write('src/old.py', `import os\n\n${repo.read('src/old.py')}`);
    move(repo, 'vendor/own.py', 'lib/own.py');
    repo.commit();
    const { code, report } = repo.report(['ci', '--baseline', 'known.jsonl'], PULL_REQUEST);
    expect(report.findings.filter(({ state, suppressions }) => state === 'new' && suppressions.length === 0)).toEqual([]);
    expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('policy/changed');
    expect(code).toBe(0);
  });

  it('keeps a comment that moves with its code to another file', () => {
    const repo = full.copy();
    repo.remove('src/evil.py');
    move(repo, 'src/old.py', 'lib/renamed.py');
    repo.commit();
    expect(repo.report(['ci', '--baseline', 'known.jsonl'], PULL_REQUEST).code).toBe(0);
  });

  it('is named in the report, with commit and digest', () => {
    const { report } = full.report(['ci', '--baseline', 'known.jsonl', '--policy', 'policies/own.yaml'], PULL_REQUEST);
    const [said] = report.diagnostics.filter(({ code }) => code === 'gate/inputs');
    const commit = full.git('rev-parse', '--short=12', 'main').trim();
    for (const name of ['policies/own.yaml', '.pedigree.yaml', 'known.jsonl'])
      expect(said?.message).toContain(`${name} at ${commit} (sha256 `);
    expect(report.scan.policy).toMatchObject({ id: 'own', source: 'policies/own.yaml' });
  });

  it('is what --policy-from names, in scan, too', () => {
    const repo = bare.copy();
    repo.write('.pedigree.yaml', 'policy: inventory\n');
    repo.commit();
    expect(repo.run(['scan']).code).toBe(0);
    expect(repo.run(['scan', '--policy-from', 'main']).code).toBe(1);
    expect(repo.run(['ci', '--policy-from', 'HEAD'], PULL_REQUEST).code).toBe(0);
  });

  it('counts below a subfolder and in a linked working tree, where ignore rules could hide what is added', () => {
    const repo = bare.copy();
    repo.write('src/.gitignore', 'evil.py\n');
    repo.git('add', '-f', '-A');
    repo.commit();
    expect(repo.run(['ci', 'src'], PULL_REQUEST).code).toBe(1);
    const folder = join(newFolder(), 'linked');
    repo.git('checkout', '-q', 'main');
    repo.git('worktree', 'add', '-q', folder, 'feature');
    expect(repositoryAt(folder).run(['ci'], PULL_REQUEST).code).toBe(1);
  });
});

describe('links', () => {
  it('out of the tree that the base has are told, and no more', () => {
    const repo = repository({ 'src/clean.py': CLEAN });
    symlinkSync('/etc/hostname', join(repo.folder, 'absolute'));
    symlinkSync('../../elsewhere', join(repo.folder, 'src/relative'));
    repo.commit();
    const { code, report } = repo.report(['ci']);
    const links = report.diagnostics.map((diagnostic) => `${diagnostic.level} ${diagnostic.code} ${diagnostic.path ?? ''}`);
    expect([code, report.verdict, links]).toEqual([0, 'pass', ['note link/outside absolute', 'note link/outside src/relative']]);
    repo.git('checkout', '-q', '-b', 'feature');
    repo.write('src/more.py', CLEAN);
    move(repo, 'absolute', 'src/absolute');
    repo.commit();
    expect(repo.run(['ci'], PULL_REQUEST).code).toBe(0);
  });

  it.each([
    ['that the change adds', '/etc/hostname', 3],
    ['that leads to a file of the tree', 'clean.py', 0],
  ])('%s', (_, target, code) => {
    const repo = repository({ 'src/clean.py': CLEAN });
    repo.git('checkout', '-q', '-b', 'feature');
    symlinkSync(target, join(repo.folder, 'src/link.py'));
    repo.commit();
    expect(repo.run(['ci'], PULL_REQUEST).code).toBe(code);
    expect(repo.run(['ci', '--exclude', 'src/link.py'], PULL_REQUEST).code).toBe(0);
  });
});

describe('ignore rules of a change', () => {
  it('hide nothing where the index is missing or does not tell all', () => {
    for (const spoil of [(index: string) => rmSync(index), (index: string) => writeFileSync(index, readFileSync(index).subarray(0, 40))]) {
      const repo = bare.copy();
      repo.write('.gitignore', '*\n');
      repo.git('add', '-A', '-f');
      repo.commit();
      spoil(join(repo.folder, '.git/index'));
      expect(repo.run(['ci'], PULL_REQUEST).code).toBe(1);
    }
  });
});

describe('the number of findings that a change would hide', () => {
  it('is said in the finding', () => {
    const repo = bare.copy();
    repo.write('.pedigree.yaml', `\n${ACCEPT('src/evil.py')}`);
    repo.commit();
    const { report } = repo.report(['ci'], PULL_REQUEST);
    const [first, ...others] = report.findings;
    expect(first).toMatchObject({ ruleId: 'policy/changed', level: 'error', locations: [{ path: '.pedigree.yaml', line: 2 }] });
    expect(first?.message).toContain(`it would hide ${others.length} findings`);
  });

  it('is 0 for a change that hides nothing, and that passes with a warning', () => {
    const repo = bare.copy();
    repo.remove('src/evil.py');
    repo.write('.pedigree.yaml', ACCEPT('later/**'));
    repo.commit();
    const { code, report } = repo.report(['ci'], PULL_REQUEST);
    expect([code, report.findings]).toMatchObject([0, [{ ruleId: 'policy/changed', level: 'warning' }]]);
    expect(report.findings[0]?.message).toContain('it would hide 0 findings');
    expect(repo.report(['ci', '--fail-on', 'warning'], PULL_REQUEST).code).toBe(1);
  });
});

describe('a policy from outside the tree', () => {
  const outside = () => {
    const other = repositoryAt(newFolder());
    other.write('strict.yaml', policy('strict', 'error'));
    other.write('mild.yaml', policy('mild', 'warning'));
    return other.folder;
  };

  it.each([
    ['another policy', 'policy: inventory\n'],
    ['an exclude', 'exclude: [src]\n'],
    ['an include', 'include: [docs]\n'],
    ['a suppression', ACCEPT('"**"')],
  ])('is not loosened by %s of the tree', (_, text) => {
    const repo = bare.copy();
    repo.write('.pedigree.yaml', text);
    for (const command of ['ci', 'scan']) expect(repo.run([command, '--policy', join(outside(), 'strict.yaml')]).code).toBe(1);
  });

  it('is not loosened by a comment, which is told', () => {
    const repo = bare.copy();
    repo.write('src/evil.py', `${MARK.replace(RULE, 'strict/any')}${CALL}`);
    const { code, report } = repo.report(['ci', '--policy', join(outside(), 'strict.yaml')]);
    expect([code, report.diagnostics.map((diagnostic) => diagnostic.code)]).toEqual([1, ['suppression/locked', 'gate/inputs']]);
  });

  it('is tightened by a policy of the tree', () => {
    const repo = bare.copy();
    const mild = join(outside(), 'mild.yaml');
    expect(repo.run(['ci', '--policy', mild]).code).toBe(0);
    repo.write('.pedigree.yaml', 'policy: cn-origin\n');
    const { code, report } = repo.report(['ci', '--policy', mild]);
    expect([code, new Set(report.findings.map(({ level }) => level))]).toEqual([1, new Set(['error', 'warning'])]);
  });
});

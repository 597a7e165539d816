import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover, type DiscoverOptions } from '../src/discover/index.ts';
import { UsageError } from '../src/usage-error.ts';
import { searchFor } from '../src/rules/search.ts';

const DEFAULTS: DiscoverOptions = {
  root: '',
  targets: ['.'],
  include: [],
  exclude: [],
  gitignore: true,
  maxFileSize: 5 << 20,
  jobs: 1,
  search: searchFor({ doors: ['qwen'], words: ['qwen'], inner: ['qwen'] }),
  doors: { names: new Set(), endings: [] },
};

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'walk-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes files: each holds an anchor, unless it is given a content. */
function plant(files: readonly (string | readonly [string, string])[]): void {
  for (const file of files) {
    const [path, content] = typeof file === 'string' ? [file, 'qwen'] : file;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** What a scan of the planted tree keeps and counts. */
async function found(options: Partial<DiscoverOptions> = {}) {
  const { kept, coverage, diagnostics } = await discover({
    ...DEFAULTS,
    root,
    ...options,
  });
  const parts = [...Object.values(coverage.skipped), ...Object.values(coverage.failed)];
  expect(parts.reduce((sum, part) => sum + part, coverage.scanned)).toBe(coverage.discovered);
  return {
    paths: kept.map(({ path }) => path),
    skipped: coverage.skipped,
    failed: coverage.failed,
    scanned: coverage.scanned,
    diagnostics,
  };
}

describe('folders skipped by name', () => {
  it('are counted once each, with their reason', async () => {
    plant([
      'a.py',
      '.git/config',
      'node_modules/x/index.js',
      'node_modules/y/index.js',
      'lib/site-packages/x.py',
      'lib/__pycache__/x.pyc',
      '.tox/x',
    ]);
    expect(await found()).toMatchObject({ paths: ['a.py'], scanned: 1, skipped: { cache: 1, dependencies: 3, vcs: 1 } });
  });

  it.each([
    ['a virtual environment', ['venv/pyvenv.cfg', 'venv/x.py']],
    ['a Go vendor tree', ['go.mod', 'vendor/modules.txt', 'vendor/x.go']],
    ['a Composer vendor tree', ['composer.json', 'vendor/autoload.php', 'vendor/x.php']],
    ['gems below vendor', ['vendor/bundle/ruby/3.3.0/x.rb', 'vendor/x.rb']],
    ['pods', ['Podfile', 'Pods/Manifest.lock', 'Pods/x.swift']],
  ])('are %s with its mark', async (_name, files) => {
    plant(files);
    const { paths, skipped } = await found();
    expect(skipped).toEqual({ dependencies: 1 });
    expect(paths).toEqual(
      files.filter((path) => !/^(?:venv|Pods|vendor\/bundle)\//.test(path) && !/^vendor\/.*(?:txt|go|php)$/.test(path)).sort(),
    );
  });

  it.each([
    [['venv/x.py']],
    [['vendor/modules.txt', 'vendor/x.go']],
    [['vendor/x.php', 'composer.json']],
    [['bundle/ruby/x.rb']],
    [['Pods/Manifest.lock']],
  ])('are not those without it: %j', async (files) => {
    plant(files);
    expect((await found()).paths).toEqual(files.toSorted());
  });

  it('counts a .git file of a submodule as version control', async () => {
    plant(['sub/.git', 'sub/a.py']);
    expect(await found()).toMatchObject({ paths: ['sub/a.py'], skipped: { vcs: 1 } });
  });
});

describe('ignore rules', () => {
  it('hide files and folders', async () => {
    plant([
      ['.gitignore', '*.log\n/out/\n!keep.log'],
      'a.log',
      'keep.log',
      'out/a.py',
      'src/out/a.py',
      ['src/.gitignore', 'b.py'],
      'src/b.py',
      'b.py',
    ]);
    const { paths, skipped } = await found();
    expect(paths).toEqual(['b.py', 'keep.log', 'src/out/a.py']);
    expect(skipped).toEqual({ ignored: 3 });
    expect((await found({ gitignore: false })).paths).toHaveLength(6);
  });

  it('are read from .git/info/exclude too, and count less there', async () => {
    plant([['.git/info/exclude', '*.py'], ['.gitignore', '!b.py'], 'a.py', 'b.py']);
    expect((await found()).paths).toEqual(['b.py']);
  });

  it('do not hide files with environment variables, unless their folder is hidden', async () => {
    plant([['.gitignore', '.env*\n*.tfvars\nout/'], '.env', '.env.local', 'app/.envrc', 'a.tfvars', 'out/.env', 'node_modules/x/.env']);
    expect(await found()).toMatchObject({
      paths: ['.env', '.env.local', 'a.tfvars', 'app/.envrc'],
      skipped: { ignored: 1, dependencies: 1 },
    });
  });

  it('do not hide what git tracks', async () => {
    plant(['src/a.py', 'src/deep/b.py', 'src/untracked.py', 'other/c.py']);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd: root });
    git('init', '-q');
    git('add', 'src/a.py', 'src/deep/b.py');
    plant([['.gitignore', '*']]);
    const expected = { paths: ['src/a.py', 'src/deep/b.py'], skipped: { ignored: 3, vcs: 1 } };
    expect(await found()).toMatchObject(expected);
    git('update-index', '--index-version', '4');
    expect(await found()).toMatchObject(expected);
  });

  it('are not applied from a file over 1 MiB, and that is told', async () => {
    plant([['.gitignore', `*\n${'#'.repeat(1 << 20)}`], 'a.py']);
    const { paths, diagnostics } = await found();
    expect(paths).toEqual(['a.py']);
    expect(diagnostics).toMatchObject([{ code: 'ignore/limit' }]);
  });

  it('are not read through a link', async () => {
    plant(['a.py', ['rules', '*']]);
    symlinkSync('rules', join(root, '.gitignore'));
    expect(await found()).toMatchObject({ paths: ['a.py'], skipped: { link: 1 } });
  });
});

describe('globs', () => {
  it('include only what they match', async () => {
    plant(['a.py', 'b.js', 'src/c.py', '.hidden/d.py', 'node_modules/e.py']);
    const { paths, skipped } = await found({ include: ['**/*.py'] });
    expect(paths).toEqual(['.hidden/d.py', 'a.py', 'src/c.py']);
    expect(skipped).toEqual({ 'not-included': 1, dependencies: 1 });
  });

  it('bring back a skipped or ignored folder that they name', async () => {
    plant([
      ['.gitignore', 'out/'],
      'a.py',
      'node_modules/x/a.js',
      'node_modules/x/node_modules/b.js',
      'node_modules/y/a.js',
      'out/a.py',
      'out/b.js',
    ]);
    expect((await found({ include: ['**', './node_modules/x/**', 'out/*.py'] })).paths).toEqual([
      'a.py',
      'node_modules/x/a.js',
      'out/a.py',
    ]);
    expect((await found({ include: ['**/node_modules/**/node_modules/**'] })).paths).toEqual(['node_modules/x/node_modules/b.js']);
  });

  it('exclude files and folders, even included ones and targets', async () => {
    plant(['a.py', 'docs/a.md', 'docs/b/c.md', 'src/a.test.ts', 'src/a.ts']);
    const { paths, skipped } = await found({ exclude: ['docs', '**/*.test.ts'] });
    expect(paths).toEqual(['a.py', 'src/a.ts']);
    expect(skipped).toEqual({ excluded: 2 });
    expect((await found({ exclude: ['docs/**'], include: ['docs/**', 'a.py'], targets: ['docs', 'a.py'] })).paths).toEqual(['a.py']);
  });

  it('are turned around by an exclamation mark', async () => {
    plant(['a.py', 'b.py', 'docs/a.md', 'docs/keep.md']);
    expect((await found({ include: ['**/*.py', '!b.py'] })).paths).toEqual(['a.py']);
    expect((await found({ exclude: ['docs/*', '!docs/keep.md'] })).paths).toEqual(['a.py', 'b.py', 'docs/keep.md']);
  });
});

describe('targets', () => {
  const files = ['a.py', 'lib/b.py', 'lib/deep/c.py', 'node_modules/x/d.js', 'out/e.py', 'app/[id]/f.ts'];

  it('are files and folders', async () => {
    plant(files);
    expect(await found({ targets: ['lib/deep', 'a.py', join(root, 'lib/b.py')] })).toMatchObject({
      paths: ['a.py', 'lib/b.py', 'lib/deep/c.py'],
      skipped: {},
      scanned: 3,
    });
  });

  it('are looked at when they are written out, although they are ignored or skipped by default', async () => {
    plant([...files, ['.gitignore', 'out/\nb.py']]);
    expect((await found({ targets: ['node_modules/x', 'out', 'lib/b.py'] })).paths).toEqual([
      'lib/b.py',
      'node_modules/x/d.js',
      'out/e.py',
    ]);
    expect((await found({ targets: ['.', 'out/e.py'] })).paths).toEqual(['a.py', 'app/[id]/f.ts', 'lib/deep/c.py', 'out/e.py']);
  });

  it('are globs, for which the rules hold', async () => {
    plant([...files, ['.gitignore', 'out/']]);
    expect(await found({ targets: ['**/*.{py,js}'] })).toMatchObject({
      paths: ['a.py', 'lib/b.py', 'lib/deep/c.py'],
      skipped: { dependencies: 1, ignored: 1 },
    });
    expect((await found({ targets: ['l*'] })).paths).toEqual(['lib/b.py', 'lib/deep/c.py']);
    expect((await found({ targets: ['lib/*', 'x/**'] })).diagnostics).toMatchObject([{ code: 'target/empty' }]);
  });

  it('are taken as they are written when that exists', async () => {
    plant(files);
    expect((await found({ targets: ['app/[id]'] })).paths).toEqual(['app/[id]/f.ts']);
  });

  it.each(['missing', 'lib/missing.py', '..', '../x', '/', '/etc/passwd', 'a.py/x'])('must exist below the root: %s', async (target) => {
    plant(files);
    await expect(found({ targets: [target] })).rejects.toThrow(UsageError);
  });

  it('are not followed through a link', async () => {
    plant(files);
    symlinkSync('lib', join(root, 'link'));
    expect(await found({ targets: ['link', 'link/b.py'] })).toMatchObject({ paths: [], scanned: 0, skipped: { link: 1 } });
  });
});

it('tells of links that leave the tree, unless they are ignored or excluded', async () => {
  plant(['a.py', ['.gitignore', 'result']]);
  for (const [name, to] of Object.entries({ result: '/x', docs: '../x', up: '..', self: '.', same: 'a.py', gone: 'missing', out: '/x' })) {
    symlinkSync(to, join(root, name));
  }
  const { skipped, diagnostics } = await found({ exclude: ['docs'] });
  expect(skipped).toEqual({ link: 7 });
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(['link/outside out', 'link/outside up']);
});

it('gives paths in ascending order, a folder beside names that it begins', async () => {
  plant(['a/b', 'a-b', 'a.b', 'a0', 'aa/z', 'A/b', 'é/x', 'z', '😀', '\uff5e']);
  const { paths } = await found();
  expect(paths).toEqual(paths.toSorted());
  expect(paths).toHaveLength(10);
});

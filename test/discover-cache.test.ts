import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeCache, encodeCache, SHOWN } from '../src/discover/cache-format.ts';
import { discover, type CacheOptions, type DiscoverOptions } from '../src/discover/index.ts';
import { OUTCOMES } from '../src/discover/outcome.ts';
import { searchFor } from '../src/rules/search.ts';

let place = '';
let root = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'cache-'));
  root = join(place, 'tree');
  mkdirSync(root);
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const file = () => join(place, 'user/pedigree/a.scan');
/** Long after what the tests write, so that it is remembered. */
const cache = (key = 'a'): CacheOptions => ({ file: file(), key, now: Date.now() + 60_000 });

function options(more: Partial<DiscoverOptions> = {}): DiscoverOptions {
  const doors = { names: new Set(['config.json']), endings: ['.gguf'] };
  const common = {
    targets: ['.'],
    include: [],
    exclude: [],
    gitignore: true,
    maxFileSize: 2000,
    jobs: 1,
    search: searchFor({ doors: ['qwen'], words: ['qwen'], inner: ['qwen'] }),
    doors,
  };
  return { root, ...common, ...more };
}

/** What is found; with a cache, a note about every kept file that can have one is left: the file's path. */
async function found(more: Partial<DiscoverOptions> = {}) {
  const { kept, coverage, diagnostics, memory } = await discover(options(more));
  const about = [...kept.keys()].filter((index) => memory?.isLasting(index));
  memory?.leave(about, () => Buffer.from(about.map((index) => kept[index]?.path).join()));
  return { kept, coverage, diagnostics };
}

/** The notes that hold, by the path of the file. */
async function notes(more: Partial<DiscoverOptions> = {}): Promise<Record<string, string | undefined>> {
  const { kept, memory } = await discover(options({ cache: cache(), ...more }));
  const all = Buffer.from(memory?.notes ?? [])
    .toString()
    .split(',');
  return Object.fromEntries(kept.map(({ path }, index) => [path, all[memory?.noteOf(index) ?? -1]]));
}

const names = async (more: Partial<DiscoverOptions> = {}) => (await found(more)).kept.map(({ path }) => path);

function write(path: string, content: string | Uint8Array = 'qwen'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Time goes on, so that a change after it has another time than one before it. */
function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
}

/** Plants some files, and scans them once with the cache. */
async function scanned(): Promise<void> {
  write('a.py', 'import qwen');
  write('b.py', 'import none');
  write('src/c.py', 'import none');
  write('src/deep/d.json', '{"model": "qwen"}');
  write('image.png', Uint8Array.of(0, 1, 2, 3, 0, 9));
  expect(await names({ cache: cache() })).toEqual(['a.py', 'src/deep/d.json']);
  expect(existsSync(file())).toBe(true);
  wait();
}

/** Makes the cache say something else of `name`: what is found then shows whether the cache was asked. */
function forge(name: string, outcome: (typeof OUTCOMES)[number], shown = 0): void {
  const bytes = new Uint8Array(readFileSync(file()));
  const key = Buffer.from(bytes.slice(32, 64));
  const remembered = decodeCache(bytes, key);
  if (remembered === null) throw new Error('no cache');
  for (const { first, names: listed } of remembered.folders) {
    const index = (listed.split('\0\0')[0] ?? '').split('\0').indexOf(name);
    if (index >= 0) remembered.outcomes[first + index] = OUTCOMES.indexOf(outcome) | shown;
  }
  writeFileSync(file(), encodeCache(remembered, key));
}

describe('a scan with a cache', () => {
  it('takes files that did not change from it, with any number of threads, and leaves it alone then', async () => {
    await scanned();
    const before = readFileSync(file());
    const { ino } = statSync(file());
    expect(await found({ cache: cache(), jobs: 4 })).toEqual(await found());
    expect(statSync(file()).ino).toBe(ino);
    expect(readFileSync(file()).equals(before)).toBe(true);
    forge('b.py', 'kept');
    expect(await names({ cache: cache() })).toEqual(['a.py', 'b.py', 'src/deep/d.json']);
  });

  it('reads a file again that has the same size and time but another content', async () => {
    await scanned();
    const { atime, mtime, size } = statSync(join(root, 'b.py'));
    write('b.py', 'import qwen');
    utimesSync(join(root, 'b.py'), atime, mtime);
    expect(statSync(join(root, 'b.py'))).toMatchObject({ size, mtime });
    expect(await names({ cache: cache() })).toEqual(['a.py', 'b.py', 'src/deep/d.json']);
  });

  it('reads a file again that another one was moved over', async () => {
    await scanned();
    const { atime, mtime } = statSync(join(root, 'b.py'));
    write('new.py', 'import qwen');
    utimesSync(join(root, 'new.py'), atime, mtime);
    renameSync(join(root, 'new.py'), join(root, 'b.py'));
    expect(await names({ cache: cache() })).toEqual(['a.py', 'b.py', 'src/deep/d.json']);
  });

  it('remembers nothing that changed less than two seconds before', async () => {
    write('b.py', 'import none');
    await found({ cache: { ...cache(), now: Date.now() } });
    forge('b.py', 'kept');
    expect(await names({ cache: cache() })).toEqual([]);
    forge('b.py', 'kept');
    expect(await names({ cache: cache() })).toEqual(['b.py']);
  });

  it.each<[string, Partial<DiscoverOptions>, string?]>([
    ['another program or other rules', {}, 'b'],
    ['other literals', { search: searchFor({ doors: ['none'], words: ['none'], inner: ['none'] }) }],
    ['literals that count elsewhere', { search: searchFor({ doors: ['qwen'], words: [], inner: [] }) }],
    ['another limit', { maxFileSize: 3 }],
    ['other doors', { doors: { names: new Set(['b.py']), endings: [] } }],
  ])('forgets what it knows of %s', async (_, more, key) => {
    await scanned();
    forge('c.py', 'kept');
    const without = await found(more);
    for (let time = 0; time < 2; time++) expect(await found({ ...more, cache: cache(key) })).toEqual(without);
  });

  it('follows ignore rules that change in place', async () => {
    write('.gitignore', '#.py\n');
    await scanned();
    write('.gitignore', '*.py\n');
    expect(await found({ cache: cache() })).toEqual(await found());
    expect(await names({ cache: cache() })).toEqual(['src/deep/d.json']);
  });

  describe('asks the ignore rules', () => {
    const rules = 'lib/*.log\n';
    const shown = ['.gitignore', 'a.py', 'lib/deep/c.py'];
    /** A cache that is told that a hidden file is shown. */
    beforeEach(async () => {
      write('.gitignore', `${rules}# qwen`);
      write('lib/b.log');
      write('lib/deep/c.py');
      write('a.py');
      expect(await names({ cache: cache() })).toEqual(shown);
      forge('b.log', 'pending', SHOWN);
      wait();
    });

    it('nothing, as long as they are what they were', async () => {
      expect(await names({ cache: cache() })).toEqual([...shown, 'lib/b.log'].sort());
    });

    it.each<[string, () => void, readonly string[]]>([
      ['a change of them', () => write('.gitignore', `${rules}# QWEN`), shown],
      ['rules that were added further down', () => write('lib/.gitignore', '#'), shown],
      ['rules for the whole tree', () => write('.git/info/exclude', '#'), shown],
      ['they are gone', () => rmSync(join(root, '.gitignore')), ['a.py', 'lib/b.log', 'lib/deep/c.py']],
    ])('again after %s', async (_, change, expected) => {
      change();
      expect(await names({ cache: cache() })).toEqual(expected);
      expect(await names({ cache: cache() })).toEqual(expected);
      expect(await names()).toEqual(expected);
    });

    it('again of what git tracked and does not any more', async () => {
      write('.gitignore', '*.log');
      const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args]);
      git('init', '-q');
      git('add', '-f', '.');
      for (let time = 0; time < 2; time++) expect(await names({ cache: cache() })).toContain('lib/b.log');
      git('rm', '-q', '--cached', 'lib/b.log');
      expect(await names({ cache: cache() })).toEqual(await names());
      expect(await names()).not.toContain('lib/b.log');
    });

    it('again where they were too many to be applied, and tells so each time', async () => {
      write('lib/.gitignore', '#'.repeat(1 << 20) + '\n');
      const without = await found();
      expect(without.diagnostics.map(({ code }) => code)).toEqual(['ignore/limit']);
      for (let time = 0; time < 3; time++) expect(await found({ cache: cache() })).toEqual(without);
    });
  });

  it.each<[string, () => void]>([
    ['becomes binary', () => write('a.py', Uint8Array.of(0x71, 0, 0, 0, 0, 0, 0))],
    ['becomes too large', () => write('a.py', 'qwen'.padEnd(5000))],
    ['is added', () => write('src/new.py')],
    ['is removed', () => rmSync(join(root, 'a.py'))],
    ['gets another name', () => renameSync(join(root, 'a.py'), join(root, 'z.py'))],
    ['moves to another folder', () => renameSync(join(root, 'a.py'), join(root, 'src/a.py'))],
    ['becomes a folder', () => [rmSync(join(root, 'a.py')), write('a.py/qwen.txt')]],
    ['becomes a link', () => [rmSync(join(root, 'a.py')), symlinkSync('b.py', join(root, 'a.py'))]],
    ['can not be read', () => chmodSync(join(root, 'b.py'), 0)],
    ['lies in a folder that moves', () => renameSync(join(root, 'src'), join(root, 'lib'))],
    ['lies in a folder that takes the place of another', () => [rmSync(join(root, 'src'), { recursive: true }), write('src/c.py')]],
  ])('sees that a file %s', async (_, change) => {
    await scanned();
    change();
    const without = await found();
    expect(await found({ cache: cache() })).toEqual(without);
    expect(await found({ cache: cache() })).toEqual(without);
  });

  it('finds the same after any edits', async () => {
    const path = fc.constantFrom('a', 'b', 'x/a', 'x/b', 'x/y/a', 'z/config.json', '.gitignore', 'x/.gitignore', 'z/m.gguf');
    const content = fc.constantFrom('qwen', 'none', 'Qwen and more', 'a\n', 'x/\n', '!b\n', '\0\0\0\0\0', 'qwen'.padEnd(2100), '');
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), path, content }),
      fc.record({ kind: fc.constant('remove' as const), path, content }),
      fc.record({ kind: fc.constant('move' as const), path, to: path, content }),
    );
    let clock = 1_000_000;
    /** What happens one after the other has different times, be the clock of the system fine or not. */
    const tick = (at: string) => {
      for (let one = join(root, at); one.startsWith(root); one = dirname(one)) {
        clock++;
        if (existsSync(one)) utimesSync(one, clock, clock);
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (edits, jobs) => {
        rmSync(root, { recursive: true });
        mkdirSync(root);
        for (const one of edits) {
          if (one.kind === 'write') write(one.path, one.content);
          if (one.kind === 'remove') rmSync(join(root, one.path), { force: true });
          if (one.kind === 'move' && existsSync(join(root, one.path))) {
            mkdirSync(dirname(join(root, one.to)), { recursive: true });
            renameSync(join(root, one.path), join(root, one.to));
            tick(one.to);
          }
          tick(one.path);
          expect(await found({ cache: cache(), jobs })).toEqual(await found());
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a note about a kept file', () => {
  it('holds as long as the file is what it was', async () => {
    await scanned();
    expect(await notes()).toEqual({ 'a.py': 'a.py', 'src/deep/d.json': 'src/deep/d.json' });
    const { atime, mtime, size } = statSync(join(root, 'a.py'));
    write('a.py', 'return qwen');
    utimesSync(join(root, 'a.py'), atime, mtime);
    expect(statSync(join(root, 'a.py'))).toMatchObject({ size, mtime });
    expect(await notes()).toEqual({ 'a.py': undefined, 'src/deep/d.json': 'src/deep/d.json' });
    expect(await notes({ jobs: 3 })).toEqual(await notes());
    await found({ cache: cache() });
    expect(await notes()).toEqual({ 'a.py': 'a.py', 'src/deep/d.json': 'src/deep/d.json' });
  });

  it('is about no other file, wherever that was moved', async () => {
    await scanned();
    renameSync(join(root, 'a.py'), join(root, 'b.py'));
    write('new.py');
    expect(await notes()).toEqual({ 'b.py': undefined, 'new.py': undefined, 'src/deep/d.json': 'src/deep/d.json' });
    await found({ cache: cache() });
    expect(await notes()).toEqual({ 'b.py': 'b.py', 'new.py': 'new.py', 'src/deep/d.json': 'src/deep/d.json' });
    rmSync(join(root, 'b.py'));
    expect(await notes()).toEqual({ 'new.py': 'new.py', 'src/deep/d.json': 'src/deep/d.json' });
  });

  it('is not left where the next scan could not know the file again', async () => {
    write('a.py');
    write('b.py');
    utimesSync(join(root, 'b.py'), new Date(), Date.now() / 1000 + 86_400);
    await found({ cache: cache() });
    const { ino } = statSync(file());
    expect(await notes()).toEqual({ 'a.py': 'a.py', 'b.py': undefined });
    await found({ cache: cache() });
    expect(statSync(file()).ino).toBe(ino);
  });

  it.each<[string, Partial<DiscoverOptions>]>([
    ['other words', { search: searchFor({ doors: ['qwen'], words: ['import'], inner: ['qwen'] }) }],
    ['another program', { cache: cache('b') }],
  ])('does not hold for %s', async (_, more) => {
    await scanned();
    expect(await notes(more)).toEqual({ 'a.py': undefined, 'src/deep/d.json': undefined });
  });
});

describe('a cache that is no good', () => {
  it('is put aside, and written anew', async () => {
    await scanned();
    const whole = readFileSync(file());
    const without = await found();
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file(), damaged);
      expect(await found({ cache: cache() })).toEqual(without);
      expect(readFileSync(file()).length).toBe(whole.length);
      expect(decodeCache(new Uint8Array(readFileSync(file())), whole.subarray(32, 64))).not.toBeNull();
    }
    for (const length of [0, 1, 31, 64, 79, 80, 200, whole.length - 1]) {
      truncateSync(file(), length);
      expect(await found({ cache: cache() })).toEqual(without);
      expect(readFileSync(file()).length).toBe(whole.length);
    }
  });

  it.each<[string, () => void]>([
    ['may be written by others', () => chmodSync(file(), 0o666)],
    ['lies in a folder that others may write to', () => chmodSync(dirname(file()), 0o777)],
    ['is a link', () => [renameSync(file(), `${file()}.x`), symlinkSync(`${file()}.x`, file())]],
    ['is a folder', () => [rmSync(file()), mkdirSync(file())]],
  ])('%s is not read', async (_, spoil) => {
    await scanned();
    forge('b.py', 'kept');
    spoil();
    expect(await names({ cache: cache() })).toEqual(['a.py', 'src/deep/d.json']);
  });

  it('ends no scan where it cannot be written, and leaves nothing beside it', async () => {
    await scanned();
    expect(readdirSync(dirname(file()))).toEqual(['a.scan']);
    writeFileSync(join(place, 'taken'), '');
    expect(await names({ cache: { ...cache(), file: join(place, 'taken/pedigree/a.scan') } })).toEqual(['a.py', 'src/deep/d.json']);
  });
});

import { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover, type DiscoverOptions } from '../src/discover/index.ts';
import { searchFor } from '../src/rules/search.ts';
import { agreementOf } from './bench/agreement.ts';
import { inTurn, less, median, ratios } from './bench/contest.ts';
import { CORPORA, type Corpus } from './bench/corpora.ts';
import type { Command } from './bench/measure.ts';
import { parseOptions } from './bench/options.ts';
import { sharesOf } from './bench/profile.ts';
import { digestOf } from './bench/store.ts';

const SCALE = 0.005;
const textOf = (corpus: Corpus, words: readonly string[]) =>
  [...corpus.files(1, SCALE, words)].map(({ text }) => String(text())).join('\n');

describe('corpora', () => {
  it('hold the same bytes on every machine', () => {
    const digests = CORPORA.map(({ name, files }) => `${name} ${digestOf(files(1, SCALE, []), 60).slice(0, 16)}`);
    expect(digests).toMatchInlineSnapshot(`
      [
        "start 7ff67c2be14d0d9d",
        "small 311366457f876c8a",
        "few 792bf2e420bbfe57",
        "tree 7544634dfdae9387",
        "dense c17611ae0f6d682a",
        "locks bf419197b53de257",
        "minified 3714b99c62ffee9e",
      ]
    `);
  });

  it('differ for another seed', () => {
    const digests = [1, 2].map((seed) => digestOf(CORPORA.at(-1)?.files(seed, SCALE, []) ?? []));
    expect(new Set(digests).size).toBe(2);
  });

  it.each(CORPORA)('$name names no file twice', ({ files }) => {
    const paths = [...files(1, SCALE, [])].map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('hold nothing to find where they say so, whatever is looked for', () => {
    const few = CORPORA.find(({ name }) => name === 'few');
    if (few === undefined) throw new Error('no corpus without findings');
    expect(textOf(few, []).toLowerCase()).toContain('register');
    expect(textOf(few, ['register']).toLowerCase()).not.toContain('register');
  });
});

describe('arguments', () => {
  it('have defaults', () =>
    expect(parseOptions([])).toMatchObject({ paths: [], pairs: 7, seed: 1, scale: 1, only: CORPORA.map(({ name }) => name) }));
  it('name corpora and paths', () =>
    expect(parseOptions(['--only', 'few,tree', '--pairs', '9', '/a'])).toMatchObject({
      only: ['few', 'tree'],
      pairs: 9,
      paths: [join('/a')],
    }));
  it.each([[['--pairs', '0']], [['--pairs', 'x']], [['--scale', '']], [['--only', 'many']], [['--frobnicate']]])('%j is refused', (args) =>
    expect(() => parseOptions(args)).toThrow(/--/),
  );
});

describe('figures', () => {
  const sample = (wall: number) => ({ wall, cpu: 2 * wall, peak: null });

  it('are taken in turn, and the first round does not count', () => {
    const ran: string[] = [];
    const measure = ({ program }: Command) => sample(ran.push(program));
    const series = inTurn({ a: { program: 'a', args: [] }, none: null, b: { program: 'b', args: [] } }, 2, measure);
    expect(ran.join('')).toBe('ababab');
    expect(series).toEqual({ a: [sample(3), sample(5)], none: [], b: [sample(4), sample(6)] });
  });

  it('are compared side by side', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(ratios([sample(1), sample(6)], [sample(2), sample(3)], 'wall')).toEqual([0.5, 2]);
    expect(less([sample(3), sample(5)], [sample(1), sample(2)])).toEqual([sample(2), sample(3)]);
  });
});

describe('a profile', () => {
  it('tells the own time of functions, and nothing of waiting', () => {
    const node = (id: number, functionName: string, url: string) => ({ id, callFrame: { functionName, url } });
    const nodes = [node(1, '(idle)', ''), node(2, 'read', 'node:fs'), node(3, '', 'file:///a.js')];
    const { total, own } = sharesOf(JSON.stringify({ nodes, samples: [1, 2, 3, 2], timeDeltas: [50, 10, 20, 30] }));
    expect(total).toBe(60);
    expect([...own]).toEqual([
      ['read of node:fs', 40],
      ['(anonymous)', 20],
    ]);
  });
});

describe('agreement', () => {
  let root = '';
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pedigree-bench-'));
    write('.gitignore', '.env\n');
    write('both.py', 'kimi');
    write('.env', 'kimi');
    write('config.json', '{}');
    write('zero.py', `kimi${'\0'.repeat(9)}`);
    write('inside.py', 'akimia');
    write('__pycache__/a.py', 'kimi');
    write('large.py', `kimi${' '.repeat(200)}`);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('names why a file is found by one side only', async () => {
    const doors = { names: new Set(['config.json']), endings: [] };
    const common = { targets: ['.'], include: [], exclude: [], gitignore: true, maxFileSize: 100, jobs: 1 };
    const options: DiscoverOptions = { ...common, root, search: searchFor({ doors: ['kimi'], words: ['kimi'], inner: [] }), doors };
    const kept = (await discover(options)).kept.map(({ path }) => path);
    const listed = ['both.py', 'inside.py', '__pycache__/a.py', 'large.py', 'absent.py'].map((path) => `./${path}\n`).join('');
    const { both, differences } = await agreementOf(options, ['kimi'], kept, Buffer.from(listed));
    expect(both).toBe(1);
    expect(Object.fromEntries(differences)).toEqual({
      'only Pedigree: an environment file, looked at although it is ignored': ['.env'],
      'only Pedigree: opened by its name': ['config.json'],
      'only Pedigree: text by its name although it holds a zero byte': ['zero.py'],
      'only ripgrep: the word stands inside a longer one': ['inside.py'],
      'only ripgrep: in a folder of dependencies or caches': ['__pycache__/a.py'],
      'only ripgrep: too-large': ['large.py'],
      'only ripgrep: UNEXPLAINED, not walked': ['absent.py'],
    });
  });
});

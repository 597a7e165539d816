import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, isIgnored, parseIgnore, type IgnoreChain } from '../src/discover/gitignore.ts';
import { compileGlob, matchesGlob } from '../src/formats/globs/wildmatch.ts';

const unlimited = () => ({ left: Infinity });
const ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

function git(cwd: string, args: readonly string[], input = Buffer.alloc(0)): Buffer {
  return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd, input, env: ENV, maxBuffer: 1 << 26 });
}

/** Paths below `root` -> what git ignores. */
function ignoredByGit(root: string, paths: readonly string[]): Map<string, boolean> {
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  const fields = git(root, ['check-ignore', '--stdin', '-z', '-v', '-n'], input).toString('latin1').split('\0');
  const found = new Map<string, boolean>();
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [, , pattern = '', path = ''] = fields.slice(at, at + 4);
    found.set(path, pattern !== '' && !pattern.startsWith('!'));
  }
  return found;
}

/** The same by this project: every folder above is asked first. */
function ignoredByUs(files: ReadonlyMap<string, string>, path: string, isFolder: boolean): boolean {
  const parts = path.split('/');
  let chain: IgnoreChain | null = null;
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = parts
      .slice(0, depth)
      .map((part) => `${part}/`)
      .join('');
    const content = files.get(folder);
    if (content !== undefined) chain = { file: parseIgnore(content), base: folder.length, above: chain };
    const current = parts.slice(0, depth + 1).join('/');
    if (isIgnored(chain, current, depth < parts.length - 1 || isFolder, unlimited())) return true;
  }
  return false;
}

/** A folder's path, which ends in `/`, and those above it, without the slash. */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** A small generator with a seed, so that every run sees the same patterns. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Patterns without blanks, and then those with some. */
const WRITTEN = [
  ...String.raw`
    *.o !keep.o /a a/ a/b /a/b/ **/b a/** a/**/b ** * !*/ /* !/a a* *a a*b ? a? [ab]
    [!a] [^a] [a-c]x []a] [!]a] [a a] [[:alpha:]] [[:digit:]x] [[:nope:]] [a-] [\]] [[:] [[a] [--0] [c-a] [a-\c] [[:upper:][:punct:]]
    \#a #a \!a !a \a a\ \ a\/ \* a\*b / // ! !/
    a** **a a**b a**/b ab**/b /a**/b a/**b a/b**/a *** ***/b a/*** **/ /** /**/ **/** **/a/** a/**/**/b **a/b
    a//b a/./b ./a ../a a/*/b */b */* a/* a/? a/[ab] **/*.o *.* .* !.a a.o/ **/a.o *b/a */**/b ?/b
    **\/b a/**\/b ?? a\?b [*] [?]b a[/]b a[!x]b [a/]b x*y*z *x* -a
  `
    .trim()
    .split(/\s+/),
  ...' a|a |a  |a\\ |a\\  |a b|a\\ b|a\r|a\t||\u00c3\u00a9|?\u00a9|[\u00c3]?|\u00ff*|[\u00c0-\u00ff]*'.split('|'),
];
const NAMES = [
  'a',
  'b',
  'ab',
  'ba',
  'abb',
  'a.o',
  'b.o',
  'keep.o',
  '.a',
  'x',
  'xyz',
  'a b',
  'a ',
  '#a',
  '!a',
  '*',
  '[a',
  'a]b',
  '-',
  '\u00c3\u00a9',
  '\u00ff',
  'a\\',
  '0',
  'cx',
];
const PIECES = ['a', 'b', 'ab', '*', '**', '/', '/', '?', '[ab]', '[!a]', '\\*', '.o', '*.o', '**/', '/**', '!', '[a-c]', 'x', ' '];

function somePattern(roll: (sides: number) => number): string {
  if (roll(3) > 0) return WRITTEN[roll(WRITTEN.length)] ?? '';
  return Array.from({ length: 1 + roll(5) }, () => PIECES[roll(PIECES.length)] ?? '').join('');
}

function somePath(roll: (sides: number) => number): string {
  const depth = 1 + roll(4);
  return Array.from({ length: depth }, () => NAMES[roll(NAMES.length)] ?? '').join('/') + (roll(8) === 0 ? '/' : '');
}

describe('gitignore', () => {
  const root = mkdtempSync(join(tmpdir(), 'ignore-'));
  beforeAll(() => void git(root, ['init', '-q']));
  afterAll(() => rmSync(root, { recursive: true, force: true }), 60_000);

  it('decides as git does, for every written pattern alone and for random files and nested files', () => {
    const roll = dice(20261121);
    const files = new Map<string, string>();
    const paths: string[] = [];
    const addCase = (folder: string, content: string, below: readonly string[]) => {
      files.set(folder, content);
      paths.push(...below.map((path) => folder + path));
    };
    for (const [index, pattern] of WRITTEN.entries()) {
      addCase(`one${index}/`, pattern, [
        ...NAMES,
        ...NAMES.slice(0, 6).map((name) => `${name}/`),
        ...Array.from({ length: 60 }, () => somePath(roll)),
      ]);
    }
    for (let index = 0; index < 250; index++) {
      const content = Array.from({ length: 1 + roll(6) }, () => somePattern(roll)).join('\n');
      const folder = `many${index}/`;
      addCase(
        folder,
        content,
        Array.from({ length: 40 }, () => somePath(roll)),
      );
      if (roll(2) === 0)
        addCase(
          `${folder}a/`,
          somePattern(roll),
          Array.from({ length: 20 }, () => somePath(roll)),
        );
    }
    for (const [folder, content] of files) {
      const path = join(root, `${folder}.gitignore`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.from(content, 'latin1'));
    }
    const folders = new Set(paths.filter((path) => path.endsWith('/')).flatMap(foldersOf));
    for (const folder of folders) mkdirSync(Buffer.from(join(root, folder), 'latin1'), { recursive: true });
    const unique = [...new Set(paths.map((path) => path.replace(/\/$/, '')))];
    const expected = ignoredByGit(root, unique);
    const wrong = unique.filter((path) => expected.get(path) !== ignoredByUs(files, path, folders.has(path)));
    expect(
      wrong.map((path) => ({ path, files: [...files].filter(([folder]) => path.startsWith(folder)), git: expected.get(path) })),
    ).toEqual([]);
    expect(unique.length).toBeGreaterThan(10_000);
    expect([...expected.values()].filter(Boolean).length).toBeGreaterThan(3_000);
  }, 60_000);

  it('drops the byte order mark, and the carriage return at the end of a line', () => {
    const { names } = parseIgnore('\u00ef\u00bb\u00bfa\r\nb\r\n');
    expect([...names.keys()]).toEqual(['a', 'b']);
  });

  it('compares names by their bytes', () => {
    const chain = { file: parseIgnore(bytesOf('é?')), base: 0, above: null };
    expect(isIgnored(chain, bytesOf('éa'), false, unlimited())).toBe(true);
    expect(isIgnored(chain, bytesOf('éü'), false, unlimited())).toBe(false);
  });
});

describe('globs', () => {
  it('take at most pattern x text steps', () => {
    const hostile = [
      '*a'.repeat(50),
      '**/a*'.repeat(40),
      '**/*a*a*a*b',
      `${'[ab]*'.repeat(60)}c`,
      '*'.repeat(4000) + 'b',
      '**/'.repeat(500) + 'b',
    ];
    const texts = ['a'.repeat(4000), 'a/'.repeat(2000), 'ab'.repeat(2000), `${'a'.repeat(250)}/`.repeat(16)];
    for (const pattern of hostile) {
      const glob = compileGlob(pattern);
      for (const text of texts) {
        const budget = { left: Infinity };
        if (glob === null) continue;
        const counted = { left: 1e9 };
        expect(matchesGlob(glob, text, 0, counted)).toBe(matchesGlob(glob, text, 0, budget));
        expect(1e9 - counted.left).toBeLessThan(2 * (glob.tokens.length + 1) * (text.length + 1));
      }
    }
  });

  it('never throw, whatever the pattern', () => {
    const byte = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));
    const bytes = fc.string({ unit: fc.oneof(byte, fc.constantFrom('*', '[', ']', '!', '\\', '/', ':', '-')), maxLength: 30 });
    fc.assert(
      fc.property(bytes, bytes, (pattern, text) => {
        const chain = { file: parseIgnore(pattern), base: 0, above: null };
        expect(typeof isIgnored(chain, text, false, unlimited())).toBe('boolean');
      }),
    );
  });

  it('match nothing once their steps are used up', () => {
    const glob = compileGlob('a*b');
    expect(glob && matchesGlob(glob, 'aab', 0, { left: 2 })).toBe(false);
    expect(glob && matchesGlob(glob, 'aab', 0, { left: 20 })).toBe(true);
  });
});

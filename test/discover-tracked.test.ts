import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesOf, readTracked, trackedBlobs } from '../src/discover/tracked.ts';

const PATHS = ['a', 'a-b', 'a/b', 'long/'.repeat(40) + 'x', 'z', 'é.py'];

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'tracked-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd: root });
}

/** A repository that tracks all paths but the first, which is a folder's name, too. */
function repository(version: string, format: string): Buffer {
  git('init', '-q', `--object-format=${format}`);
  for (const path of PATHS.slice(1)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), path);
  }
  git('add', '.');
  git('update-index', '--index-version', version);
  if (version === '3') git('update-index', '--skip-worktree', 'z');
  return readFileSync(join(root, '.git/index'));
}

describe('the index of git', () => {
  it.each([
    ['2', 'sha1'],
    ['3', 'sha1'],
    ['4', 'sha1'],
    ['2', 'sha256'],
    ['4', 'sha256'],
  ])('is read in version %s with %s', (version, format) => {
    const index = repository(version, format);
    expect(index.readUInt32BE(4)).toBe(Number(version));
    expect(entriesOf(index).paths.map((path) => Buffer.from(path, 'latin1').toString())).toEqual(PATHS.slice(1));
    const blobs = trackedBlobs(join(root, '.git/index'));
    expect([...blobs.keys()]).toEqual(entriesOf(index).paths);
    expect(blobs.get('a-b')).toEqual({ id: execFileSync('git', ['hash-object', 'a-b'], { cwd: root }).toString().trim(), size: 3 });
    const { has, hasBelow } = readTracked(root);
    expect(['a', 'a-b', 'a/b', 'a/c', 'zz', ''].map(has)).toEqual([false, true, true, false, false, false]);
    expect(['a', 'long', 'long/long', 'z', 'b', 'lon'].map(hasBelow)).toEqual([true, true, true, false, false, false]);
  });

  it('is nothing where there is none', () => {
    expect(readTracked(root).has('a')).toBe(false);
    expect(trackedBlobs(join(root, '.git/index')).size).toBe(0);
    writeFileSync(join(root, '.git'), 'gitdir: /elsewhere');
    expect(readTracked(root).hasBelow('a')).toBe(false);
  });

  it('never throws, however damaged', () => {
    const index = repository('4', 'sha1');
    fc.assert(
      fc.property(fc.nat(index.length), fc.array(fc.tuple(fc.nat(index.length - 1), fc.nat(255)), { maxLength: 5 }), (length, changes) => {
        const damaged = Buffer.from(index.subarray(0, length));
        for (const [at, byte] of changes) damaged[at] = byte;
        expect(entriesOf(damaged).paths.length).toBeLessThan(PATHS.length * 10);
      }),
      { numRuns: 1000 },
    );
  });
});

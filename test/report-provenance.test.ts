/** Where the code comes from: the repository's address, branch and revision, read from files that nobody trusts. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenTime, now } from '../src/cli/clock.ts';
import { settingsOf } from '../src/cli/git-config.ts';
import { addressOf, repositoryOf } from '../src/cli/repository.ts';
import { revisionOf } from '../src/cli/revision.ts';
import { ANY_TEXT } from './report-arbitrary.ts';

const ID = 'a1b2c3d4'.repeat(5);
const OTHER = '0f'.repeat(20);
const URL_LINE = '[remote "origin"]\n\turl = https://git.example.org/acme/app.git\n';
let area: string;
beforeEach(() => void (area = realpathSync(mkdtempSync(join(tmpdir(), 'provenance-')))));
afterEach(() => rmSync(area, { recursive: true, force: true }));

/** Writes files below the area; gives the folder of the first part of their paths. */
function files(contents: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(area, path)), { recursive: true });
    writeFileSync(join(area, path), text);
  }
  return join(area, Object.keys(contents)[0]?.split('/')[0] ?? '');
}

describe('the address of a remote', () => {
  it.each([
    ['https://git.example.org/acme/app.git', 'https://git.example.org/acme/app.git'],
    ['https://user:ghp_000000000000000000000000000000000000@git.example.org/acme/app.git', 'https://git.example.org/acme/app.git'],
    ['https://oauth2@git.example.org:8443/acme/app/', 'https://git.example.org:8443/acme/app'],
    ['https://git.example.org/acme/app.git?token=abc#x', 'https://git.example.org/acme/app.git'],
    ['git@git.example.org:acme/app.git', 'ssh://git.example.org/acme/app.git'],
    ['git.example.org:/acme/app.git', 'ssh://git.example.org/acme/app.git'],
    ['ssh://git@git.example.org:2222/acme/app.git', 'ssh://git.example.org:2222/acme/app.git'],
    ['git://git.example.org/app', 'git://git.example.org/app'],
    ['https://git.example.org/ünder/a%20b/c%zz[1]', 'https://git.example.org/%C3%BCnder/a%20b/c%25zz%5B1%5D'],
    ['/srv/git/app.git', null],
    ['../app.git', null],
    ['C:\\work\\app', null],
    ['C:/code/app', null],
    ['file:///home/someone/app.git', null],
    ['work:app.git', null],
    ['ext::sh -c touch% pwned', null],
    ['javascript://git.example.org/%0aalert(1)', null],
    ['https://git.example.org', null],
    ['https://git.example.org/a\u001b[31m', null],
    ['https://git.example.org/a\u202eb', null],
    [`https://git.example.org/${'a'.repeat(3000)}`, null],
    ['', null],
  ])('%j is %j', (remote, address) => expect(addressOf(remote)).toBe(address));

  it('never holds a user, a password or a character that a terminal acts on, for any remote', () => {
    const written = fc.oneof(
      ANY_TEXT,
      fc.tuple(ANY_TEXT, ANY_TEXT).map(([user, path]) => `https://${user}@git.example.org/${path}`),
      ANY_TEXT.map((path) => `git@git.example.org:${path}`),
    );
    fc.assert(
      fc.property(written, (remote) => {
        const address = addressOf(remote);
        if (address !== null) expect(address).toMatch(/^(?:https?|ssh|git):\/\/[^/@\s]+\/[\w.~:/@!$&'()*+,;=%-]+$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a git configuration', () => {
  it.each([
    ['[remote "origin"]\nurl = a', { 'remote.origin.url': 'a' }],
    ['[Remote "Up \\"x\\" \\\\ y"] URL=a # why\n', { 'remote.Up "x" \\ y.url': 'a' }],
    ['[a]\n  b = "x # y" z ; c\n  d\n', { 'a.b': 'x # y z', 'a.d': 'true' }],
    ['[a]\n  b = "  x " \n', { 'a.b': '  x ' }],
    ['[a]\nb = 1\\\n2\nb = 3\r\n', { 'a.b': '3' }],
    ['b = 1\n[', {}],
    ['', {}],
  ])('%j', (text, settings) => expect(Object.fromEntries(settingsOf(text))).toEqual(settings));

  it('reads what git reads', () => {
    const place = join(area, 'config');
    const value = fc.stringMatching(/^[\x20-\x7e]{1,30}$/);
    fc.assert(
      fc.property(value, (text) => {
        rmSync(place, { force: true });
        execFileSync('git', ['config', '--file', place, 'remote.the origin.url', text]);
        const written = execFileSync('git', ['config', '--file', place, 'remote.the origin.url'], { encoding: 'utf8' });
        const config = execFileSync('cat', [place], { encoding: 'utf8' });
        expect(settingsOf(config).get('remote.the origin.url')).toBe(written.slice(0, -1));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a checkout', () => {
  it('tells its address, branch and revision', () => {
    const root = files({
      'a/.git/HEAD': 'ref: refs/heads/feature/x-1\n',
      'a/.git/config': URL_LINE,
      'a/.git/refs/heads/feature/x-1': `${ID}\n`,
    });
    expect(repositoryOf(root)).toEqual({ uri: 'https://git.example.org/acme/app.git', branch: 'feature/x-1' });
    expect(revisionOf(root)).toBe(ID);
  });

  it('tells the address of the remote that its branch follows, else of the only one', () => {
    const two = `${URL_LINE}[remote "fork"]\nurl = https://git.example.org/me/app\n`;
    const root = files({ 'a/.git/HEAD': 'ref: refs/heads/main\n', 'a/.git/config': `${two}[branch "main"]\nremote = fork\n` });
    expect(repositoryOf(root)?.uri).toBe('https://git.example.org/me/app');
    files({ 'a/.git/config': two });
    expect(repositoryOf(root)?.uri).toBe('https://git.example.org/acme/app.git');
    files({ 'a/.git/config': '[remote "upstream"]\nurl = https://git.example.org/up/app\n' });
    expect(repositoryOf(root)?.uri).toBe('https://git.example.org/up/app');
  });

  it('with no remote, a local one, or no configuration has no address', () => {
    const root = files({ 'a/.git/HEAD': 'ref: refs/heads/main\n', 'a/.git/config': '[core]\n\tbare = false\n' });
    expect(repositoryOf(root)).toBeUndefined();
    files({ 'a/.git/config': '[remote "origin"]\nurl = /srv/git/app.git\n' });
    expect(repositoryOf(root)).toBeUndefined();
    rmSync(join(root, '.git/config'));
    expect(repositoryOf(root)).toBeUndefined();
    expect(repositoryOf(files({ 'b/x': '' }))).toBeUndefined();
  });

  it.each([
    ['a commit', ID, null],
    ['a tag', 'ref: refs/tags/v1', null],
    ['a format of references that has no files', 'ref: refs/heads/.invalid', null],
    ['two dots', 'ref: refs/heads/../../../etc/passwd', null],
    ['an escape sequence', 'ref: refs/heads/\u001b[31mred', null],
    ['a very long name', `ref: refs/heads/${'a'.repeat(5000)}`, null],
    ['letters of other scripts', 'ref: refs/heads/修正/été', '修正/été'],
  ])('with %s at its head', (_, head, branch) => {
    const root = files({ 'a/.git/HEAD': `${head}\n`, 'a/.git/config': URL_LINE });
    expect(repositoryOf(root)?.branch).toBe(branch);
    expect(revisionOf(root)).toBe(head === ID ? ID : null);
  });

  it('of a linked working tree or a submodule, as git makes them, tells the same', () => {
    const git = (cwd: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'protocol.file.allow=always', '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    const main = files({ 'main/x': '' });
    git(main, 'init', '-q', '-b', 'main');
    git(main, 'remote', 'add', 'origin', 'git@git.example.org:acme/app.git');
    git(main, 'add', '.');
    git(main, 'commit', '-qm', 'a');
    git(main, 'worktree', 'add', '-q', '-b', 'other', join(area, 'tree'));
    expect(repositoryOf(join(area, 'tree'))).toEqual({ uri: 'ssh://git.example.org/acme/app.git', branch: 'other' });
    expect(revisionOf(join(area, 'tree'))).toBe(git(main, 'rev-parse', 'HEAD'));
    const outer = files({ 'outer/y': '' });
    git(outer, 'init', '-q', '-b', 'main');
    git(outer, 'submodule', 'add', '-q', main, 'inner');
    git(join(outer, 'inner'), 'remote', 'set-url', 'origin', 'https://git.example.org/acme/inner');
    expect(repositoryOf(join(outer, 'inner'))?.uri).toBe('https://git.example.org/acme/inner');
    expect(revisionOf(join(outer, 'inner'))).toBe(git(main, 'rev-parse', 'HEAD'));
  });

  it('never tells of a repository that its `.git` file or a link only points to', () => {
    files({ 'private/.git/HEAD': `${OTHER}\n`, 'private/.git/config': URL_LINE.replace('acme', 'secret') });
    const root = files({ 'a/.git': 'gitdir: ../private/.git\n' });
    expect([repositoryOf(root), revisionOf(root)]).toEqual([undefined, null]);
    const other = files({ 'b/x': '' });
    symlinkSync(join(area, 'private/.git'), join(other, '.git'));
    expect([repositoryOf(other), revisionOf(other)]).toEqual([undefined, null]);
    const third = files({ 'c/.git/HEAD': 'ref: refs/heads/main\n' });
    symlinkSync(join(area, 'private/.git/config'), join(third, '.git/config'));
    expect(repositoryOf(third)).toBeUndefined();
  });

  it('whose files are pipes holds nothing up', () => {
    const root = files({ 'a/.git/x': '' });
    execFileSync('mkfifo', [join(root, '.git/HEAD'), join(root, '.git/config'), join(root, '.git/packed-refs')]);
    expect([repositoryOf(root), revisionOf(root)]).toEqual([undefined, null]);
  });
});

describe('the time of a report', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['0', '1970-01-01T00:00:00Z'],
    ['1767182400', '2025-12-31T12:00:00Z'],
  ])('is given by SOURCE_DATE_EPOCH=%s: %s', (seconds, time) => expect(givenTime(seconds)).toBe(time));

  it.each(['soon', '-1', '1e9', '999999999999', ' 1'])('SOURCE_DATE_EPOCH=%j is refused', (seconds) =>
    expect(() => givenTime(seconds)).toThrow('SOURCE_DATE_EPOCH'),
  );

  it('of a scan is now, to the second', () => {
    expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Math.abs(Date.parse(now()) - Date.now())).toBeLessThan(5000);
  });
});

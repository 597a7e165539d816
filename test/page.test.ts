import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOf } from '../src/cli/page.ts';

const ACTION = { GITHUB_ACTION_REPOSITORY: 'owner/name', GITHUB_SERVER_URL: 'https://github.com' };

let area = '';
beforeAll(() => {
  area = mkdtempSync(join(tmpdir(), 'pedigree-page-'));
  execFileSync('git', ['init', '-q', area]);
});
afterAll(() => rmSync(area, { recursive: true, force: true }));

/** The page of a checkout with such a remote. */
function pageOfRemote(remote: string): string | undefined {
  execFileSync('git', ['-C', area, 'config', 'remote.origin.url', remote]);
  return pageOf(undefined, area, {});
}

describe('the page of the program', () => {
  it('is the homepage of the manifest before all else', () =>
    expect(pageOf('https://pedigree.example.org/', area, ACTION)).toBe('https://pedigree.example.org/'));

  it.each([
    ['https://code.example.org/owner/name.git', 'https://code.example.org/owner/name'],
    ['https://user:secret@code.example.org/owner/name', 'https://code.example.org/owner/name'],
    ['https://code.example.org:8443/owner/name/', 'https://code.example.org:8443/owner/name'],
    ['http://code.example.org/owner/name', undefined],
    ['git@code.example.org:owner/name.git', undefined],
    ['https://localhost/owner/name', undefined],
    ['https://127.0.0.1/owner/name', undefined],
    ['https://[::1]/owner/name', undefined],
    ['/srv/name.git', undefined],
    ['../name', undefined],
  ])('of a checkout of %s is %s', (remote, page) => expect(pageOfRemote(remote)).toBe(page));

  it('is that of the action where it builds itself, and nothing where nothing names it', () => {
    const nowhere = join(area, 'nowhere');
    expect(pageOf(undefined, nowhere, ACTION)).toBe('https://github.com/owner/name');
    expect(pageOf(undefined, nowhere, { ...ACTION, GITHUB_SERVER_URL: 'https://code.example.org' })).toBeUndefined();
    expect(pageOf(undefined, nowhere, { ...ACTION, GITHUB_ACTION_REPOSITORY: '' })).toBeUndefined();
    expect(pageOf(undefined, nowhere, {})).toBeUndefined();
  });
});

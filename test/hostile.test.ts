/** Trees made to crash, stall, mislead or use the scanner. What becomes of each stands beside it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { MADE, MADE_ON_UNIX } from './hostile-made.ts';
import { GUARD, runOn } from './hostile-run.ts';

// Every case is a process of its own, and other tests run beside it.
vi.setConfig({ testTimeout: 180_000 });

const FIXTURES = join(import.meta.dirname, '../fixtures/hostile');
const IS_UNIX = process.platform !== 'win32';
const IS_ROOT = process.getuid?.() === 0;
const CASES = readdirSync(FIXTURES).filter((name) => name !== 'made');

async function expectOutcome(threat: string, make: (root: string, outside: string) => void, expected: string): Promise<void> {
  const { outcome, wrong } = runOn(threat, make);
  expect(wrong).toEqual([]);
  await expect(`${JSON.stringify(outcome, null, 2)}\n`).toMatchFileSnapshot(join(FIXTURES, expected));
}

it('there are sixty cases and more', () => expect(CASES.length + MADE.length + MADE_ON_UNIX.length).toBeGreaterThanOrEqual(60));

describe('the guard of these runs', () => {
  const area = mkdtempSync(join(tmpdir(), 'guard-'));
  afterAll(() => rmSync(area, { recursive: true }));

  it.each([
    ['a process', "import { spawnSync } from 'node:child_process'; spawnSync('true');", 'forbidden spawnSync'],
    ['a connection', "import { connect } from 'node:net'; connect(9, '127.0.0.1');", 'forbidden connect'],
    ['a request', "import { get } from 'node:http'; get('http://127.0.0.1:9');", 'forbidden'],
    ['a look at a name', "import { lookup } from 'node:dns'; lookup('localhost', () => 0);", 'forbidden lookup'],
    [
      'a file that is read',
      `import { readFileSync } from 'node:fs'; readFileSync(${JSON.stringify(import.meta.filename)});`,
      'hostile.test.ts',
    ],
  ])('sees %s', (_, code, seen) => {
    const log = join(area, 'log');
    spawnSync(process.execPath, ['--import', GUARD, '--input-type=module', '--eval', code], { env: { GUARD_LOG: log } });
    expect(readFileSync(log, 'utf8')).toContain(seen);
  });
});

describe('a hostile tree', () => {
  it.each(CASES)('%s', async (name) => {
    const threat = readFileSync(join(FIXTURES, name, 'threat.txt'), 'utf8').trim();
    await expectOutcome(threat, (root) => cpSync(join(FIXTURES, name, 'tree'), root, { recursive: true }), `${name}/expected.json`);
  });

  it.each(MADE)('$name: $threat', ({ name, threat, make }) => expectOutcome(threat, make, `made/${name}.json`));

  const here = MADE_ON_UNIX.filter(({ name }) => name !== 'unreadable' || !IS_ROOT);
  it.runIf(IS_UNIX).each(here)('$name: $threat', ({ name, threat, make }) => expectOutcome(threat, make, `made/${name}.json`));
});

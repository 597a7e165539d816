/** Trees made to crash, stall, mislead or use the scanner. What becomes of each stands beside it. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { MADE, MADE_ON_UNIX } from './hostile-made.ts';
import { runOn } from './hostile-run.ts';

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

describe('a hostile tree', () => {
  it.each(CASES)('%s', async (name) => {
    const threat = readFileSync(join(FIXTURES, name, 'threat.txt'), 'utf8').trim();
    await expectOutcome(threat, (root) => cpSync(join(FIXTURES, name, 'tree'), root, { recursive: true }), `${name}/expected.json`);
  });

  it.each(MADE)('$name: $threat', ({ name, threat, make }) => expectOutcome(threat, make, `made/${name}.json`));

  const here = MADE_ON_UNIX.filter(({ name }) => name !== 'unreadable' || !IS_ROOT);
  it.runIf(IS_UNIX).each(here)('$name: $threat', ({ name, threat, make }) => expectOutcome(threat, make, `made/${name}.json`));
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover, KEPT_BATCH, takeKept, type Discovery, type KeptShare } from '../src/discover/index.ts';
import { openHand } from '../src/gather/hand.ts';
import { gather, gatherEarly, type Early } from '../src/gather/index.ts';
import { MANY } from '../src/gather/together.ts';
import { sourceOf } from '../src/rules/catalogue.ts';
import { searchFor } from '../src/rules/search.ts';
import { shippedFiles } from '../src/rules/shipped.ts';
import { UsageError } from '../src/usage-error.ts';
import { catalogue } from './property-pipeline.ts';

const FILES = MANY + 4 * KEPT_BATCH;
const nameOf = (index: number) => `${String(index).padStart(5, '0')}.py`;
let root = '';
let found: Discovery;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threads-'));
  mkdirSync(root, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    writeFileSync(join(root, nameOf(index)), `client = OpenAI(base_url="https://api.deepseek.com")\nmodel = "qwen${index % 9}-7b"\n`);
  }
  const common = { targets: ['.'], include: [], exclude: [], gitignore: true, maxFileSize: 1 << 20, jobs: 1 };
  const search = searchFor({ doors: ['qwen', 'deepseek'], words: ['qwen', 'deepseek'], inner: ['qwen', 'deepseek'] });
  found = await discover({ ...common, root, search, doors: { names: new Set(), endings: [] } });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const files = shippedFiles(sourceOf(catalogue.rules, catalogue.digest));
const read = (name: string) => Buffer.from(files.get(name) ?? '');
type Place = (made: { first: number; bytes: Uint8Array }) => void;

/** The kept files of the tree, with another thread that works on a share of them so. */
const helpedBy = (work: (share: KeptShare, place: Place) => void, dismiss = () => {}): Discovery => ({
  ...found,
  hands: { work: async (share, place) => work(share, place), dismiss },
});

/** Takes so many times and places what a hand makes of it. */
function take(share: KeptShare, place: Place, times: number): void {
  const hand = openHand(share, root, found.reader, read);
  for (let time = 0; time < times; time++) {
    const first = takeKept(share);
    if (first < share.kept.length) place({ first, bytes: hand?.(first, first + KEPT_BATCH) ?? new Uint8Array() });
  }
}

describe('kept files that several threads read', () => {
  it.each<[string, (share: KeptShare, place: Place) => void]>([
    ['another thread does all of it', (share, place) => take(share, place, FILES)],
    ['another thread does some of it', (share, place) => take(share, place, 7)],
    ['another thread takes files and ends', (share) => [takeKept(share), takeKept(share)]],
    [
      'what another thread sends is cut off',
      (share, place) => take(share, ({ first, bytes }) => place({ first, bytes: bytes.slice(0, 40) }), 3),
    ],
  ])('say the same when %s', async (_, work) => {
    const alone = await gather({ ...found, hands: null }, catalogue);
    expect(alone).toHaveLength(FILES);
    expect(alone.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(await gather(helpedBy(work), catalogue)).toEqual(alone);
  });

  it('say the same when some were read before all were found', async () => {
    const alone = await gather({ ...found, hands: null }, catalogue);
    const early: Early = new Map();
    gatherEarly(found, found.kept.slice(5, 21), catalogue, early);
    gatherEarly(found, found.kept.slice(300, 301), catalogue, early);
    expect(early.size).toBe(17);
    const read: string[] = [];
    const watched = { ...found, hands: null, reader: { ...found.reader, doorOf: (path: string) => (read.push(path), null) } };
    expect(await gather(watched, catalogue, early)).toEqual(alone);
    expect(new Set(read).size).toBe(FILES - 17);
    const twin = { ...found, hands: null, kept: [{ path: nameOf(5), size: 1, raw: nameOf(6) }] };
    expect(await gather(twin, catalogue, early)).toMatchObject([{ evidence: [{}, { value: 'qwen6-7b' }] }]);
  });

  it('are left to one thread when they are few, and the others are sent home', async () => {
    let [asked, home] = [0, 0];
    const few = {
      ...helpedBy(
        () => asked++,
        () => home++,
      ),
      kept: found.kept.slice(0, MANY + KEPT_BATCH - 1),
    };
    expect(await gather(few, catalogue)).toHaveLength(MANY + KEPT_BATCH - 1);
    expect([asked, home]).toEqual([0, 1]);
  });

  it('are left to one thread when hardly one says something', async () => {
    const search = searchFor({ doors: ['qwen'], words: ['nothing-of-these'], inner: [] });
    let asked = 0;
    const silent = { ...helpedBy(() => asked++), search };
    expect((await gather(silent, catalogue)).every(({ evidence }) => evidence.length === 0)).toBe(true);
    expect(asked).toBe(0);
  });

  it('tell the first mistake, whoever reads the file', async () => {
    const wrong = [3 * KEPT_BATCH, 9 * KEPT_BATCH].map(nameOf);
    for (const name of wrong) writeFileSync(join(root, name), '# qwen deepseek pedigree: ignore[deny-model]\nmodel = "qwen3"\n');
    const search = searchFor({ doors: ['qwen'], words: ['qwen', 'pedigree: ignore'], inner: ['qwen', 'pedigree: ignore'] });
    const mistaken = { ...helpedBy((share) => [0, 1, 2, 3].forEach(() => takeKept(share))), search };
    await expect(gather(mistaken, catalogue)).rejects.toThrow(UsageError);
    await expect(gather(mistaken, catalogue)).rejects.toThrow(wrong[0]);
    const early: Early = new Map();
    gatherEarly({ ...found, search }, found.kept.slice(9 * KEPT_BATCH, 10 * KEPT_BATCH), catalogue, early);
    expect(early.size).toBe(0);
    await expect(gather(mistaken, catalogue, early)).rejects.toThrow(wrong[0]);
  });

  it('are not read by a thread with other rules', () => {
    const share = { kept: found.kept, words: found.search.words, digest: 'other', taken: new Int32Array(1) };
    expect(openHand(share, root, found.reader, read)).toBeNull();
  });

  it('give the same report with any number of threads', () => {
    const report = (jobs: number) => {
      const args = ['scan', root, '--no-config', '--format', 'json', '--fail-on', 'never', '--jobs', String(jobs)];
      const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../dist/bin.js'), ...args], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      return { stdout, stderr };
    };
    for (const name of [3 * KEPT_BATCH, 9 * KEPT_BATCH].map(nameOf)) writeFileSync(join(root, name), 'model = "qwen3"\n');
    const alone = report(1);
    expect(alone.stderr).toBe('');
    expect(alone.stdout.length).toBeGreaterThan(100_000);
    for (const jobs of [2, 4]) expect(report(jobs)).toEqual(alone);
  }, 120_000);
});

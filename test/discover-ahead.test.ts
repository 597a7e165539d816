import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressIn } from '../src/discover/ahead.ts';
import { OUTCOMES } from '../src/discover/outcome.ts';
import { createPacker, type Chunk } from '../src/discover/share.ts';

const [PENDING, SCANNED, KEPT] = (['pending', 'scanned', 'kept'] as const).map((name) => OUTCOMES.indexOf(name));

/** A chunk of so many files; every fifth path is not UTF-8. */
function chunkOf(number: number, count: number): Chunk {
  const packer = createPacker(count);
  for (let at = 0; at < count; at++) packer.add({ path: `${number}/${at}`, ...(at % 5 === 4 && { raw: `${number}/\xe9${at}` }) });
  return packer.pack(false);
}

describe('what was kept so far', () => {
  it('is given once, in order, up to the first file that is not examined yet, whatever order files are examined in', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
        fc.infiniteStream(fc.nat()),
        (counts, isKept, order) => {
          const chunks = counts.map((count, number) => chunkOf(number, count));
          const open = chunks.flatMap(({ count }, number) => Array.from({ length: count }, (_, at) => ({ number, at })));
          const expected = open
            .filter(({ at }, index) => isKept[index] === true && at % 5 !== 4)
            .map(({ number, at }) => `${number}/${at}`);
          const outcomes = new Map(open.map(({ number, at }, index) => [`${number}/${at}`, isKept[index] === true ? KEPT : SCANNED]));
          const progress = progressIn(chunks);
          const given: string[] = [];
          const take = () => {
            for (let some = progress.next(); some.length > 0; some = progress.next()) given.push(...some.map(({ path }) => path));
          };
          while (open.length > 0) {
            const [one] = open.splice((order.next().value ?? 0) % Math.min(open.length, 20), 1);
            if (one === undefined) continue;
            const chunk = chunks[one.number];
            if (chunk !== undefined) chunk.outcomes[one.at] = outcomes.get(`${one.number}/${one.at}`) ?? 0;
            take();
            const first = chunks.flatMap(({ outcomes: some }) => [...some]).indexOf(PENDING ?? 0);
            if (first >= 0) expect(progress.counts().examined).toBe(first);
          }
          expect(given).toEqual(expected);
          expect(progress.counts().kept).toBe([...outcomes.values()].filter((outcome) => outcome === KEPT).length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('kept files that are read while others are examined', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'ahead-'));
    for (let folder = 0; folder < 30; folder++) {
      mkdirSync(join(root, `part-${folder}`));
      for (let index = 0; index < 100; index++) {
        const text = index % 9 === 0 ? `model = "qwen${index % 5}-7b"\n` : 'nothing\n'.repeat(500);
        writeFileSync(join(root, `part-${folder}/${index}.py`), text);
      }
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('give the same report with any number of threads', () => {
    const report = (jobs: number) => {
      const args = ['scan', root, '--no-config', '--format', 'json', '--fail-on', 'never', '--jobs', String(jobs)];
      const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
      const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../dist/bin.js'), ...args], options);
      return { stdout, stderr };
    };
    const alone = report(1);
    expect(alone.stderr).toBe('');
    expect(alone.stdout.match(/part-\d+\/\d+\.py/g)?.length).toBeGreaterThanOrEqual(360);
    for (const jobs of [2, 4, 2]) expect(report(jobs)).toEqual(alone);
  }, 60_000);
});

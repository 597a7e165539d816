import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeCache, encodeCache } from '../src/discover/cache-format.ts';
import { discover, type DiscoverOptions } from '../src/discover/index.ts';
import { gather } from '../src/gather/index.ts';
import type { Said } from '../src/gather/one.ts';
import { pack, unpack } from '../src/gather/pack.ts';
import type { Evidence } from '../src/types.ts';
import { searchFor } from '../src/rules/search.ts';
import { catalogue } from './property-pipeline.ts';

const PATH = 'src/app.py';
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('', 'qwen', 'MODEL', '\ud800'));
const place = fc.nat(2 ** 31 - 1);
const texts = fc.array(text, { maxLength: 3 });
const facts = fc.record({ ecosystem: text, version: fc.option(text), dependencyPath: texts });
const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    form: fc.constantFrom('string', 'key', 'identifier', 'import', 'package', 'word', 'architecture', 'base', 'file'),
    value: text,
    location: fc.record({ path: fc.constant(PATH), line: place, column: place, endColumn: place }),
    usage: fc.constantFrom('use', 'mention'),
    keys: texts,
    scope: text,
    whole: fc.boolean(),
    extractor: text,
    package: facts,
    within: texts,
    binding: text,
    given: texts,
    module: text,
  },
  { requiredKeys: ['form', 'value', 'location', 'usage', 'keys', 'scope', 'whole', 'extractor'] },
);
const diagnostic = fc.record(
  {
    level: fc.constantFrom('error', 'warning', 'note'),
    code: text,
    message: text,
    path: fc.constant(PATH),
    line: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['level', 'code', 'message'] },
);
const ignore = fc.record({ path: fc.constant(PATH), line: place, rules: texts, reason: text, covers: fc.array(place, { maxLength: 3 }) });
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });
const said: fc.Arbitrary<Said> = fc.record(
  {
    evidence: several(evidence),
    settings: several(evidence),
    diagnostics: several(diagnostic),
    ignores: several(ignore),
    waits: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((families) => new Set(families)),
  },
  { requiredKeys: ['evidence', 'diagnostics', 'ignores'] },
);

describe('what files say, packed', () => {
  it('is the same when it is unpacked, in any order', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 5 }), (all) => {
        const packed = unpack(pack(all) ?? new Uint8Array());
        expect(packed?.count).toBe(all.length);
        const back = all.map((_, index) => packed?.said(all.length - 1 - index, PATH)).reverse();
        expect(back).toEqual(all);
      }),
    );
  });

  it('is nothing where it would be too much', () => {
    const one: Said = { evidence: [], diagnostics: [{ level: 'note', code: 'x', message: 'x'.repeat(100) }], ignores: [] };
    expect(pack([one], 150)).not.toBeNull();
    expect(pack([one, { ...one, diagnostics: [{ level: 'note', code: 'x', message: 'y'.repeat(100) }] }], 150)).toBeNull();
  });

  it('never throws, whatever the bytes are', () => {
    const whole = pack(fc.sample(said, { numRuns: 5, seed: 1 })) ?? new Uint8Array();
    const spoilt = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) });
    fc.assert(
      fc.property(spoilt, ({ at, byte, length }) => {
        const bytes = whole.slice();
        bytes[at] = byte;
        const packed = unpack(bytes.slice(0, Math.max(at, length)));
        for (let number = 0; number < 7; number++) packed?.said(number, PATH);
      }),
    );
  });
});

describe('a scan with a cache', () => {
  const WORDS = ['qwen', 'deepseek', 'pedigree: ignore'];
  let area = '';
  let root = '';
  beforeEach(() => {
    area = mkdtempSync(join(tmpdir(), 'gather-'));
    root = join(area, 'tree');
  });
  afterEach(() => rmSync(area, { recursive: true, force: true }));

  const file = () => join(area, 'user/a.scan');
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };

  async function heard(key: string | null = 'a', now = Date.now() + 60_000, words = WORDS): Promise<readonly Said[]> {
    const search = searchFor({ doors: words, words, inner: words });
    const common = { targets: ['.'], include: [], exclude: [], gitignore: true, maxFileSize: 1 << 20, jobs: 1, search };
    const cache = key === null ? undefined : { file: file(), key, now };
    const options: DiscoverOptions = { ...common, root, doors: { names: new Set(), endings: [] }, cache };
    return gather(await discover(options), catalogue);
  }

  /** Makes the cache say of every file that is remembered what `lie` makes of it. */
  function forge(lie: (one: Said) => Said): number {
    const bytes = new Uint8Array(readFileSync(file()));
    const key = Buffer.from(bytes.slice(32, 64));
    const remembered = decodeCache(bytes, key);
    const packed = remembered && unpack(remembered.notes.slice());
    if (!packed) throw new Error('no cache');
    const lies = Array.from({ length: packed.count }, (_, index) => lie(packed.said(index, PATH)));
    writeFileSync(file(), encodeCache({ ...remembered, notes: pack(lies) ?? new Uint8Array() }, key));
    return packed.count;
  }

  const values = (all: readonly Said[]) => all.flatMap((one) => one.evidence.map(({ value }) => value));
  const lying = (one: Said): Said => ({ ...one, evidence: one.evidence.map((each) => ({ ...each, value: 'a lie' })) });

  it('takes what files say from it, the same in everything', async () => {
    write(
      'app.py',
      'client = OpenAI(base_url="https://api.deepseek.com")\nclient.run(model="qwen3")  # pedigree: ignore[deny-model] known\n',
    );
    write('bad.json', '{"model": "qwen3", ');
    write('package.json', '{"dependencies": {"qwen-sdk": "1.0.0"}}');
    const without = await heard(null);
    expect(without[0]?.ignores).toHaveLength(1);
    expect(await heard()).toEqual(without);
    const { ino } = statSync(file());
    expect(await heard()).toEqual(without);
    expect(statSync(file()).ino).toBe(ino);
    expect(forge(lying)).toBe(3);
    expect(new Set(values(await heard()))).toEqual(new Set(['a lie']));
    expect(await heard('b')).toEqual(without);
  });

  it('reads a file again that has the same size and time but says something else', async () => {
    write('app.py', 'model = "qwen2"');
    write('b.py', 'model = "deepseek-r1"');
    await heard();
    forge(lying);
    const { atime, mtime, size } = statSync(join(root, 'app.py'));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    write('app.py', 'model = "qwen3"');
    utimesSync(join(root, 'app.py'), atime, mtime);
    expect(statSync(join(root, 'app.py'))).toMatchObject({ size, mtime });
    expect(values(await heard())).toEqual(['qwen3', 'a lie']);
    expect(values(await heard())).toEqual(['qwen3', 'a lie']);
  });

  it('remembers nothing of a file that just changed', async () => {
    write('app.py', 'model = "qwen2"');
    await heard('a', Date.now());
    expect(forge(lying)).toBe(0);
    expect(values(await heard())).toEqual(['qwen2']);
  });

  it('knows what a file waits for, whatever another one says', async () => {
    const words = ['qwen', 'mimo'];
    write('radio.c', 'int mimo_ps; /* MIMO */\n');
    const before = await heard('a', undefined, words);
    expect(before.map(({ evidence, waits }) => [evidence.length, [...(waits ?? [])]])).toEqual([[0, ['mimo']]]);
    write('app.py', 'model = "XiaomiMiMo/MiMo-7B-RL"\n');
    const after = await heard('a', undefined, words);
    expect(after).toEqual(await heard(null, undefined, words));
    expect(after.map(({ evidence }) => evidence.length > 0)).toEqual([true, true]);
    forge((one) => (one.waits ? lying(one) : one));
    expect(values((await heard('a', undefined, words)).slice(1))).toEqual(['a lie', 'a lie']);
    rmSync(join(root, 'app.py'));
    expect(await heard('a', undefined, words)).toEqual(before);
  });

  it('keeps no credential, but reads its file again', async () => {
    const token = `sk-${'a1b2c3d4'.repeat(4)}`;
    write('app.py', `model = "qwen2"\nurl = "https://user:${token}@qwen.example/v1"\n`);
    write('b.py', 'model = "deepseek-r1"');
    const without = await heard(null);
    expect(JSON.stringify(without)).toContain(token);
    expect(await heard()).toEqual(without);
    expect(readFileSync(file()).includes(token.slice(0, 8))).toBe(false);
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(statSync(dirname(file())).mode & 0o077).toBe(0);
    expect(forge(lying)).toBe(1);
    expect(new Set(values(await heard()))).toEqual(new Set([...values(without.slice(0, 1)), 'a lie']));
  });
});

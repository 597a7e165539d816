import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdYoung, lettingGo } from '../src/discover/young.ts';
import { idTablesOf } from '../src/match/id-tables.ts';
import { placesOf } from '../src/rules/anchors.ts';
import { sourceOf } from '../src/rules/catalogue.ts';
import { bePatient, compiledName, PARTS, scriptOf } from '../src/rules/compiled.ts';
import { packPrefilter } from '../src/rules/literal-file.ts';
import { digestRules, loadRules } from '../src/rules/load.ts';
import { allRegions, regionName } from '../src/rules/regions.ts';
import { SHIPPED, shippedFrom } from '../src/rules/shipped.ts';

const DIST = join(import.meta.dirname, '../dist');
const CAN_KEEP = typeof Reflect.get(module, 'enableCompileCache') === 'function';
type Part = (typeof PARTS)[number];
let area = '';

/** A copy of the program whose parts' compiled code is `compiled`; none when it is null. */
function copyWith(name: string, compiled: ((part: Part) => Buffer) | null): string {
  const dist = join(area, name);
  cpSync(DIST, dist, { recursive: true });
  for (const file of readdirSync(dist)) if (file.endsWith('.bin')) rmSync(join(dist, file));
  if (compiled !== null) for (const part of PARTS) writeFileSync(join(dist, compiledName(part)), compiled(part));
  return join(dist, 'bin.js');
}

function run(bin: string, env: Record<string, string>, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: area,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: join(area, 'home'), ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

const codeOf = (part: Part) => readFileSync(join(DIST, compiledName(part)));
const scanned = (bin: string, env: Record<string, string> = {}) => run(bin, env, 'scan', 'tree', '--format', 'json');

beforeAll(() => {
  area = mkdtempSync(join(tmpdir(), 'pedigree-start-'));
  mkdirSync(join(area, 'tree'));
  writeFileSync(join(area, 'tree/app.py'), 'client = OpenAI(base_url="https://api.deepseek.com", model="deepseek-chat")\n');
});

afterAll(() => rmSync(area, { recursive: true, force: true }));

describe('WebAssembly', () => {
  it('makes a scan faster, and nothing else: none is there with --jitless, nor in a copy without its code', () => {
    const expected = scanned(join(DIST, 'bin.js'));
    const bare = copyWith('no-sieve', null);
    rmSync(join(area, 'no-sieve/sieve.wasm'));
    const args = ['scan', 'tree', '--format', 'json'];
    const jitless = spawnSync(process.execPath, ['--jitless', '--no-warnings', join(DIST, 'bin.js'), ...args], {
      cwd: area,
      encoding: 'utf8',
    });
    expect(scanned(bare)).toEqual(expected);
    expect({ code: jitless.status, out: jitless.stdout }).toEqual({ code: 1, out: expected.out });
  });
});

describe('compiled code', () => {
  it.each(PARTS)('%s is ASCII: it is read one byte a character', (part) => {
    expect(readFileSync(join(DIST, `${part}.js`), 'utf8').match(/.{0,40}[^\0-\x7f].{0,40}/)).toBeNull();
  });

  beforeAll(bePatient);

  it.each(PARTS)('of %s is there for the Node that built the program, and V8 takes it', (part) => {
    expect(scriptOf(join(DIST, `${part}.js`), codeOf(part)).cachedDataRejected).toBe(false);
    expect(scanned(join(DIST, 'bin.js'))).toMatchObject({ code: 1, err: '' });
  });

  it('is taken after a long walk, too; the V8 of Node 20 would refuse it under the flags of that', async () => {
    const isRejected = () => scriptOf(join(DIST, 'stages.js'), codeOf('stages')).cachedDataRejected;
    holdYoung(true);
    const [during, after] = [isRejected(), await lettingGo(async () => isRejected())];
    holdYoung(false);
    expect([during || !process.version.startsWith('v20.'), after]).toEqual([true, false]);
  });

  it('changes nothing where it is missing, empty, cut off, or of another V8', () => {
    const expected = scanned(join(DIST, 'bin.js'));
    const foreign = (part: Part) => {
      const code = codeOf(part);
      code.writeUInt32LE((code.readUInt32LE(4) ^ 0x5a5a5a5a) >>> 0, 4);
      return code;
    };
    const cut = (part: Part) => codeOf(part).subarray(0, 10_000);
    const swapped = (part: Part) => codeOf(part === 'program' ? 'stages' : 'program');
    const copies = { none: null, empty: () => Buffer.alloc(0), cut, foreign, swapped };
    for (const [name, bytes] of Object.entries(copies)) expect(scanned(copyWith(name, bytes)), name).toEqual(expected);
  });
});

describe('where nothing is compiled', () => {
  it("Node keeps it in its user's cache folder, where it can; not in CI, and not where others may write", () => {
    const bin = copyWith('kept', null);
    const kept = (cache: string) => existsSync(cache) && readdirSync(cache, { recursive: true }).length > 2;
    const own = join(area, 'own');
    const ci = join(area, 'ci');
    const open = join(area, 'open');
    mkdirSync(join(open, 'pedigree/compiled'), { recursive: true });
    chmodSync(join(open, 'pedigree/compiled'), 0o777);
    const first = scanned(bin, { XDG_CACHE_HOME: own });
    expect(scanned(bin, { XDG_CACHE_HOME: own })).toEqual(first);
    expect(scanned(bin, { XDG_CACHE_HOME: ci, CI: 'true' })).toEqual(first);
    expect(scanned(bin, { XDG_CACHE_HOME: open })).toEqual(first);
    expect([kept(own), kept(ci), kept(open)]).toEqual([CAN_KEEP, false, process.platform === 'win32' && CAN_KEEP]);
  });

  it('starts where no folder can be made', () => {
    writeFileSync(join(area, 'file'), '');
    expect(scanned(copyWith('nowhere', null), { XDG_CACHE_HOME: join(area, 'file') })).toMatchObject({ code: 1, err: '' });
  });
});

it('a program that cannot be loaded is an internal error', () => {
  const bin = copyWith('broken', null);
  rmSync(join(area, 'broken/program.js'));
  expect(run(bin, {}, '--version').code).toBe(0);
  expect(run(bin, {}, 'scan', 'tree')).toMatchObject({ code: 70, out: '' });
});

describe('compiled rules', () => {
  const folder = join(import.meta.dirname, '../rules');
  const written = sourceOf(loadRules(folder), digestRules(folder));
  const shipped = shippedFrom((name) => readFileSync(join(DIST, SHIPPED, name)));

  it('say what the rules say', () => {
    expect(shipped.rules).toEqual(written.rules);
    expect(shipped.anchors).toEqual(written.anchors);
    expect(shipped.tables).toEqual({ ids: idTablesOf(written.rules), places: placesOf(written.rules) });
    expect([shipped.digest, shipped.policyDigests]).toEqual([written.digest, written.policyDigests]);
  });

  it.each(['doors', 'words'] as const)('the table of %s is the one that is built from the anchors', (name) => {
    expect(Buffer.from(packPrefilter(shipped.search[name])).equals(packPrefilter(written.search[name]))).toBe(true);
  });

  it.each<[string, (file: string) => void]>([
    ['cut off', (file) => truncateSync(file, 4000)],
    ['of a machine with another order of bytes', (file) => writeFileSync(file, readFileSync(file).swap32())],
    ['empty', (file) => writeFileSync(file, '')],
  ])('tables that are %s are built again', (name, damage) => {
    const expected = scanned(join(DIST, 'bin.js'));
    const bin = copyWith(name, null);
    for (const file of ['doors.bin', 'words.bin']) damage(join(area, name, SHIPPED, file));
    expect(scanned(bin)).toEqual(expected);
  });
});

describe('names of countries', () => {
  it('are those that the machine has', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region' });
    const { developers } = loadRules(join(import.meta.dirname, '../rules'));
    const countries = developers.flatMap(({ country }) => country ?? []);
    expect(countries.map((code) => allRegions()[code])).toEqual(countries.map((code) => names.of(code)));
    expect(['CN', 'QQ'].map(regionName)).toEqual(['China', 'QQ']);
  });

  it('come with the program', () => {
    const without = join(area, 'without.cjs');
    writeFileSync(without, 'Intl.DisplayNames = undefined;');
    const text = (env: Record<string, string>) => run(join(DIST, 'bin.js'), env, 'scan', 'tree');
    expect(text({ NODE_OPTIONS: `--require=${without}` })).toEqual(text({}));
    expect(text({}).out).toContain('China');
  });
});

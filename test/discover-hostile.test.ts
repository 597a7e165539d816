import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover, readKept, type DiscoverOptions, type Discovery, type ReadAhead } from '../src/discover/index.ts';
import { searchFor } from '../src/rules/search.ts';

const IS_UNIX = process.platform !== 'win32';
const IS_ROOT = process.getuid?.() === 0;
const OPTIONS = {
  targets: ['.'],
  include: [],
  exclude: ['excluded/**'],
  gitignore: true,
  maxFileSize: 4096,
  jobs: 1,
  search: searchFor({ doors: ['qwen'], words: ['qwen'], inner: ['qwen'] }),
  doors: { names: new Set(['config.json']), endings: ['.gguf'] },
};
const DEPTH = 500;
/** Workers that fail at once, or after they have taken files. */
const DYING = [
  'throw new Error("no");',
  `import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
   Atomics.store(workerData.state, 0, 1);
   const sent = receiveMessageOnPort(parentPort);
   if (sent !== undefined) Atomics.add(sent.message.taken, 0, 64);
   throw new Error('no');`,
];

const area = mkdtempSync(join(tmpdir(), 'hostile-'));
const root = join(area, 'root');
const at = (path: string) => join(root, path);
const deep = Array.from({ length: DEPTH }, () => 'd').join('/');
let server: Server | undefined;

/** A folder of the tree by its bytes. */
function bytesAt(...parts: number[]): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(parts)]);
}

function plantFiles(): void {
  for (const folder of ['.git', 'node_modules', '__pycache__', 'ignored', 'excluded', 'wide', deep])
    mkdirSync(at(folder), { recursive: true });
  const files: readonly (readonly [string, string | Buffer])[] = [
    ['.gitignore', 'ignored\n*.log\n'],
    ['.env', 'MODEL=qwen'],
    ['a.log', 'qwen'],
    ['ignored/a.py', 'qwen'],
    ['excluded/a.py', 'qwen'],
    ['empty', ''],
    ['plain.py', 'qwen'],
    ['none.py', 'nothing'],
    ['binary.dat', 'qwen\0\0\0\0'],
    ['model.gguf', 'GGUF\0'],
    ['config.json', '{}'],
    ['large.txt', `${'x'.repeat(5000)}qwen`],
    ['large-without.txt', 'x'.repeat(5000)],
    ['yarn.lock', `${'x'.repeat(5000)}qwen`],
    ['utf16.txt', Buffer.from('\ufeffqwen', 'utf16le')],
    ['utf16-without-mark.txt', Buffer.from('qwen model', 'utf16le')],
    ['utf32.txt', Buffer.from([0xff, 0xfe, 0, 0])],
    ['line\nbreak \u001b[31m.py', 'qwen'],
    ['\u202egnp.py', 'qwen'],
    ['%0A::error::.py', 'qwen'],
    ['-rf', 'qwen'],
    [`${deep}/deep.py`, 'qwen'],
  ];
  for (const [path, content] of files) writeFileSync(at(path), content);
}

/** Names that are not UTF-8, and one that is written like such a name is shown. */
function plantBytes(): void {
  mkdirSync(bytesAt(0x64, 0xe9));
  writeFileSync(bytesAt(0x64, 0xe9, 0x2f, 0xff, 0x2e, 0x70, 0x79), 'qwen');
  writeFileSync(bytesAt(0xe9, 0x2e, 0x70, 0x79), 'qwen');
  writeFileSync(at('\\xE9.py'), 'qwen two');
}

function plantSpecials(): void {
  writeFileSync(join(area, 'outside.py'), 'qwen');
  symlinkSync('..', at('wide/up'));
  symlinkSync('.', at('wide/self'));
  symlinkSync('../outside.py', at('out.py'));
  symlinkSync('missing', at('broken.py'));
  symlinkSync('/dev/zero', at('zero.py'));
  symlinkSync('plain.py', at('config.yaml'));
  execFileSync('mkfifo', [at('fifo.py')]);
  mkdirSync(at('denied'));
  writeFileSync(at('denied.py'), 'qwen');
  chmodSync(at('denied'), 0);
  chmodSync(at('denied.py'), 0);
}

/** Everything but what only holds for one user or one number of threads. */
function summary({ kept, coverage, diagnostics }: Discovery) {
  return { kept, coverage, diagnostics };
}

describe.runIf(IS_UNIX)('a hostile tree', () => {
  let found: Discovery;
  const options: DiscoverOptions = { ...OPTIONS, root };

  beforeAll(async () => {
    mkdirSync(root);
    plantFiles();
    plantBytes();
    plantSpecials();
    server = createServer().listen(at('socket.py'));
    await new Promise((resolve) => server?.once('listening', resolve));
    found = await discover(options);
  });
  afterAll(() => {
    server?.close();
    chmodSync(at('denied'), 0o700);
    rmSync(area, { recursive: true, force: true });
  });

  it('counts every entry once', () => {
    const { discovered, scanned, skipped, failed } = found.coverage;
    const parts = [...Object.values(skipped), ...Object.values(failed)];
    expect(parts.reduce((sum, part) => sum + part, scanned)).toBe(discovered);
    expect(skipped).toEqual({
      binary: 1,
      cache: 1,
      dependencies: 1,
      encoding: 1,
      excluded: 1,
      ignored: 2,
      link: 6,
      special: 2,
      'too-large': 1,
      vcs: 1,
    });
    expect(failed).toEqual(IS_ROOT ? {} : { denied: 2 });
  });

  it('keeps what is to be read, in order of path', () => {
    const paths = found.kept.map(({ path }) => path).filter((path) => path !== 'denied.py');
    const plain =
      '%0A::error::.py -rf .env \\xE9.py \\xE9.py config.json d\\xE9/\\xFF.py model.gguf plain.py utf16-without-mark.txt utf16.txt yarn.lock';
    const expected = [...plain.split(' '), `${deep}/deep.py`, 'line\nbreak \u001b[31m.py', '\u202egnp.py'];
    expect(paths).toEqual(expected.sort());
  });

  it('reads every kept file by its real name', () => {
    for (const kept of found.kept.filter(({ path }) => !/gguf|json/.test(path))) {
      expect(readKept(found, kept)).toMatchObject({ path: kept.path, anchors: [expect.any(Number)] });
    }
    const twins = found.kept.filter(({ path }) => path === '\\xE9.py').map((kept) => readKept(found, kept));
    expect(twins).toMatchObject([{ text: 'qwen two' }, { text: 'qwen' }]);
  });

  it('tells what was not read', () => {
    expect(found.diagnostics.filter(({ code }) => code !== 'read/denied')).toMatchObject([
      { code: 'link/outside', path: 'out.py' },
      { code: 'link/outside', path: 'zero.py' },
      { code: 'limit/size', path: 'large.txt' },
      { code: 'limit/encoding', path: 'utf32.txt' },
    ]);
    expect(found.diagnostics.filter(({ code }) => code === 'read/denied')).toHaveLength(IS_ROOT ? 0 : 2);
  });

  it.runIf(IS_ROOT)('fails on what it may not read', async () => {
    chmodSync(area, 0o755);
    process.seteuid?.(65534);
    const { coverage, diagnostics } = await discover(options).finally(() => process.seteuid?.(0));
    expect(coverage.failed).toEqual({ denied: 2 });
    expect(diagnostics.filter(({ code }) => code === 'read/denied').map(({ path }) => path)).toEqual(['denied', 'denied.py']);
  });

  it('finds the same with any number of threads, and when a worker dies', async () => {
    const dist = join(area, 'dist');
    const entryPoints = ['index', 'worker'].map((name) => join(import.meta.dirname, `../src/discover/${name}.ts`));
    await build({ entryPoints, bundle: true, splitting: true, platform: 'node', format: 'esm', outdir: dist });
    writeFileSync(join(dist, 'package.json'), '{"type":"module"}');
    mkdirSync(at('many'));
    for (let index = 0; index < 2000; index++) writeFileSync(at(`many/${index}.py`), index % 7 === 0 ? `qwen ${index}` : 'nothing');
    const bundled: { discover: typeof discover } = await import(join(dist, 'index.js'));
    const alone = summary(await bundled.discover(options));
    expect(alone).toEqual(summary(await discover(options)));
    for (const jobs of [2, 4]) expect(summary(await bundled.discover({ ...options, jobs }))).toEqual(alone);
    const cache = { file: join(area, 'user/a.scan'), key: '', now: Date.now() + 60_000 };
    for (const jobs of [2, 4, 2]) {
      const again = await bundled.discover({ ...options, jobs, cache });
      again.memory?.leave([], () => new Uint8Array());
      expect(summary(again)).toEqual(alone);
    }
    const early: string[] = [];
    const ahead: ReadAhead = async (_, kept) => void early.push(...kept.map(({ path }) => path));
    for (const script of ['', ...DYING]) {
      if (script !== '') writeFileSync(join(dist, 'worker.js'), script);
      early.length = 0;
      const read = await bundled.discover({ ...options, jobs: 2 }, ahead);
      expect(summary(read)).toEqual(alone);
      expect(new Set(early).size).toBe(early.length);
      expect(read.kept.map(({ path }) => path)).toEqual(expect.arrayContaining(early));
    }
  }, 60_000);
});

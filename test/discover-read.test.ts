import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover, readKept, type DiscoverOptions, type Discovery } from '../src/discover/index.ts';
import { searchFor } from '../src/rules/search.ts';

const MARK = Buffer.from([0xff, 0xfe]);
const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12345\n';
const OPTIONS: DiscoverOptions = {
  root: '',
  targets: ['.'],
  include: [],
  exclude: [],
  gitignore: true,
  maxFileSize: 5 << 20,
  jobs: 1,
  search: searchFor({ doors: ['qwen', 'deepseek', 'z.ai'], words: ['qwen', 'deepseek', 'z.ai'], inner: ['qwen', 'deepseek', 'z.ai'] }),
  doors: {
    names: new Set(['config.json', 'tokenizer.model']),
    endings: ['.gguf', '.safetensors', '.safetensors.index.json'],
    folders: ['/models--'],
    pointerEndings: ['.bin'],
  },
};

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'read-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes one file and gives what a scan makes of the tree. */
async function scanned(path: string, content: string | Uint8Array, options: Partial<DiscoverOptions> = {}): Promise<Discovery> {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  return discover({ ...OPTIONS, root, ...options });
}

/** The only kept file, read again. */
function readOnly(found: Discovery) {
  const [kept, ...others] = found.kept;
  expect(others).toEqual([]);
  return kept && readKept(found, kept);
}

describe('by content', () => {
  it('a file is kept when it holds an anchor, whatever its case', async () => {
    const found = await scanned('a.py', 'model = "DeepSeek"; url = "Z.AI"');
    expect(found.kept).toEqual([{ path: 'a.py', size: 32 }]);
    expect(readOnly(found)).toEqual({
      path: 'a.py',
      text: 'model = "DeepSeek"; url = "Z.AI"',
      size: 32,
      anchors: [9, 27],
      head: new Uint8Array(),
    });
  });

  it('words that do not open a file are anchors in an open one', async () => {
    writeFileSync(join(root, 'b.py'), 'kimi alone');
    const found = await scanned('a.py', 'kimi beside deepseek', {
      search: searchFor({ doors: ['deepseek'], words: ['deepseek', 'kimi'], inner: ['deepseek', 'kimi'] }),
    });
    expect(readOnly(found)).toMatchObject({ path: 'a.py', anchors: [0, 12] });
  });

  it('others count as scanned, empty ones too', async () => {
    writeFileSync(join(root, 'empty'), '');
    const { kept, coverage } = await scanned('a.py', 'model = "gpt"');
    expect({ kept, ...coverage }).toEqual({ kept: [], discovered: 2, scanned: 2, skipped: {}, failed: {}, bytes: 13 });
  });

  const around = [0, 3, 65_530, 65_533, 65_536, 65_539, (1 << 20) + 65_529, (1 << 20) + 65_534, (1 << 21) + 65_535, 3_000_001];
  it.each(around)('an anchor is found at byte %d, in every encoding', async (offset) => {
    const text = `${'x'.repeat(offset)}deepseek${'y'.repeat(100)}`;
    const wide = Buffer.from(text, 'utf16le');
    const files = { plain: Buffer.from(text), marked: Buffer.concat([MARK, wide]), little: wide, big: Buffer.from(wide).swap16() };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(root, name), bytes);
    const found = await discover({ ...OPTIONS, root, maxFileSize: 1 << 24 });
    expect(found.kept.map(({ path }) => path)).toEqual(['big', 'little', 'marked', 'plain']);
    for (const kept of found.kept) expect(readKept(found, kept)).toMatchObject({ text, anchors: [offset] });
  });

  it('UTF-16 is decoded, not searched for the low halves of other letters', async () => {
    const found = await scanned('a.txt', Buffer.concat([MARK, Buffer.from('ı\u0171wen \u0371w\u0265n', 'utf16le')]));
    expect(found).toMatchObject({ kept: [], coverage: { scanned: 1 } });
  });

  it('UTF-32 is told as not read', async () => {
    const found = await scanned('a.py', Buffer.from([0xff, 0xfe, 0, 0, 0x71, 0, 0, 0]));
    expect(found).toMatchObject({ coverage: { skipped: { encoding: 1 } }, diagnostics: [{ code: 'limit/encoding', path: 'a.py' }] });
  });

  it('zeros at the beginning do not hide the rest', async () => {
    const text = `/*${'x\0'.repeat(4000)}*/ model = "qwen"`;
    expect(readOnly(await scanned('a.js', text))).toMatchObject({ text, anchors: [text.indexOf('qwen')] });
  });

  it('a file with zeros is binary, unless its name says that it is text', async () => {
    const found = await scanned('a.dat', 'qwen\0');
    expect(found).toMatchObject({ kept: [], coverage: { skipped: { binary: 1 } } });
    expect(readOnly(await scanned('a.py', '\0\0qwen\0'))).toMatchObject({ text: '\0\0qwen\0', anchors: [2] });
    rmSync(join(root, 'a.py'));
    expect(readOnly(await scanned('deploy', '#!/bin/sh\nrun qwen\0'))).toMatchObject({ anchors: [14] });
  });
});

describe('by name', () => {
  it.each(['config.json', 'Config.JSON', 'x/models--a--b/refs/main'])('a text is kept without an anchor: %s', async (path) => {
    expect(readOnly(await scanned(path, '{}'))).toMatchObject({ path, text: '{}', anchors: [] });
  });

  it.each([
    ['a.gguf', 16 << 20],
    ['tokenizer.model', 1 << 20],
    ['x/models--a--b/blobs/0123', 16 << 20],
  ])('of a binary file only the head is read: %s', async (path, head) => {
    const file = readOnly(await scanned(path, Buffer.concat([Buffer.from('GGUF\0'), Buffer.alloc(17 << 20, 1)])));
    expect(file).toMatchObject({ text: '', size: (17 << 20) + 5, anchors: [] });
    expect(file && 'head' in file && file.head.length).toBe(head);
  });

  it('a model of any size is kept', async () => {
    writeFileSync(join(root, 'a.safetensors'), Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 0x7b]));
    truncateSync(join(root, 'a.safetensors'), 3 * 2 ** 30);
    const found = await discover({ ...OPTIONS, root });
    expect(found.kept).toEqual([{ path: 'a.safetensors', size: 3 * 2 ** 30 }]);
    expect(readOnly(found)).toMatchObject({ text: '', size: 3 * 2 ** 30 });
  });

  it('other weights are kept only as a pointer', async () => {
    expect(readOnly(await scanned('a.bin', POINTER))).toMatchObject({ text: POINTER });
    rmSync(join(root, 'a.bin'));
    expect(await scanned('b.bin', 'no pointer')).toMatchObject({ kept: [], coverage: { scanned: 1 } });
  });
});

describe('limits', () => {
  const large = `${'x'.repeat(2000)}qwen`;

  it('a larger text is told when it holds an anchor', async () => {
    const found = await scanned('a.py', large, { maxFileSize: 1000 });
    expect(found).toMatchObject({
      kept: [],
      coverage: { discovered: 1, scanned: 0, skipped: { 'too-large': 1 } },
      diagnostics: [{ level: 'warning', code: 'limit/size', path: 'a.py' }],
    });
  });

  it('a larger text is scanned when it holds none', async () => {
    expect(await scanned('a.py', 'x'.repeat(2000), { maxFileSize: 1000 })).toMatchObject({ coverage: { scanned: 1 }, diagnostics: [] });
  });

  it.each(['package-lock.json', 'sub/Cargo.lock', 'config.json'])('%s may be larger', async (path) => {
    expect(readOnly(await scanned(path, large, { maxFileSize: 1000 }))).toMatchObject({ text: large });
  });

  it('an anchor is looked for over the whole length', async () => {
    const found = await scanned('a.log', `${'x'.repeat(12 << 20)}qwen`);
    expect(found.coverage.skipped).toEqual({ 'too-large': 1 });
  });
});

describe('a kept file that changes before it is read again', () => {
  it.each([
    ['vanished', (path: string) => rmSync(path), 'read/vanished'],
    ['became a link', (path: string) => (rmSync(path), symlinkSync('/etc/passwd', path)), 'read/vanished'],
    ['became a folder', (path: string) => (rmSync(path), mkdirSync(path)), 'read/vanished'],
    ['grew', (path: string) => appendFileSync(path, 'x'.repeat(6 << 20)), 'limit/size'],
    ['became UTF-32', (path: string) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 0])), 'limit/encoding'],
  ])('%s: gives a diagnostic', async (_name, change, code) => {
    const found = await scanned('a.py', 'qwen');
    change(join(root, 'a.py'));
    expect(readOnly(found)).toMatchObject({ code, path: 'a.py' });
  });
});

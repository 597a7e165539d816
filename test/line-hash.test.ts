import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { describe, expect, it } from 'vitest';
import { readAsUtf8 } from '../src/discover/index.ts';
import { hashesOfLines, lineHashes } from '../src/formats/line-hash.ts';

const VECTORS: readonly [string, readonly string[]][] = [
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n',
    [
      'e9496ae3ebfced30:1',
      'fb7c023a8b9ccb3f:1',
      'ce8ba1a563dcdaca:1',
      'e20e36e16fcb0cc8:1',
      'b3edc88f2938467e:1',
      'c8e28b0b4002a3a0:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      ...[1, 2, 3, 4, 5, 6].map((n) => `a7f2ff13bc495cf2:${n}`),
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
];

const MASK = (1n << 64n) - 1n;
const FIRST = (37n ** 100n) & MASK;

/** The same as its description says it, step by step, in exact arithmetic: the hash of a line is a rolling one over 100 units. */
function exact(text: string): string[] {
  const units = [...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)), 65535];
  const window = Array.from({ length: 100 }, () => ({ unit: 0n, line: -1 }));
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let [hash, index, line] = [0n, 0, -1];
  let [isStart, isAfterReturn] = [true, false];
  const push = (unit: bigint, starts: number) => {
    const old = window[index]!;
    if (old.line >= 0) {
      const word = hash.toString(16);
      counts.set(word, (counts.get(word) ?? 0) + 1);
      hashes[old.line] = `${word}:${counts.get(word)}`;
    }
    hash = (37n * hash + unit - FIRST * old.unit) & MASK;
    window[index] = { unit, line: starts };
    index = (index + 1) % 100;
  };
  for (const unit of units) {
    const isRest = isAfterReturn && unit === 10;
    if (isRest || unit === 32 || unit === 9) {
      isAfterReturn = false;
      continue;
    }
    isAfterReturn = unit === 13;
    const read = isAfterReturn ? 10 : unit;
    if (isStart) line++;
    push(BigInt(read), isStart ? line : -1);
    isStart = read === 10;
  }
  for (let rest = 0; rest < 100; rest++) push(0n, -1);
  return hashes;
}

/** Pieces that a file is made of: ends of lines of every kind, blanks, words, and bytes that are no UTF-8. */
const PIECES: readonly Uint8Array[] = [
  ...[
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\r\n',
    '\r',
    '\t',
    '  ',
    'model = "qwen-plus"',
    '{}',
    ';',
    'é',
    '中文',
    '😀',
    '\ufeff',
    '\ufffd',
    '\0',
    'x'.repeat(120),
  ].map((text) => new TextEncoder().encode(text)),
  ...[[0xff], [0xc3], [0xe4, 0xb8], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xef, 0xbf, 0xbf], [0x80, 0xbf]].map((bytes) =>
    Uint8Array.from(bytes),
  ),
];

describe('line hash', () => {
  it.each(VECTORS)('%j', (text, expected) => expect(lineHashes(text)).toEqual(expected));

  it.each(VECTORS)('%j, one line at a time', (text, expected) => {
    for (const [line, hash] of expected.entries()) {
      for (const around of [text, `${text}${'\n0123456789'.repeat(300)}`]) {
        const all = lineHashes(around);
        expect(hashesOfLines(around, new Set([line]))).toEqual(new Map([[line, around === text ? hash : all[line]]]));
      }
    }
  });

  it('counts among many lines that are alike, or that blanks keep apart', () => {
    for (const text of ['a = 1\n'.repeat(500), `a\n${' '.repeat(3000)}`.repeat(20)]) {
      const all = lineHashes(text);
      expect([...hashesOfLines(text, new Set([3, 17]))]).toEqual([3, 17].map((line) => [line, all[line]]));
    }
  });

  it.each(VECTORS)('%j, exactly', (text, expected) => expect(exact(text)).toEqual(expected));

  it('is what the description says, for 1,000 files of every kind, read as the upload action reads them', () => {
    const root = mkdtempSync(join(tmpdir(), 'hashes-'));
    let seed = 7;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    let lines = 0;
    for (let round = 0; round < 1000; round++) {
      const bytes = Buffer.concat(Array.from({ length: random(round % 10 === 0 ? 400 : 60) }, () => PIECES[random(PIECES.length)]!));
      writeFileSync(join(root, 'file'), bytes);
      const found = { root, reader: { limitOf: () => 1 << 20 }, kept: [{ path: 'file' }] };
      const own = lineHashes(readAsUtf8(found, 'file') ?? '');
      const decoder = new StringDecoder('utf8');
      const cut = random(bytes.length + 1);
      const expected = exact(decoder.write(bytes.subarray(0, cut)) + decoder.end(bytes.subarray(cut)));
      expect(own, bytes.toString('hex')).toEqual(expected);
      const some = new Set(Array.from({ length: 3 }, () => random(expected.length)));
      expect(hashesOfLines(readAsUtf8(found, 'file') ?? '', some)).toEqual(
        new Map([...some].sort((a, b) => a - b).map((line) => [line, expected[line]])),
      );
      lines += expected.length;
    }
    rmSync(root, { recursive: true });
    expect(lines).toBeGreaterThan(10_000);
  });
});

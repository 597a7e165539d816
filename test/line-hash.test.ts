import { describe, expect, it } from 'vitest';
import { lineHashes } from '../src/formats/line-hash.ts';

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

/** The same in exact arithmetic. */
function exact(text: string): string[] {
  const mask = (1n << 64n) - 1n;
  const first = (37n ** 100n) & mask;
  const units: { unit: bigint; line: number }[] = [];
  let [line, start, carriage] = [0, true, false];
  for (let i = 0; i <= text.length; i++) {
    let unit = i === text.length ? 65535 : text.charCodeAt(i);
    if (unit === 32 || unit === 9 || (carriage && unit === 10)) {
      carriage = false;
      continue;
    }
    carriage = unit === 13;
    if (carriage) unit = 10;
    units.push({ unit: BigInt(unit), line: start ? line++ : -1 });
    start = unit === 10;
  }
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  units.forEach(({ line: at }, from) => {
    if (at < 0) return;
    let hash = 0n;
    for (let i = 0; i < from + 100; i++)
      hash = (hash * 37n + (units[i]?.unit ?? 0n) - (i >= 100 ? first * (units[i - 100]?.unit ?? 0n) : 0n)) & mask;
    const text = hash.toString(16);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    hashes[at] = `${text}:${counts.get(text)}`;
  });
  return hashes;
}

describe('line hash', () => {
  it.each(VECTORS)('%j', (text, expected) => expect(lineHashes(text)).toEqual(expected));

  it('equals exact arithmetic on texts of every kind', () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    const alphabet = [...'ab {}\t\r\n\n;é中\ufeff\uffff', '\r\n', 'qwen'];
    for (let round = 0; round < 60; round++) {
      const text = Array.from({ length: random(300) }, () => alphabet[random(alphabet.length)]).join('');
      expect(lineHashes(text)).toEqual(exact(text));
    }
  });
});

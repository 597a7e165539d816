import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorsIn as places, hasAnchor as search, type Prefilter } from '../src/discover/prefilter.ts';
import { openSieve, type Sieve } from '../src/discover/sieve.ts';
import { buildPrefilter } from '../src/rules/literal-table.ts';
import { shippedFrom } from '../src/rules/shipped.ts';
import { HANG_MS } from './hang.ts';

const LITERALS = ['qwen', 'glm-4', 'kimi', 'qwq', 'z.ai', 'deepseek', 'api.moonshot.cn', 'kimi-k2', 'seek', 'dashscope_api_key', '@cf/'];

const DIST = join(import.meta.dirname, '../dist');
const ROOM = 1 << 12;
const sieves = new WeakMap<Prefilter, Sieve>();

function sieveFor(prefilter: Prefilter): Sieve {
  const known = sieves.get(prefilter) ?? openSieve(prefilter, [ROOM], join(DIST, 'sieve.wasm'));
  if (known === null) throw new Error('this machine cannot run the compiled prefilter');
  sieves.set(prefilter, known);
  return known;
}

/** Whether a literal counts in the first `length` bytes: as the program says, and, the same, as its compiled part does. */
function hasAnchor(prefilter: Prefilter, bytes: Uint8Array, length: number): boolean {
  const found = search(prefilter, bytes, length);
  const sieve = sieveFor(prefilter);
  const [room = bytes] = sieve.rooms;
  room.set(bytes);
  expect(search(prefilter, room, length, sieve)).toBe(found);
  expect(sieve.hasZero(room, length)).toBe(bytes.subarray(0, length).includes(0));
  return found;
}

/** Every place in a text: as the program says, and, the same, as its compiled part does, of the text itself and of bytes in its room. */
function anchorsIn(prefilter: Prefilter, content: string, source?: Uint8Array): number[] {
  const found = places(prefilter, content, source);
  const sieve = sieveFor(prefilter);
  const [room = new Uint8Array()] = sieve.rooms;
  const { written } = new TextEncoder().encodeInto(content, room);
  const isWhole = written === Buffer.byteLength(content);
  expect(places(prefilter, content, isWhole ? room.subarray(0, written) : undefined, sieve)).toEqual(found);
  expect(places(prefilter, content, undefined, sieve)).toEqual(found);
  return found;
}

/** Letters that collide with those of the literals when 5 bits are kept, and the literals themselves in both cases. */
const piece = fc.oneof(
  fc.constantFrom(...LITERALS, ...LITERALS.map((literal) => literal.toUpperCase()), 'Qwe', 'wen', 'qw', 'kim', 'GLM-', 'deepsee'),
  fc.string({
    unit: fc.constantFrom('q', 'w', 'e', 'n', 'k', 'i', 'm', '-', '4', 'g', 'l', 'z', '.', 'a', '\n', 'Q', '1', 'M'),
    maxLength: 5,
  }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

const naive = (literals: readonly string[], content: string): number[] => {
  const lower = content.toLowerCase();
  return Array.from({ length: content.length }, (_, at) => at).filter((at) => literals.some((literal) => lower.startsWith(literal, at)));
};

/** Bytes at an offset of a larger buffer, with the beginning of a literal behind their end. */
function placed(content: string, offset: number): Uint8Array {
  const whole = Buffer.concat([Buffer.alloc(offset, 'qwe'), Buffer.from(content, 'latin1'), Buffer.from('enqwenqwen')]);
  return new Uint8Array(new Uint8Array(whole).buffer, offset);
}

function inChunks(prefilter: Prefilter, content: string, size: number): boolean {
  const bytes = Buffer.from(content, 'latin1');
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = new Uint8Array(bytes.subarray(Math.max(0, at - prefilter.overlap), at + size));
    if (hasAnchor(prefilter, chunk, chunk.length)) return true;
  }
  return false;
}

describe('prefilter', () => {
  const prefilter = buildPrefilter(LITERALS);

  it('finds an anchor exactly where a literal occurs, at any alignment', () => {
    fc.assert(
      fc.property(text, fc.nat(7), (content, offset) => {
        expect(hasAnchor(prefilter, placed(content, offset), content.length)).toBe(naive(LITERALS, content).length > 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds it over the borders of chunks', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (content, size) => {
        expect(inChunks(prefilter, content, size)).toBe(naive(LITERALS, content).length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every offset where a literal starts', () => {
    const wide = fc
      .array(fc.oneof(piece, fc.constantFrom('é', 'Ũqwen', '中', '😀', 'ſeek', 'Kimi')), { maxLength: 12 })
      .map((all) => all.join(''));
    const plain = (content: string) => naive(LITERALS, content.replace(/[^\0-\x7f]/g, '\0'));
    fc.assert(
      fc.property(wide, (content) => {
        expect(anchorsIn(prefilter, content)).toEqual(plain(content));
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees for any literals', () => {
    const literal = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', '-', '1'),
      minLength: 3,
      maxLength: 6,
    });
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '-', 'm', '1', 'q'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 8 }), letters, (literals, content) => {
        const built = buildPrefilter(literals);
        const expected = naive(literals, content);
        expect(anchorsIn(built, content)).toEqual(expected);
        expect(search(built, Buffer.from(content), content.length)).toBe(expected.length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees, compiled, for any literals and text', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '1'), minLength: 3, maxLength: 9 });
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '-', '1', 'q', '\0'), maxLength: 90 });
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 8 }), fc.array(letters, { maxLength: 20 }), (literals, contents) => {
        const built = buildPrefilter(literals);
        for (const content of contents)
          expect(hasAnchor(built, Buffer.from(content), content.length)).toBe(naive(literals, content).length > 0);
      }),
      { numRuns: 150 },
    );
  });

  it.each(['ab', '', 'Qwen', 'café', 'tab\there'])('refuses the literal %j', (literal) => {
    expect(() => buildPrefilter([literal])).toThrow(RangeError);
  });

  it('finds nothing without literals, and nothing in nothing', () => {
    expect(hasAnchor(buildPrefilter([]), Buffer.from('qwen'), 4)).toBe(false);
    expect(hasAnchor(prefilter, Buffer.alloc(0), 0)).toBe(false);
    expect(anchorsIn(prefilter, '')).toEqual([]);
  });

  it('takes time in proportion to a text of nothing but anchors', () => {
    const content = 'qwen'.repeat(1 << 18);
    const started = performance.now();
    expect(anchorsIn(prefilter, content)).toHaveLength(1 << 18);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
  });
});

describe('literals of ideographs', () => {
  const prefilter = buildPrefilter(['千问', '通义千问', 'qwen']);

  it.each([
    ['接入通义千问平台', [2]],
    ['问千问', [1]],
    ['Qwen 与千问', [0, 6]],
    ['千 问', []],
    ['\u1234\u5678', []],
  ])('finds them in %j, the longest where two stand', (content, at) => {
    const bytes = Buffer.from(content);
    expect(anchorsIn(prefilter, content)).toEqual(at);
    expect(hasAnchor(prefilter, bytes, bytes.length)).toBe(at.length > 0);
  });
});

describe('literals that count where a word starts', () => {
  const prefilter = buildPrefilter(['vidu', 'glm-', 'deepseek'], ['deepseek']);
  const counts = (content: string) => {
    const bytes = Buffer.from(content);
    const found = anchorsIn(prefilter, content).length > 0;
    expect(hasAnchor(prefilter, bytes, bytes.length)).toBe(found);
    return found;
  };

  it.each([
    'vidu',
    'VIDU',
    ' vidu',
    '_vidu',
    '9vidu',
    'myVidu',
    '中vidu',
    'mydeepseek',
    String.raw`\nvidu`,
    String.raw`\u002Fvidu`,
    'a%2Fvidu',
    'IVidu',
  ])('finds %j', (content) => expect(counts(content)).toBe(true));

  it.each(['individual', 'INDIVIDUAL', 'Evidu', 'EVIDU', 'xglm-4'])('passes over %j', (content) => expect(counts(content)).toBe(false));
});

describe('the anchors of the shipped rules', () => {
  const { anchors, search: shipped } = shippedFrom((name) => readFileSync(join(DIST, 'rules', name)));
  const literals = anchors.doors.map((literal) => Buffer.from(literal).toString('latin1'));

  it('stand at any place behind ordinary text, compiled or not', () => {
    const before = 'int main(void) { return 0; } // it\n';
    const missed = literals.flatMap((literal) =>
      Array.from({ length: 17 }, (_, shift) => before.slice(shift) + literal).filter(
        (content) => !hasAnchor(shipped.doors, Buffer.from(content, 'latin1'), content.length),
      ),
    );
    expect(missed).toEqual([]);
  });
});

describe('the compiled prefilter', () => {
  it('is left out where its code is not there, or is none', () => {
    const prefilter = buildPrefilter(LITERALS);
    expect(openSieve(prefilter, [ROOM], join(DIST, 'nothing.wasm'))).toBeNull();
    expect(openSieve(prefilter, [ROOM], join(DIST, 'package.json'))).toBeNull();
  });
});

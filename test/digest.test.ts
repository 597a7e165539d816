import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSha256, sha256 } from '../src/rules/digest.ts';

const DIST = join(import.meta.dirname, '../dist');
const known = (text: string) => createHash('sha256').update(text).digest('hex');

describe('SHA-256 by the compiled code', () => {
  const hash = openSha256(join(DIST, 'sha256.wasm'));

  it('is that of Node for any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(hash?.(text)).toBe(known(text));
        expect(hash?.(`${text}\ud800`)).toBe(known(`${text}\ud800`));
      }),
    );
  });

  it.each(Array.from({ length: 140 }, (_, length) => length))('is right at the end of a block: %i bytes', (length) => {
    expect(hash?.('a'.repeat(length))).toBe(known('a'.repeat(length)));
  });

  it('leaves longer texts to Node', () => {
    const sizes = [2706, 2707, 1 << 20];
    expect(sizes.map((size) => hash?.('中'.repeat(size)) ?? null)).toEqual([known('中'.repeat(2706)), null, null]);
    expect(sizes.map((size) => sha256('中'.repeat(size)))).toEqual(sizes.map((size) => known('中'.repeat(size))));
  });

  it('is done without where its code is not there, or is none', () => {
    expect(['nothing.wasm', 'package.json', 'sieve.wasm'].map((file) => openSha256(join(DIST, file)))).toEqual([null, null, null]);
  });
});

import { describe, expect, it } from 'vitest';
import { deadlineOf, endsWithin, inTurn } from '../src/extract/deadline.ts';

const NEVER: readonly (readonly [string, () => unknown])[] = [
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['a pattern that tries everything', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  [
    'a loop that catches what it meets',
    () => {
      for (;;)
        try {
          throw new Error('no');
        } catch {}
    },
  ],
];

describe('a deadline', () => {
  it.each(NEVER)('ends %s', (_, task) => {
    expect(endsWithin(100, () => void task())).toBe(false);
  });

  it('lets through what is in time, with its errors', () => {
    let done = 0;
    expect(endsWithin(10_000, () => void done++)).toBe(true);
    expect(done).toBe(1);
    expect(() =>
      endsWithin(10_000, () => {
        throw new RangeError('own');
      }),
    ).toThrow(RangeError);
  });

  it('grows with the bytes of a file, up to what is read of one', () => {
    expect(deadlineOf(0)).toBe(10_000);
    expect(deadlineOf(5 << 20)).toBe(20_000);
    expect(deadlineOf(2 ** 40)).toBe(deadlineOf(64 << 20));
  });

  it('loses only the item that is late, in a group and at its end', () => {
    const items = Array.from({ length: 150 }, (_, index) => index);
    const on = (item: number): string => {
      if (item === 3 || item === 149) for (;;);
      return `done ${item}`;
    };
    const made = inTurn(items, { on, late: (item) => `late ${item}`, bytes: (item) => (item === 100 ? 2 << 20 : 1), deadline: () => 300 });
    expect(made).toEqual(items.map((item) => (item === 3 || item === 149 ? `late ${item}` : `done ${item}`)));
  });
});

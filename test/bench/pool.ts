/** Blocks of a format, made once and put together over and over: a corpus is written as fast as a disk takes it. */
import { Buffer } from 'node:buffer';
import type { Format } from './languages.ts';
import { randomOf, type Random } from './random.ts';

/** A format with its blocks. */
export interface Pool {
  readonly format: Format;
  /** A text of about `bytes` bytes; `uses` of its blocks use a model. */
  readonly text: (random: Random, bytes: number, uses: number) => Buffer;
}

interface Blocks {
  readonly plain: readonly [Buffer, ...Buffer[]];
  readonly uses: readonly [Buffer, ...Buffer[]];
}

/** So many different blocks, and so many that use a model. */
const BLOCKS = 700;
const USES = 120;

/** Makes the blocks of a format; the same ones for the same seed. None that uses no model holds one of `avoided` (lower case). */
export function poolOf(format: Format, seed: number, avoided: readonly string[] = []): Pool {
  let made: Blocks | undefined;
  const head = Buffer.from(format.head);
  const join = Buffer.from(format.join);
  const tail = Buffer.from(format.tail);
  return {
    format,
    text(choice, bytes, wanted) {
      const { plain, uses } = (made ??= blocksOf(format, seed, avoided));
      const parts: Buffer[] = [];
      const gap = bytes / (wanted + 1);
      let written = 0;
      for (let used = 0; written < bytes || used < wanted;) {
        const isUse = written >= bytes || (used < wanted && written >= gap * (used + 1));
        const block = choice.pick(isUse ? uses : plain);
        if (isUse) used++;
        if (parts.length > 0) parts.push(join);
        parts.push(block);
        written += block.length + join.length;
      }
      return Buffer.concat([head, ...parts, tail]);
    },
  };
}

function blocksOf({ block, use }: Format, seed: number, avoided: readonly string[]): Blocks {
  const random = randomOf(seed);
  const make = (count: number, one: Format['block']): [Buffer, ...Buffer[]] => [
    Buffer.from(one(random)),
    ...Array.from({ length: count - 1 }, () => Buffer.from(one(random))),
  ];
  return { plain: make(BLOCKS, (choice) => without(avoided, () => block(choice))), uses: make(USES, use) };
}

function without(avoided: readonly string[], make: () => string): string {
  for (;;) {
    const block = make();
    const lower = block.toLowerCase();
    if (!avoided.some((word) => lower.includes(word))) return block;
  }
}

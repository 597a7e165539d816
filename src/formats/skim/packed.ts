/** Words as numbers: five bits a letter. */
import { WORD_PLACES, WORD_SHIFT } from './compiled/layout.ts';

const SPREAD = 0x9e3779b97f4a7c15n;

/** The number of a word of letters, digits, `_` and `-`; of a long one, what is left of it. */
export function packed(word: string): bigint {
  let key = 0n;
  for (const letter of word) key = BigInt.asUintN(64, (key << 5n) | BigInt(kindOf(letter)));
  return key;
}

/** What a character of a word is: letters from 1 on, `_`, any digit, `-`. */
export function kindOf(letter: string): number {
  if (/[a-z]/i.test(letter)) return letter.charCodeAt(0) & 31;
  return letter === '_' ? 27 : letter === '-' ? 29 : 28;
}

/** What is known of a word: what it is, and in which languages it imports. */
export interface Known {
  readonly traits: number;
  readonly imports: number;
}

/** Words, each at the place that its number says or behind it: two halves of the number, and what is known. */
export function wordTable(all: ReadonlyMap<string, Known>): number[] {
  const rows: (readonly number[] | undefined)[] = Array.from({ length: WORD_PLACES });
  for (const [word, { traits, imports }] of all) {
    const key = packed(word);
    let place = Number(BigInt.asUintN(64, key * SPREAD) >> BigInt(WORD_SHIFT));
    while (rows[place] !== undefined) place = (place + 1) % WORD_PLACES;
    rows[place] = [...halvesOf(key), traits, imports];
  }
  return rows.flatMap((row) => row ?? [0, 0, 0, 0]);
}

function halvesOf(key: bigint): number[] {
  return [Number(BigInt.asIntN(32, key)), Number(BigInt.asIntN(32, key >> 32n))];
}

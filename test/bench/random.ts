/** Numbers and choices that a seed decides: the same on every machine. */

/** A source of choices. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** As pick, the first ones far more often: words of a text are spread like this. */
  readonly skewed: <T>(list: readonly [T, ...T[]]) => T;
  readonly digits: (alphabet: string, length: number) => string;
}

/** Xorshift with 32 bits, as in Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003), spread by a product. */
export function randomOf(seed: number): Random {
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x85ebca6b) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const at = <T>(list: readonly [T, ...T[]], index: number): T => list[index] ?? list[0];
  return {
    below,
    pick: (list) => at(list, below(list.length)),
    skewed: (list) => {
      const share = next();
      return at(list, Math.floor(share * share * share * list.length));
    },
    digits: (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
  };
}

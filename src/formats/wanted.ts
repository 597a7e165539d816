/**
 * Which scalars of a configuration a reader is to make. Of thousands, those few say something: that hold an anchor, that stand under a
 * key that tells something, or whose value is something whatever the key.
 */

/** What a reader asks before it makes a scalar; it asks in the order of the text. */
export interface Wanted {
  /** What a key says of what stands under it; `above` is the key that its mapping stands under. */
  readonly under: (key: string, above: string) => Interest;
  /** Whether an anchor stands in `[start, end)`, or between that and what was asked about before. */
  readonly isAnchored: (start: number, end: number) => boolean;
  /** Whether the value written at `[start, end)` says something under any key. */
  readonly isTelling: (start: number, end: number) => boolean;
}

/** Nothing, the value itself and its key, or everything below, comments included. */
export const INTEREST = { none: 0, value: 1, whole: 2 } as const;
/** How much of a value is wanted. */
export type Interest = (typeof INTEREST)[keyof typeof INTEREST];

/** Every scalar. */
export const EVERYTHING: Wanted = { under: () => INTEREST.whole, isAnchored: () => true, isTelling: () => true };

/** Work on a hostile text that takes longer grows with more than its size. A deadline against hangs, in milliseconds; no measure of speed. */
export const HANG_MS = 20_000;

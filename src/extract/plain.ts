/** The fallback: a text of no known format. Every word at an anchor is evidence. */
import type { Extractor } from '../types.ts';

/** Nothing of its own: what stands at an anchor is found in any text. */
export const plain: Extractor = { id: 'plain', files: ['**'], read: () => [] };

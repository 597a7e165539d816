/** The fallback: a text of no known format. Every word at an anchor is evidence. */
import type { Extractor } from '../types.ts';

export const plain: Extractor = { id: 'plain', files: ['**'], read: () => [] };

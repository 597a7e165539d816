/** Stage 2 over all kept files: read -> extract. */
import type { Discovery } from '../discover/index.ts';
import { inTurn } from '../extract/deadline.ts';
import { saidBy, saidLate, type Said } from './one.ts';

/** What every kept file says, in order of path. */
export function gather(found: Discovery): Said[] {
  return inTurn(found.kept, {
    on: (kept) => saidBy(found, kept),
    late: (kept) => saidLate(found, kept),
    bytes: ({ size }) => size,
  });
}

/** Stage 2 over all kept files: read -> extract, unless the cache knows what a file says. */
import type { Discovery } from '../discover/index.ts';
import { inTurn } from '../extract/deadline.ts';
import { saidBy, saidLate, type Said } from './one.ts';
import { recall, remember } from './remember.ts';

const SILENT: Said = { evidence: [], diagnostics: [], ignores: [] };

/** What every kept file says, in order of path. */
export function gather(found: Discovery): Said[] {
  const known = recall(found);
  const unknown = found.kept.filter((_, index) => known[index] === undefined);
  const fresh = inTurn(unknown, {
    on: (kept) => saidBy(found, kept),
    late: (kept) => saidLate(found, kept),
    bytes: ({ size }) => size,
  }).values();
  const said = known.map((one) => one ?? fresh.next().value ?? SILENT);
  remember(found, known, said);
  return said;
}

/** Stage 2 over all kept files: read -> extract where something may come of it, unless the cache knows what a file says. */
import type { Discovery } from '../discover/index.ts';
import { promiseOf, surelyIn } from '../match/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { saidByAll, type Said } from './one.ts';
import { recall, remember } from './remember.ts';
import { saidTogether } from './together.ts';

const SILENT: Said = { evidence: [], diagnostics: [], ignores: [] };

/** What every kept file says, in order of path, but for what would not count. */
export async function gather(found: Discovery, catalogue: Catalogue): Promise<Said[]> {
  const known = recall(found);
  const unknown = found.kept.filter((_, index) => known[index] === undefined);
  const fresh = (await saidTogether(found, unknown, (file) => promiseOf(file, catalogue), catalogue.digest)).values();
  const said = known.map((one) => one ?? fresh.next().value ?? SILENT);
  remember(found, known, said);
  return withCalled(found, said, catalogue);
}

/** The same, with what those say that waited for a sure sign of a family which another file holds. */
function withCalled(found: Discovery, said: readonly Said[], catalogue: Catalogue): Said[] {
  if (!said.some(({ waits }) => waits)) return [...said];
  const signs = surelyIn(
    said.map(({ evidence }) => evidence),
    catalogue,
  );
  const isCalled = ({ waits }: Said) => waits !== undefined && [...waits].some((family) => signs.has(family));
  const called = found.kept.filter((_, index) => isCalled(said[index] ?? SILENT));
  const late = saidByAll(found, called).values();
  return said.map((one) => (isCalled(one) ? (late.next().value ?? SILENT) : one));
}

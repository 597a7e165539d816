/** Stage 2 over all kept files: read -> extract where something may come of it, unless the cache knows what a file says. */
import type { Discovery, Kept, KeptFrom } from '../discover/index.ts';
import { promiseOf, surelyIn } from '../match/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { saidByAll, saidOrNot, type Said } from './one.ts';
import { recall, remember } from './remember.ts';
import { saidTogether } from './together.ts';

const SILENT: Said = { evidence: [], diagnostics: [], ignores: [] };

/** What kept files said that were read before all were found, or in another tree, by path; none whose path people see otherwise. */
export type Early = Map<string, Said>;

/** Reads some kept files early. A mistake of the user is not told yet: the file is read again with the others. */
export function gatherEarly(from: KeptFrom, kept: readonly Kept[], catalogue: Catalogue, early: Early): void {
  const unknown = kept.filter(({ path }) => !early.has(path));
  const said = saidOrNot(from, unknown, (file) => promiseOf(file, catalogue));
  for (const [index, one] of said.entries()) early.set(unknown[index]?.path ?? '', one);
}

/** What files say wherever they stand, by path: not of those that wait for others, and were not extracted from. */
export function sayings({ kept }: Discovery, said: readonly Said[]): Early {
  const known: Early = new Map();
  for (const [index, one] of said.entries()) {
    const { path, raw } = kept[index] ?? {};
    if (path !== undefined && raw === undefined && (one.waits === undefined || one.evidence.length > 0)) known.set(path, one);
  }
  return known;
}

/** What every kept file says, in order of path, but for what would not count. */
export async function gather(found: Discovery, catalogue: Catalogue, early: Early = new Map()): Promise<Said[]> {
  const known = recall(found);
  const before = found.kept.map(({ path, raw }, index) => known[index] ?? (raw === undefined ? early.get(path) : undefined));
  const unknown = found.kept.filter((_, index) => before[index] === undefined);
  const fresh = (await saidTogether(found, unknown, (file) => promiseOf(file, catalogue), catalogue.digest)).values();
  const first = before.map((one) => one ?? fresh.next().value ?? SILENT);
  const isCalled = callTest(first, catalogue);
  const said = withCalled(found, first, isCalled);
  remember(found, known, said);
  return said.map((one) => (isWaiting(one) && !isCalled(one) ? { ...SILENT, ...waitsOf(one) } : one));
}

function isWaiting({ waits }: Said): boolean {
  return waits !== undefined;
}

function waitsOf({ waits }: Said): Pick<Said, 'waits'> {
  return waits === undefined ? {} : { waits };
}

/** Tests whether another file holds a sure sign of a family that a file waits for. */
function callTest(said: readonly Said[], catalogue: Catalogue): (one: Said) => boolean {
  if (!said.some(isWaiting)) return () => false;
  const signs = surelyIn(
    said.map((one) => (isWaiting(one) ? [] : one.evidence)),
    catalogue,
  );
  return ({ waits }) => waits !== undefined && [...waits].some((family) => signs.has(family));
}

/** The same, with what those say that are called, unless it is known from a scan before. */
function withCalled(found: Discovery, said: readonly Said[], isCalled: (one: Said) => boolean): Said[] {
  const isAsked = (one: Said) => isCalled(one) && one.evidence.length === 0;
  const asked = found.kept.filter((_, index) => isAsked(said[index] ?? SILENT));
  const late = saidByAll(found, asked).values();
  return said.map((one) => (isAsked(one) ? { ...(late.next().value ?? SILENT), ...waitsOf(one) } : one));
}

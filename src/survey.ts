/** What one tree holds: walk -> prefilter -> read -> extract -> match -> lineage -> expose. */
import { coverageWithout, discover, lettingGo, type Discovery, type DiscoverOptions } from './discover/index.ts';
import { withKnown } from './discover/other-tree.ts';
import type { Inventory } from './gate/index.ts';
import type { Catalogue } from './rules/catalogue.ts';
import type { Early } from './stages.ts';
import type { Coverage, Diagnostic } from './types.ts';

/** A tree that was looked at, and what was found in it. */
export interface Survey extends Inventory {
  readonly found: Discovery;
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
  /** What its files say, by path, for a tree beside it that has the same. */
  readonly said: Early;
}

const stages = () => lettingGo(() => import('./stages.ts'));

/** Looks at one tree; `known`: what some of its files say. The stages are loaded when there is a file for them. */
export async function survey(options: DiscoverOptions, catalogue: Catalogue, known: Early = new Map()): Promise<Survey> {
  const early: Early = new Map(known);
  const seen = await discover(options, async (from, kept) => (await stages()).gatherEarly(from, kept, catalogue, early));
  const found = withKnown(seen, known);
  const { coverage, diagnostics } = found;
  if (found.kept.length === 0 && found.memory === null) return { found, coverage, components: [], diagnostics, ignores: [], said: known };
  const { expose, gather, lineage, match, sayings } = await stages();
  const read = await gather(found, catalogue, early);
  const evidence = read.map((one) => one.evidence);
  const facts = read.map((one) => [...one.evidence, ...(one.settings ?? [])]);
  const told = read.flatMap((one) => one.diagnostics);
  return {
    found,
    coverage: coverageWithout(coverage, told),
    components: expose(lineage(match(evidence, catalogue), evidence, catalogue), facts, catalogue),
    diagnostics: [...diagnostics, ...told],
    ignores: read.flatMap((one) => one.ignores),
    said: options.silent === undefined ? known : sayings(found, read),
  };
}

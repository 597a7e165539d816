/** The rules that the program ships with, and a team's own. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCatalogue, sourceOf, type Catalogue, type CatalogueSource } from '../rules/catalogue.ts';
import { danglingIn } from '../rules/references.ts';
import type { RuleFiles } from '../rules/schema.ts';
import { SHIPPED, shippedFrom } from '../rules/shipped.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The catalogue a command works with: what the build compiled, or the YAML itself when the program runs from source; with `extra`, a
 * folder of a team's own rules, added to it.
 * @throws UsageError for a mistake in `extra`.
 */
export async function catalogueWith(extra?: string): Promise<Catalogue> {
  const shipped = await shippedRules();
  if (extra === undefined) return compileCatalogue(shipped);
  const { checkPolicies, digestRules, loadOwnRules } = await import('../rules/load.ts');
  const rules = merge(shipped.rules, loadOwnRules(extra));
  const dangling = danglingIn(rules);
  if (dangling.length > 0) throw new UsageError(dangling.map((line) => `${extra}/${line}`).join('\n'));
  const catalogue = compileCatalogue(sourceOf(rules, `${shipped.digest}+${digestRules(extra)}`));
  checkPolicies(extra, catalogue);
  return catalogue;
}

async function shippedRules(): Promise<CatalogueSource> {
  const built = join(import.meta.dirname, SHIPPED);
  if (existsSync(built)) return shippedFrom((name) => readFileSync(join(built, name)));
  const { loadRules, digestRules } = await import('../rules/load.ts');
  const folder = join(import.meta.dirname, '../../rules');
  return sourceOf(loadRules(folder), digestRules(folder));
}

/** A team's file takes the place of a shipped one with the same id. */
function merge(shipped: RuleFiles, own: RuleFiles): RuleFiles {
  const by = <T extends { readonly id: string }>(first: readonly T[], second: readonly T[]): T[] => [
    ...first.filter(({ id }) => !second.some((rule) => rule.id === id)),
    ...second,
  ];
  return {
    developers: by(shipped.developers, own.developers),
    families: by(shipped.families, own.families),
    hosts: by(shipped.hosts, own.hosts),
    clients: by(shipped.clients, own.clients),
    lineage: by(shipped.lineage, own.lineage),
    fingerprints: by(shipped.fingerprints, own.fingerprints),
    policies: by(shipped.policies, own.policies),
  };
}

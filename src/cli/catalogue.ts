/** The rules that the program ships with, and a team's own. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileCatalogue, type Catalogue } from '../rules/catalogue.ts';
import type { Anchors } from '../rules/anchors.ts';
import type { RuleFiles } from '../rules/schema.ts';

interface Shipped {
  readonly digest: string;
  readonly anchors: Anchors;
  readonly rules: RuleFiles;
}

/**
 * The catalogue a command works with: what the build compiled, or the YAML itself when the program runs from source; with `extra`, a
 * folder of a team's own rules, added to it.
 * @throws UsageError for a mistake in `extra`.
 */
export async function catalogueWith(extra?: string): Promise<Catalogue> {
  const shipped = await shippedRules();
  if (extra === undefined) return compileCatalogue(shipped.rules, shipped.anchors, shipped.digest);
  const [{ loadRules, digestRules }, { anchorsOf }] = await Promise.all([import('../rules/load.ts'), import('../rules/anchors.ts')]);
  const rules = merge(shipped.rules, loadRules(extra));
  return compileCatalogue(rules, anchorsOf(rules), `${shipped.digest}+${digestRules(extra)}`);
}

async function shippedRules(): Promise<Shipped> {
  const built = new URL('./rules.json', import.meta.url);
  // Written by src/rules/build.ts from checked rules, beside the program itself.
  if (existsSync(built)) return JSON.parse(readFileSync(built, 'utf8')) as Shipped;
  const [{ loadRules, digestRules }, { anchorsOf }] = await Promise.all([import('../rules/load.ts'), import('../rules/anchors.ts')]);
  const folder = fileURLToPath(new URL('../../rules', import.meta.url));
  const rules = loadRules(folder);
  return { rules, anchors: anchorsOf(rules), digest: digestRules(folder) };
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

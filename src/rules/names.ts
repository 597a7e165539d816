/** Names for people of the ids that a report speaks of. */
import type { Component, Report } from '../types.ts';
import type { Catalogue } from './catalogue.ts';

/** The names of every family, developer and host that a component or its lineage names by id. */
export function namesOf(components: readonly Component[], catalogue: Catalogue): NonNullable<Report['names']> {
  if (components.length === 0) return { families: {}, developers: {}, hosts: {} };
  const families = components.flatMap(({ family, lineage }) => [family, ...lineage.map((ancestor) => ancestor.family)]);
  const hosts = components.flatMap(({ id, occurrences }) => [id.split('/')[1] ?? '', ...occurrences.map(({ host }) => host ?? '')]);
  return {
    families: named(families, catalogue.families),
    developers: named(
      components.map(({ developer }) => developer),
      catalogue.developers,
    ),
    hosts: named(hosts, catalogue.hosts),
  };
}

function named(ids: readonly (string | null)[], rules: ReadonlyMap<string, { readonly name: string }>): Record<string, string> {
  const known = [...new Set(ids)].filter((id) => id !== null).sort();
  return Object.fromEntries(
    known.flatMap((id) => {
      const name = rules.get(id)?.name;
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}

/** What the rules state about those of whom a report speaks, with sources, so that reports need no rules. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { DeveloperRule } from '../rules/schema.ts';
import type { Component, Occurrence, Report, Source, Statement } from '../types.ts';
import { baseFamilyOf, concernedBy, operatorOf, publishedUnder } from './facts.ts';

/** Components with the licences that are known of them. */
export function withLicences(components: readonly Component[], catalogue: Catalogue): Component[] {
  return components.map((component) => {
    const licences = component.type === 'model' ? publishedUnder(component, catalogue) : [];
    return licences.length === 0 ? component : { ...component, licences };
  });
}

/** Facts about every developer and operator of what is used, and where they and the rest are from. */
export function backgroundOf(components: readonly Component[], catalogue: Catalogue): NonNullable<Report['background']> {
  const used = components
    .map((component) => ({ component, uses: component.occurrences.filter(({ usage }) => usage === 'use') }))
    .filter(({ uses }) => uses.length > 0);
  if (used.length === 0) return { statements: [], sources: [] };
  const developers = unique(used.flatMap(({ component, uses }) => developersOf(component, uses, catalogue)));
  const families = used.flatMap(({ component }) => [component.family, baseFamilyOf(component)]);
  const hosts = used.flatMap(({ uses }) => uses.map(({ host }) => host ?? null));
  return {
    statements: developers.flatMap(statementsOf),
    sources: [
      ...sourcesOf('family', families, catalogue.families),
      ...sourcesOf(
        'developer',
        developers.map(({ id }) => id),
        catalogue.developers,
      ),
      ...sourcesOf('host', hosts, catalogue.hosts),
    ],
  };
}

function developersOf(component: Component, uses: readonly Occurrence[], catalogue: Catalogue): DeveloperRule[] {
  const hosts = new Map(uses.map((use) => [operatorOf(use, catalogue)?.id, use]));
  return [...hosts.values()].flatMap((use) => concernedBy(component, use, catalogue));
}

function unique(developers: readonly DeveloperRule[]): DeveloperRule[] {
  return [...new Map(developers.map((developer) => [developer.id, developer])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function statementsOf({ id, facts }: DeveloperRule): Statement[] {
  return facts
    .map(({ list, statement, status, jurisdiction, asOf, confidence, source }) => ({
      developer: id,
      list: list ?? null,
      text: statement,
      status,
      jurisdiction,
      asOf,
      confidence,
      source,
    }))
    .sort((a, b) => (a.asOf === b.asOf ? 0 : a.asOf > b.asOf ? -1 : 1));
}

function sourcesOf(
  kind: Source['kind'],
  ids: readonly (string | null)[],
  rules: ReadonlyMap<string, Omit<Source, 'kind' | 'id'>>,
): Source[] {
  return [...new Set(ids)]
    .filter((id) => id !== null)
    .sort()
    .flatMap((id) => {
      const rule = rules.get(id);
      return rule === undefined ? [] : [{ kind, id, name: rule.name, source: rule.source, reviewed: rule.reviewed }];
    });
}

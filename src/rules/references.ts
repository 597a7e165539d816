/** Ids that rule files name: one that no file has would never hold, and nobody would see it. */
import type { RuleFiles } from './schema.ts';

interface Reference {
  /** `families/qwen.yaml` */
  readonly file: string;
  readonly key: string;
  readonly kind: 'developers' | 'families' | 'hosts';
  readonly id: string | undefined;
}

/** Those that lead nowhere, one line each: `families/acme.yaml: developer: there is no developers/nope.yaml`. */
export function danglingIn(rules: RuleFiles): string[] {
  const { developers, families, hosts } = rules;
  const known = { developers: idsOf(developers), families: idsOf(families), hosts: idsOf(hosts) };
  return referencesIn(rules).flatMap(({ file, key, kind, id }) =>
    id === undefined || known[kind].has(id) ? [] : [`${file}: ${key}: there is no ${kind}/${id}.yaml`],
  );
}

function idsOf(rules: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rules.map(({ id }) => id));
}

function referencesIn({ developers, families, hosts, clients, lineage, fingerprints }: RuleFiles): Reference[] {
  return [
    ...developers.map(({ id, parent }): Reference => ({ file: `developers/${id}.yaml`, key: 'parent', kind: 'developers', id: parent })),
    ...families.flatMap(ofFamily),
    ...hosts.flatMap(ofHost),
    ...clients.flatMap(({ id: file, exclusive }) =>
      exclusive.map((id): Reference => ({ file: `clients/${file}.yaml`, key: 'exclusive', kind: 'hosts', id })),
    ),
    ...lineage.flatMap(({ id: file, derivatives }) =>
      derivatives.flatMap(({ model, developer, family }): Reference[] => [
        { file: `lineage/${file}.yaml`, key: `developer of ${model}`, kind: 'developers', id: developer },
        { file: `lineage/${file}.yaml`, key: `family of ${model}`, kind: 'families', id: family },
      ]),
    ),
    ...fingerprints.flatMap(({ id: file, checkpoints }) =>
      checkpoints.map(({ model, developer }): Reference => ({
        file: `fingerprints/${file}.yaml`,
        key: `developer of ${model}`,
        kind: 'developers',
        id: developer,
      })),
    ),
  ];
}

function ofFamily({ id, developer, models, symbols }: RuleFiles['families'][number]): Reference[] {
  const file = `families/${id}.yaml`;
  return [
    { file, key: 'developer', kind: 'developers', id: developer },
    ...models.flatMap((model): Reference[] => [
      { file, key: `developer of ${model.pattern}`, kind: 'developers', id: model.developer },
      { file, key: `base of ${model.pattern}`, kind: 'families', id: model.base === 'any' ? undefined : model.base },
    ]),
    ...symbols.map(({ name, host }): Reference => ({ file, key: `host of ${name}`, kind: 'hosts', id: host })),
  ];
}

function ofHost({ id, developer, family, domains }: RuleFiles['hosts'][number]): Reference[] {
  const file = `hosts/${id}.yaml`;
  return [
    { file, key: 'developer', kind: 'developers', id: developer },
    { file, key: 'family', kind: 'families', id: family },
    ...domains.map(({ domain, family: of }): Reference => ({ file, key: `family of ${domain}`, kind: 'families', id: of })),
  ];
}

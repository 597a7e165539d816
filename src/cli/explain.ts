/** `pedigree explain NAME`: everything the rules say of a family, developer, host, model or policy rule, with sources. */
import { parseArgs } from 'node:util';
import { CHANGED_RULE } from '../gate/index.ts';
import { identify } from '../match/identify.ts';
import { idsOf } from '../match/ids.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { domainOf } from '../rules/domain.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { explainDeveloper, explainFamily, explainHost, explainModel, explainRule } from './explanation.ts';
import { parsing } from './options.ts';
import { print } from './output.ts';

/** Prints what the rules say and gives the exit code. */
export async function explainCommand(args: readonly string[]): Promise<number> {
  const options = { rules: { type: 'string' } } as const;
  const { positionals, values } = parsing(() => parseArgs({ args: [...args], options, allowPositionals: true }));
  const name = positionals.join(' ');
  if (name === '') throw new UsageError('explain: name a family, developer, host, model or rule');
  const parts = explanations(name, await catalogueWith(values.rules));
  if (parts.length === 0) throw new UsageError(`explain ${name}: no rule says anything of it; see pedigree rules list`);
  return print(`${parts.join('\n\n')}\n`);
}

function explanations(name: string, catalogue: Catalogue): string[] {
  const key = name.toLowerCase();
  const host = catalogue.hosts.get(key) ?? domainOf(key, catalogue)?.host ?? catalogue.providers.get(key);
  const family = catalogue.families.get(key);
  const developer = catalogue.developers.get(key);
  const found = [
    ...(family ? [explainFamily(family, catalogue)] : []),
    ...(developer ? [explainDeveloper(developer, catalogue)] : []),
    ...(host ? [explainHost(host)] : []),
    ...policyRules(key, catalogue),
  ];
  if (found.length > 0) return found;
  const identity = identify(name, idsOf(catalogue));
  return identity.family === null && identity.lineage.length === 0 ? [] : [explainModel(identity, catalogue)];
}

function policyRules(id: string, { policies }: Catalogue): string[] {
  if (id === CHANGED_RULE.id) return [explainRule(CHANGED_RULE)];
  return [...policies.values()].flatMap((policy) => policy.rules.flatMap((rule) => (rule.id === id ? [explainRule(rule, policy)] : [])));
}

/** `pedigree explain NAME`: everything the rules say of a family, developer, host, model or policy rule, with sources. */
import { CHANGED_RULE } from '../gate/index.ts';
import { identify } from '../match/identify.ts';
import { idsOf } from '../match/ids.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { domainOf } from '../rules/domain.ts';
import type { DeveloperRule, FamilyRule, HostRule } from '../rules/schema.ts';
import { UsageError } from '../types.ts';
import { catalogueWith } from './catalogue.ts';
import { print } from './output.ts';

export async function explainCommand(args: readonly string[]): Promise<number> {
  const name = args.filter((arg) => !arg.startsWith('--')).join(' ');
  if (name === '') throw new UsageError('explain: name a family, developer, host, model or rule');
  const catalogue = await catalogueWith();
  const parts = explanations(name, catalogue);
  if (parts.length === 0) throw new UsageError(`explain ${name}: no rule says anything of it; see pedigree rules list`);
  return print(`${parts.join('\n\n')}\n`);
}

function explanations(name: string, catalogue: Catalogue): string[] {
  const key = name.toLowerCase();
  const host = catalogue.hosts.get(key) ?? domainOf(key, catalogue)?.host ?? catalogue.providers.get(key);
  const family = catalogue.families.get(key);
  const developer = catalogue.developers.get(key);
  const rule = [...[...catalogue.policies.values()].flatMap(({ rules }) => rules), CHANGED_RULE].find(({ id }) => id === key);
  return [
    ...(family ? [explainFamily(family, catalogue)] : []),
    ...(developer ? [explainDeveloper(developer)] : []),
    ...(host ? [explainHost(host)] : []),
    ...(rule ? [`Rule ${rule.id} (${rule.level}): ${rule.title}\n  ${rule.help}`] : []),
    ...(family || developer || host || rule ? [] : explainModel(name, catalogue)),
  ];
}

function explainFamily(family: FamilyRule, catalogue: Catalogue): string {
  const developer = catalogue.developers.get(family.developer);
  return [
    `Family ${family.id}: ${family.name}`,
    `  developer  ${developer?.name ?? family.developer}${developer?.country ? ` (${developer.country})` : ''}`,
    `  tier       ${family.tier}`,
    ...family.licences.map(({ licence, models }) => `  licence    ${licence}: ${models}`),
    `  known by   ${[...family.words, ...family.signedWords].join(', ')}`,
    `  examples   ${family.examples.match.slice(0, 4).join(', ')}`,
    `  rules      ${family.models.length} id patterns, ${family.packages.length} packages, ${family.variables.length} variables, ${family.symbols.length} symbols, ${family.architectures.length} architectures`,
    `  source     ${family.source} (reviewed ${family.reviewed})`,
  ].join('\n');
}

function explainDeveloper(developer: DeveloperRule): string {
  return [
    `Developer ${developer.id}: ${developer.name}`,
    `  country    ${developer.country ?? 'not settled'}`,
    ...(developer.parent ? [`  parent     ${developer.parent}`] : []),
    ...(developer.note ? [`  note       ${developer.note}`] : []),
    ...developer.facts.map(
      (fact) =>
        `  ${fact.asOf} ${fact.jurisdiction}, ${fact.status}, confidence ${fact.confidence}: ${fact.statement}\n             source: ${fact.source}`,
    ),
    ...(developer.facts.length === 0 ? ['  facts      none recorded; that is not a statement that none exist'] : []),
    `  source     ${developer.source} (reviewed ${developer.reviewed})`,
  ].join('\n');
}

function explainHost(host: HostRule): string {
  return [
    `Host ${host.id}: ${host.name}`,
    `  operator's country  ${host.country ?? 'not settled'}`,
    ...host.domains.map(
      ({ domain, region, place, role, source }) =>
        `  ${domain}  ${role}; runs in ${region ?? 'a country that it does not state'}${place ? ` (${place})` : ''}; source: ${source}`,
    ),
    ...(host.note ? [`  note  ${host.note}`] : []),
    `  source  ${host.source} (reviewed ${host.reviewed})`,
  ].join('\n');
}

function explainModel(name: string, catalogue: Catalogue): string[] {
  const identity = identify(name, idsOf(catalogue));
  if (identity.family === null && identity.lineage.length === 0) return [];
  const { origin, parts } = identity;
  return [
    [
      `Model ${name}`,
      `  family      ${identity.family ?? 'not known'}`,
      `  released by ${identity.developer} (${origin.developer ?? 'country not known'})`,
      `  weights     ${origin.weights ?? 'country not known'}`,
      ...identity.lineage.map((ancestor) => `  made from   ${ancestor.name} (${ancestor.relation}, ${ancestor.evidence})`),
      `  generation  ${parts.generation ?? 'not told by the name'}; sizes ${parts.sizes.join(' ') || '-'}; variants ${parts.variants.join(' ') || '-'}; packaging ${parts.packaging.join(' ') || '-'}`,
      `  confidence  ${identity.confidence}: ${identity.reason}`,
    ].join('\n'),
  ];
}

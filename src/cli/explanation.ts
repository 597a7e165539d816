/** What the rules say of one thing, as text for a terminal: a line for each statement, with its source. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Condition, PolicyFile } from '../rules/policy-schema.ts';
import type { DeveloperRule, FamilyRule, HostRule } from '../rules/schema.ts';
import type { Identity, RuleDescription } from '../types.ts';

type Row = readonly [label: string, text: string];
type PolicyRule = PolicyFile['rules'][number];

const LABEL = 14;
const ROLES: Readonly<Record<string, string>> = {
  api: 'API',
  console: 'console',
  docs: 'documentation',
  web: 'website',
  hub: 'hub',
  assets: 'files',
};

/** A family: its developer and licences, then every name that the rules know it by. */
export function explainFamily(family: FamilyRule, { developers }: Catalogue): string {
  const owner = developers.get(family.developer);
  return page(`Family ${family.id}: ${family.name}`, [
    ['developer', owner === undefined ? family.developer : named(owner)],
    ['tier', family.tier],
    ...family.licences.map(({ licence, models: which }): Row => ['licence', `${licence}: ${which}`]),
    ...wordRows(family.words, 'each names the family'),
    ...wordRows(family.codebaseWords, 'each counts with a sign of the family in the codebase'),
    ...wordRows(family.signedWords, 'each counts with a sign of the family in the same file'),
    ['like', family.examples.match.join(', ')],
    ['not like', family.examples.noMatch.join(', ')],
    ...nameRows(family),
    ['source', reviewed(family)],
  ]);
}

function wordRows(words: readonly string[], meaning: string): Row[] {
  return words.length === 0 ? [] : [['words', `${words.join(', ')} (${meaning})`]];
}

/** Everything that the rules know a family by. */
function nameRows({ models, packages, variables, symbols, architectures }: FamilyRule): Row[] {
  return [
    ...models.map(({ pattern, strength, source }): Row => ['model ids', `${pattern} (${strength})${from(source)}`]),
    ...packages.map(({ ecosystem, name, kind, source }): Row => ['package', `${ecosystem} ${name}, ${kind}${from(source)}`]),
    ...variables.map(({ name, kind, signed, source }): Row => ['variable', `${name}, ${kind}${beside(signed)}${from(source)}`]),
    ...symbols.map(({ name, host, signed, source }): Row => [
      'symbol',
      `${name}${host ? `, of ${host}` : ''}${beside(signed)}${from(source)}`,
    ]),
    ...architectures.map(({ name, kind, ambiguity, source }): Row => [
      'architecture',
      `${name}, ${kind}${ambiguity ? `; ${ambiguity}` : ''}${from(source)}`,
    ]),
  ];
}

/** A developer: its country, and every dated fact, newest first, as its source states it. */
export function explainDeveloper(developer: DeveloperRule, { developers, families }: Catalogue): string {
  const parent = developer.parent === undefined ? undefined : developers.get(developer.parent);
  const own = [...families.values()].filter((family) => family.developer === developer.id);
  const facts = [...developer.facts].sort((a, b) => b.asOf.localeCompare(a.asOf));
  return page(`Developer ${developer.id}: ${developer.name}`, [
    ['country', developer.country ?? 'not settled'],
    ...(parent === undefined ? [] : [['parent', named(parent)] as const]),
    ...(own.length === 0 ? [] : [['families', own.map(({ id }) => id).join(', ')] as const]),
    ...(developer.organisations.length === 0 ? [] : [['publishes as', developer.organisations.join(', ')] as const]),
    ...(developer.note === undefined ? [] : [['note', developer.note] as const]),
    ...facts.map(({ asOf, jurisdiction, status, confidence, statement, source }): Row => [
      asOf,
      `${jurisdiction}, ${status}, confidence ${confidence}: ${statement}${from(source)}`,
    ]),
    ...(facts.length === 0 ? [['facts', 'none recorded; that is not a statement that none exist'] as const] : []),
    ['source', reviewed(developer)],
  ]);
}

/** A host: its operator's country, its addresses with the place of inference that the operator states. */
export function explainHost(host: HostRule): string {
  return page(`Host ${host.id}: ${host.name}`, [
    ['operator', host.country === null ? 'country not settled' : `from ${host.country}`],
    ...host.domains.map(({ domain, region, place, role, source }): Row => {
      const where = region === null ? 'place of inference not stated' : `inference in ${region}`;
      return [
        'address',
        `${domain}, ${ROLES[role] ?? role}${role === 'api' ? `; ${where}${place ? ` (${place})` : ''}` : ''}${from(source)}`,
      ];
    }),
    ...(host.prefixes.length === 0 ? [] : [['model ids', `after ${host.prefixes.join(', ')}`] as const]),
    ...(host.providers.length === 0 ? [] : [['called', host.providers.join(', ')] as const]),
    ...host.variables.map(({ name, kind, source }): Row => ['variable', `${name}, ${kind}${from(source)}`]),
    ...(host.note === undefined ? [] : [['note', host.note] as const]),
    ['source', reviewed(host)],
  ]);
}

/** A rule of a policy: when it holds, what it says, what to do. */
export function explainRule(rule: RuleDescription | PolicyRule, policy?: PolicyFile): string {
  return page(`Rule ${rule.id} (${rule.level}): ${rule.title}`, [
    ...(policy === undefined ? [] : [['policy', `${policy.id}: ${policy.name}`] as const]),
    ...('when' in rule
      ? [['holds for', conditionWords(rule.when)] as const, ['says', rule.message] as const]
      : [['about', rule.description] as const]),
    ['what to do', rule.help],
    ...(rule.source ? [['source', rule.source] as const] : policy === undefined ? [] : [['source', reviewed(policy)] as const]),
  ]);
}

function conditionWords(when: Condition): string {
  return Object.entries(when)
    .map(([key, values]) => `${key} ${(values ?? []).join(' or ')}`)
    .join('; ');
}

/** A model id: what its name and the known derivatives say. */
export function explainModel(
  { id, family, developer, origin, parts, lineage, confidence, reason }: Identity,
  catalogue: Catalogue,
): string {
  const maker = catalogue.developers.get(developer);
  const line = family === null ? undefined : catalogue.families.get(family);
  const rows = catalogue.rules.lineage.flatMap(({ derivatives }) => derivatives);
  return page(`Model ${id}`, [
    ['family', line === undefined ? 'not known' : `${line.id}: ${line.name}`],
    ['released by', maker === undefined ? developer : named(maker)],
    ['weights', origin.weights ?? 'country not known'],
    ...lineage.map(({ name, relation, evidence }): Row => {
      const row = rows.find(({ base, model }) => base === name && id.toLowerCase().endsWith(model.toLowerCase()));
      return ['made from', `${name} (${relation}, ${evidence})${from(row?.source)}`];
    }),
    ['generation', parts.generation ?? 'not told by the name'],
    ...(['sizes', 'variants', 'packaging'] as const).flatMap((key): Row[] =>
      parts[key].length === 0 ? [] : [[key, parts[key].join(' ')]],
    ),
    ...(line?.licences ?? []).map(({ licence, models }): Row => ['licence', `${licence}: ${models}`]),
    ['confidence', `${confidence}: ${reason}`],
    ...(line === undefined ? [] : [['source', reviewed(line)] as const]),
  ]);
}

function page(title: string, rows: readonly Row[]): string {
  return [title, ...rows.map(([label, text]) => `  ${label.padEnd(LABEL)}${text}`)].join('\n');
}

function named({ id, name, country }: DeveloperRule): string {
  return `${id}: ${name}${country === null ? '' : ` (${country})`}`;
}

function from(source: string | undefined): string {
  return source === undefined ? '' : ` [${source}]`;
}

function beside(isSigned: boolean): string {
  return isSigned ? ', beside another sign only' : '';
}

function reviewed({ source, reviewed: date }: { readonly source: string; readonly reviewed: string }): string {
  return `${source} (reviewed ${date})`;
}

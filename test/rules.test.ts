/** The shipped rules: they load, refer to what exists, say nothing twice, give a source and a date, and state facts without judging them. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageKey } from '../src/rules/catalogue.ts';
import { loadRules } from '../src/rules/load.ts';
import { danglingIn } from '../src/rules/references.ts';
import type { RuleFiles } from '../src/rules/schema.ts';

const rules = loadRules(join(import.meta.dirname, '..', 'rules'));
const { developers, families, hosts, lineage, fingerprints } = rules;
const derivatives = lineage.flatMap((rule) => rule.derivatives);
const checkpoints = fingerprints.flatMap((rule) => rule.checkpoints);
const facts = developers.flatMap((developer) => developer.facts.map((fact) => ({ ...fact, developer: developer.id })));

const OLD_AFTER_DAYS = 180;
const TOO_OLD_AFTER_DAYS = 730;
const DAY = 24 * 60 * 60 * 1000;

/** What stands more than once, with the places. */
function repeated(entries: readonly (readonly [key: string, place: string])[]): string[] {
  const places = new Map<string, string[]>();
  for (const [key, place] of entries) places.set(key, [...(places.get(key) ?? []), place]);
  return [...places].filter(([, at]) => at.length > 1).map(([key, at]) => `${key}: ${at.join(', ')}`);
}

/** An entry's own date goes before its file's. */
function pick({ source, reviewed }: { source: string; reviewed?: string | undefined }) {
  return reviewed === undefined ? { source } : { source, reviewed };
}

/** Everything that names a source. */
const entries = [
  ...developers.flatMap(({ id, reviewed, source }) => [{ place: `developers/${id}`, reviewed, source }]),
  ...hosts.flatMap(({ id, reviewed, domains }) => domains.map((d) => ({ place: `hosts/${id} ${d.domain}`, reviewed, ...pick(d) }))),
  ...families.flatMap(({ id, reviewed, packages, variables, symbols, architectures }) =>
    [...packages, ...variables, ...symbols, ...architectures].map((entry) => ({
      place: `families/${id} ${entry.name}`,
      reviewed,
      ...pick(entry),
    })),
  ),
  ...lineage.flatMap(({ id, reviewed, derivatives: of }) => of.map((d) => ({ place: `lineage/${id} ${d.model}`, reviewed, ...pick(d) }))),
  ...rules.clients.flatMap(({ id, reviewed, omitted: of }) =>
    of.map((o) => ({ place: `clients/${id} ${o.calls.join(', ')}`, reviewed, ...pick(o) })),
  ),
  ...fingerprints.flatMap(({ id, reviewed, checkpoints: of }) =>
    of.map((c) => ({ place: `fingerprints/${id} ${c.model}`, reviewed, ...pick(c) })),
  ),
];

describe('references', () => {
  it('lead to what exists', () => expect(danglingIn(rules)).toEqual([]));

  const wrong = (change: (files: RuleFiles) => Partial<RuleFiles>) => danglingIn({ ...rules, ...change(rules) });
  const first = <T>([item]: readonly T[]): T[] => (item === undefined ? [] : [item]);

  it.each<[string, string[]]>([
    [
      'developers/alibaba.yaml: parent',
      wrong((r) => ({ developers: r.developers.map((d) => (d.id === 'alibaba' ? { ...d, parent: 'x' } : d)) })),
    ],
    [
      'families/qwen.yaml: developer',
      wrong((r) => ({ families: r.families.map((f) => (f.id === 'qwen' ? { ...f, developer: 'x' } : f)) })),
    ],
    [
      'of cn-east.test',
      wrong((r) => ({
        hosts: first(r.hosts).flatMap((h) =>
          first(h.domains).map((d) => ({ ...h, domains: [{ ...d, domain: 'cn-east.test', family: 'x' }] })),
        ),
      })),
    ],
    ['exclusive', wrong((r) => ({ clients: first(r.clients).map((c) => ({ ...c, exclusive: ['x'] })) }))],
    [
      'family of',
      wrong((r) => ({
        lineage: first(r.lineage).map((l) => ({ ...l, derivatives: first(derivatives).map((d) => ({ ...d, family: 'x' })) })),
      })),
    ],
    [
      'developer of',
      wrong((r) => ({
        fingerprints: first(r.fingerprints).map((f) => ({ ...f, checkpoints: first(checkpoints).map((c) => ({ ...c, developer: 'x' })) })),
      })),
    ],
  ])('tell where %s leads nowhere', (place, dangling) => {
    expect(dangling.filter((line) => line.includes(place) && /there is no (?:developers|families|hosts)\/x\.yaml$/.test(line))).not.toEqual(
      [],
    );
  });
});

describe('nothing stands twice', () => {
  it.each<[string, (files: RuleFiles) => (readonly [string, string])[]]>([
    ['domain', (files) => files.hosts.flatMap(({ id, domains }) => domains.map(({ domain }) => [domain.toLowerCase(), id] as const))],
    ['host prefix', (files) => files.hosts.flatMap(({ id, prefixes }) => prefixes.map((prefix) => [prefix, id] as const))],
    ['provider', (files) => files.hosts.flatMap(({ id, providers }) => providers.map((name) => [name.toLowerCase(), id] as const))],
    [
      'package',
      (files) => files.families.flatMap(({ id, packages }) => packages.map((p) => [packageKey(p.ecosystem, p.name), id] as const)),
    ],
    ['variable', (files) => files.families.flatMap(({ id, variables }) => variables.map(({ name }) => [name, id] as const))],
    ['symbol', (files) => files.families.flatMap(({ id, symbols }) => symbols.map(({ name }) => [name, id] as const))],
    [
      'architecture',
      (files) =>
        files.families.flatMap(({ id, architectures }) =>
          architectures.map(({ kind, name }) => [`${kind}:${name.toLowerCase()}`, id] as const),
        ),
    ],
    [
      'derivative',
      (files) => files.lineage.flatMap((rule) => rule.derivatives.map(({ model }) => [model.toLowerCase(), rule.id] as const)),
    ],
    [
      'call that names no model',
      (files) =>
        files.clients.flatMap((rule) =>
          rule.omitted.flatMap(({ calls, modules }) =>
            calls.flatMap((call) => modules.map((module) => [`${call} of ${module}`, rule.id] as const)),
          ),
        ),
    ],
    ['checkpoint', (files) => files.fingerprints.flatMap((rule) => rule.checkpoints.map(({ model }) => [model, rule.id] as const))],
    ['organisation', (files) => files.developers.flatMap(({ id, organisations }) => organisations.map((name) => [name, id] as const))],
  ])('%s', (_, entriesOf) => {
    expect(repeated(entriesOf(rules))).toEqual([]);
  });

  it('no organisation is both a maker and an uploader', () => {
    const uploaders = new Set(lineage.flatMap((rule) => rule.uploaders));
    const makers = [...developers, ...families].flatMap(({ organisations }) => organisations);
    expect(makers.filter((name) => uploaders.has(name))).toEqual([]);
  });
});

describe('sources and dates', () => {
  it('every entry has a source', () => {
    expect(entries.filter(({ source }) => source.trim().length < 3).map(({ place }) => place)).toEqual([]);
  });

  it('every date is a day of the calendar', () => {
    const dates = [
      ...entries.map(({ place, reviewed }) => [place, reviewed] as const),
      ...facts.map((f) => [f.developer, f.asOf] as const),
    ];
    const wrong = dates.filter(([, date]) => Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date);
    expect(wrong.map(([place, date]) => `${place}: ${date}`)).toEqual([]);
  });

  it('nothing was last reviewed two years before the newest review; what is older than half a year is told', () => {
    const olderThan = (days: number, now: number) => entries.filter(({ reviewed }) => now - Date.parse(reviewed) > days * DAY);
    const old = olderThan(OLD_AFTER_DAYS, Date.now());
    const files = new Set(old.map(({ place }) => place.split(' ')[0]));
    if (old.length > 0) console.warn(`${old.length} entries in ${files.size} rule files are older than ${OLD_AFTER_DAYS} days`);
    const newest = Math.max(...entries.map(({ reviewed }) => Date.parse(reviewed)));
    expect(olderThan(TOO_OLD_AFTER_DAYS, newest).map(({ place }) => place)).toEqual([]);
  });

  it('what was recalled says so, and is not called certain', () => {
    const recalled = hosts.flatMap(({ id, domains }) => domains.filter((d) => /recalled/.test(d.source)).map((d) => ({ id, ...d })));
    expect(recalled.filter(({ confidence }) => confidence === 'high').map(({ id, domain }) => `${id} ${domain}`)).toEqual([]);
    const claims = derivatives.filter(({ evidence, source }) => evidence === 'documented' && /recalled/.test(source));
    expect(claims.map(({ model }) => model)).toEqual([]);
  });
});

describe('names', () => {
  it('domains are host names, in lower case, with a star for whole labels only', () => {
    const domains = hosts.flatMap(({ domains: of }) => of.map(({ domain }) => domain));
    expect(domains.filter((domain) => !/^(?:\*\.)?(?:[a-z0-9-]+|\*)(?:\.(?:[a-z0-9-]+|\*))*\.[a-z]{2,}$/.test(domain))).toEqual([]);
  });

  it('organisations and prefixes are in lower case', () => {
    const names = [
      ...developers.flatMap(({ organisations }) => organisations),
      ...lineage.flatMap(({ uploaders }) => uploaders),
      ...hosts.flatMap(({ prefixes }) => prefixes),
    ];
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  it('packages that only share a word with a family are not listed', () => {
    const strangers = [
      ...['glm', 'pangu', 'kimi', '@botpress/zai', 'abab', '@hapi/mimos', 'paddle', '@aws-cdk/aws-stepfunctions'].map((name) => [
        'npm',
        name,
      ]),
      ...['minimax', 'kimi', 'dask-glm', 'moonshot', 'janus', 'mooncake', 'gte', 'swift', 'longcat', 'klingon-tools'].map((name) => [
        'pypi',
        name,
      ]),
      ['golang', 'github.com/bytedance/sonic'],
      ['cargo', 'ring'],
    ].map(([ecosystem = '', name = '']) => packageKey(ecosystem, name));
    const listed = new Set(families.flatMap(({ packages }) => packages.map(({ ecosystem, name }) => packageKey(ecosystem, name))));
    expect(strangers.filter((key) => listed.has(key))).toEqual([]);
  });

  it('neutral variables are not listed', () => {
    const neutral = ['ANTHROPIC_BASE_URL', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_MODEL', 'OPENAI_BASE_URL', 'OPENAI_API_BASE', 'HF_ENDPOINT'];
    const listed = new Set(families.flatMap(({ variables }) => variables.map(({ name }) => name)));
    expect(neutral.filter((name) => listed.has(name))).toEqual([]);
  });
});

describe('facts', () => {
  it('state, and do not judge', () => {
    const judging = /violat|illegal|backdoor|\bspy|\bspies|spying|threat/i;
    const texts = [
      ...facts.map(({ statement }) => statement),
      ...developers.map(({ note = '' }) => note),
      ...hosts.map(({ note = '' }) => note),
    ];
    expect(texts.filter((text) => judging.test(text))).toEqual([]);
  });

  it('do not name a list in a fact that is no longer so', () => {
    const gone = facts.filter(({ status, list }) => list !== undefined && (status === 'withdrawn' || status === 'expired'));
    expect(gone.map(({ developer, list }) => `${developer} ${list}`)).toEqual([]);
  });
});

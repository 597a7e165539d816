/** What makes a finding count no more, one decision at a time: suppressions, earlier reports, a policy from outside; and what is told of it. */
import { describe, expect, it } from 'vitest';
import { contentOf, lookupOf, substancesOf } from '../src/gate/content.ts';
import { evaluate, type View } from '../src/gate/evaluate.ts';
import { goneNotices } from '../src/gate/gone.ts';
import { gate, parseBaseline, plainGate, type GateOptions, type Ignore, type Inventory } from '../src/gate/index.ts';
import { acceptors, notices, standing, type SuppressionRule } from '../src/gate/suppress.ts';
import type { PolicyFile } from '../src/rules/policy-schema.ts';
import type { Component, Finding, Kind, Level } from '../src/types.ts';

function component(id: string, path: string, value: string, kind: Kind = 'model-id'): Component {
  return {
    id,
    type: 'model',
    name: value.slice(value.lastIndexOf('/') + 1),
    version: null,
    purl: null,
    family: 'qwen',
    developer: 'alibaba',
    origin: { weights: 'CN', developer: 'CN', host: [] },
    lineage: [],
    exposures: [],
    occurrences: [
      {
        location: { path, line: 1, column: 1, endColumn: 2 },
        kind,
        usage: 'use',
        value,
        context: 'model',
        confidence: 'high',
        reason: 'test',
        exposure: null,
        extractor: 'test',
        scope: '',
        dependencyPath: [],
      },
    ],
  };
}

function finding(of: Component, level: Level = 'error', more: Partial<Finding> = {}): Finding {
  return {
    ruleId: `own/${level}`,
    level,
    message: 'm',
    component: of.id,
    locations: of.occurrences.map(({ location }) => location),
    fingerprint: `${level} ${of.id} ${of.occurrences[0]?.location.path}`,
    lineHash: null,
    state: 'new',
    suppressions: [],
    ...more,
  };
}

const POLICY: PolicyFile = {
  id: 'p',
  reviewed: '2026-01-01',
  source: 's',
  name: 'p',
  description: 'p',
  usage: ['use'],
  rules: [],
  allow: [],
};
const QWEN = component('model/qwen/qwen3-8b', 'app.py', 'Qwen/Qwen3-8B');

describe('a suppression', () => {
  const RULE: SuppressionRule = {
    rules: null,
    families: null,
    models: null,
    fingerprints: null,
    covers: () => true,
    reason: 'r',
    owner: null,
    expires: null,
    path: '.pedigree.yaml',
    line: 1,
  };
  const accepts = (more: Partial<SuppressionRule>, one = finding(QWEN), components: readonly Component[] = [QWEN]) =>
    acceptors([{ ...RULE, ...more }], components)(one).length === 1;

  it.each([
    ['Qwen3-8B', true],
    ['qwen/qwen3-8b', true],
    ['model/qwen/qwen3-8b', true],
    ['qwen3', false],
    ['wen3-8b', false],
    ['qwen3-8b-extra', false],
    ['', false],
    ['*', true],
    ['qwen3*', true],
    ['*8b', true],
    ['qwen*-8b', true],
    ['qwen*8*b', true],
    ['qwen*7*b', false],
    ['q*n*3*b', true],
    ['qwen3-8b*8b', false],
    ['*qwen3', false],
  ])('of the model %s: %s', (model, isAccepted) => expect(accepts({ models: [model] })).toBe(isAccepted));

  it.each<[string, Partial<SuppressionRule>, boolean, string[]]>([
    ['without a day, used', {}, true, []],
    ['without a day, unused', {}, false, ['suppression/unused']],
    ['of yesterday', { expires: '2026-06-29' }, true, ['suppression/expired']],
    ['of yesterday, unused', { expires: '2026-06-29' }, false, ['suppression/expired']],
    ['of today', { expires: '2026-06-30' }, true, ['suppression/expires-soon']],
    ['in a fortnight', { expires: '2026-07-14' }, true, ['suppression/expires-soon']],
    ['in fifteen days', { expires: '2026-07-15' }, true, []],
    ['in a fortnight, unused', { expires: '2026-07-14' }, false, ['suppression/expires-soon', 'suppression/unused']],
  ])('%s is told as it is', (_, more, isUsed, codes) => {
    const rule = { ...RULE, ...more };
    expect(notices([rule], new Set(isUsed ? [rule] : []), '2026-06-30').map(({ code }) => code)).toEqual(codes);
    expect(notices([rule], null, '2026-06-30').map(({ code }) => code)).toEqual(codes.filter((code) => code !== 'suppression/unused'));
    expect(standing([rule], '2026-06-30').length).toBe(codes.includes('suppression/expired') ? 0 : 1);
  });

  it('of several values takes one, and of several keys all', () => {
    expect(accepts({ models: ['glm-4', 'qwen3-8b'], families: ['kimi', 'qwen'], rules: ['a/b', 'own/error'] })).toBe(true);
    expect(accepts({ models: ['qwen3-8b'], families: ['kimi'] })).toBe(false);
    expect(accepts({ models: ['qwen3-8b'], rules: ['own/warning'] })).toBe(false);
    expect(accepts({ models: ['qwen3-8b'], fingerprints: ['other'] })).toBe(false);
  });

  it('of a folder accepts a finding only when every place lies there', () => {
    const places = ['lib/a.py', 'app.py'].map((path) => ({ path, line: 1, column: 1, endColumn: 2 }));
    const inLib = { covers: (path: string) => path.startsWith('lib/') };
    expect(accepts(inLib, finding(QWEN, 'error', { locations: places }))).toBe(false);
    expect(accepts(inLib, finding(QWEN, 'error', { locations: places.slice(0, 1) }))).toBe(true);
  });

  it('of a family accepts nothing of no family, and nothing of no component', () => {
    expect(accepts({ families: ['qwen'] }, finding(QWEN), [{ ...QWEN, family: null }])).toBe(false);
    expect(accepts({ families: ['qwen'] }, finding(QWEN), [])).toBe(false);
  });
});

describe('suppressions in source', () => {
  const at = (path: string, line: number) => ({ path, line, column: 1, endColumn: 2 });
  const ignore = (line: number, rules = ['own/error']): Ignore => ({
    path: 'app.py',
    line,
    rules,
    reason: `reason ${line}`,
    covers: [line],
  });
  const judged = (
    locations: Finding['locations'],
    ignores: readonly Ignore[],
    inline: GateOptions['inline'],
    base: readonly Ignore[] = [],
  ) => {
    const plain = plainGate(POLICY);
    const judge = () => [finding(QWEN, 'error', { locations })];
    const inventory = (of: readonly Ignore[]): Inventory => ({ components: [QWEN], ignores: of });
    const view: View = { options: { ...plain, inline }, head: inventory(ignores), base: undefined, trusted: inventory(base), judge };
    return gate(view);
  };
  const accepted = (...args: Parameters<typeof judged>) =>
    judged(...args).findings.flatMap(({ ruleId, suppressions }) =>
      ruleId === 'policy/changed' ? [] : [suppressions.map((one) => one.justification)],
    );

  it.each<[string, string[], Parameters<typeof judged>]>([
    ['on its line', ['reason 1'], [[at('app.py', 1)], [ignore(1)], 'all']],
    ['of another rule', [], [[at('app.py', 1)], [ignore(1, ['own/other'])], 'all']],
    ['of another file', [], [[at('lib.py', 1)], [ignore(1)], 'all']],
    ['of one of two places', [], [[at('app.py', 1), at('app.py', 9)], [ignore(1)], 'all']],
    ['of both places', ['reason 1', 'reason 9'], [[at('app.py', 1), at('app.py', 9)], [ignore(1), ignore(9)], 'all']],
    ['under a policy from outside', [], [[at('app.py', 1)], [ignore(1)], 'none']],
    ['that a change adds', [], [[at('app.py', 1)], [ignore(1)], 'base']],
    ['that the base has', ['reason 1'], [[at('app.py', 1)], [ignore(1)], 'base', [ignore(1)]]],
    ['that the base has once and the change twice', [], [[at('app.py', 1), at('app.py', 9)], [ignore(1), ignore(9)], 'base', [ignore(1)]]],
  ])('one %s accepts: %j', (_, reasons, args) => expect(accepted(...args)).toEqual([reasons]));

  it('that do not count are told: one that accepts nothing, one under a policy from outside, one that a change adds', () => {
    const codes = (...args: Parameters<typeof judged>) => judged(...args).diagnostics.map(({ code }) => code);
    expect(codes([at('app.py', 1)], [ignore(5)], 'all')).toEqual(['suppression/unused']);
    expect(codes([at('app.py', 1)], [ignore(1)], 'none')).toEqual(['suppression/locked']);
    expect(codes([at('app.py', 1)], [ignore(1)], 'base')).toEqual(['policy/changed']);
    expect(codes([at('app.py', 1)], [ignore(1)], 'all')).toEqual([]);
  });

  it('put the places that are left before those that are accepted', () => {
    const [left] = judged([at('app.py', 1), at('app.py', 9)], [ignore(1)], 'all').findings;
    expect(left?.locations.map(({ line }) => line)).toEqual([9, 1]);
  });
});

describe('an earlier report', () => {
  const written = (...findings: readonly object[]) => JSON.stringify({ schemaVersion: '1.0', components: [QWEN], findings });

  it('makes its findings known, but none that it accepted', () => {
    const accepted = finding(QWEN, 'warning', { suppressions: [{ kind: 'external', justification: 'r' }] });
    expect(parseBaseline('old.json', written(finding(QWEN), accepted)).map(({ ruleId }) => ruleId)).toEqual(['own/error']);
  });

  it.each([
    ['a finding without a fingerprint', written({ ruleId: 'a/b', component: 'c' }), /^old\.json: a finding of the report has no ruleId/],
    ['a report that is cut off', written(finding(QWEN)).slice(0, -9), /^old\.json:1: not an entry/],
    ['a list', '[]', /^old\.json:1: not an entry/],
    ['an entry that is cut off', '{"pedigree":"baseline","version":1}\n{"path":"a","ruleId":"b"}', /^old\.json:2: an entry needs/],
  ])('%s is said', (_, text, words) => expect(() => parseBaseline('old.json', text)).toThrow(words));
});

it('weights that move keep what they are, and others do not', () => {
  const content = (path: string, value: string) => {
    const one = component('model/qwen/w', path, value, 'weights');
    return contentOf(substancesOf(finding(one), lookupOf([one])));
  };
  expect(content('a/model.gguf', 'a/model.gguf')).toBe(content('b/model.gguf', 'b/model.gguf'));
  expect(content('a/model.gguf', 'a/model.gguf')).not.toBe(content('a/other.gguf', 'a/other.gguf'));
});

describe('of two policies', () => {
  const policy = (id: string): PolicyFile => ({ ...POLICY, id });
  const [outside, own] = [policy('outside'), policy('own')];
  const OTHER = component('model/kimi/k2', 'app.py', 'kimi-k2');
  const levels = (byPolicy: Readonly<Record<string, readonly Finding[]>>) => {
    const head: Inventory = { components: [QWEN, OTHER], ignores: [] };
    const plain = plainGate(outside);
    const options = { ...plain, rules: { ...plain.rules, policies: [outside, own] } };
    const view: View = { options, head, base: undefined, trusted: undefined, judge: (_, { id }) => [...(byPolicy[id] ?? [])] };
    return evaluate(options.rules, view).findings.map(({ component: of, level }) => `${level} ${of}`);
  };

  it.each<[string, Readonly<Record<string, readonly Finding[]>>, string[]]>([
    ['the stricter counts beside the other', { outside: [finding(QWEN, 'note')], own: [finding(QWEN, 'error')] }, ['note', 'error']],
    ['the milder says nothing', { outside: [finding(QWEN, 'error')], own: [finding(QWEN, 'note')] }, ['error']],
    ['the same says nothing twice', { outside: [finding(QWEN, 'error')], own: [finding(QWEN, 'error')] }, ['error']],
    ['what only the second finds counts', { outside: [], own: [finding(QWEN, 'note')] }, ['note']],
  ])('%s', (_, byPolicy, expected) => expect(levels(byPolicy)).toEqual(expected.map((level) => `${level} ${QWEN.id}`)));

  it('one that speaks of another component does not silence the second', () => {
    expect(levels({ outside: [finding(OTHER, 'error')], own: [finding(QWEN, 'note')] })).toEqual([`error ${OTHER.id}`, `note ${QWEN.id}`]);
  });
});

describe('what a change would hide', () => {
  it.each([
    [0, 'error', 'it would hide 0 findings', 'warning'],
    [1, 'error', 'it would hide 1 finding', 'error'],
    [2, 'warning', 'it would hide 2 findings', 'warning'],
    [1, 'note', 'it would hide 1 finding', 'warning'],
  ] as const)('%i %s', (count, worst, words, level) => {
    const components = [0, 1].slice(0, count).map((at) => component(`model/qwen/${at}`, `${at}.py`, 'qwen3'));
    const plain = plainGate(POLICY);
    const nothing = { ...plain.rules, policies: [] };
    const options = {
      ...plain,
      proposals: [{ role: 'policy', path: 'p.yaml', line: 4, deed: 'changes', rules: nothing } as const],
    };
    const { findings } = gate({
      options,
      head: { components, ignores: [] },
      base: undefined,
      trusted: undefined,
      judge: (all) => all.map((one) => finding(one, worst)),
    });
    const [change] = findings.filter(({ ruleId }) => ruleId === 'policy/changed');
    expect([change?.level, change?.locations[0]?.line]).toEqual([level, 4]);
    expect(`${change?.message.split('. ')[0]};`).toContain(`${words};`);
  });
});

describe('what is gone', () => {
  const entry = (path: string, name: string) => ({ path, ruleId: 'r', component: name, fingerprint: `${path} ${name}`, content: '' });
  const many = Array.from({ length: 23 }, (_, at) => entry(`f${at}.py`, 'c'));
  const told = (entries: readonly ReturnType<typeof entry>[], isWhole = true) => goneNotices({ unmatched: entries, removed: [] }, isWhole);

  it('is told by file, with a few names', () => {
    const [notice] = told(['a', 'b', 'c', 'd'].map((name) => entry('x.py', name)));
    expect(notice).toMatchObject({ code: 'baseline/unmatched', path: 'x.py' });
    expect(notice?.message).toContain('4 findings of the baseline gone: a, b, c and 1 more;');
    expect(told([entry('x.py', 'a')])[0]?.message).toContain('1 finding of the baseline gone: a;');
  });

  it('is told of twenty files, and the rest is counted', () => {
    const all = told(many);
    expect(all).toHaveLength(21);
    expect(all.at(-1)?.message).toContain('3 findings of the baseline gone: in 3 more files');
    expect(told(many.slice(0, 20))).toHaveLength(20);
  });

  it('cannot be told of a part of the tree; what a change removes can', () => {
    expect(told(many, false)).toEqual([]);
    expect(goneNotices({ unmatched: [], removed: [finding(QWEN)] }, false)[0]).toMatchObject({ code: 'change/removed', path: 'app.py' });
  });
});

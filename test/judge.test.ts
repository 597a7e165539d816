/** One occurrence at a time: what each condition of a policy asks, and what each finding does to the verdict. */
import { describe, expect, it } from 'vitest';
import { catalogueWith } from '../src/cli/catalogue.ts';
import { parsePolicy } from '../src/cli/config.ts';
import { judge, verdictOf } from '../src/judge/index.ts';
import type { Component, Coverage, Diagnostic, FailOn, Finding, Level, Occurrence, Verdict } from '../src/types.ts';

const catalogue = await catalogueWith();

function occurrence(more: Partial<Occurrence>): Occurrence {
  return {
    location: { path: 'deploy/app.yaml', line: 3, column: 1, endColumn: 9 },
    kind: 'model-id',
    usage: 'use',
    value: 'x-1',
    context: 'model',
    confidence: 'high',
    reason: 'test',
    exposure: null,
    extractor: 'config/yaml',
    scope: '',
    dependencyPath: [],
    ...more,
  };
}

function component(more: Partial<Component>, ...occurrences: readonly Partial<Occurrence>[]): Component {
  return {
    id: 'model/qwen/x-1',
    type: 'model',
    name: 'x-1',
    version: null,
    purl: null,
    family: 'qwen',
    developer: 'alibaba',
    origin: { weights: 'CN', developer: 'CN', host: [] },
    lineage: [],
    exposures: [],
    occurrences: (occurrences.length === 0 ? [{}] : occurrences).map(occurrence),
    ...more,
  };
}

function policy(when: string, message = 'm') {
  const rules = `rules:\n  - { id: own/rule, level: error, title: t, message: "${message}", help: h, when: ${when} }\n`;
  const head = 'id: own\nreviewed: 2026-01-01\nsource: test\nname: n\ndescription: d\nusage: [use, mention]\n';
  return parsePolicy('own.yaml', `${head}${rules}`, catalogue);
}

describe('a condition', () => {
  const of = (more: Partial<Component>, only: Partial<Occurrence> = {}) => component(more, only);
  const unknown = { weights: null, developer: null, host: [] };
  const at = (path: string): Partial<Occurrence> => ({ location: { path, line: 1, column: 1, endColumn: 2 } });

  it.each<[string, Component, Component]>([
    ['{ family: qwen }', of({}), of({ family: null })],
    ['{ developer: alibaba }', of({}), of({ developer: 'unknown' })],
    ['{ developer: unknown }', of({ developer: 'unknown' }), of({})],
    ['{ origin: CN }', of({ origin: { weights: 'US', developer: 'CN', host: [] } }), of({ origin: unknown })],
    ['{ weights: unknown }', of({ origin: unknown }), of({})],
    ['{ developerCountry: unknown }', of({ origin: unknown }), of({})],
    ['{ host: CN }', of({}, { host: 'deepseek' }), of({}, {})],
    ['{ host: unknown }', of({}, { host: 'agnes' }), of({}, {})],
    ['{ host: deepseek }', of({}, { host: 'deepseek' }), of({}, { host: 'openrouter' })],
    ['{ region: unknown }', of({}, { host: 'deepseek' }), of({}, {})],
    ['{ region: CN }', of({}, { host: 'deepseek', region: 'CN' }), of({}, { region: 'CN' })],
    ['{ country: CN }', of({ origin: unknown }, { host: 'deepseek' }), of({ origin: unknown }, { host: 'openrouter' })],
    ['{ exposure: unknown }', of({}), of({}, { exposure: 'artifact' })],
    ['{ usage: mention }', of({}, { usage: 'mention' }), of({})],
    ['{ kind: weights }', of({}, { kind: 'weights' }), of({})],
    ['{ confidence: [low, medium] }', of({}, { confidence: 'low' }), of({})],
    ['{ trait: hidden-base }', of({ hidden: true }), of({}, { traits: ['unpinned'] })],
    ['{ trait: unpinned }', of({}, { traits: ['unpinned'] }), of({ hidden: true })],
    ['{ listing: us-1260h }', of({}), of({ family: 'kimi', developer: 'moonshot' })],
    ['{ licence: MIT }', of({ family: 'longcat', name: 'LongCat-Flash-Chat' }), of({ family: 'longcat', name: 'longcat-2.0' })],
    ['{ paths: deploy/** }', of({}), of({}, at('src/app.yaml'))],
    ['{ paths: ["**", "!deploy/*.yaml"] }', of({}, at('deploy/old/app.yaml')), of({})],
    ['{ paths: "!src/**" }', of({}), of({}, at('src/app.yaml'))],
    ['{ paths: "deploy/{app,web}.y?ml" }', of({}), of({}, at('deploy/db.yaml'))],
    ['{ paths: "**/[[:lower:]]*.yaml" }', of({}), of({}, at('deploy/App.yaml'))],
    ['{ family: qwen, kind: weights }', of({}, { kind: 'weights' }), of({ family: 'kimi' }, { kind: 'weights' })],
  ])('%s holds of one and not of the other', (when, one, other) => {
    expect([one, other].map((each) => judge([each], policy(when), catalogue).length)).toEqual([1, 0]);
  });
});

describe('the message of a rule', () => {
  const said = (message: string, one: Component) => judge([one], policy('{}', message), catalogue).map((finding) => finding.message);
  const nobody = { family: null, developer: 'unknown', origin: { weights: null, developer: null, host: [] } };

  it.each<[string, string, Component]>([
    ['{weights}', 'a country that is not known', component(nobody)],
    ['{developer}', 'a developer that is not known', component(nobody)],
    ['{family}', 'no known family', component(nobody)],
    ['{base}', 'a base that is not known', component(nobody)],
    ['{licence}', 'a licence that is not known', component(nobody)],
    ['{operator}', 'an operator that is not known', component(nobody)],
    ['{why}', 'nothing tells where it runs', component(nobody)],
    ['{from}', 'the United States', component({ origin: { weights: 'US', developer: null, host: [] } })],
    [
      '{subject}',
      'The address gate.example.com',
      component({}, { kind: 'endpoint', value: 'https://me:pw@Gate.example.com/v1', exposure: 'unknown' }),
    ],
    [
      '{subject}',
      'The API at api.deepseek.com',
      component({}, { kind: 'endpoint', value: 'api.deepseek.com', exposure: 'in-country-api' }),
    ],
    ['{subject}', 'A key or setting of Qwen (Alibaba)', component({}, { kind: 'credential' })],
    ['{subject}', 'A client or part of Qwen', component({ developer: 'unknown' }, { kind: 'symbol' })],
    [
      '{subject}',
      'x-1 (weights from China, released by Alibaba), which Chat takes when it is given no model,',
      component({}, { takes: 'x-1', value: 'Chat' }),
    ],
  ])('%s: %s', (template, words, one) => expect(said(template, one)).toEqual([words]));

  it('states what is on record with its authority, its day and its source, and nothing of one that is on no list', () => {
    const [stated = ''] = said('{listed}', component({}));
    expect(stated).toMatch(/^\S.* \([A-Z]{2}[^,]*, as of \d{4}-\d{2}-\d{2}, source: \S.*\)/);
    expect(said('{listed}', component(nobody))).toEqual(['']);
  });

  it('leaves a word that is none as it is written', () => {
    const one = policy('{}');
    const rules = one.rules.map((rule) => ({ ...rule, message: '{name} {nothing}' }));
    expect(judge([component({})], { ...one, rules }, catalogue).map(({ message }) => message)).toEqual(['x-1 {nothing}']);
  });

  it('speaks of the occurrence whose host is known', () => {
    expect(said('{operator}', component({}, {}, { host: 'deepseek' }))).toEqual(['DeepSeek, an operator from China,']);
  });
});

describe('the verdict', () => {
  const all: Coverage = { discovered: 1, scanned: 1, skipped: {}, failed: {}, bytes: 1 };
  const finding = (level: Level, more: Partial<Finding> = {}): Finding => ({
    ruleId: 'own/rule',
    level,
    message: 'm',
    component: 'c',
    locations: [],
    fingerprint: 'f',
    lineHash: null,
    state: 'new',
    suppressions: [],
    ...more,
  });
  const diagnostic = (code: string): Diagnostic => ({ level: 'warning', code, message: 'm' });
  const accepted = { suppressions: [{ kind: 'external', justification: 'r' }] } as const;

  it.each<[string, Verdict, readonly Finding[], FailOn, Partial<Coverage>, readonly Diagnostic[], boolean]>([
    ['an error', 'fail', [finding('error')], 'error', {}, [], false],
    ['a warning', 'pass', [finding('warning')], 'error', {}, [], false],
    ['a warning where warnings fail', 'fail', [finding('warning')], 'warning', {}, [], false],
    ['an error where notes fail', 'fail', [finding('error')], 'note', {}, [], false],
    ['a note where warnings fail', 'pass', [finding('note')], 'warning', {}, [], false],
    ['an error where nothing fails', 'pass', [finding('error')], 'never', {}, [], false],
    ['a known error', 'pass', [finding('error', { state: 'unchanged' })], 'error', {}, [], false],
    ['an accepted error', 'pass', [finding('error', accepted)], 'error', {}, [], false],
    ['an accepted error beside another', 'fail', [finding('error', accepted), finding('error')], 'error', {}, [], false],
    ['a file that failed', 'incomplete', [], 'error', { failed: { denied: 1 } }, [], false],
    ['a file that failed where nothing fails', 'incomplete', [finding('error')], 'never', { failed: { io: 1 } }, [], false],
    ['a file over a limit', 'incomplete', [], 'error', {}, [diagnostic('limit/size')], false],
    ['a file over a limit beside an error', 'fail', [finding('error')], 'error', {}, [diagnostic('limit/size')], false],
    ['a file that does not parse', 'pass', [], 'error', {}, [diagnostic('parse/yaml')], false],
    ['nothing scanned', 'incomplete', [], 'error', { scanned: 0 }, [], false],
    ['nothing scanned, as may be', 'pass', [], 'error', { scanned: 0 }, [], true],
    ['nothing scanned, as may be, and a file that failed', 'incomplete', [], 'error', { scanned: 0, failed: { denied: 1 } }, [], true],
  ])('of %s: %s', (_, verdict, findings, failOn, coverage, diagnostics, allowEmpty) => {
    expect(verdictOf(findings, failOn, { ...all, ...coverage }, diagnostics, allowEmpty)).toBe(verdict);
  });
});

/** The ready policies and the judge: what each rule says of small codebases, and what a mistake in a policy is told with. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../src/cli/config.ts';
import { judge } from '../src/judge/index.ts';
import { MESSAGE_WORDS } from '../src/rules/message-words.ts';
import type { PolicyFile } from '../src/rules/policy-schema.ts';
import type { Component, Finding } from '../src/types.ts';
import { catalogue, componentsOf, reportOf } from './exposure.ts';
import { loaded, written } from './report-poisoned.ts';

const CASES = join(import.meta.dirname, '../fixtures/exposure');
const HEAD = 'id: own\nreviewed: 2026-01-01\nsource: test\nname: Own\ndescription: Own\n';

const found = new Map<string, Promise<readonly Component[]>>();
function scanned(name: string): Promise<readonly Component[]> {
  const known = found.get(name) ?? componentsOf(join(CASES, name));
  found.set(name, known);
  return known;
}

function ready(id: string): PolicyFile {
  const policy = catalogue.policies.get(id);
  if (policy === undefined) throw new Error(`rules/policies/${id}.yaml is missing`);
  return policy;
}

function own(rules: string): PolicyFile {
  return parsePolicy('own.yaml', `${HEAD}${rules}`, catalogue);
}

const WHEN = '    title: t\n    message: m\n    help: h\n';
function oneRule(when: string): PolicyFile {
  return own(`rules:\n  - id: own/rule\n    level: error\n${WHEN}    when: ${when}\n`);
}

function shown({ ruleId, level, locations: [first] }: Finding): string {
  return `${level} ${ruleId} ${first?.path}:${first?.line}`;
}

async function findings(name: string, policy: PolicyFile, today: string | null = null): Promise<Finding[]> {
  return judge(await scanned(name), policy, catalogue, today);
}

describe('the default policy', () => {
  it.each([
    ['py-dashscope-sdk-default', 'error cn-origin/in-country-api'],
    ['ts-ai-sdk-alibaba', 'error cn-origin/offshore-api'],
    ['py-groq-derivative', 'warning cn-origin/third-party-api'],
    ['shell-vllm', 'warning cn-origin/weights'],
    ['adapter-folder', 'warning cn-origin/weights'],
    ['py-nothing-known', 'warning cn-origin/model'],
    ['py-literal-key', 'error credential/present'],
    ['py-hidden-base', 'note lineage/hidden-base'],
    ['links-are-no-calls', 'note cn-origin/dependency'],
  ])('%s: %s', async (name, expected) => {
    expect((await findings(name, ready('cn-origin'))).map((one) => `${one.level} ${one.ruleId}`)).toContain(expected);
  });

  it('says nothing weaker of a family of which it says more in that file', async () => {
    const all = (await findings('links-are-no-calls', ready('cn-origin'))).filter(({ component }) => component.includes('deepseek'));
    expect(all.map(shown)).toEqual(['error cn-origin/in-country-api links.py:6']);
  });
});

describe('a condition', () => {
  const hosted = async (when: string) => (await findings('yaml-hosts-table', oneRule(when))).map(({ component }) => component);

  it('tells the place of inference from the country of the operator', async () => {
    expect(await hosted('{ region: SG, kind: endpoint }')).toEqual(['service/alibaba-cloud', 'service/zhipu']);
    expect(await hosted('{ region: US, host: CN, kind: endpoint }')).toEqual(['service/alibaba-cloud']);
    expect(await hosted('{ region: CN, host: US }')).toEqual([]);
    expect(await hosted('{ region: unknown, host: byteplus, kind: model-id }')).toEqual(['model/doubao/seed-1-6-250915']);
  });

  it('tells weights from their tuner', async () => {
    const tuned = async (when: string) => (await findings('py-distillations', oneRule(when))).map(({ component }) => component).sort();
    expect(await tuned('{ weights: US, developerCountry: CN }')).toEqual(['model/deepseek/deepseek-r1-distill-llama-8b']);
    expect(await tuned('{ weights: CN, developerCountry: US }')).toEqual(['model/qwen/openreasoning-nemotron-7b']);
  });
});

describe('what a policy allows', () => {
  const allow = (expires: string) =>
    own(
      `rules:\n  - id: own/rule\n    level: error\n${WHEN}    when: { family: deepseek, kind: endpoint }\n` +
        `allow:\n  - when: { host: deepseek }\n    reason: approved in TICKET-1\n    owner: security\n    expires: ${expires}\n`,
    );
  const accepted = async (policy: PolicyFile, today: string | null) =>
    (await findings('py-provider-table', policy, today)).map(({ suppressions }) => suppressions.map(({ justification }) => justification));

  it('is accepted until its day', async () => {
    expect(await accepted(allow('2026-06-30'), '2026-06-30')).toEqual([['approved in TICKET-1']]);
    expect(await accepted(allow('2026-06-30'), '2026-07-01')).toEqual([[]]);
    expect(await accepted(allow('2026-06-30'), null)).toEqual([[]]);
  });
});

describe('a mistake in a policy', () => {
  const RULE = `rules:\n  - id: own/rule\n    level: error\n${WHEN}`;
  it.each([
    ['a level', `rules:\n  - id: own/rule\n    level: fatal\n${WHEN}    when: { family: qwen }\n`, 'own.yaml:8:12: rules.0.level'],
    ['a key', `${RULE}    when: { familly: qwen }\n`, 'own.yaml:12:13: rules.0.when: unknown key "familly"; known here: family,'],
    ['a family', `${RULE}    when: { family: [qwen, qwenn] }\n`, 'own.yaml:12:21: rules.0.when.family: no family is called "qwenn"'],
    ['a developer', `${RULE}    when: { developer: depseek }\n`, 'rules.0.when.developer'],
    ['a host', `${RULE}    when: { host: china }\n`, 'rules.0.when.host'],
    ['a country', `${RULE}    when: { region: Singapore }\n`, 'rules.0.when.region'],
    ['a list', `${RULE}    when: { listing: entity-list }\n`, 'rules.0.when.listing'],
    ['a trait', `${RULE}    when: { trait: remotecode }\n`, 'rules.0.when.trait'],
    [
      'a word of a message',
      `${RULE}    when: { family: qwen }\n`.replace('message: m', 'message: "{modle}"'),
      'own.yaml:10:14: rules.0.message',
    ],
    ['allow without a reason', `rules: []\nallow:\n  - when: { family: qwen }\n    expires: 2027-01-01\n`, 'own.yaml:8:5: allow.0.reason'],
    ['allow without an end', `rules: []\nallow:\n  - when: { family: qwen }\n    reason: r\n`, 'own.yaml:8:5: allow.0.expires'],
    [
      'allow of a family',
      `rules: []\nallow:\n  - when: { family: q }\n    reason: r\n    expires: 2027-01-01\n`,
      'own.yaml:8:21: allow.0.when.family',
    ],
  ])('%s: file, line and key', (_, text, expected) => {
    expect(() => own(text)).toThrow(expected);
  });
});

describe('ready policies', () => {
  it.each([...catalogue.policies.keys()])('%s names its source and only what the rules know', (id) => {
    const policy = ready(id);
    expect(policy.source.length).toBeGreaterThan(20);
    const words = policy.rules.flatMap(({ message }) => [...message.matchAll(/\{(\w+)\}/g)].map(([, word]) => word));
    expect(words.filter((word) => !MESSAGE_WORDS.some((one) => one === word))).toEqual([]);
    expect(policy.rules.flatMap(({ id: rule, title, help }) => (title === '' || help === '' ? [rule] : []))).toEqual([]);
  });

  it('leave no word of a message open', async () => {
    for (const id of catalogue.policies.keys()) {
      const all = await Promise.all(
        ['yaml-hosts-table', 'py-distillations', 'py-hidden-base', 'py-literal-key'].map((name) => findings(name, ready(id))),
      );
      expect(all.flat().filter(({ message }) => /[{}]|undefined|null/.test(message))).toEqual([]);
    }
  });

  it('are of more than one country', async () => {
    expect((await findings('yaml-hosts-table', ready('us-operators'))).length).toBeGreaterThan(5);
    expect(await findings('yaml-hosts-table', ready('inventory'))).toEqual([]);
  });
});

describe('a key that is written out', () => {
  it('is in no report of a scan', async () => {
    const root = join(CASES, 'written-out-keys');
    const report = await reportOf(root, 'cn-origin');
    expect(report.findings.filter(({ ruleId }) => ruleId === 'credential/present')).toHaveLength(4);
    const keys = ['7f3a9c1e5b2d4806', '0a1b2c3d4e5f6071', 'Qr7TzWm2KpLx9VbN'];
    for (const format of loaded.keys()) {
      const text = written(format, report);
      expect(
        keys.filter((key) => text.includes(key)),
        format,
      ).toEqual([]);
    }
    expect(JSON.stringify(report.components)).not.toContain('7f3a9c1e5b2d4806');
  });
});

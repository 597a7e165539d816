import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOfPattern } from '../src/rules/pattern.ts';
import { compileIds } from '../src/match/identify-catalogue.ts';
import { findId, identify } from '../src/match/identify.ts';
import { loadRules } from '../src/rules/load.ts';

const rules = loadRules(join(import.meta.dirname, '../rules'));
const ids = compileIds(rules);
const families = rules.families;
const patterns = families.flatMap(({ id, tier, models }) => models.map((model) => ({ family: id, tier, ...model })));

describe.each(families.map((family) => [family.id, family] as const))('family %s', (id, family) => {
  it.each(family.examples.match)('is named by %s', (text) => {
    const { family: found, developer } = identify(text, ids);
    if (family.models.some(({ base }) => base === 'any') && found !== id) expect(developer).toBe(family.developer);
    else expect(found).toBe(id);
  });

  it.each(family.examples.noMatch)('is not named by %s', (text) => expect(identify(text, ids).family).not.toBe(id));

  it('names a page as its source', () => expect(family.source).toMatch(/^https:\/\//));
});

describe('patterns', () => {
  it.each(patterns.filter(({ tier }) => tier !== 'control'))('$family: $pattern starts with a literal', ({ pattern }) =>
    expect(Math.min(...anchorsOfPattern(pattern).map((anchor) => anchor.length))).toBeGreaterThanOrEqual(3),
  );

  it.each(patterns)('$family: $pattern repeats nothing without bound', ({ pattern }) => expect(pattern).not.toMatch(/[*+]|,\}/));

  it('stand once in the catalogue', () => {
    const written = patterns.map(({ pattern }) => pattern);
    expect(written.filter((pattern, index) => written.indexOf(pattern) !== index)).toEqual([]);
  });

  it('give each organisation to one family', () => {
    const organisations = families.flatMap((family) => family.organisations);
    expect(organisations.filter((name, index) => organisations.indexOf(name) !== index)).toEqual([]);
    expect(organisations.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
});

describe('anchorsOfPattern', () => {
  it.each([
    ['qwen(vl|moe)?', ['qwen']],
    ['step-[1-3]', ['step-1', 'step-2', 'step-3', 'step_1', 'step_2', 'step_3']],
    ['(ling|ring)-lite', ['ling-lite', 'ling_lite', 'ring-lite', 'ring_lite']],
    [String.raw`yi-\d{1,2}b`, ['yi-', 'yi_']],
  ])('reads %s', (pattern, anchors) => expect(anchorsOfPattern(pattern)).toEqual(anchors));

  it.each(['a', String.raw`\d{3}`, '[a-z]{2}kimi', 'a*bcd', 'abc+', '(abc', 'ab[c', 'abc{2,}', String.raw`\w{3}`, 'ABC'])(
    'refuses %s',
    (pattern) => expect(() => anchorsOfPattern(pattern)).toThrow(/pattern/),
  );
});

describe('names that other things bear', () => {
  const WORDS = 'GLM MiniMax MiMo Kimi Yi Spark Step Seed Wan Ling Ring Kling Stella Moss Ovis Vidu'.split(' ');
  it.each(WORDS.flatMap((word) => [word, word.toLowerCase()]))('%s alone needs another sign', (word) =>
    expect(findId(word, ids)?.strength ?? 'signed').toBe('signed'),
  );

  const JUNK = [
    'ring-2',
    'focus:ring-2',
    'class="ring-2 focus-visible:ring-4"',
    'sha512-abcGlM4xyz+GlM4/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789QweN==',
    '00-98314f236e8a4b0f1c2d-34761106ababb266-01',
    'step-1',
    'Step 2',
    'docs/step-3.md',
    'yi-1',
    'seed-42',
    'glm::vec3',
    'glm-0.9.9.8',
    'spark-3.5.0',
    'org.apache.spark:spark-core_2.12:3.5.0',
    'wan0',
    'linksys-rv042-wan1',
    'ling-1',
    'everythinglm:13b',
    'starling-lm:7b-beta',
    '@aws-cdk/aws-stepfunctions',
    'cross-encoder/ms-marco-MiniLM-L2-v2',
    'TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T',
    'openai/gpt-5.3-codex-spark',
    'bytedance/gpt-oss-120b',
    'cardiffnlp/twitter-roberta-base-sentiment-latest',
    'text-embedding-3-large',
  ];
  it.each(JUNK)('%s holds no sure id', (text) => expect(findId(text, ids)?.strength ?? 'signed').toBe('signed'));
});

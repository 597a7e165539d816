/** A small report with one of everything, for the files in fixtures/expected. */
import type { Component, Finding, Location, Occurrence, Report } from '../src/types.ts';

function at(path: string, line: number, column: number, length: number): Location {
  return { path, line, column, endColumn: column + length };
}

function occurrence(location: Location, value: string, more: Partial<Occurrence>): Occurrence {
  return {
    location,
    kind: 'model-id',
    usage: 'use',
    value,
    context: '',
    confidence: 'high',
    reason: 'the family, by the words of the id',
    exposure: 'unknown',
    extractor: 'python/python',
    scope: '',
    dependencyPath: [],
    ...more,
  };
}

function component(id: string, name: string, occurrences: readonly Occurrence[], more: Partial<Component>): Component {
  return {
    id,
    type: 'model',
    name,
    version: null,
    purl: null,
    family: null,
    developer: 'unknown',
    origin: { weights: 'CN', developer: 'CN', host: [] },
    lineage: [],
    exposures: [],
    occurrences,
    ...more,
  };
}

function finding(
  number: number,
  ruleId: string,
  level: Finding['level'],
  subject: Component,
  message: string,
  more: Partial<Finding> = {},
): Finding {
  return {
    ruleId,
    level,
    message,
    component: subject.id,
    locations: subject.occurrences.filter(({ usage }) => usage === 'use').map(({ location }) => location),
    fingerprint: number.toString(16).padStart(32, '0'),
    lineHash: `${(number * 7919).toString(16)}:1`,
    state: 'new',
    suppressions: [],
    ...more,
  };
}

const call = { context: 'ChatOpenAI.model', scope: '@120', exposure: 'in-country-api', host: 'deepseek' } as const;
const chat = component(
  'model/deepseek/deepseek-chat',
  'deepseek-chat',
  [
    occurrence(at('src/llm/client.py', 12, 18, 13), 'deepseek-chat', call),
    occurrence(at('src/llm/client.py', 31, 9, 13), 'deepseek-chat', { ...call, scope: '@410' }),
    occurrence(at('docs/guide.md', 4, 11, 13), 'deepseek-chat', { usage: 'mention', extractor: 'docs/markdown' }),
  ],
  { family: 'deepseek', developer: 'deepseek', origin: { weights: 'CN', developer: 'CN', host: ['CN'] }, exposures: ['in-country-api'] },
);
const api = component(
  'service/deepseek',
  'DeepSeek',
  [
    occurrence(at('src/llm/client.py', 13, 21, 24), 'https://api.deepseek.com', {
      kind: 'endpoint',
      context: 'ChatOpenAI.base_url',
      scope: '@120',
      exposure: 'in-country-api',
      host: 'deepseek',
    }),
  ],
  {
    type: 'service',
    family: 'deepseek',
    developer: 'deepseek',
    origin: { weights: 'CN', developer: 'CN', host: ['CN'] },
    exposures: ['in-country-api'],
  },
);
const distilled = component(
  'model/deepseek/deepseek-r1-distill-llama-8b',
  'DeepSeek-R1-Distill-Llama-8B',
  [
    occurrence(at('deploy/vllm.yaml', 22, 14, 40), 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B', {
      context: 'services.llm.command',
      exposure: 'self-hosted',
      extractor: 'infra/compose',
    }),
  ],
  {
    family: 'deepseek',
    developer: 'deepseek',
    origin: { weights: 'US', developer: 'CN', host: [] },
    lineage: [{ name: 'Llama-3.1-8B', family: 'llama', relation: 'distillation', evidence: 'documented' }],
    licences: [
      { name: 'MIT', models: 'DeepSeek R1, V3-0324 and later', source: 'https://huggingface.co/deepseek-ai', reviewed: '2026-01-15' },
      { name: 'Llama 3.1 Community License', models: 'Llama 3.1', source: 'the card of the model', reviewed: '2026-01-15' },
    ],
    exposures: ['self-hosted'],
  },
);
const routed = component(
  'model/qwen/qwen3-32b',
  'Qwen3-32B',
  [
    occurrence(at('config/模型/設定.toml', 3, 9, 15), 'qwen/qwen3-32b', {
      context: 'models.default',
      exposure: 'third-party-api',
      host: 'openrouter',
      extractor: 'config/toml',
    }),
  ],
  { family: 'qwen', developer: 'alibaba', origin: { weights: 'CN', developer: 'CN', host: ['US'] }, exposures: ['third-party-api'] },
);
const key = component(
  'family/qwen',
  'Qwen',
  [occurrence(at('.env.example', 2, 1, 17), 'DASHSCOPE_API_KEY', { kind: 'credential', extractor: 'config/dotenv', confidence: 'medium' })],
  { family: 'qwen', developer: 'alibaba', exposures: ['unknown'] },
);
const sdk = component(
  'package/pypi/dashscope',
  'dashscope',
  [
    occurrence(at('uv.lock', 210, 9, 9), 'dashscope', {
      kind: 'package',
      exposure: 'dependency',
      extractor: 'python/uv-lock',
      dependencyPath: ['agentscope', 'dashscope'],
    }),
  ],
  {
    type: 'package',
    version: '1.24.6',
    purl: 'pkg:pypi/dashscope@1.24.6',
    family: 'qwen',
    developer: 'alibaba',
    exposures: ['dependency'],
  },
);

export const EXAMPLE: Report = {
  tool: { name: 'pedigree', version: '1.2.3', rules: 'a'.repeat(64) },
  revision: '0123456789abcdef0123456789abcdef01234567',
  policy: {
    id: 'cn-origin',
    source: 'built in',
    digest: 'b'.repeat(64),
    rules: [
      {
        id: 'cn-origin/in-country-api',
        level: 'error',
        title: 'API whose inference runs in China',
        description: '{name} is called at {host}.',
        help: 'What is sent there is processed in China. Serve the same open weights yourself, or record why the call is acceptable.',
        source: null,
      },
      {
        id: 'cn-origin/weights',
        level: 'warning',
        title: 'Weights of Chinese origin in use',
        description: '{name} is loaded.',
        help: 'Pin the revision and record the model in your inventory.',
        source: 'https://example.org/models#weights',
      },
      {
        id: 'cn-origin/dependency',
        level: 'note',
        title: 'Client library of a Chinese model family',
        description: '{name} is a dependency.',
        help: 'See whether a model of this family is configured.',
        source: 'Internal rule 7.',
      },
      {
        id: 'cn-origin/artifact',
        level: 'warning',
        title: 'Weights of Chinese origin in the tree',
        description: '{name} is in the tree.',
        help: 'Move the weights to a registry.',
        source: null,
      },
    ],
  },
  coverage: { discovered: 1240, scanned: 1204, skipped: { binary: 30, ignored: 5 }, failed: { denied: 1 }, bytes: 8_204_113 },
  components: [api, chat, distilled, key, routed, sdk].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  findings: [
    finding(
      1,
      'cn-origin/in-country-api',
      'error',
      chat,
      'deepseek-chat (DeepSeek) is called at https://api.deepseek.com, where inference runs in China.',
    ),
    finding(2, 'cn-origin/in-country-api', 'error', api, 'DeepSeek is called at https://api.deepseek.com, where inference runs in China.'),
    finding(
      3,
      'cn-origin/weights',
      'warning',
      distilled,
      'DeepSeek-R1-Distill-Llama-8B (weights: United States, released by DeepSeek) is loaded or served.',
      {
        suppressions: [{ kind: 'external', justification: 'Approved for the pilot, see SEC-12', owner: 'platform', expires: '2027-03-31' }],
      },
    ),
    finding(4, 'cn-origin/weights', 'warning', routed, 'Qwen3-32B (weights: China, released by Alibaba) is called at OpenRouter.', {
      state: 'unchanged',
    }),
    finding(5, 'cn-origin/dependency', 'note', sdk, 'dashscope (Alibaba) is a dependency; that alone sends nothing.'),
  ],
  diagnostics: [
    {
      level: 'warning',
      code: 'parse/config/yaml',
      message: 'a mapping value is not allowed here; the file was read as plain text instead',
      path: 'charts/values.yaml',
      line: 17,
    },
    { level: 'warning', code: 'read/denied', message: 'not read: permission denied', path: 'secrets/prod.env' },
  ],
  verdict: 'fail',
  failOn: 'error',
  names: {
    families: { deepseek: 'DeepSeek', qwen: 'Qwen' },
    developers: { deepseek: 'DeepSeek', alibaba: 'Alibaba' },
    hosts: { deepseek: 'DeepSeek', openrouter: 'OpenRouter' },
  },
  background: {
    statements: [
      {
        developer: 'deepseek',
        list: 'us-tx-2025',
        text: 'Texas bars DeepSeek from state devices since 2025-01-31 (devices, not self-hosted weights).',
        status: 'in-force',
        jurisdiction: 'US-TX',
        asOf: '2025-01-31',
        confidence: 'high',
        source: 'natlawreview.com; govtech.com',
      },
      {
        developer: 'deepseek',
        list: null,
        text: 'A bill was introduced, referred to committee, and not found enacted.',
        status: 'introduced',
        jurisdiction: 'US',
        asOf: '2025-02-27',
        confidence: 'medium',
        source: 'https://example.org/bills/1121',
      },
    ],
    sources: [
      { kind: 'family', id: 'deepseek', name: 'DeepSeek', source: 'https://huggingface.co/deepseek-ai', reviewed: '2026-01-15' },
      { kind: 'family', id: 'qwen', name: 'Qwen', source: 'https://huggingface.co/Qwen', reviewed: '2026-01-15' },
      { kind: 'developer', id: 'alibaba', name: 'Alibaba', source: 'https://huggingface.co/Qwen', reviewed: '2026-01-15' },
      { kind: 'developer', id: 'deepseek', name: 'DeepSeek', source: 'https://huggingface.co/deepseek-ai', reviewed: '2026-01-15' },
      { kind: 'host', id: 'openrouter', name: 'OpenRouter', source: 'the terms of the operator', reviewed: '2026-01-15' },
    ],
  },
  repository: { uri: 'https://git.example.org/acme/app.git', branch: 'main' },
  time: '2026-01-31T12:00:00Z',
};

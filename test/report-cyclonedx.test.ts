import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CDX_VERSIONS, type CdxVersion } from '../src/report/cyclonedx-version.ts';
import { cyclonedx } from '../src/report/cyclonedx.ts';
import { packagePurl, purlOf } from '../src/report/purl.ts';
import type { Component, Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';

const SCHEMAS = { '1.5': Spec.Version.v1dot5, '1.6': Spec.Version.v1dot6, '1.7': Spec.Version.v1dot7 } as const;
const STYLE = { color: false, width: 100, quiet: false };

function written(report: Report, cdxVersion: CdxVersion = '1.6'): string {
  return cyclonedx(report, { ...STYLE, cdxVersion });
}

const property = z.object({ name: z.string(), value: z.string() });
const component = z.looseObject({
  type: z.string(),
  'bom-ref': z.string(),
  name: z.string(),
  purl: z.string().optional(),
  manufacturer: z.object({ name: z.string(), address: z.object({ country: z.string() }).optional() }).optional(),
  supplier: z.object({ name: z.string() }).optional(),
  pedigree: z.object({ ancestors: z.array(z.looseObject({ name: z.string(), properties: z.array(property) })) }).optional(),
  evidence: z
    .object({
      identity: z.union([z.array(z.looseObject({ concludedValue: z.string() })), z.looseObject({ field: z.string() })]),
      occurrences: z.array(z.looseObject({ location: z.string(), line: z.number().optional() })),
    })
    .optional(),
  properties: z.array(property),
});
const service = z.looseObject({
  'bom-ref': z.string(),
  provider: z.object({ name: z.string(), address: z.object({ country: z.string() }).optional() }),
  name: z.string(),
  endpoints: z.array(z.string()).optional(),
  'x-trust-boundary': z.boolean(),
  trustZone: z.string(),
  properties: z.array(property),
});
const bom = z.looseObject({
  serialNumber: z.string(),
  metadata: z.looseObject({
    timestamp: z.string().optional(),
    component: z.looseObject({ 'bom-ref': z.string() }),
    properties: z.array(property),
  }),
  components: z.array(component),
  services: z.array(service),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
  compositions: z.array(z.looseObject({ aggregate: z.string() })),
});

function read(report: Report, version?: CdxVersion): z.infer<typeof bom> {
  return bom.parse(JSON.parse(written(report, version)));
}

function named<T extends { name: string }>(items: readonly T[], name: string): T {
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe.each(CDX_VERSIONS)('CycloneDX %s', { timeout: 60_000 }, (version) => {
  const validator = new Validation.JsonStrictValidator(SCHEMAS[version]);

  it('is valid by the strict schema', async () => {
    expect(await validator.validate(written(EXAMPLE, version))).toBeNull();
  });

  it('is valid for any report', async () => {
    await fc.assert(
      fc.asyncProperty(reports(ANY_TEXT), async (report) => {
        expect(await validator.validate(written(report, version))).toBeNull();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('refers only to what is there, and to each thing by one name', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const { components, services, dependencies, metadata } = read(report, version);
        const refs = [metadata.component['bom-ref'], ...[...components, ...services].map((one) => one['bom-ref'])];
        expect(new Set(refs).size).toBe(refs.length);
        expect(dependencies.map(({ ref }) => ref).sort()).toEqual(refs.toSorted());
        for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what it says', () => {
  const { components, services, dependencies, metadata, compositions } = read(EXAMPLE);
  const dependsOn = (ref: string) => dependencies.find((one) => one.ref === ref)?.dependsOn;

  it('of a model', () => {
    const model = named(components, 'DeepSeek-R1-Distill-Llama-8B');
    expect(model).toMatchObject({
      type: 'machine-learning-model',
      manufacturer: { name: 'DeepSeek', address: { country: 'CN' } },
      purl: 'pkg:huggingface/deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
      evidence: { occurrences: [{ location: 'deploy/vllm.yaml', line: 22 }] },
    });
    expect(model.pedigree?.ancestors).toMatchObject([
      { name: 'Llama-3.1-8B', properties: expect.arrayContaining([{ name: 'pedigree:lineage:relation', value: 'distillation' }]) },
    ]);
    expect(model.properties).toEqual(
      expect.arrayContaining([
        { name: 'pedigree:origin:weights', value: 'US' },
        { name: 'pedigree:origin:developer', value: 'CN' },
        { name: 'pedigree:origin:host', value: 'unknown' },
        { name: 'pedigree:exposure', value: 'self-hosted' },
        { name: 'pedigree:finding', value: '00000000000000000000000000000003 warning cn-origin/weights new suppressed' },
      ]),
    );
  });

  it('of a service whose endpoint was read', () => {
    expect(named(services, 'DeepSeek')).toMatchObject({
      provider: { name: 'DeepSeek', address: { country: 'CN' } },
      endpoints: ['https://api.deepseek.com'],
      'x-trust-boundary': true,
      trustZone: 'external:CN',
      data: [{ flow: 'bi-directional', classification: 'unknown' }],
    });
  });

  it('of a service that only a model tells of', () => {
    expect(named(services, 'OpenRouter')).toMatchObject({ 'bom-ref': 'service/openrouter', trustZone: 'external:US' });
  });

  it('of dependencies: services run models, packages lead to packages', () => {
    expect(dependsOn('codebase')).toEqual([
      'family/qwen',
      'model/deepseek/deepseek-r1-distill-llama-8b',
      'package/pypi/agentscope',
      'service/deepseek',
      'service/openrouter',
    ]);
    expect(dependsOn('service/deepseek')).toEqual(['model/deepseek/deepseek-chat']);
    expect(dependsOn('package/pypi/agentscope')).toEqual(['package/pypi/dashscope']);
    expect(named(components, 'agentscope').purl).toBe('pkg:pypi/agentscope');
  });

  it('of what was not looked at', () => {
    expect(compositions).toMatchObject([{ aggregate: 'incomplete', assemblies: ['codebase'] }]);
    expect(read({ ...EXAMPLE, coverage: { ...EXAMPLE.coverage, failed: {} } }).compositions).toMatchObject([{ aggregate: 'unknown' }]);
    expect(metadata.properties).toContainEqual({ name: 'pedigree:coverage:failed:denied', value: '1' });
  });

  it('of makers, without an address, in 1.5', () => {
    const model = named(read(EXAMPLE, '1.5').components, 'deepseek-chat');
    expect(model).toMatchObject({ supplier: { name: 'DeepSeek' } });
    expect(model.manufacturer).toBeUndefined();
  });
});

it('every finding is there once', () => {
  fc.assert(
    fc.property(reports(ANY_TEXT), (report) => {
      const { components, services, metadata } = read(report);
      const all = [metadata, ...components, ...services].flatMap(({ properties }) => properties);
      const found = all.flatMap(({ name, value }) => (name === 'pedigree:finding' ? [value.split(' ')[0]] : []));
      expect(found.sort()).toEqual(report.findings.map(({ fingerprint }) => fingerprint).sort());
    }),
    { numRuns: 100 },
  );
});

it('the serial number is that of the facts, whenever they were found', () => {
  const serial = (report: Report) => read(report).serialNumber;
  expect(serial(EXAMPLE)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(serial({ ...EXAMPLE, time: '2027-01-01T00:00:00Z' })).toBe(serial(EXAMPLE));
  expect(serial({ ...EXAMPLE, revision: null })).not.toBe(serial(EXAMPLE));
});

describe('package URLs', () => {
  it.each([
    ['npm', '@langchain/deepseek', '0.1.0', 'pkg:npm/%40langchain/deepseek@0.1.0'],
    ['npm', '@ai-sdk/deepseek', 'workspace:*', 'pkg:npm/%40ai-sdk/deepseek'],
    ['npm', 'deepseek', '^1.2.3', 'pkg:npm/deepseek'],
    ['npm', 'deepseek', '1.x', 'pkg:npm/deepseek'],
    ['pypi', 'Tencentcloud_SDK', '3.0.1+local.1', 'pkg:pypi/tencentcloud-sdk@3.0.1%2Blocal.1'],
    ['golang', 'github.com/Cohesion-Org/deepseek-go', 'v1.2.3', 'pkg:golang/github.com/cohesion-org/deepseek-go@v1.2.3'],
    ['golang', 'fmt', null, null],
    ['cargo', 'async-dashscope', '0.2.0', 'pkg:cargo/async-dashscope@0.2.0'],
    ['maven', 'com.alibaba:dashscope-sdk-java', '2.18.2', 'pkg:maven/com.alibaba/dashscope-sdk-java@2.18.2'],
    ['maven', 'dashscope-sdk-java', '2.18.2', null],
    ['nuget', 'Sdcb.SparkDesk', '3.1.0', 'pkg:nuget/Sdcb.SparkDesk@3.1.0'],
    ['composer', 'DeepSeek-PHP/deepseek-laravel', '1.0.0', 'pkg:composer/deepseek-php/deepseek-laravel@1.0.0'],
    ['composer', 'deepseek', null, null],
    ['hex', 'DeepSeek', null, 'pkg:hex/deepseek'],
    ['pub', 'Deep-Seek', null, 'pkg:pub/deep_seek'],
    ['swift', 'https://github.com/acme/Qwen.git', '1.0.0', 'pkg:swift/github.com/acme/Qwen@1.0.0'],
    ['swift', 'Qwen', '1.0.0', null],
    ['cocoapods', 'Moonshot/Core', '1.0', 'pkg:cocoapods/Moonshot@1.0'],
    ['julia', 'Qwen', '1.0.0', null],
    ['conda', 'modelscope', '1.9.0', 'pkg:conda/modelscope@1.9.0'],
    ['pypi', 'a b', null, null],
    ['npm', '../../etc', null, null],
    ['constructor', 'x', null, null],
  ])('%s %s %s', (ecosystem, name, version, expected) => {
    expect(packagePurl(ecosystem, name, version)).toBe(expected);
  });

  const [model] = EXAMPLE.components.filter(({ name }) => name === 'DeepSeek-R1-Distill-Llama-8B');
  const [use] = model?.occurrences ?? [];
  const hub = (
    more: Partial<Component>,
    ...values: readonly (readonly [value: string, exposure: 'self-hosted' | 'third-party-api', context?: string])[]
  ) =>
    model &&
    use &&
    purlOf({
      ...model,
      name: 'Qwen3-8B',
      ...more,
      occurrences: values.map(([value, exposure, context = '']) => ({ ...use, value, exposure, context })),
    });

  it.each([
    ['of weights that are loaded', [['Qwen/Qwen3-8B', 'self-hosted']], {}, 'pkg:huggingface/Qwen/Qwen3-8B'],
    ['at a commit', [['Qwen/Qwen3-8B', 'self-hosted']], { version: 'A'.repeat(40) }, `pkg:huggingface/Qwen/Qwen3-8B@${'a'.repeat(40)}`],
    ['at no branch', [['Qwen/Qwen3-8B', 'self-hosted']], { version: 'main' }, 'pkg:huggingface/Qwen/Qwen3-8B'],
    ['of an address of the hub', [['https://huggingface.co/Qwen/Qwen3-8B', 'third-party-api']], {}, 'pkg:huggingface/Qwen/Qwen3-8B'],
    ['not of an id at a gateway', [['qwen/qwen3-8b', 'third-party-api']], {}, null],
    ['not of a tag of Ollama', [['qwen3:8b', 'self-hosted']], {}, null],
    ['not of another hub', [['Qwen/Qwen3-8B', 'self-hosted', 'snapshot_download.modelscope']], {}, null],
    ['not of a repackaging', [['unsloth/Qwen3-8B-GGUF', 'self-hosted']], {}, null],
    [
      'not when several bear the name',
      [
        ['Qwen/Qwen3-8B', 'self-hosted'],
        ['mirror/Qwen3-8B', 'self-hosted'],
      ],
      {},
      null,
    ],
    ['not without an organisation', [['Qwen3-8B', 'self-hosted']], {}, null],
    ['never an illegal one', [], { purl: 'pkg:huggingface/a b' }, null],
  ] as const)('%s', (_, values, more, expected) => {
    expect(hub(more, ...values)).toBe(expected);
  });
});

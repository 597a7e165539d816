import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { spdx } from '../src/report/spdx.ts';
import type { Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';

const PLAIN = { color: false, width: 80, quiet: false };
const iri = z.string().regex(/^urn:uuid:[0-9a-f-]{36}#[\w.~:@/%!'()*-]+$/);
const base = { spdxId: iri, creationInfo: z.literal('_:creation') };
const collection = {
  ...base,
  name: z.string(),
  profileConformance: z.tuple([z.literal('core'), z.literal('software'), z.literal('simpleLicensing')]),
  rootElement: z.array(iri).length(1),
  element: z.array(iri),
};
const completeness = z.enum(['incomplete', 'noAssertion']);
/** The classes of SPDX 3.0.1 that are used, with the properties that they may have; https://spdx.github.io/spdx-spec/v3.0.1/ */
const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('CreationInfo'),
    '@id': z.literal('_:creation'),
    specVersion: z.literal('3.0.1'),
    created: z.iso.datetime(),
    createdBy: z.array(iri).min(1),
    createdUsing: z.array(iri),
  }),
  z.strictObject({ type: z.literal('SpdxDocument'), ...collection }),
  z.strictObject({ type: z.literal('software_Sbom'), ...collection, software_sbomType: z.tuple([z.literal('source')]) }),
  z.strictObject({ type: z.literal('SoftwareAgent'), ...base, name: z.string() }),
  z.strictObject({ type: z.literal('Tool'), ...base, name: z.string() }),
  z.strictObject({ type: z.literal('Organization'), ...base, name: z.string(), comment: z.string().optional() }),
  z.strictObject({
    type: z.literal('software_Package'),
    ...base,
    name: z.string(),
    description: z.string().optional(),
    software_primaryPurpose: z.enum(['model', 'library', 'platform', 'source']),
    software_packageVersion: z.string().optional(),
    software_packageUrl: z.string().startsWith('pkg:').optional(),
    originatedBy: z.array(iri).optional(),
    suppliedBy: iri.optional(),
  }),
  z.strictObject({
    type: z.literal('Relationship'),
    ...base,
    from: iri,
    relationshipType: z.enum(['dependsOn', 'descendantOf', 'hasDeclaredLicense']),
    to: z.array(iri).min(1),
    comment: z.string().optional(),
    completeness,
  }),
  z.strictObject({ type: z.literal('simplelicensing_LicenseExpression'), ...base, simplelicensing_licenseExpression: z.string().min(1) }),
  z.strictObject({
    type: z.literal('Annotation'),
    ...base,
    annotationType: z.literal('other'),
    contentType: z.literal('application/json'),
    subject: iri,
    statement: z.string(),
  }),
]);
const document = z.strictObject({
  '@context': z.literal('https://spdx.org/rdf/3.0.1/spdx-context.jsonld'),
  '@graph': z.array(element),
});

function graphOf(report: Report) {
  return document.parse(JSON.parse(spdx(report, PLAIN)))['@graph'];
}

function packageNamed(report: Report, name: string) {
  return graphOf(report).find((one) => one.type === 'software_Package' && one.name === name);
}

it('uses only the classes and properties of the specification, every id once, and refers to nothing that is not there', () => {
  fc.assert(
    fc.property(reports(ANY_TEXT), (report) => {
      const graph = graphOf(report);
      const ids = graph.flatMap((one) => ('spdxId' in one ? [one.spdxId] : []));
      expect(new Set(ids).size).toBe(ids.length);
      const mentioned = JSON.stringify(graph).match(/(?<=")urn:uuid:[0-9a-f-]{36}#[^"]+(?=")/g) ?? [];
      expect(mentioned.filter((id) => !ids.includes(id))).toEqual([]);
      const [listed] = graph.flatMap((one) => (one.type === 'SpdxDocument' ? [one] : []));
      expect([...(listed?.element ?? []), listed?.spdxId].sort()).toEqual(ids.toSorted());
    }),
    { numRuns: 100 },
  );
});

describe('what it says', () => {
  it('of a model and what it was made from', () => {
    const model = packageNamed(EXAMPLE, 'DeepSeek-R1-Distill-Llama-8B');
    const ancestor = packageNamed(EXAMPLE, 'Llama-3.1-8B');
    expect(model).toMatchObject({
      software_primaryPurpose: 'model',
      software_packageUrl: 'pkg:huggingface/deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
    });
    const [lineage] = graphOf(EXAMPLE).flatMap((one) =>
      one.type === 'Relationship' && one.relationshipType === 'descendantOf' ? [one] : [],
    );
    expect(lineage).toMatchObject({
      from: model && 'spdxId' in model ? model.spdxId : '',
      to: [ancestor && 'spdxId' in ancestor ? ancestor.spdxId : ''],
      comment: 'Llama-3.1-8B: distillation, documented',
    });
  });

  it('of its licences: those of the SPDX list as such, every one by name', () => {
    const graph = graphOf(EXAMPLE);
    const [expression] = graph.flatMap((one) => (one.type === 'simplelicensing_LicenseExpression' ? [one] : []));
    expect(expression?.simplelicensing_licenseExpression).toBe('MIT');
    const declared = graph.flatMap((one) => (one.type === 'Relationship' && one.relationshipType === 'hasDeclaredLicense' ? [one.to] : []));
    expect(declared).toEqual([[expression?.spdxId]]);
    expect(spdx(EXAMPLE, PLAIN)).toContain('Llama 3.1 Community License');
  });

  it('of who runs it', () => {
    expect(packageNamed(EXAMPLE, 'OpenRouter')).toMatchObject({ software_primaryPurpose: 'platform' });
  });

  it('of findings and places', () => {
    const statements = graphOf(EXAMPLE).flatMap((one) => (one.type === 'Annotation' ? [JSON.parse(one.statement) as unknown] : []));
    expect(statements).toContainEqual(
      expect.objectContaining({ origin: { weights: 'US', developer: 'CN', host: [] }, occurrences: ['deploy/vllm.yaml:22:14'] }),
    );
    for (const { fingerprint } of EXAMPLE.findings) expect(JSON.stringify(statements)).toContain(fingerprint);
  });

  it('nothing of the profile for AI', () => {
    expect(spdx(EXAMPLE, PLAIN)).not.toMatch(/"ai"|ai_AIPackage/);
  });
});

it('bears the time of the report, else that of the scan', () => {
  const [{ created } = { created: '' }] = graphOf(EXAMPLE).flatMap((one) => (one.type === 'CreationInfo' ? [one] : []));
  expect(created).toBe(EXAMPLE.time);
  const { time: _, ...timeless } = EXAMPLE;
  const scanned = { start: '2026-02-03T04:05:06Z', end: '2026-02-03T04:05:09Z' };
  expect(spdx(timeless, { ...PLAIN, scanned })).toContain('"created": "2026-02-03T04:05:09Z"');
  expect(spdx(EXAMPLE, { ...PLAIN, scanned })).toBe(spdx(EXAMPLE, PLAIN));
});

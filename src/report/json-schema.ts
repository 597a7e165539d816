/**
 * The JSON report: the contract that other tools read. The build publishes it as JSON Schema (dist/report.schema.json).
 * Within a major version keys are added, and none is taken away or changes its meaning: what reads 1.0 reads every 1.x, so the
 * published schema admits keys that it does not name. A key that is added makes a minor version; fixtures/compat holds each.
 */
import { z } from 'zod';
import { CONFIDENCES, EXPOSURES, KINDS, LEVELS, USAGES } from '../types.ts';

const country = z.string().length(2).nullable().describe('ISO 3166 code; null: not known');
const level = z.enum(LEVELS);
const counts = z.record(z.string(), z.number().int().nonnegative());
const place = {
  path: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  endColumn: z.number().int().positive(),
};
const exposure = z.enum(EXPOSURES);

const occurrence = z.strictObject({
  ...place,
  kind: z.enum(KINDS),
  usage: z.enum(USAGES),
  value: z.string(),
  context: z.string(),
  confidence: z.enum(CONFIDENCES),
  reason: z.string(),
  exposure: exposure.nullable(),
  host: z.string().optional().describe('Who runs it: an id of the rules on hosts; absent: not known, or nobody is called'),
  region: country.optional().describe('Where that host runs inference, as it states; null: it does not state a place'),
  reached: z.string().optional().describe('How the exposure is known, or why it is not'),
  extractor: z.string(),
  dependencyPath: z.array(z.string()).optional(),
});

const component = z.strictObject({
  id: z.string(),
  type: z.enum(['model', 'service', 'package']),
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  family: z.string().nullable(),
  developer: z.string(),
  origin: z.strictObject({ weights: country, developer: country, host: z.array(z.string().length(2)) }),
  lineage: z.array(z.strictObject({ name: z.string(), family: z.string().nullable(), relation: z.string(), evidence: z.string() })),
  licences: z
    .array(z.strictObject({ name: z.string(), models: z.string(), source: z.string(), reviewed: z.string() }))
    .optional()
    .describe('Under which the model, or the base that it is made from, is published; absent: not known'),
  exposures: z.array(exposure),
  occurrences: z.array(occurrence),
});

const finding = z.strictObject({
  ruleId: z.string(),
  level,
  message: z.string(),
  component: z.string(),
  locations: z.array(z.strictObject(place)),
  fingerprint: z.string(),
  state: z.enum(['new', 'unchanged']),
  suppressions: z.array(
    z.strictObject({
      kind: z.enum(['inSource', 'external']),
      justification: z.string(),
      owner: z.string().optional(),
      expires: z.string().optional(),
    }),
  ),
});

const background = z
  .strictObject({
    statements: z.array(
      z.strictObject({
        developer: z.string(),
        list: z.string().nullable(),
        text: z.string(),
        status: z.string(),
        jurisdiction: z.string(),
        asOf: z.string(),
        confidence: z.enum(CONFIDENCES),
        source: z.string(),
      }),
    ),
    sources: z.array(
      z.strictObject({
        kind: z.enum(['family', 'developer', 'host']),
        id: z.string(),
        name: z.string(),
        source: z.string(),
        reviewed: z.string(),
      }),
    ),
  })
  .describe('Dated facts about the developers and operators of what is used, stated and not judged, and where the rules have theirs from');

/** The JSON report, version 1: the contract that other tools read. */
export const jsonReportSchema = z.strictObject({
  schemaVersion: z.literal('1.0'),
  tool: z.strictObject({
    name: z.literal('pedigree'),
    version: z.string(),
    rules: z.string().describe('SHA-256 of the rules'),
    homepage: z.string().optional(),
  }),
  scan: z.strictObject({
    revision: z.string().nullable(),
    repository: z
      .strictObject({ uri: z.string(), branch: z.string().nullable() })
      .optional()
      .describe('Where the code comes from; absent: no remote that others can reach'),
    time: z.string().optional().describe('Given by SOURCE_DATE_EPOCH; absent: the same input gives the same report'),
    policy: z.strictObject({ id: z.string(), source: z.string(), digest: z.string() }),
  }),
  coverage: z.strictObject({
    discovered: z.number().int(),
    scanned: z.number().int(),
    skipped: counts,
    failed: counts,
    bytes: z.number().int(),
  }),
  components: z.array(component),
  findings: z.array(finding),
  diagnostics: z.array(
    z.strictObject({ level, code: z.string(), message: z.string(), path: z.string().optional(), line: z.number().int().optional() }),
  ),
  background: background.optional(),
  verdict: z.enum(['pass', 'fail', 'incomplete']),
});

/** The same as a type. */
export type JsonReport = z.infer<typeof jsonReportSchema>;

/** The schema as it is published: what it names is as it says, and later versions may say more. */
export function publishedSchema(): object {
  const open = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };
  return { $id: 'urn:pedigree:report:1.0', title: 'Pedigree report 1.0', ...z.toJSONSchema(jsonReportSchema, { override: open }) };
}

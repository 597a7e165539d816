/** What a rule file may say, checked by zod. A mistake names file, line and key (see load.ts). */
import { z } from 'zod';
import { clientsSchema, type ClientsRule } from './clients-schema.ts';
import { confidence, country, date, file, id, maybeSourced, sourced } from './fields.ts';
import { patternProblem } from './pattern.ts';
import { policySchema, type PolicyFile } from './policy-schema.ts';

/** A dated statement about a developer: stated, never judged. */
const fact = z.strictObject({
  /** A list or measure a policy can name: `us-entity-list`, `us-1260h`, `us-ndaa-1532`. */
  list: id.optional(),
  statement: z.string().min(10),
  status: z.enum(['in-force', 'introduced', 'reported', 'evaluated', 'withdrawn', 'expired', 'disputed']),
  jurisdiction: z.string().min(2),
  asOf: date,
  confidence,
  source: z.string().min(1),
});

/** rules/developers/<id>.yaml */
const developerSchema = z.strictObject({
  ...file,
  name: z.string(),
  /** Country of the legal entity; null: not settled. */
  country: country.nullable(),
  parent: id.optional(),
  aliases: z.array(z.string()).default([]),
  /** Hub organisations (first segment of `org/name`) whose uploads are this developer's own models. Lower case. */
  organisations: z.array(z.string()).default([]),
  /** Makes an application that runs models of others: its name in a model's says where that is used, and not who tuned it. */
  application: z.boolean().default(false),
  facts: z.array(fact).default([]),
  note: z.string().optional(),
});

const pattern = z.string().superRefine((source, context) => {
  const problem = patternProblem(source);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/**
 * Model names of a family. `pattern` is matched, case folded and with `_` and blanks read as `-`, against a model id's name at a
 * boundary (start, or behind a character that is neither letter nor digit); what follows must not be a letter.
 */
const model = z.strictObject({
  pattern,
  /** `name`: nothing else is called so; counts in any text. `id`: counts where a model id stands (a model key, a call's model argument,
   * `org/name`) or with another sign of the family in the file. `signed`: only beside its organisation, host, provider or key. */
  strength: z.enum(['name', 'id', 'signed']),
  /** Line of models, as people write it: `QwQ`, `ChatGLM`. */
  line: z.string().optional(),
  /** When another developer of the same family made it. */
  developer: id.optional(),
  /** When the weights are built on another family: `llama`; `any`: on whichever other family the id names. */
  base: id.optional(),
  ...maybeSourced,
});

/** An environment variable or setting. */
const variable = z.strictObject({
  name: z.string(),
  kind: z.enum(['key', 'endpoint', 'setting']),
  /** The name collides (`SPARK_API_KEY`, `ARK_API_KEY`): counts only with another sign in the file. */
  signed: z.boolean().default(false),
  ...sourced,
});

/** rules/families/<id>.yaml */
const familySchema = z.strictObject({
  ...file,
  name: z.string(),
  developer: id,
  /** `control`: a family that the scanner knows so as not to mistake it; never an anchor, never a finding of the default policy. */
  tier: z.enum(['core', 'extended', 'control']),
  licences: z.array(z.strictObject({ licence: z.string(), models: z.string(), ...maybeSourced })).default([]),
  /** Words that nothing else bears: `deepseek`, `qwen`, `dashscope`. As a word, or as a part of a camelCase or snake_case name, one places it. */
  words: z.array(z.string()).default([]),
  /** Words that collide (`kimi`, `glm`): count only with another sign of the family in the same file. */
  signedWords: z.array(z.string()).default([]),
  /** Words that hardly collide (`moonshot`, `qwq`): count with a sign of the family in any file of the codebase. */
  codebaseWords: z.array(z.string()).default([]),
  /** Companies that sell more than models (`baidu`): count as a provider's name (a key, a whole value, a part of an identifier) beside a sign. */
  providerWords: z.array(z.string()).default([]),
  /** Hub organisations and provider prefixes whose every model is of this family unless its name says otherwise. Lower case. */
  organisations: z.array(z.string()).default([]),
  models: z.array(model),
  /** Ids too generic to count alone: only beside one of the family's hosts, packages, variables or organisations. */
  generic: z.array(z.strictObject({ id: z.string(), ...maybeSourced })).default([]),
  packages: z
    .array(
      z.strictObject({
        ecosystem: z.string(),
        name: z.string(),
        kind: z.enum(['official-sdk', 'provider-adapter', 'model-code', 'cli-agent', 'hub']),
        /** Module names it is imported by, where they differ from its name. */
        modules: z.array(z.string()).default([]),
        ...sourced,
      }),
    )
    .default([]),
  variables: z.array(variable).default([]),
  /** Class, function and property names of clients and loaders: `ChatTongyi`, `MoonshotChat`. Exact. */
  symbols: z.array(z.strictObject({ name: z.string(), host: id.optional(), signed: z.boolean().default(false), ...sourced })).default([]),
  /** What a model file declares: transformers model_type and class, GGUF general.architecture, tokenizer class. */
  architectures: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['model-type', 'class', 'gguf', 'tokenizer', 'tokenizer-pre', 'pipeline']),
        /** Why the name alone does not prove these weights. */
        ambiguity: z.string().optional(),
        ...sourced,
      }),
    )
    .default([]),
  examples: z.strictObject({ match: z.array(z.string()).min(1), noMatch: z.array(z.string()).min(1) }),
});

/** rules/hosts/<id>.yaml */
const hostSchema = z.strictObject({
  ...file,
  name: z.string(),
  /** Country of the company that runs it; null: not settled. */
  country: country.nullable(),
  /** Developer id, when the operator is one. */
  developer: id.optional(),
  /** Family that an endpoint of it implies when no model is named; absent for hosts of many families. */
  family: id.optional(),
  domains: z.array(
    z.strictObject({
      /** `api.deepseek.com`; `*.maas.aliyuncs.com` for every name below; `*` may also stand for one label within. */
      domain: z.string(),
      /** Country where inference runs; null: the operator does not state it. */
      region: country.nullable(),
      place: z.string().optional(),
      role: z.enum(['api', 'console', 'docs', 'web', 'hub', 'assets']),
      /** Where the API lies when the same name also serves pages: `/api/`. The bare name counts as the API. */
      paths: z.array(z.string().startsWith('/')).default([]),
      family: id.optional(),
      confidence: confidence.default('high'),
      ...sourced,
    }),
  ),
  /** How the host spells model ids: prefixes that stand before `org/name` or a name. Lower case, with their separator: `bedrock/`, `accounts/fireworks/models/`. */
  prefixes: z.array(z.string()).default([]),
  /** What the host calls makers in ids that name them before a dot: `deepseek` of `us.deepseek.r1-v1:0`. Lower case. */
  makers: z.array(z.string()).default([]),
  /** Names that client libraries and gateways give the provider: `dashscope`, `openrouter`. */
  providers: z.array(z.string()).default([]),
  /** Variables of hosts that serve models of many developers: they name the host, and no family. */
  variables: z.array(variable).default([]),
  note: z.string().optional(),
});

/** rules/lineage/<id>.yaml: known derivatives, and who repackages the models of others. */
const lineageSchema = z.strictObject({
  ...file,
  derivatives: z
    .array(
      z.strictObject({
        model: z.string(),
        developer: z.string(),
        country: country.nullable(),
        base: z.string(),
        family: id,
        relation: z.enum(['finetune', 'distillation', 'merge', 'adapter', 'continued-pretraining', 'quantization', 'alias', 'component']),
        /** documented: its card or report says so. recalled: not read again. claim: asserted by press or community, never asserted here. */
        evidence: z.enum(['documented', 'recalled', 'claim']),
        /** The name does not show the base. */
        hidden: z.boolean(),
        /** Other things are called so, too: it counts behind its organisation alone. */
        signed: z.boolean().default(false),
        ...sourced,
      }),
    )
    .default([]),
  /** Organisations that requantise or mirror models of others; the model's developer stays its maker. Lower case. */
  uploaders: z.array(z.string()).default([]),
});

/** rules/fingerprints/<id>.yaml: numbers of released checkpoints, controls included. */
const fingerprintSchema = z.strictObject({
  ...file,
  checkpoints: z.array(
    z.strictObject({
      model: z.string(),
      developer: z.string(),
      country: country.nullable(),
      family: z.string(),
      vocab: z.number().int(),
      hidden: z.number().int(),
      intermediate: z.number().int().nullable(),
      layers: z.number().int(),
      heads: z.number().int().nullable(),
      kvHeads: z.number().int().nullable(),
      verified: z.enum(['yes', 'partial', 'no']),
      ...sourced,
    }),
  ),
});

/** A file of rules/developers, checked. */
export type DeveloperRule = z.infer<typeof developerSchema>;
/** A file of rules/families, checked. */
export type FamilyRule = z.infer<typeof familySchema>;
/** A file of rules/hosts, checked. */
export type HostRule = z.infer<typeof hostSchema>;
/** A file of rules/lineage, checked. */
export type LineageRule = z.infer<typeof lineageSchema>;
/** A file of rules/fingerprints, checked. */
export type FingerprintRule = z.infer<typeof fingerprintSchema>;

/** Folder of rules/ -> what its files must be. */
export const SCHEMAS = {
  developers: developerSchema,
  families: familySchema,
  hosts: hostSchema,
  clients: clientsSchema,
  lineage: lineageSchema,
  fingerprints: fingerprintSchema,
  policies: policySchema,
} as const;

/** Everything that rules/ says, as written. */
export interface RuleFiles {
  readonly developers: readonly DeveloperRule[];
  readonly families: readonly FamilyRule[];
  readonly hosts: readonly HostRule[];
  readonly clients: readonly ClientsRule[];
  readonly lineage: readonly LineageRule[];
  readonly fingerprints: readonly FingerprintRule[];
  readonly policies: readonly PolicyFile[];
}

/** What a rule file may say, checked by zod. A mistake names file, line and key (see load.ts). */
import { z } from 'zod';
import { EXPOSURES, LEVELS } from '../types.ts';
import { clientsSchema, type ClientsRule } from './clients.ts';
import { patternProblem } from './pattern.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
/** `2026-01-31` */
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date: YYYY-MM-DD', abort: true });
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code of two letters');
const confidence = z.enum(['high', 'medium', 'low']);

/** Where a fact comes from, and when somebody last read it there. `reviewed` falls back to the file's. */
const sourced = { source: z.string().min(1), reviewed: date.optional() };
/** The same, where the file's own source is enough. */
const maybeSourced = { source: z.string().min(1).optional(), reviewed: date.optional() };
const file = { id, reviewed: date, source: z.string().min(1) };

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

/** One text or several. */
export const many = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value));
const anyOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(values)));

/** Conditions of a policy rule: every key that is given must hold; within a key any value does. `unknown` stands for a country that is not known. */
const condition = z.strictObject({
  family: many.optional(),
  developer: many.optional(),
  /** Country of the weights or of the developer. */
  origin: many.optional(),
  weights: many.optional(),
  developerCountry: many.optional(),
  /** Country of the operator that runs the occurrence, or the operator's id. */
  host: many.optional(),
  /** Country where inference runs, as the operator states it. */
  region: many.optional(),
  /** Any of the countries of weights, developer and operator. */
  country: many.optional(),
  exposure: anyOf(EXPOSURES).optional(),
  usage: anyOf(['use', 'mention']).optional(),
  kind: anyOf(['model-id', 'endpoint', 'package', 'credential', 'weights', 'architecture', 'symbol', 'name']).optional(),
  /** Words of the licence that the model, or the base that it is made from, is published under. */
  licence: many.optional(),
  /** The developer, the base's developer or the operator (or a parent) is on this list: a `list` id of rules/developers. */
  listing: many.optional(),
  confidence: anyOf(['high', 'medium', 'low']).optional(),
  /** What else is known: code that comes with the weights is run, no revision is named, a key is written out, the name hides its base. */
  trait: anyOf(['remote-code', 'unpinned', 'literal-key', 'hidden-base']).optional(),
  paths: many.optional(),
});

/** rules/policies/<id>.yaml, and a team's own policy file. */
export const policySchema = z.strictObject({
  ...file,
  name: z.string(),
  description: z.string(),
  /** Which occurrences are judged. */
  usage: z.array(z.enum(['use', 'mention'])).default(['use']),
  rules: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9.-]+)?$/),
      level: z.enum(LEVELS),
      title: z.string(),
      /** What was found, with the words of MESSAGE_WORDS in braces; of several sentences the last says what to do. */
      message: z.string(),
      /** Why it matters; the last sentence says what to do. */
      help: z.string(),
      when: condition,
      source: z.string().optional(),
      /** Judged beside the first rule that holds, not instead of it. */
      alongside: z.boolean().default(false),
      /** Left out of files in which an error or warning speaks of the same family or developer. */
      alone: z.boolean().default(false),
    }),
  ),
  allow: z.array(z.strictObject({ when: condition, reason: z.string().min(1), expires: date, owner: z.string().optional() })).default([]),
});

export type DeveloperRule = z.infer<typeof developerSchema>;
export type FamilyRule = z.infer<typeof familySchema>;
export type HostRule = z.infer<typeof hostSchema>;
export type LineageRule = z.infer<typeof lineageSchema>;
export type FingerprintRule = z.infer<typeof fingerprintSchema>;
export type PolicyFile = z.infer<typeof policySchema>;
export type Condition = z.infer<typeof condition>;

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

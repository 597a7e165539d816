/** What a rule file of rules/clients may say, checked by zod: where a model runs that is called, loaded or served through something. */
import { z } from 'zod';
import { file, id, sourced } from './fields.ts';

const names = z.array(z.string().min(1)).default([]);

const client = z.strictObject({
  /**
   * `api`: at `domain`, unless an address stands beside it. `address`: where its address says; it has none of its own.
   * `self-hosted`: weights are loaded or served by the codebase, unless an address beside it says otherwise.
   * `prefix`: the first part of the model id names the provider. `gateway`: somewhere else again, which its own configuration tells.
   */
  reach: z.enum(['api', 'address', 'self-hosted', 'prefix', 'gateway']),
  /** A domain of rules/hosts: where it calls unless told otherwise. */
  domain: z.string().optional(),
  /** Classes, functions and methods, exactly as written: `ChatDeepSeek`, `ollama.chat`. */
  calls: names,
  /** First words of command lines: `vllm serve`. */
  commands: names,
  /** Container images without their tag; a name at their end is enough: `vllm/vllm-openai`. */
  images: names,
  /** Paths of configuration keys, lower case, `-` and `_` alike: `spring.ai.deepseek`. One name: anywhere; `*` stands for one key. */
  keys: names,
  /** Modules whose import tells it, where nothing nearer does. */
  modules: names,
  /** Its calls are common words: they count only in files that import one of its modules. */
  imported: z.boolean().default(false),
  /** What `provider:` and the like call it, and what stands before a `/` or `:` where the reach is `prefix`. Lower case. */
  providers: names,
  /** Prefixes of model ids that mean it everywhere: `together_ai/`. Lower case. */
  prefixes: names,
  /** Model ids that only this API has, `*` at the end for any: `deepseek-chat`, `qwen-max*`. Lower case. */
  ids: names,
  /** Environment variables that give it its address. */
  variables: names,
  /** Counts only in these files. */
  files: names,
  ...sourced,
});

/** A call that names no model: its library takes one of its own then. */
const omitted = z.strictObject({
  /** As written: `TextEmbedding`, `FlagEmbedding.init`. */
  calls: z.array(z.string().min(1)).min(1),
  /** What the name is imported from, or from below. */
  modules: z.array(z.string().min(1)).min(1),
  /** Names of the arguments that name a model; one without a name may, too. */
  arguments: names,
  /** What it takes; the newest first, where releases differ. */
  models: z.array(z.string().min(1)).min(1),
  /** Low: other releases take a model of another family. */
  confidence: z.enum(['medium', 'low']).default('medium'),
  ...sourced,
  /** In which releases, and whatever else it depends on. */
  note: z.string().optional(),
});

/** rules/clients/<id>.yaml */
export const clientsSchema = z.strictObject({
  ...file,
  name: z.string(),
  clients: z.array(client).default([]),
  omitted: z.array(omitted).default([]),
  /** Hosts (ids) that serve models of their own developer only, so that no other model can be meant there. */
  exclusive: z.array(id).default([]),
  /** Words that open a file; names of variables and images do already. */
  anchors: names,
  /** Words that are looked at in files that are open: imports of its modules. */
  words: names,
  /** Host names of gateways that people run themselves, and ports by which they are known. */
  gateways: names,
  gatewayPorts: z.array(z.number().int()).default([]),
});

/** A file of rules/clients, checked. */
export type ClientsRule = z.infer<typeof clientsSchema>;
/** One client of it. */
export type ClientRule = ClientsRule['clients'][number];
/** One call of it that names no model. */
export type OmittedRule = ClientsRule['omitted'][number];

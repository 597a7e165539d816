/** What a policy may say, checked by zod. */
import { z } from 'zod';
import { CONFIDENCES, EXPOSURES, KINDS, LEVELS, USAGES } from '../types.ts';
import { anyOf, date, file, many, manyGlobs } from './fields.ts';

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
  usage: anyOf(USAGES).optional(),
  kind: anyOf(KINDS).optional(),
  /** Words of the licence that the model, or the base that it is made from, is published under. */
  licence: many.optional(),
  /** The developer, the base's developer or the operator (or a parent) is on this list: a `list` id of rules/developers. */
  listing: many.optional(),
  confidence: anyOf(CONFIDENCES).optional(),
  /** What else is known: code that comes with the weights is run, no revision is named, a key is written out, the name hides its base. */
  trait: anyOf(['remote-code', 'unpinned', 'literal-key', 'hidden-base']).optional(),
  /** Where the occurrence stands; `!` before a glob takes out what it matches. */
  paths: manyGlobs.optional(),
});

/** rules/policies/<id>.yaml, and a team's own policy file. */
export const policySchema = z.strictObject({
  ...file,
  name: z.string(),
  description: z.string(),
  /** Which occurrences are judged. */
  usage: z.array(z.enum(USAGES)).default(['use']),
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

/** A policy, checked. */
export type PolicyFile = z.infer<typeof policySchema>;
/** What must hold of an occurrence. */
export type Condition = z.infer<typeof condition>;

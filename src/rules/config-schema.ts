/** What .pedigree.yaml may say, checked by zod. */
import { z } from 'zod';
import { date, globs, many, manyGlobs } from './fields.ts';

/** An entry of `suppressions:`: which findings are accepted, why, by whom, and until when (end of that day, UTC). */
const suppression = z
  .strictObject({
    rule: many.optional(),
    family: many.optional(),
    /** Name or id of a model, service or package; `*` stands for any text. */
    model: many.optional(),
    fingerprint: many.optional(),
    paths: manyGlobs.optional(),
    reason: z.string().regex(/[\p{L}\p{N}]/u, 'say why this is accepted'),
    owner: z.string().min(1).optional(),
    expires: date.refine(isDay, 'must be a day that the calendar has').optional(),
  })
  .refine(({ rule, family, model, fingerprint, paths }) => [rule, family, model, fingerprint, paths].some((key) => key !== undefined), {
    message: 'say what is accepted: rule, family, model, fingerprint or paths',
  });

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const config = z.strictObject({
  policy: z.string().optional(),
  include: globs.default([]),
  exclude: globs.default([]),
  suppressions: z.array(suppression).default([]),
});

/** .pedigree.yaml at the scan root; one that holds nothing, or comments alone, says nothing. */
export const configSchema = z.preprocess((value) => value ?? {}, config);

/** What a configuration says. */
export type ConfigFile = z.infer<typeof configSchema>;

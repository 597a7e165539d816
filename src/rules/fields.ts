/** Fields that rule files of several kinds, policies and configurations share, checked by zod. */
import { z } from 'zod';
import { compileGlobs } from '../formats/globs/index.ts';
import { CONFIDENCES } from '../types.ts';
import { messageOf } from '../thrown.ts';

/** The name of a rule file, by which others name what it holds. */
export const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
/** `2026-01-31` */
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date: YYYY-MM-DD', abort: true });
/** `CN` */
export const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code of two letters');
/** How sure a stated fact is. */
export const confidence = z.enum(CONFIDENCES);

/** Where a fact comes from, and when somebody last read it there. `reviewed` falls back to the file's. */
export const sourced = { source: z.string().min(1), reviewed: date.optional() };
/** The same, where the file's own source is enough. */
export const maybeSourced = { source: z.string().min(1).optional(), reviewed: date.optional() };
/** What every rule file says of itself. */
export const file = { id, reviewed: date, source: z.string().min(1) };

/** One text or several. */
export const many = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value));

/** One of a few words, or several of them. */
export const anyOf = <T extends readonly [string, ...string[]]>(words: T) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(words)));

/** Globs over paths. One that is not supported, or that can match nothing, would be a condition that never holds. */
export const globs = z.array(z.string()).superRefine((given, context) => {
  try {
    compileGlobs(given, []);
  } catch (error) {
    context.addIssue({ code: 'custom', message: messageOf(error) });
  }
});

/** One glob or several. */
export const manyGlobs = many.pipe(globs);

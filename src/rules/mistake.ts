/** What zod finds wrong, in the words of somebody who writes YAML. A schema's own message goes before these. */
import { z } from 'zod';

type Mistake = Parameters<z.core.$ZodErrorMap>[0];

/** What is wrong with one value, or undefined where zod's own words do. */
export function mistakeWords(mistake: Mistake): string | undefined {
  if (mistake.code === 'unrecognized_keys') return unknownKeys(mistake.keys, mistake.inst);
  if (mistake.code !== 'invalid_type' && mistake.code !== 'invalid_value') return undefined;
  const wanted = mistake.code === 'invalid_type' ? (KINDS[mistake.expected] ?? mistake.expected) : `one of ${mistake.values.join(', ')}`;
  return mistake.input === undefined ? `is missing; give ${wanted}` : `must be ${wanted}, found ${kindOf(mistake.input)}`;
}

/** Kinds of values, as somebody who writes YAML calls them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  null: 'nothing',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  return typeof value === 'object' ? 'keys with values' : JSON.stringify(value);
}

function unknownKeys(keys: readonly string[], schema: unknown): string {
  const known = schema instanceof z.ZodObject ? `; known here: ${Object.keys(schema.shape).join(', ')}` : '';
  return `unknown key ${keys.map((key) => JSON.stringify(key)).join(', ')}${known}`;
}

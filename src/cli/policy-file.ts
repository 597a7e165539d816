/** A policy by id or file. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Catalogue } from '../rules/catalogue.ts';
import type { PolicyFile } from '../rules/schema.ts';
import { UsageError } from '../types.ts';

export interface ChosenPolicy {
  readonly file: PolicyFile;
  /** `built in`, or the file's path relative to the root. */
  readonly source: string;
  /** SHA-256 of what was read, 64 hex digits. */
  readonly digest: string;
}

/** @throws UsageError when it is neither a known id nor a readable, well-formed file. */
export async function policyOf(name: string, catalogue: Catalogue, root: string): Promise<ChosenPolicy> {
  const known = catalogue.policies.get(name);
  if (known) return { file: known, source: 'built in', digest: digest(JSON.stringify(known)) };
  const path = resolve(name);
  if (!existsSync(path)) {
    throw new UsageError(`--policy ${name}: neither a file nor one of ${[...catalogue.policies.keys()].join(', ')}`);
  }
  const text = readFileSync(path, 'utf8');
  const { parseRule } = await import('../rules/load.ts');
  const { policySchema } = await import('../rules/schema.ts');
  return { file: parseRule(name, text, policySchema), source: relative(root, path).replaceAll('\\', '/'), digest: digest(text) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

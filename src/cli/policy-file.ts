/** A policy by id or file. */
import { createHash } from 'node:crypto';
import type { Catalogue } from '../rules/catalogue.ts';
import type { PolicyFile } from '../rules/schema.ts';
import { UsageError } from '../types.ts';
import { readNamed, type Named, type Side } from './sides.ts';

export const DEFAULT_POLICY = 'cn-origin';

export interface ChosenPolicy {
  readonly file: PolicyFile;
  /** `built in`, or the file's path. */
  readonly source: string;
  /** SHA-256 of what was read, 64 hex digits. */
  readonly digest: string;
  readonly revision: string | null;
  /** Where it lies in the tree; null: outside of it, or built in. */
  readonly inTree: string | null;
}

/** A policy that the rules hold, or null. */
export function builtIn(id: string, catalogue: Catalogue): ChosenPolicy | null {
  const file = catalogue.policies.get(id);
  return file === undefined ? null : { file, source: 'built in', digest: digestOf(JSON.stringify(file)), revision: null, inTree: null };
}

/**
 * The policy of a file as one side has it; null when there is no such file.
 * @throws UsageError when it is not well-formed.
 */
export async function policyIn(named: Named, side: Side, catalogue: Catalogue): Promise<ChosenPolicy | null> {
  const text = readNamed(named, side);
  if (text === null) return null;
  const { parsePolicy } = await import('./config.ts');
  const revision = named.inTree === null ? null : side.revision;
  return {
    file: parsePolicy(named.name, text, catalogue),
    source: named.inTree ?? named.name,
    digest: digestOf(text),
    revision,
    inTree: named.inTree,
  };
}

/** Says that a policy is neither a file nor an id. */
export function unknownPolicy(name: string, catalogue: Catalogue): UsageError {
  return new UsageError(`--policy ${name}: neither a file nor one of ${[...catalogue.policies.keys()].join(', ')}`);
}

/** SHA-256, 64 hex digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A policy by id or file. */
import type { Catalogue } from '../rules/catalogue.ts';
import { sha256 } from '../rules/digest.ts';
import type { PolicyFile } from '../rules/policy-schema.ts';
import { UsageError } from '../usage-error.ts';
import { readNamed, type Named, type Side } from './sides.ts';

/** What judges where nobody names a policy. */
export const DEFAULT_POLICY = 'cn-origin';

/** A policy, and where it comes from. */
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
  const digest = catalogue.policyDigests.get(id);
  return file === undefined || digest === undefined ? null : { file, source: 'built in', digest, revision: null, inTree: null };
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
    digest: sha256(text),
    revision,
    inTree: named.inTree,
  };
}

/** Says that a policy is neither a file nor an id; `by` is the flag or the file that names it. */
export function unknownPolicy(by: string, name: string, { policies }: Catalogue): UsageError {
  return new UsageError(`${by} ${name}: neither a file nor one of ${[...policies.keys()].join(', ')}`);
}

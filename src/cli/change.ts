/** What a scan is compared with, and whose word counts. */
import { UsageError } from '../types.ts';
import { baseOfFlag, baseOfRunner } from './base.ts';
import { commitOf, isInRepository, mergeBaseOf } from './git.ts';
import type { CommandOptions } from './options.ts';

/** A change as flags and runner name it. */
export interface ChangeOptions {
  /** The commit whose policy, suppressions and baseline count; null: those of the tree. */
  readonly trusted: string | null;
  /** The commit that findings are compared with; `''`: with nothing, as there is no commit yet; null: with none. */
  readonly from: string | null;
  /** The index is scanned, not the tree on disk. */
  readonly isStaged: boolean;
}

/**
 * What the flags and, for the gate, the runner's environment say.
 * @throws UsageError for a commit that is not there.
 */
export function changeOf(root: string, options: CommandOptions, isGate: boolean): ChangeOptions {
  const { policyFrom, diff, staged } = options;
  if ((diff !== undefined || staged) && !isInRepository(root))
    throw new UsageError(`${root} is not in a git repository: there is no change to tell`);
  const named = policyFrom === undefined ? null : baseOfFlag(root, '--policy-from', policyFrom);
  const trusted = named ?? (isGate ? baseOfRunner(root, process.env) : null);
  return { trusted, from: diff === undefined ? (staged ? (commitOf(root, 'HEAD') ?? '') : null) : startOf(root, diff), isStaged: staged };
}

/** Where HEAD left the history of a ref: what the ref has gained since is no part of the change. */
function startOf(root: string, ref: string): string {
  const commit = baseOfFlag(root, '--diff', ref);
  return mergeBaseOf(root, commit, 'HEAD') ?? commit;
}

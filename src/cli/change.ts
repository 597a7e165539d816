/** What a scan is compared with, and whose word counts. */
import { UsageError } from '../usage-error.ts';
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

/** `--diff @base`: what the runner of a pull request names; elsewhere, nothing is compared. */
const RUNNERS_BASE = '@base';

/**
 * What the flags and, for the gate, the runner's environment say.
 * @throws UsageError for a commit that is not there.
 */
export function changeOf(root: string, options: CommandOptions, isGate: boolean): ChangeOptions {
  const { policyFrom, diff, staged } = options;
  if ((diff !== undefined || staged) && !isInRepository(root)) {
    throw new UsageError(`${root} is not in a git repository: there is no change to tell`);
  }
  const byRunner = () => baseOfRunner(root, process.env);
  const trusted = policyFrom === undefined ? (isGate ? byRunner() : null) : baseOfFlag(root, '--policy-from', policyFrom);
  const compared = diff === undefined ? null : diff === RUNNERS_BASE ? byRunner() : baseOfFlag(root, '--diff', diff);
  const from = compared === null ? (staged ? (commitOf(root, 'HEAD') ?? '') : null) : startOf(root, compared);
  return { trusted, from, isStaged: staged };
}

/** Where HEAD left the history of a ref: what the ref has gained since is no part of the change. */
function startOf(root: string, commit: string): string {
  return mergeBaseOf(root, commit, 'HEAD') ?? commit;
}

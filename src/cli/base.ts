/** Which commit a change is judged against: the one that a flag names, or the one that the runner of a pull request names. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';
import { branchOf, commitOf, isInRepository, isShallow, remotesOf } from './git.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A base as somebody names it: the first of `refs` that exists is meant. */
interface NamedBase {
  readonly by: string;
  readonly refs: readonly string[];
}

/**
 * The commit that `flag` names with `ref`.
 * @throws UsageError when there is none, with what helps.
 */
export function baseOfFlag(folder: string, flag: string, ref: string): string {
  return resolved(folder, { by: `${flag} ${ref}`, refs: [ref] });
}

/**
 * The commit that the runner of a pull request or merge queue names; null when this is none.
 * @throws UsageError when it names one that is not there.
 */
export function baseOfRunner(folder: string, environment: Environment): string | null {
  const named = namedBase(folder, environment);
  return named === null ? null : resolved(folder, named);
}

function resolved(folder: string, { by, refs }: NamedBase): string {
  if (!isInRepository(folder)) throw new UsageError(`${by}: ${folder} is not in a git repository`);
  for (const ref of refs) {
    const commit = commitOf(folder, ref);
    if (commit !== null) return commit;
  }
  const remedy = isShallow(folder)
    ? 'the clone is shallow: fetch the whole history (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0; git fetch --unshallow)'
    : 'fetch it first (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0; git fetch origin)';
  throw new UsageError(`${by}: no such commit here (${refs.join(', ')}); ${remedy}`);
}

function namedBase(folder: string, environment: Environment): NamedBase | null {
  const given = (name: string) => (environment[name] === undefined || environment[name] === '' ? null : environment[name]);
  const onGitHub = given('GITHUB_BASE_REF');
  if (onGitHub !== null) return { by: `GITHUB_BASE_REF=${onGitHub}`, refs: gitHubRefs(folder, environment, onGitHub) };
  if (given('GITHUB_EVENT_NAME') === 'merge_group') {
    return { by: 'the merge group', refs: [eventText(environment, 'merge_group', 'base_sha')].filter(isGiven) };
  }
  for (const name of ['CI_MERGE_REQUEST_TARGET_BRANCH_SHA', 'CI_MERGE_REQUEST_DIFF_BASE_SHA', 'BITBUCKET_PR_DESTINATION_COMMIT']) {
    const commit = given(name);
    if (commit !== null) return { by: `${name}=${commit}`, refs: [commit] };
  }
  for (const name of ['SYSTEM_PULLREQUEST_TARGETBRANCH', 'BUILDKITE_PULL_REQUEST_BASE_BRANCH', 'CHANGE_TARGET']) {
    const branch = given(name);
    if (branch !== null) return { by: `${name}=${branch}`, refs: [`refs/remotes/origin/${branch.replace(/^refs\/heads\//, '')}`] };
  }
  return null;
}

/**
 * The branch as `origin` has it, if `origin` is the repository that the pull request goes to and not the fork that it comes from; then
 * the commit that the event names. A local branch counts only where there is no remote at all, and never the one that is checked out.
 */
function gitHubRefs(folder: string, environment: Environment, branch: string): string[] {
  const commit = eventText(environment, 'pull_request', 'base', 'sha');
  const { isNone, origin } = remotesOf(folder);
  const repository = environment['GITHUB_REPOSITORY']?.toLowerCase();
  const isTarget =
    commit === null ||
    repository === undefined ||
    (origin ?? '')
      .toLowerCase()
      .replace(/(?:\.git)?\/?$/, '')
      .endsWith(`/${repository}`);
  const local = `refs/heads/${branch}`;
  return [
    ...(isTarget ? [`refs/remotes/origin/${branch}`] : []),
    ...(commit === null ? [] : [commit]),
    ...(isNone && commit === null && branchOf(folder) !== local ? [local] : []),
  ];
}

/** A text of the event that the runner wrote down, by keys. */
function eventText(environment: Environment, ...keys: readonly string[]): string | null {
  const path = environment['GITHUB_EVENT_PATH'];
  if (path === undefined || path === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
  for (const key of keys)
    value = typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function isGiven(value: string | null): value is string {
  return value !== null;
}

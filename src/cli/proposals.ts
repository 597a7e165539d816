/** What a change would have decide: its own configuration, policy and baseline, each beside the others as the base has them. */
import type { Governance, Proposal } from '../gate/index.ts';
import { decisionsOf, governanceOf, judgingMentions, shownPath, type Decisions, type Ground } from './decisions.ts';
import { leavesOut } from './left-out.ts';
import { policyIn } from './policy-file.ts';
import { namedFile, type Named, type Side } from './sides.ts';

/** Base and head, and what decides at the base. */
export interface Change {
  readonly base: Side;
  readonly head: Side;
  readonly now: Decisions;
}

/**
 * One proposal for each file that decides and that differs between base and head.
 * @throws UsageError for a file of the change that is not well-formed.
 */
export async function proposalsOf(ground: Ground, change: Change): Promise<Proposal[]> {
  const { now, head } = change;
  const wanted = await decisionsOf(ground, head, true);
  if (isMissing(ground, now, wanted)) await decisionsOf(ground, head, false);
  const config = now.config?.named ?? wanted.config?.named;
  const baseline = now.baseline?.named ?? wanted.baseline?.named;
  return [
    ...proposal(ground, change, 'configuration', config, withConfig(ground, now, wanted)),
    ...(await policyProposals(ground, change)),
    ...proposal(ground, change, 'baseline', baseline, governanceOf({ ...now, baseline: wanted.baseline })),
  ];
}

/** Whether a flag names a file that neither side has. */
function isMissing({ options, catalogue, top }: Ground, ...sides: readonly Decisions[]): boolean {
  const { config, policy, baseline } = options;
  const file = policy === undefined || catalogue.policies.has(policy) ? null : namedFile(policy, process.cwd(), top);
  return (
    (config !== undefined && sides.every((side) => side.config === null)) ||
    (baseline !== undefined && sides.every((side) => side.baseline === null)) ||
    (file !== null && sides.every((side) => side.policy.source !== (file.inTree ?? file.name)))
  );
}

function withConfig({ options }: Ground, now: Decisions, wanted: Decisions): Governance {
  const isNamed = options.policy !== undefined;
  const rules = governanceOf({ ...now, config: wanted.config, own: wanted.own, policy: isNamed ? now.policy : wanted.policy });
  const { include = [], exclude = [] } = wanted.config?.value ?? {};
  if (now.isLocked || include.length + exclude.length === 0) return rules;
  return { ...rules, leavesOut: leavesOut(include.length > 0 ? [...include, ...options.include] : [], exclude) };
}

/** The policy's own file: the one that decided, or the one that a flag names and that the base does not have. */
async function policyProposals(ground: Ground, change: Change): Promise<Proposal[]> {
  const { now, head } = change;
  const { top, options } = ground;
  const flagged =
    options.policy === undefined || ground.catalogue.policies.has(options.policy) ? [] : [namedFile(options.policy, process.cwd(), top)];
  const decided = [now.policy, now.own].flatMap((policy) => (policy?.inTree ? [namedFile(policy.inTree, top, top)] : []));
  const byPath = new Map([...decided, ...flagged].map((named) => [named.inTree, named]));
  const found: Proposal[] = [];
  for (const named of byPath.values()) {
    const read = await policyIn(named, head, ground.catalogue);
    const policy = read === null ? null : judgingMentions(read, ground);
    const isOwn = now.own?.inTree === named.inTree;
    const rules = policy === null ? null : governanceOf(isOwn ? { ...now, own: policy } : { ...now, policy });
    found.push(...proposal(ground, change, 'policy', named, rules));
  }
  return found;
}

function proposal(
  ground: Ground,
  { base, head }: Change,
  role: Proposal['role'],
  named: Named | undefined,
  rules: Governance | null,
): Proposal[] {
  if (named === undefined || named.inTree === null) return [];
  const [before, after] = [base.read(named.inTree), head.read(named.inTree)];
  if (before === after) return [];
  const deed = before === null ? 'adds' : after === null ? 'removes' : 'changes';
  return [{ role, path: shownPath(ground, named.inTree), line: differingLine(before ?? '', after ?? ''), deed, rules }];
}

/** The first line of `after` that `before` does not have there. */
function differingLine(before: string, after: string): number {
  const old = before.split('\n');
  const lines = after.split('\n');
  const at = lines.findIndex((line, index) => line !== old[index]);
  return at < 0 ? lines.length : at + 1;
}

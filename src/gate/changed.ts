/** The findings about a change that touches what decides on it. */
import { sha256 } from '../rules/digest.ts';
import { isOpen } from '../findings.ts';
import { LEVELS, type Finding, type RuleDescription } from '../types.ts';
import { evaluate, subjectKey, worstLevels, type Evaluated, type View } from './evaluate.ts';
import type { Ignore } from './inline.ts';

/** The rule behind findings about what a change does to its own gate. */
const POLICY_CHANGED = 'policy/changed';

/** What reports say of the rule behind these findings. */
export const CHANGED_RULE: RuleDescription = {
  id: POLICY_CHANGED,
  level: 'warning',
  title: 'The change touches what decides on it',
  description:
    'A change adds, edits or removes a policy, configuration, baseline or suppression. What it says does not count for this change.',
  help: 'Nothing that a change brings decides on the change itself. Have it reviewed on its own: once it is part of the base, it counts.',
  source: null,
};

/** One finding for each file of the change that decides, with the number of findings it would hide; the worst of those is its level. */
export function changeFindings(view: View, now: Evaluated): Finding[] {
  const files = view.options.proposals.map((proposal) => {
    const hidden = proposal.rules === null ? null : hiddenBy(now, evaluate(proposal.rules, view));
    return findingOf(proposal.path, proposal.line, proposal.role, `This change ${proposal.deed} the ${proposal.role}`, hidden);
  });
  const sources = view.options.inline !== 'base' ? [] : [...firstByPath(now.refused).values()];
  return [
    ...files,
    ...sources.map(({ path, line }) => {
      const hidden = hiddenBy(now, evaluate(view.options.rules, view, path));
      return findingOf(path, line, 'suppression', 'This change adds suppressions in source', hidden);
    }),
  ];
}

/** Open findings that would not be open, or not as grave. */
function hiddenBy(now: Evaluated, then: Evaluated): Finding[] {
  const left = worstLevels(then.findings.filter(isOpen));
  return now.findings.filter(
    (finding) => isOpen(finding) && LEVELS.indexOf(finding.level) < (left.get(subjectKey(finding)) ?? LEVELS.length),
  );
}

function firstByPath(ignores: ReadonlySet<Ignore>): Map<string, Ignore> {
  const first = new Map<string, Ignore>();
  for (const ignore of ignores) if (!first.has(ignore.path)) first.set(ignore.path, ignore);
  return first;
}

function findingOf(path: string, line: number, role: string, deed: string, hidden: readonly Finding[] | null): Finding {
  const effect =
    hidden === null
      ? 'how many findings it would hide cannot be told'
      : `it would hide ${hidden.length === 1 ? '1 finding' : `${hidden.length} findings`}`;
  return {
    ruleId: POLICY_CHANGED,
    level: LEVELS.find((level) => level !== 'note' && hidden?.some((finding) => finding.level === level)) ?? 'warning',
    message: `${deed} (${path}); ${effect}. It does not count until it is part of the base.`,
    component: `gate/${role}`,
    locations: [{ path, line, column: 1, endColumn: 2 }],
    fingerprint: sha256([POLICY_CHANGED, role, path].join('\0')).slice(0, 32),
    lineHash: null,
    state: 'new',
    suppressions: [],
  };
}

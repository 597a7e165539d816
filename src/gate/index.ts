/** Findings x baseline, suppressions and base -> the findings that count, and what is to be said about the rest. */
import { gravestFirst } from '../findings.ts';
import type { PolicyFile } from '../rules/policy-schema.ts';
import type { Diagnostic, Finding, Input, RuleDescription } from '../types.ts';
import { CHANGED_RULE, changeFindings } from './changed.ts';
import { evaluate, type Evaluated, type View } from './evaluate.ts';
import { goneNotices } from './gone.ts';
import { notices } from './suppress.ts';

export { entriesOf, formatBaseline, matchKnown, parseBaseline, type BaselineEntry } from './baseline.ts';
export { CHANGED_RULE } from './changed.ts';
export { plainGate, type GateOptions, type Governance, type Inventory, type Judge, type Proposal } from './governance.ts';
export { ignoresOf, type Ignore } from './inline.ts';
export type { SuppressionRule } from './suppress.ts';

/** What the gate adds to a report. */
export interface Gated {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every rule that a finding may name. */
  readonly rules: readonly RuleDescription[];
}

/** How the source of a policy ends that is part of the rules. */
export const BUILT_IN = ' (built in)';

/**
 * Judges what was found. Pure.
 * @throws nothing; what cannot be told is said in a diagnostic.
 */
export function gate(view: View): Gated {
  const now = evaluate(view.options.rules, view);
  const changes = changeFindings(view, now);
  const findings = gravestFirst([...changes, ...now.findings]);
  return {
    findings,
    diagnostics: [
      ...changes.map(changeNotice),
      ...suppressionNotices(view, now),
      ...goneNotices(now, view.options.isWhole),
      ...inputNotice(view),
    ],
    rules: [...view.options.rules.policies.flatMap(({ rules }) => rules.map(describe)), ...(changes.length > 0 ? [CHANGED_RULE] : [])],
  };
}

function describe({ id, level, title, message, help, source }: PolicyFile['rules'][number]): RuleDescription {
  return { id, level, title, description: message, help, source: source ?? null };
}

/** Said once more where everybody looks: such a finding belongs to no component. */
function changeNotice({ ruleId, level, message, locations: [first] }: Finding): Diagnostic {
  return { level, code: ruleId, message, ...(first && { path: first.path, line: first.line }) };
}

function suppressionNotices({ options, head }: View, { used, covered, refused }: Evaluated): Diagnostic[] {
  const needed = new Set(covered.map(({ ignore }) => ignore));
  const locked = options.inline === 'none' ? [...refused] : [];
  return [
    ...notices(options.rules.suppressions, options.isWhole ? used : null, options.today),
    ...head.ignores
      .filter((ignore) => !needed.has(ignore))
      .map(({ path, line, rules }): Diagnostic => {
        const message = `this suppression accepts no finding of ${rules.join(', ')} on its line or the line below`;
        return { level: 'warning', code: 'suppression/unused', message, path, line };
      }),
    ...locked.map(({ path, line }): Diagnostic => {
      const message = 'this suppression does not count: the policy comes from outside the tree';
      return { level: 'warning', code: 'suppression/locked', message, path, line };
    }),
  ];
}

/** Which files decided, when more than a policy of this program did. */
function inputNotice({ options: { inputs } }: View): Diagnostic[] {
  if (inputs.every(({ source }) => source.endsWith(BUILT_IN))) return [];
  return [{ level: 'note', code: 'gate/inputs', message: `decided by ${inputs.map(inputWords).join('; ')}` }];
}

function inputWords({ role, source, revision, digest }: Input): string {
  return `${role} ${source}${revision === null ? '' : ` at ${revision.slice(0, 12)}`} (sha256 ${digest})`;
}

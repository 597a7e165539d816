/** Components x policy -> findings. The only stage that knows a policy. */
import type { Catalogue } from '../rules/catalogue.ts';
import { sha256 } from '../rules/digest.ts';
import type { PolicyFile } from '../rules/policy-schema.ts';
import { isFailing } from '../findings.ts';
import {
  LEVELS,
  type Component,
  type Coverage,
  type Diagnostic,
  type FailOn,
  type Finding,
  type Occurrence,
  type Suppression,
  type Verdict,
} from '../types.ts';
import { holds } from './condition.ts';
import { messageOf } from './message.ts';

export { backgroundOf, withLicences } from './background.ts';

type PolicyRule = PolicyFile['rules'][number];

/**
 * One finding for each rule, component and file. Of the rules that hold for an occurrence the first judges it, and beside it those that say
 * so; a rule that speaks alone is silent in files where another says more. What the policy allows until a day that is not over on `today` is accepted; without a day nothing is. Sorted by level, path and line.
 */
export function judge(components: readonly Component[], policy: PolicyFile, catalogue: Catalogue, today: string | null = null): Finding[] {
  const findings = components.flatMap((component) => {
    const groups = new Map<string, { rule: PolicyRule; occurrences: Occurrence[] }>();
    for (const occurrence of component.occurrences) {
      for (const rule of rulesFor(component, occurrence, policy, catalogue)) {
        const key = `${rule.id}\0${occurrence.location.path}`;
        const group = groups.get(key) ?? { rule, occurrences: [] };
        group.occurrences.push(occurrence);
        groups.set(key, group);
      }
    }
    return [...groups.values()].map(({ rule, occurrences }) => {
      const finding = findingOf(rule, component, occurrences, catalogue);
      return { ...finding, suppressions: allowedBy(policy, component, occurrences, catalogue, today) };
    });
  });
  return withoutEchoes(findings, components, policy).sort(byWeight);
}

/** Without what a rule says only where nothing stronger is said of the same family or developer in the file. */
function withoutEchoes(findings: readonly Finding[], components: readonly Component[], { rules }: PolicyFile): Finding[] {
  const alone = new Set(rules.filter((rule) => rule.alone).map(({ id }) => id));
  const byId = new Map(components.map((component) => [component.id, component]));
  const subjects = ({ component, locations }: Finding) => {
    const { family = null, developer = 'unknown' } = byId.get(component) ?? {};
    return [family ?? 'unknown', developer].filter((one) => one !== 'unknown').map((one) => `${one}\0${locations[0]?.path ?? ''}`);
  };
  const told = new Set(findings.filter(({ level, ruleId }) => level !== 'note' && !alone.has(ruleId)).flatMap(subjects));
  return findings.filter((finding) => !alone.has(finding.ruleId) || !subjects(finding).some((subject) => told.has(subject)));
}

/** What the policy accepts, when it accepts every occurrence. */
function allowedBy(
  policy: PolicyFile,
  component: Component,
  occurrences: readonly Occurrence[],
  catalogue: Catalogue,
  today: string | null,
): Suppression[] {
  const allow = policy.allow.find(
    ({ when, expires }) =>
      today !== null && today <= expires && occurrences.every((occurrence) => holds(when, component, occurrence, catalogue)),
  );
  if (allow === undefined) return [];
  const { reason, owner, expires } = allow;
  return [{ kind: 'external', justification: reason, expires, ...(owner !== undefined && { owner }) }];
}

/** `fail` when a new, unsuppressed finding reaches `failOn`; `incomplete` when something was not looked at, or nothing was. */
export function verdictOf(
  findings: readonly Finding[],
  failOn: FailOn,
  coverage: Coverage,
  diagnostics: readonly Diagnostic[],
  allowEmpty: boolean,
): Verdict {
  if (findings.some((finding) => isFailing(finding, failOn))) return 'fail';
  const isLost = Object.keys(coverage.failed).length > 0 || diagnostics.some(({ code }) => code.startsWith('limit/'));
  return isLost || (coverage.scanned === 0 && !allowEmpty) ? 'incomplete' : 'pass';
}

function rulesFor(component: Component, occurrence: Occurrence, policy: PolicyFile, catalogue: Catalogue): PolicyRule[] {
  if (!policy.usage.includes(occurrence.usage)) return [];
  const holding = policy.rules.filter((rule) => holds(rule.when, component, occurrence, catalogue));
  const first = holding.find(({ alongside }) => !alongside);
  return holding.filter((rule) => rule === first || rule.alongside);
}

function findingOf(rule: PolicyRule, component: Component, occurrences: readonly Occurrence[], catalogue: Catalogue): Finding {
  const path = occurrences[0]?.location.path ?? '';
  return {
    ruleId: rule.id,
    level: rule.level,
    message: messageOf(rule.message, component, occurrences, catalogue, rule.when.listing ?? []),
    component: component.id,
    locations: occurrences.map(({ location }) => location),
    fingerprint: fingerprintOf(rule.id, component.id, path),
    lineHash: null,
    state: 'new',
    suppressions: [],
  };
}

/** 32 hex digits over rule, component and path: no line number, so that a moved line stays the same finding. */
function fingerprintOf(ruleId: string, component: string, path: string): string {
  return sha256([ruleId, component, path].join('\0')).slice(0, 32);
}

function byWeight(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    compare(first?.path ?? '', second?.path ?? '') ||
    (first?.line ?? 0) - (second?.line ?? 0) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

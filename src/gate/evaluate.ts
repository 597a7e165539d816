/** Components and what decides -> findings with their state and suppressions. */
import { LEVELS, type Finding, type Suppression } from '../types.ts';
import { coveredInBase, coveredPlaces, type Covered } from './accepted.ts';
import { entriesOf, matchKnown, type BaselineEntry } from './baseline.ts';
import type { GateOptions, Governance, Inventory, Judge } from './governance.ts';
import type { Ignore } from './inline.ts';
import { acceptors, external, standing, type SuppressionRule } from './suppress.ts';

/** What the findings are worked out from. */
export interface View {
  readonly options: GateOptions;
  readonly head: Inventory;
  /** What a change starts from. */
  readonly base: Inventory | undefined;
  /** The tree whose suppressions in source count. */
  readonly trusted: Inventory | undefined;
  readonly judge: Judge;
}

/** Findings, and what came of everything that could accept one. */
export interface Evaluated {
  readonly findings: readonly Finding[];
  readonly used: ReadonlySet<SuppressionRule>;
  readonly covered: readonly Covered[];
  /** Suppressions in source that would accept a finding but do not count. */
  readonly refused: ReadonlySet<Ignore>;
  readonly unmatched: readonly BaselineEntry[];
  /** Findings of the base that the change removes. */
  readonly removed: readonly Finding[];
}

/** `alsoIn`: a file whose suppressions in source all count. */
export function evaluate(rules: Governance, view: View, alsoIn?: string): Evaluated {
  const { options, head, base } = view;
  const raw = judged(rules, head, view).filter(({ locations: [first] }) => !rules.leavesOut(first?.path ?? ''));
  const before = base === undefined ? [] : judged(rules, base, view);
  const described = rules.policies.flatMap((policy) => policy.rules);
  const old =
    options.isChange && base !== undefined ? matchKnown(raw, head.components, entriesOf(before, base.components), described) : null;
  const known = matchKnown(raw, head.components, rules.baseline, described);
  const covered = coveredPlaces(raw, head.ignores);
  const counting = countingOf(covered, rules, view, alsoIn);
  const accepting = acceptors(standing(rules.suppressions, options.today), head.components);
  const used = new Set<SuppressionRule>();
  const findings = raw.map((finding) => {
    const accepted = accepting(finding);
    for (const rule of accepted) used.add(rule);
    const isKnown = known.findings.has(finding) || old?.findings.has(finding) === true || isOld(finding, options);
    return inSource(
      { ...finding, state: isKnown ? 'unchanged' : 'new', suppressions: [...finding.suppressions, ...accepted.map(external)] },
      counting.get(finding) ?? [],
    );
  });
  const counted = new Set([...counting.values()].flat());
  const gone = new Set(old?.unmatched.map(({ fingerprint }) => fingerprint));
  return {
    findings,
    used,
    covered,
    refused: new Set(covered.filter((one) => !counted.has(one)).map(({ ignore }) => ignore)),
    unmatched: known.unmatched,
    removed: before.filter(({ fingerprint }) => gone.has(fingerprint)),
  };
}

/** Every place lies where the change changes nothing. */
function isOld({ locations }: Finding, { isChange, isSame }: GateOptions): boolean {
  return isChange && locations.every(({ path }) => isSame(path));
}

/** The findings of all policies; of two about one component and file, those of the stricter. */
function judged({ policies }: Governance, { components }: Inventory, { judge }: View): Finding[] {
  const [first = [], ...others] = policies.map((policy) => judge(components, policy));
  return others.reduce((all, more) => [...all, ...more.filter(isStricterThan(all))], first);
}

function isStricterThan(findings: readonly Finding[]): (finding: Finding) => boolean {
  const levels = worstLevels(findings);
  return (finding) => LEVELS.indexOf(finding.level) < (levels.get(subjectKey(finding)) ?? LEVELS.length);
}

/** The rank of the worst level by component and file; 0 is an error. */
export function worstLevels(findings: readonly Finding[]): Map<string, number> {
  const levels = new Map<string, number>();
  for (const finding of findings) {
    const key = subjectKey(finding);
    levels.set(key, Math.min(levels.get(key) ?? LEVELS.length, LEVELS.indexOf(finding.level)));
  }
  return levels;
}

/** A finding's component and file. */
export function subjectKey({ component, locations: [first] }: Finding): string {
  return `${component}\0${first?.path ?? ''}`;
}

function countingOf(covered: readonly Covered[], rules: Governance, view: View, alsoIn: string | undefined): Map<Finding, Covered[]> {
  const { options, head, trusted } = view;
  const inBase = () => new Set(trusted === undefined ? [] : coveredInBase(covered, head.components, trusted, judged(rules, trusted, view)));
  const allowed = options.inline === 'base' ? inBase() : new Set(options.inline === 'all' ? covered : []);
  const counting = new Map<Finding, Covered[]>();
  for (const one of covered) {
    if (!allowed.has(one) && one.ignore.path !== alsoIn) continue;
    const places = counting.get(one.finding);
    if (places === undefined) counting.set(one.finding, [one]);
    else places.push(one);
  }
  return counting;
}

/** Accepted when every place is; else the places that are not come first. */
function inSource(finding: Finding, covered: readonly Covered[]): Finding {
  if (covered.length === 0) return finding;
  const places = new Set(covered.map(({ location }) => location));
  const open = finding.locations.filter((location) => !places.has(location));
  if (open.length > 0) return { ...finding, locations: [...open, ...places] };
  const reasons = [...new Set(covered.map(({ ignore }) => ignore.reason))];
  const own = reasons.map((justification): Suppression => ({ kind: 'inSource', justification }));
  return { ...finding, suppressions: [...own, ...finding.suppressions] };
}

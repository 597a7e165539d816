/** Suppressions of a configuration: which findings they accept, and what is to be said about them. */
import type { Component, Diagnostic, Finding, Suppression } from '../types.ts';
import { lookupOf, type Lookup } from './content.ts';

/** An entry of `suppressions:`. Every key that is given must hold; within a key any value does. */
export interface SuppressionRule {
  readonly rules: readonly string[] | null;
  readonly families: readonly string[] | null;
  /** Names or ids of components, or ids as files write them; `*` stands for any text. */
  readonly models: readonly string[] | null;
  readonly fingerprints: readonly string[] | null;
  /** Whether it says anything of a file. */
  readonly covers: (path: string) => boolean;
  readonly reason: string;
  readonly owner: string | null;
  /** The last day, UTC. */
  readonly expires: string | null;
  /** Where it is written. */
  readonly path: string;
  readonly line: number;
}

const SOON_DAYS = 14;
const DAY = 86_400_000;

/** Those that still stand on a day, `2026-01-31`. */
export function standing(rules: readonly SuppressionRule[], today: string): SuppressionRule[] {
  return rules.filter(({ expires }) => expires === null || today <= expires);
}

/** The test of which suppressions accept a finding. */
export function acceptors(rules: readonly SuppressionRule[], components: readonly Component[]): (finding: Finding) => SuppressionRule[] {
  if (rules.length === 0) return () => [];
  const lookup = lookupOf(components);
  const byId = new Map(components.map((component) => [component.id, component]));
  return (finding) => rules.filter((rule) => accepts(rule, finding, byId.get(finding.component), lookup));
}

function accepts(rule: SuppressionRule, finding: Finding, component: Component | undefined, lookup: Lookup): boolean {
  const { rules, families, models, fingerprints, covers } = rule;
  if (rules !== null && !rules.includes(finding.ruleId)) return false;
  if (fingerprints !== null && !fingerprints.includes(finding.fingerprint)) return false;
  if (families !== null && !(component?.family && families.includes(component.family))) return false;
  if (!finding.locations.every(({ path }) => covers(path))) return false;
  if (models === null) return true;
  const values = finding.locations.map((location) => lookup(finding.component, location)?.value ?? '');
  const names = [finding.component, component?.name ?? '', ...values].map((name) => name.toLowerCase());
  return models.some((model) => names.some((name) => isNamed(model.toLowerCase(), name)));
}

/** Whether a name is what a model of a suppression says; each `*` takes the shortest text that fits. */
function isNamed(pattern: string, name: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** A suppression as a finding shows it. */
export function external({ reason, owner, expires }: SuppressionRule): Suppression {
  return { kind: 'external', justification: reason, ...(owner !== null && { owner }), ...(expires !== null && { expires }) };
}

/** What is to be said of suppressions: expired, about to expire, or without a finding (`used`: null when that cannot be told). */
export function notices(rules: readonly SuppressionRule[], used: ReadonlySet<SuppressionRule> | null, today: string): Diagnostic[] {
  return rules.flatMap((rule): Diagnostic[] => {
    const { path, line, expires, reason } = rule;
    if (expires !== null && expires < today) {
      const message = `this suppression expired on ${expires}: what it accepted is a finding again (${reason})`;
      return [{ level: 'warning', code: 'suppression/expired', message, path, line }];
    }
    const left = expires === null ? Infinity : daysBetween(today, expires);
    const soon = `this suppression expires on ${expires} (${left} days left)`;
    const unused = `this suppression accepts no finding (${reason})`;
    return [
      ...(left > SOON_DAYS ? [] : [{ level: 'note', code: 'suppression/expires-soon', message: soon, path, line } as const]),
      ...(used?.has(rule) !== false ? [] : [{ level: 'warning', code: 'suppression/unused', message: unused, path, line } as const]),
    ];
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

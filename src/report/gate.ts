/** Which findings the gate counts. */
import type { Finding, Report } from '../types.ts';
import { isOpen } from './inventory.ts';
import { LEVELS } from './words.ts';

/** A finding that makes the verdict fail: open, and at least of the level that fails. */
export function isFailing(finding: Finding, { failOn = 'error' }: Pick<Report, 'failOn'>): boolean {
  return failOn !== 'never' && isOpen(finding) && LEVELS.indexOf(finding.level) <= LEVELS.indexOf(failOn);
}

/** Findings that nobody has accepted: code scanning and merge requests show no others. */
export function unsuppressed(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ suppressions }) => suppressions.length === 0);
}

/** Which findings count, and what comes first: one answer for the verdict, the gate and every report. */
import { LEVELS, type FailOn, type Finding, type Level } from './types.ts';

/** A finding that the gate counts: neither accepted nor known. */
export function isOpen({ state, suppressions }: Finding): boolean {
  return state === 'new' && suppressions.length === 0;
}

/** A finding that makes the verdict fail: open, and at least as grave as what fails. */
export function isFailing(finding: Finding, failOn: FailOn): boolean {
  return failOn !== 'never' && isOpen(finding) && LEVELS.indexOf(finding.level) <= LEVELS.indexOf(failOn);
}

/** The gravest first; things of one level stay in their order. */
export function gravestFirst<T extends { readonly level: Level }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** What formats show that have no place for an accepted finding. */
import type { Finding } from '../types.ts';

/** Findings that nobody has accepted: code scanning and merge requests show no others. */
export function unsuppressed(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ suppressions }) => suppressions.length === 0);
}

/** Findings for the Code Quality widget of a GitLab merge request. https://docs.gitlab.com/ci/testing/code_quality/ */
import type { Level, Report } from '../types.ts';
import { unsuppressed } from './unsuppressed.ts';
import { safeJson, visible } from './visible.ts';

const SEVERITY: Readonly<Record<Level, string>> = { error: 'critical', warning: 'major', note: 'minor' };

/** A JSON list with an entry for each finding that is not accepted. */
export function gitlabCodequality(report: Report): string {
  const entries = unsuppressed(report.findings).map(({ ruleId, level, message, fingerprint, locations: [first] }) => ({
    description: visible(message),
    check_name: ruleId,
    fingerprint,
    severity: SEVERITY[level],
    location: { path: first?.path ?? '', lines: { begin: first?.line ?? 1 } },
  }));
  return `${safeJson(entries, 2)}\n`;
}

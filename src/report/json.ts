/** The JSON report, version 1.0 (json-schema.ts). */
import type { Component, Finding, Occurrence, Report } from '../types.ts';
import type { JsonReport } from './json-schema.ts';
import { safeJson } from './visible.ts';

/** The report as JSON; characters that a terminal or a pipeline would act on are written as `\uNNNN`. */
export function json(report: Report): string {
  return `${safeJson(jsonReport(report), 2)}\n`;
}

/** The report in its published shape. */
export function jsonReport(report: Report): JsonReport {
  const { id, source, digest } = report.policy;
  return {
    schemaVersion: '1.0',
    tool: report.tool,
    scan: { revision: report.revision, policy: { id, source, digest } },
    coverage: {
      ...report.coverage,
      skipped: { ...report.coverage.skipped },
      failed: { ...report.coverage.failed },
    },
    components: report.components.map(componentOf),
    findings: report.findings.map(findingOf),
    diagnostics: report.diagnostics.map((diagnostic) => ({ ...diagnostic })),
    verdict: report.verdict,
  };
}

function componentOf(component: Component): JsonReport['components'][number] {
  const { weights, developer, host } = component.origin;
  return {
    ...component,
    origin: { weights, developer, host: [...host] },
    lineage: component.lineage.map((ancestor) => ({ ...ancestor })),
    exposures: [...component.exposures],
    occurrences: component.occurrences.map(occurrenceOf),
  };
}

function occurrenceOf({
  location,
  scope: _,
  dependencyPath,
  ...rest
}: Occurrence): JsonReport['components'][number]['occurrences'][number] {
  return { ...location, ...rest, ...(dependencyPath.length > 0 && { dependencyPath: [...dependencyPath] }) };
}

function findingOf({ lineHash: _, ...finding }: Finding): JsonReport['findings'][number] {
  return {
    ...finding,
    locations: finding.locations.map((location) => ({ ...location })),
    suppressions: finding.suppressions.map((suppression) => ({ ...suppression })),
  };
}

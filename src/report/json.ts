/** The JSON report, version 1.0 (json-schema.ts). */
import type { Component, Finding, Occurrence, Report } from '../types.ts';
import { purlOf } from './purl.ts';
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
    tool: { ...report.tool },
    scan: {
      revision: report.revision,
      ...(report.repository && { repository: { ...report.repository } }),
      ...(report.time !== undefined && { time: report.time }),
      policy: { id, source, digest },
    },
    coverage: {
      ...report.coverage,
      skipped: { ...report.coverage.skipped },
      failed: { ...report.coverage.failed },
    },
    components: report.components.map(componentOf),
    findings: report.findings.map(findingOf),
    diagnostics: report.diagnostics.map((diagnostic) => ({ ...diagnostic })),
    ...(report.background && { background: backgroundOf(report.background) }),
    verdict: report.verdict,
  };
}

function backgroundOf({ statements, sources }: NonNullable<Report['background']>): JsonReport['background'] {
  return { statements: statements.map((statement) => ({ ...statement })), sources: sources.map((source) => ({ ...source })) };
}

function componentOf(component: Component): JsonReport['components'][number] {
  const { id, type, name, version, family, developer, licences } = component;
  const { weights, developer: from, host } = component.origin;
  return {
    id,
    type,
    name,
    version,
    purl: purlOf(component),
    family,
    developer,
    origin: { weights, developer: from, host: [...host] },
    lineage: component.lineage.map((ancestor) => ({ ...ancestor })),
    ...(licences && { licences: licences.map((licence) => ({ ...licence })) }),
    exposures: [...component.exposures],
    occurrences: component.occurrences.map(occurrenceOf),
  };
}

/** Written out, absent ones too, which JSON leaves out: a report holds many, and putting each together from parts takes longer than writing it. */
function occurrenceOf(occurrence: Occurrence): JsonReport['components'][number]['occurrences'][number] {
  const { location, dependencyPath } = occurrence;
  return {
    path: location.path,
    line: location.line,
    column: location.column,
    endColumn: location.endColumn,
    kind: occurrence.kind,
    usage: occurrence.usage,
    value: occurrence.value,
    context: occurrence.context,
    confidence: occurrence.confidence,
    reason: occurrence.reason,
    exposure: occurrence.exposure,
    host: occurrence.host,
    region: occurrence.region,
    reached: occurrence.reached,
    extractor: occurrence.extractor,
    dependencyPath: dependencyPath.length > 0 ? [...dependencyPath] : undefined,
  };
}

function findingOf({
  ruleId,
  level,
  message,
  component,
  locations,
  fingerprint,
  state,
  suppressions,
}: Finding): JsonReport['findings'][number] {
  return {
    ruleId,
    level,
    message,
    component,
    locations: locations.map((location) => ({ ...location })),
    fingerprint,
    state,
    suppressions: suppressions.map((suppression) => ({ ...suppression })),
  };
}

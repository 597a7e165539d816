/** Every reporter, and the example report with a text of one's choice wherever a tree could place one. */
import { REPORTERS, type Reporter } from '../src/report/index.ts';
import type { Report } from '../src/types.ts';
import { EXAMPLE } from './report-example.ts';

export const loaded = new Map<string, Reporter>();
for (const [format, load] of Object.entries(REPORTERS)) loaded.set(format, await load());

/** What a format says of a report. */
export function written(format: string, report: Report, width = 80): string {
  return loaded.get(format)?.(report, { color: false, width, quiet: false }) ?? '';
}

/** The example with a text in every place that a tree fills. */
export function poisoned(text: string): Report {
  const location = { ...EXAMPLE.findings[0]!.locations[0]!, path: `src/${text}` };
  return {
    ...EXAMPLE,
    policy: {
      ...EXAMPLE.policy,
      source: text,
      rules: EXAMPLE.policy.rules.map((rule) => ({ ...rule, title: text, description: text, help: text, source: text })),
    },
    components: EXAMPLE.components.map((component) => ({
      ...component,
      name: text,
      version: text,
      licences: [{ name: text, models: text, source: text, reviewed: '2026-01-31' }],
      lineage: [{ name: text, family: null, relation: 'finetune', evidence: 'name' }],
      occurrences: component.occurrences.map((occurrence) => ({
        ...occurrence,
        location,
        value: text,
        context: text,
        reached: text,
        reason: text,
        dependencyPath: [text, text],
      })),
    })),
    findings: EXAMPLE.findings.map((finding, at) => ({
      ...finding,
      message: text,
      locations: [location, { ...location, path: text }],
      suppressions: at === 2 ? [{ kind: 'inSource' as const, justification: text, owner: text }] : [],
    })),
    background: {
      statements: (EXAMPLE.background?.statements ?? []).map((one) => ({ ...one, text, source: text, jurisdiction: text })),
      sources: (EXAMPLE.background?.sources ?? []).map((one) => ({ ...one, name: text, source: text })),
    },
    diagnostics: EXAMPLE.diagnostics.map((diagnostic) => ({ ...diagnostic, message: text, path: text })),
  };
}

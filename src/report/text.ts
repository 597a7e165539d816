/** The report for a terminal: which models, whose, where they run, how many places; then the places; then what was not looked at. */
import { countryName } from './country.ts';
import { paint, type Paint } from './paint.ts';
import type { Component, Finding, Occurrence, Report } from '../types.ts';
import type { ReportStyle } from './index.ts';
import { visible } from './visible.ts';

const PLACES = 6;
const LEVEL_WORDS = { error: 'errors', warning: 'warnings', note: 'notes' } as const;

export function text(report: Report, style: ReportStyle): string {
  const colors = paint(style.color);
  const parts = style.quiet
    ? [findings(report, colors)]
    : [summary(report, colors, style.width), places(report, colors), coverage(report, colors), ending(report, colors)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const EXPOSURE_WORDS: Readonly<Record<string, string>> = {
  'in-country-api': "API, runs in the developer's country",
  'offshore-api': 'API of an operator from that country',
  'third-party-api': 'API of another operator',
  'self-hosted': 'loaded or served here',
  artifact: 'weights in this tree',
  dependency: 'library only',
  unknown: 'where it runs is not known',
};

function summary(report: Report, colors: Paint, width: number): string {
  const used = report.components.filter((component) => uses(component).length > 0);
  if (used.length === 0) return colors.bold(`No use of a known model family in ${report.coverage.scanned} files.`);
  const rows = used.toSorted((a, b) => uses(b).length - uses(a).length).map((component) => row(component));
  const head = ['MODEL OR SERVICE', 'WEIGHTS', 'RELEASED BY', 'REACHED AS', 'PLACES'];
  return [colors.bold(head.join('  ')), ...table([head, ...rows.map((r) => r.cells)], width)].slice(1).join('\n');
}

function row(component: Component): { cells: string[] } {
  const { name, origin, developer, exposures } = component;
  return {
    cells: [
      visible(name),
      component.type === 'model' ? countryName(origin.weights) : '-',
      `${developer}${origin.developer ? ` (${origin.developer})` : ''}`,
      exposures.map((exposure) => EXPOSURE_WORDS[exposure] ?? exposure).join('; '),
      String(uses(component).length),
    ],
  };
}

/** Columns as wide as their longest cell, the last ones cut so that a line fits. */
function table(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.min(48, Math.max(...rows.map((cells) => cells[column]?.length ?? 0))));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cut(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
      .slice(0, Math.max(width, 60)),
  );
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function uses({ occurrences }: Component): Occurrence[] {
  return occurrences.filter(({ usage }) => usage === 'use');
}

function places({ components }: Report, colors: Paint): string {
  return components
    .filter((component) => uses(component).length > 0)
    .map((component) => {
      const found = uses(component);
      const lines = found.slice(0, PLACES).map(place);
      if (found.length > PLACES) lines.push(colors.dim(`  and ${found.length - PLACES} more`));
      return [colors.bold(visible(component.name)), ...lines].join('\n');
    })
    .join('\n\n');
}

function place({ location, value, kind }: Occurrence): string {
  return `  ${visible(location.path)}:${location.line}:${location.column}  ${visible(value)}  (${kind})`;
}

function findings({ findings: all }: Report, colors: Paint): string {
  return all.map((finding) => findingLine(finding, colors)).join('\n');
}

function findingLine({ level, message, locations, ruleId }: Finding, colors: Paint): string {
  const [first] = locations;
  return `${visible(first?.path ?? '')}:${first?.line ?? 0}:${first?.column ?? 0}  ${colors[level](level)}  ${visible(message)}  ${colors.dim(ruleId)}`;
}

function coverage({ coverage: { scanned, discovered, skipped, failed }, diagnostics }: Report, colors: Paint): string {
  const count = (reasons: Readonly<Record<string, number>>) =>
    Object.entries(reasons)
      .map(([reason, n]) => `${n} ${reason}`)
      .join(', ');
  return [
    `${scanned} of ${discovered} files looked at.`,
    ...(Object.keys(skipped).length > 0 ? [`Not looked at: ${count(skipped)}.`] : []),
    ...(Object.keys(failed).length > 0 ? [colors.warning(`Failed: ${count(failed)}.`)] : []),
    ...diagnostics
      .slice(0, PLACES)
      .map((d) => colors.dim(`${d.level}: ${visible(d.path ?? '')}${d.line ? `:${d.line}` : ''}: ${visible(d.message)}`)),
    ...(diagnostics.length > PLACES ? [colors.dim(`and ${diagnostics.length - PLACES} more notices`)] : []),
  ].join('\n');
}

function ending({ findings: all, verdict, policy }: Report, colors: Paint): string {
  const counts = (['error', 'warning', 'note'] as const)
    .map((level) => ({ level, n: all.filter((finding) => finding.level === level).length }))
    .filter(({ n }) => n > 0)
    .map(({ level, n }) => colors[level](`${n} ${LEVEL_WORDS[level]}`));
  const word = verdict === 'pass' ? colors.good('pass') : colors.error(verdict);
  return `${word} under policy ${policy.id}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
}

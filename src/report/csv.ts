/** Every place as a row of comma-separated values (RFC 4180), with the finding that names it. */
import type { Component, Finding, Location, Occurrence, Report } from '../types.ts';
import type { ReportStyle } from './index.ts';
import { groupBy, placeKey } from './inventory.ts';
import { purlOf } from './purl.ts';
import { visible } from './visible.ts';

const COLUMNS = [
  'level',
  'rule',
  'state',
  'fingerprint',
  'type',
  'component',
  'family',
  'developer',
  'weights_country',
  'developer_country',
  'host_countries',
  'exposure',
  'usage',
  'kind',
  'value',
  'path',
  'line',
  'column',
  'context',
  'confidence',
  'version',
  'purl',
  'dependency_path',
  'message',
  'accepted_because',
  'licences',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** One row for each place and finding there; `quiet`: findings only. */
export function csv({ components, findings }: Report, style: ReportStyle): string {
  const byComponent = groupBy(findings, ({ component }) => component);
  const rows = components.flatMap((component) => componentRows(component, byComponent.get(component.id) ?? [], style.quiet));
  const known = new Set(components.map(({ id }) => id));
  const others = findings
    .filter(({ component }) => !known.has(component))
    .map((finding) => ({ ...findingCells(finding), ...placeCells(finding.locations[0]) }));
  return [COLUMNS.join(','), ...[...rows, ...others].map(line)].map((text) => `${text}\r\n`).join('');
}

function componentRows(component: Component, findings: readonly Finding[], quiet: boolean): Row[] {
  const shared = componentCells(component);
  const judged = groupBy(
    findings.flatMap((finding) => finding.locations.map((location) => ({ finding, key: placeKey(location) }))),
    ({ key }) => key,
  );
  const shown = new Set<Finding>();
  const rows = component.occurrences.flatMap((occurrence): Row[] => {
    const own = (judged.get(placeKey(occurrence.location)) ?? []).map(({ finding }) => finding);
    for (const finding of own) shown.add(finding);
    const place = { ...shared, ...placeCells(occurrence.location), ...occurrenceCells(occurrence) };
    return own.length > 0 ? own.map((finding) => ({ ...place, ...findingCells(finding) })) : quiet ? [] : [place];
  });
  const rest = findings.filter((finding) => !shown.has(finding));
  return [...rows, ...rest.map((finding) => ({ ...shared, ...placeCells(finding.locations[0]), ...findingCells(finding) }))];
}

function componentCells(component: Component): Row {
  const { type, name, family, developer, origin, version, licences = [] } = component;
  return {
    type,
    component: name,
    family,
    developer,
    weights_country: origin.weights,
    developer_country: origin.developer,
    host_countries: origin.host.join(' '),
    version,
    purl: purlOf(component),
    licences: licences.map((licence) => licence.name).join('; '),
  };
}

function placeCells(location: Location | undefined): Row {
  return location === undefined ? {} : { path: location.path, line: location.line, column: location.column };
}

function occurrenceCells({ exposure, usage, kind, value, context, confidence, dependencyPath }: Occurrence): Row {
  return { exposure, usage, kind, value, context, confidence, dependency_path: dependencyPath.join(' > ') };
}

function findingCells({ level, ruleId, state, suppressions, fingerprint, message }: Finding): Row {
  const accepted = suppressions.map(({ justification }) => justification).join('; ');
  return { level, rule: ruleId, state: suppressions.length > 0 ? 'accepted' : state, fingerprint, message, accepted_because: accepted };
}

function line(row: Row): string {
  return COLUMNS.map((column) => cell(row[column] ?? '')).join(',');
}

/** A spreadsheet takes text that begins like a formula for one: an apostrophe before it makes it text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = visible(value);
  const safe = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

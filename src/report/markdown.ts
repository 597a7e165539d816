/**
 * The report as GitHub and GitLab Markdown: for the summary of a step (1 MiB at most) and the comment on a change (65,536 characters at most).
 * Everything that comes from the tree stands in code spans.
 */
import { gravestFirst, isOpen } from '../findings.ts';
import type { Finding, Report, RuleDescription } from '../types.ts';
import { countryName } from './country.ts';
import type { ReportStyle } from './index.ts';
import { entriesOf, fileCount, groupBy, listed, SECTIONS, sectionOf, type Entry } from './inventory.ts';
import { prose, span } from './markdown-text.ts';
import { isUnread, remedyOf, WHEN_INCOMPLETE } from './remedy.ts';
import { developerWords, levelCounts, plural, reachedWords, reasonCounts, byteCount, nameOf, type Names } from './words.ts';

const MOST_CHARACTERS = 60_000;
const MOST_ROWS = 40;
const MOST_PLACES = 20;
/** Longer tables, and longer lists of notes, are folded. */
const MOST_OPEN_ROWS = 10;
const MOST_OPEN_NOTES = 5;

/** Markdown, at most as long as a comment may be. */
export function markdown(report: Report, style: ReportStyle): string {
  const entries = entriesOf(report);
  const parts = [headLines(report), ...ruleParts(report), ...(style.quiet ? [] : [modelLines(entries, report), coverageLines(report)])];
  return within(parts.filter((lines) => lines.length > 0));
}

/** As many whole parts as fit; what is left out is said. */
function within(parts: readonly (readonly string[])[]): string {
  const note = '_The rest is left out: the report is longer than a comment may be._\n';
  let text = '';
  for (const part of parts) {
    const next = `${part.join('\n')}\n\n`;
    if (text.length + next.length + note.length > MOST_CHARACTERS) return text + note;
    text += next;
  }
  return `${text.trimEnd()}\n`;
}

function headLines({ verdict, findings, policy, coverage }: Report): string[] {
  const open = findings.filter(isOpen);
  const counts = levelCounts(open.map(({ level }) => level)).map(({ words }) => words);
  const closed = findings.length - open.length;
  const known = closed === 0 ? '' : ` (${closed} more accepted or known)`;
  return [
    `## Pedigree: ${verdict}`,
    '',
    `${counts.join(', ') || 'No findings'}${known} under policy ${span(policy.id)} in ${plural(coverage.scanned, 'file')}.`,
  ];
}

function modelLines(entries: readonly Entry[], { findings, names }: Pick<Report, 'findings' | 'names'>): string[] {
  const all = entries.filter(({ places }) => places.length > 0);
  if (all.length === 0) return ['No use of a known model family was found.'];
  const used = SECTIONS.flatMap((section) => listed(all, findings).filter(({ component }) => sectionOf(component) === section));
  const unlisted = all.length - used.length;
  const note = unlisted === 0 ? [] : [`Not listed: ${plural(unlisted, 'component')} known already or judged by no rule.`];
  const table = used.length === 0 ? [] : tableLines(used, names);
  const shown =
    used.length > MOST_OPEN_ROWS
      ? folded(`In use: ${plural(used.length, 'model, service or package', 'models, services and packages')}`, table)
      : table;
  return [...shown, ...(used.length > 0 && unlisted > 0 ? [''] : []), ...note];
}

/** Lines that a reader opens. */
function folded(summary: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

function tableLines(used: readonly Entry[], names: Names | undefined): string[] {
  const rest = used.length - MOST_ROWS;
  return [
    '| | Model, service or package | Family | Weights | Released by | Reached as | Places |',
    '| --- | --- | --- | --- | --- | --- | ---: |',
    ...used.slice(0, MOST_ROWS).map((entry) => modelRow(entry, names)),
    ...(rest > 0 ? ['', `and ${rest} more.`] : []),
  ];
}

function modelRow({ component, places, standing }: Entry, names: Names | undefined): string {
  const { name, family, origin } = component;
  const cells = [
    standing,
    span(name),
    family === null ? '' : prose(nameOf(names, 'families', family)),
    countryName(origin.weights),
    prose(developerWords(component, names)),
    prose(reachedWords(component, names).join('; ')),
    plural(places.length, 'place') + ` in ${plural(fileCount(places), 'file')}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function ruleParts({ findings, policy, components }: Report): string[][] {
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const byRule = groupBy(findings.filter(isOpen), ({ ruleId }) => ruleId);
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const parts = [...byRule].map(([id, own]) => ({ rule: rules.get(id), id, own, level: own[0]?.level ?? 'note' }));
  return gravestFirst(parts).map(({ rule, id, own, level }) => {
    const heading = `### ${level}: ${prose(rule?.title ?? id)} (${own.length})`;
    const lines = [...remedyLines(rule), ...findingLines(own, names)];
    return [heading, '', ...(level === 'note' && own.length > MOST_OPEN_NOTES ? folded('Where', lines) : lines)];
  });
}

function findingLines(findings: readonly Finding[], names: ReadonlyMap<string, string>): string[] {
  const lines = findings.slice(0, MOST_PLACES).map(({ component, locations: [first, ...more] }) => {
    const place = first === undefined ? '' : `${span(`${first.path}:${first.line}`)} `;
    return `- ${place}${span(names.get(component) ?? component)}${more.length > 0 ? ` and ${plural(more.length, 'more place')} there` : ''}`;
  });
  return findings.length > MOST_PLACES ? [...lines, `- and ${findings.length - MOST_PLACES} more`] : lines;
}

function remedyLines(rule: RuleDescription | undefined): string[] {
  return rule === undefined ? [] : [`${prose(remedyOf(rule))} (${span(`pedigree explain ${rule.id}`)})`, ''];
}

function coverageLines({ coverage, diagnostics }: Report): string[] {
  const { scanned, discovered, skipped, failed, bytes } = coverage;
  const [left, lost] = [reasonCounts(skipped), reasonCounts(failed)];
  const rest = diagnostics.length - MOST_PLACES;
  return [
    '### Coverage',
    '',
    `${plural(scanned, 'file')} of ${plural(discovered, 'entry', 'entries')} looked at, ${byteCount(bytes)}.`,
    ...(left === '' ? [] : [`Left out: ${prose(left)}.`]),
    ...(lost === '' ? [] : [`Failed: ${prose(lost)}.`]),
    ...(diagnostics.some(isUnread) ? ['', prose(WHEN_INCOMPLETE)] : []),
    ...(diagnostics.length > 0 ? [''] : []),
    ...gravestFirst(diagnostics)
      .slice(0, MOST_PLACES)
      .map(({ level, path, line, message }) => {
        const place = path === undefined ? '' : `${span(`${path}${line === undefined ? '' : `:${line}`}`)} `;
        return `- ${level}: ${place}${prose(message)}`;
      }),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ];
}

/** The top of the text report: what a person grasps in ten seconds. */
import { isOpen } from '../findings.ts';
import type { Finding, Report } from '../types.ts';
import { countryName } from './country.ts';
import { fileCount, groupBy, listed, sectionOf, type Entry } from './inventory.ts';
import { flow, KEEP, labelled, paragraph, type Cell, type Page } from './text-page.ts';
import { tableLines } from './text-table.ts';
import { visible } from './visible.ts';
import { developerWords, levelCounts, plural, reachedWords } from './words.ts';

/** Verdict, numbers, and the table of what is used. */
export function summaryLines(report: Report, entries: readonly Entry[], page: Page): string[] {
  const shown = entries.filter(({ places }) => places.length > 0);
  const rows = listed(shown, report.findings);
  const isUsed = shown.some(({ places }) => places.some(({ occurrence }) => occurrence.usage === 'use'));
  const nothing = `No use of a known model family in ${plural(report.coverage.scanned, 'file')}${shown.length === 0 ? '.' : '; mentions only.'}`;
  return [
    ...verdictLines(report, page),
    '',
    ...(isUsed ? [] : paragraph(nothing, page, 0)),
    ...(shown.length === 0 ? [] : factLines(shown, isUsed ? 'In use' : 'Mentioned', page)),
    ...mentionLines(entries, shown, page),
    ...unlistedLines(shown.length - rows.length, page),
    ...(rows.length === 0 ? [] : ['', ...tableLines(rows, page)]),
  ];
}

/** `Fail: 2 errors, 1 warning (policy cn-origin)`; on more lines where the page is narrow. */
export function verdictLines({ verdict, findings, policy }: Report, page: Page): string[] {
  const { colors } = page;
  const word = { pass: colors.good, fail: colors.error, incomplete: colors.warning }[verdict];
  const counts = countCells(findings, page);
  const cells: Cell[] = [
    { text: `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}:`, paint: (text) => colors.bold(word(text)) },
    ...(counts.length === 0 ? [{ text: 'no findings' }] : counts.map((cell, at) => (at === counts.length - 1 ? cell : withComma(cell)))),
    { text: `(policy ${visible(policy.id)})`, paint: colors.dim },
  ];
  return flow(cells, page);
}

function countCells(findings: readonly Finding[], { colors }: Page): Cell[] {
  const open = findings.filter(isOpen).map(({ level }) => level);
  const accepted = findings.filter(({ suppressions }) => suppressions.length > 0).length;
  const known = findings.length - open.length - accepted;
  return [
    ...levelCounts(open).map(({ level, words }) => ({ text: words, paint: colors[level] })),
    ...(known > 0 ? [{ text: `${known} known` }] : []),
    ...(accepted > 0 ? [{ text: `${accepted} accepted` }] : []),
  ];
}

function withComma({ text, paint = (plain) => plain }: Cell): Cell {
  return { text: `${text},`, paint: () => `${paint(text)},` };
}

function factLines(used: readonly Entry[], label: string, page: Page): string[] {
  const models = used.filter(({ component }) => sectionOf(component) === 'models');
  const places = used.flatMap((entry) => entry.places);
  const lists: [string, readonly string[]][] = [
    ['Weights', models.map(({ component }) => countryName(component.origin.weights))],
    ['Released by', models.map(({ component }) => developerWords(component, page.names))],
    ['Reached as', models.flatMap(({ component }) => reachedWords(component, page.names))],
  ];
  return [
    ...labelled(label, `${contents(used)}; ${plural(places.length, 'place')} in ${plural(fileCount(places), 'file')}`, page),
    ...lists.flatMap(([name, words]) => labelled(name, tally(words), page)),
  ];
}

function contents(used: readonly Entry[]): string {
  const sections = groupBy(used, ({ component }) => sectionOf(component));
  const models = sections.get('models') ?? [];
  const families = new Set(models.map(({ component }) => component.family)).size;
  const counts = [
    models.length > 0 ? `${plural(models.length, 'model')} of ${plural(families, 'family', 'families')}` : '',
    ...(['services', 'packages'] as const).map((section) => {
      const count = sections.get(section)?.length ?? 0;
      return count === 0 ? '' : plural(count, section.slice(0, -1));
    }),
  ];
  const told = counts.filter((words) => words !== '');
  const named = plural(sections.get('named')?.length ?? 0, 'family', 'families');
  if (told.length === 0) return `${named}, only named`;
  return [...told, ...(sections.has('named') ? [`names of ${named}`] : [])].join(', ');
}

/** `China 12, United States 2`, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = [...groupBy(words, (word) => word)].map(([word, all]) => ({ word: visible(word), count: all.length }));
  const sorted = counts.toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const shown = sorted.slice(0, 6).map(({ word, count }) => `${word}${KEEP}${count}`);
  return [...shown, ...(sorted.length > 6 ? [`${sorted.length - 6} more`] : [])].join(', ');
}

function mentionLines(entries: readonly Entry[], used: readonly Entry[], page: Page): string[] {
  const mentions = entries.reduce((sum, entry) => sum + entry.mentions.length, 0);
  if (mentions === 0) return [];
  const only = entries.length - used.length;
  const words = `${plural(mentions, 'place')} in comments, documentation and recorded data`;
  return labelled('Mentioned', only === 0 ? words : `${words}; ${plural(only, 'component')} nowhere else`, page);
}

function unlistedLines(count: number, page: Page): string[] {
  if (count === 0) return [];
  const words = `${plural(count, 'component')} known already or judged by no rule; a scan without --baseline lists them`;
  return labelled('Not listed', words, page);
}

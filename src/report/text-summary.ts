/** The top of the text report: what a person grasps in ten seconds. */
import type { Component, Report } from '../types.ts';
import { countryName } from './country.ts';
import { fileCount, groupBy, groupsOf, isOpen, sectionOf, SECTIONS, type Entry, type Group, type Section } from './inventory.ts';
import { heading, labelled, paragraph, row, widest, type Cell, type Page } from './text-page.ts';
import { visible } from './visible.ts';
import { cut, widthOf } from './width.ts';
import { developerWords, levelCounts, nameOf, plural, reachedWords } from './words.ts';

const ROWS = 5;
const GROUPS = 12;
const TITLES: Readonly<Record<Section, string>> = {
  models: 'Models',
  services: 'Services',
  named: 'Named in code only',
  packages: 'Packages',
};

/** Verdict, numbers, and the table of what is used. */
export function summaryLines(report: Report, entries: readonly Entry[], page: Page): string[] {
  const used = entries.filter(({ places }) => places.length > 0);
  return [
    verdictLine(report, page),
    '',
    ...(used.length > 0 ? factLines(used, page) : paragraph(nothingWords(report), page, 0)),
    ...mentionLines(entries, used, page),
    ...sectionLines(used, page),
  ];
}

/** `Fail: 2 errors, 1 warning (policy cn-origin)`. */
export function verdictLine({ verdict, findings, policy }: Report, { colors }: Page): string {
  const open = levelCounts(findings.filter(isOpen).map(({ level }) => level)).map(({ level, words }) => colors[level](words));
  const known = findings.filter(({ state, suppressions }) => state === 'unchanged' && suppressions.length === 0).length;
  const accepted = findings.filter(({ suppressions }) => suppressions.length > 0).length;
  const rest = [...(known > 0 ? [`${known} in the baseline`] : []), ...(accepted > 0 ? [`${accepted} accepted`] : [])];
  const word = { pass: colors.good('Pass'), fail: colors.error('Fail'), incomplete: colors.warning('Incomplete') }[verdict];
  return `${colors.bold(word)}: ${[...open, ...rest].join(', ') || 'no findings'} ${colors.dim(`(policy ${visible(policy.id)})`)}`;
}

function nothingWords({ coverage: { scanned } }: Report): string {
  return `No use of a known model family in ${plural(scanned, 'file')}.`;
}

function factLines(used: readonly Entry[], page: Page): string[] {
  const models = used.filter(({ component }) => sectionOf(component) === 'models');
  const places = used.flatMap((entry) => entry.places);
  const lists: [string, readonly string[]][] = [
    ['Weights from', models.map(({ component }) => countryName(component.origin.weights))],
    ['Released by', models.map(({ component }) => developerWords(component, page.names))],
    ['Reached as', models.flatMap(({ component }) => reachedWords(component, page.names))],
  ];
  return [
    ...labelled('In use', `${contents(used)}; ${plural(places.length, 'place')} in ${plural(fileCount(places), 'file')}`, page),
    ...lists.flatMap(([label, words]) => labelled(label, tally(words), page)),
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
  return counts.filter((words) => words !== '').join(', ') || plural(used.length, 'family', 'families') + ' named in code only';
}

/** `China 12, United States 2`, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = [...groupBy(words, (word) => word)].map(([word, all]) => ({ word: visible(word), count: all.length }));
  const sorted = counts.toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const shown = sorted.slice(0, 6).map(({ word, count }) => `${word} ${count}`);
  return [...shown, ...(sorted.length > 6 ? [`${sorted.length - 6} more`] : [])].join(', ');
}

function mentionLines(entries: readonly Entry[], used: readonly Entry[], page: Page): string[] {
  const mentions = entries.reduce((sum, entry) => sum + entry.mentions.length, 0);
  if (mentions === 0) return [];
  const only = entries.length - used.length;
  const words = `${plural(mentions, 'place')} in comments, documentation and recorded data`;
  return labelled('Mentioned', only === 0 ? words : `${words}; ${plural(only, 'component')} nowhere else`, page);
}

function sectionLines(used: readonly Entry[], page: Page): string[] {
  const sections = groupBy(used, ({ component }) => sectionOf(component));
  const widths = widthsOf(used, page);
  const { dim } = page.colors;
  const head = ['', 'NAME', 'REACHED AS', 'PLACES'].map((text): Cell => ({ text, paint: dim }));
  const parts = SECTIONS.flatMap((section) => {
    const entries = sections.get(section) ?? [];
    if (entries.length === 0) return [];
    return section === 'models' ? groupLines(entries, widths, page) : [heading(TITLES[section], page), ...entryRows(entries, widths, page)];
  });
  return parts.length === 0 ? [] : ['', row(head, widths, 2), ...parts];
}

function groupLines(entries: readonly Entry[], widths: readonly number[], page: Page): string[] {
  const groups = groupsOf(entries);
  const lines = groups.slice(0, GROUPS).flatMap((group) => [groupHead(group, page), ...entryRows(group.entries, widths, page)]);
  if (groups.length <= GROUPS) return lines;
  const rest = groups.slice(GROUPS).flatMap((group) => group.entries);
  return [...lines, page.colors.dim(`and ${plural(rest.length, 'more model')} of other families`)];
}

/** `Qwen   weights from China, released by Alibaba, China` */
function groupHead({ first }: Group, { colors, names, width }: Page): string {
  const { weights, developer } = first.origin;
  const title = visible(familyTitle(first, names));
  const country = developer === null ? '' : `, ${countryName(developer)}`;
  const origin = visible(`weights from ${countryName(weights)}, released by ${developerWords(first, names)}${country}`);
  if (widthOf(title) + widthOf(origin) + 2 > width) return colors.bold(cut(title, width));
  return `${colors.bold(title)}  ${colors.dim(origin)}`;
}

function familyTitle({ family }: Component, names: Page['names']): string {
  return family === null ? 'Family not known' : nameOf(names, 'families', family);
}

function entryRows(entries: readonly Entry[], widths: readonly number[], page: Page): string[] {
  const lines = entries.slice(0, ROWS).map((entry) => entryRow(entry, widths, page));
  const rest = entries.slice(ROWS);
  if (rest.length === 0) return lines;
  const places = rest.reduce((sum, { places: own }) => sum + own.length, 0);
  return [...lines, page.colors.dim(`${' '.repeat(12)}and ${rest.length} more in ${plural(places, 'place')}`)];
}

/** Level, name, reached, places: as wide as what they show, within the page. */
function widthsOf(used: readonly Entry[], { width, names }: Page): number[] {
  const room = width - 2 - 7 - 6 - 6;
  const reached = widest(['REACHED AS', ...used.map(({ component }) => reachedCell(component, names))], Math.floor(room * 0.5));
  return [7, widest(used.map(({ component }) => component.name), room - reached), reached, 6];
}

function entryRow({ component, places, worst }: Entry, widths: readonly number[], { colors, names }: Page): string {
  const level: Cell = { text: worst ?? '', paint: worst === null ? undefined : colors[worst] };
  const reached: Cell = { text: reachedCell(component, names), paint: colors.dim };
  return row([level, { text: visible(component.name) }, reached, { text: String(places.length), align: 'right' }], widths, 2);
}

function reachedCell(component: Component, names: Page['names']): string {
  return visible(reachedWords(component, names).join('; '));
}

/** The table of the text report: every family with its models, then services, names and packages. */
import type { Component } from '../types.ts';
import { countryName } from './country.ts';
import { regionInText } from '../rules/regions.ts';
import { groupBy, groupsOf, placeCount, sectionOf, SECTIONS, type Entry, type Group, type Section } from './inventory.ts';
import { heading, row, widest, type Cell, type Page } from './text-page.ts';
import { visible } from './visible.ts';
import { cut, fill, widthOf } from './width.ts';
import { developerWords, nameOf, plural, reachedWords } from './words.ts';

/** A table of up to this many models shows all of them; a longer one shows a few of each of the heaviest groups. */
const ALL = 24;
const FEW = 3;
const GROUPS = 6;
/** Below this width a row takes two lines. */
const NARROW = 64;
const REACHED = 'REACHED AS';
const TITLES: Readonly<Record<Section, string>> = {
  models: 'Models',
  services: 'Services',
  named: 'Only named',
  packages: 'Packages',
};

/** A title with the rows below it. */
interface Block {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly more: readonly Entry[];
}

/** The table of what is used, by section and family. */
export function tableLines(used: readonly Entry[], page: Page): string[] {
  const sections = groupBy(used, ({ component }) => sectionOf(component));
  const groups = groupsOf(sections.get('models') ?? []);
  const all = (sections.get('models') ?? []).length <= ALL;
  const shown = all ? groups : groups.slice(0, GROUPS);
  const rest = groups.slice(shown.length);
  const blocks = [
    ...shown.map((group) => groupBlock(group, all ? ALL : FEW, page)),
    ...SECTIONS.filter((section) => section !== 'models' && sections.has(section)).map((section) =>
      blockOf(heading(TITLES[section], page), sections.get(section) ?? [], section === 'services' ? 2 * FEW : FEW),
    ),
  ];
  const widths = widthsOf(
    blocks.flatMap(({ entries }) => entries),
    page,
  );
  const lines = blocks.map((block) => blockLines(block, widths, page));
  const head = page.width < NARROW ? [] : [headRow(widths, page)];
  return [...head, ...lines.slice(0, shown.length).flat(), ...restLine(rest, page), ...lines.slice(shown.length).flat()];
}

function groupBlock(group: Group, most: number, page: Page): Block {
  const block = blockOf('', group.entries, most);
  return { ...block, title: groupTitle(group, block.more.length > 0, page) };
}

function blockOf(title: string, entries: readonly Entry[], most: number): Block {
  const count = entries.length === most + 1 ? most + 1 : most;
  return { title, entries: entries.slice(0, count), more: entries.slice(count) };
}

function blockLines({ title, entries, more }: Block, widths: readonly number[], page: Page): string[] {
  const rows = entries.flatMap((entry) => (page.width < NARROW ? stackedRow(entry, page) : [entryRow(entry, widths, page)]));
  const words = `            and ${more.length} more in ${plural(placeCount(more), 'place')}`;
  return [title, ...rows, ...(more.length === 0 ? [] : [page.colors.dim(cut(words, page.width))])];
}

function restLine(groups: readonly Group[], { colors, width, names }: Page): string[] {
  if (groups.length === 0) return [];
  const models = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const families = [...new Set(groups.map(({ first }) => familyTitle(first, names)))].map(visible).join(', ');
  return [colors.dim(cut(`and ${plural(models, 'more model')}: ${families}`, width))];
}

/** `Qwen  104 models in 625 places; weights from China, released by Alibaba, China` */
function groupTitle({ first, entries, places }: Group, isCut: boolean, { colors, names, width }: Page): string {
  const title = visible(familyTitle(first, names));
  const count = isCut ? `${plural(entries.length, 'model')} in ${plural(places, 'place')}; ` : '';
  const origin = `${count}weights from ${regionInText(first.origin.weights)}, ${visible(releaseWords(first, names))}`;
  const room = width - widthOf(title) - 2;
  if (room < 20) return colors.bold(cut(title, width));
  return `${colors.bold(title)}  ${colors.dim(cut(origin, room))}`;
}

function releaseWords(component: Component, names: Page['names']): string {
  if (component.developer === 'unknown') return 'developer not known';
  const country = component.origin.developer;
  return `released by ${developerWords(component, names)}${country === null ? '' : `, ${countryName(country)}`}`;
}

function familyTitle({ family }: Component, names: Page['names']): string {
  return family === null ? 'Family not known' : nameOf(names, 'families', family);
}

function headRow(widths: readonly number[], { colors }: Page): string {
  const cells = ['', 'NAME', widths[2] === 0 ? '' : REACHED, 'PLACES'].map((text, at): Cell => ({
    text,
    paint: colors.dim,
    ...(at === 3 && { align: 'right' }),
  }));
  return row(cells, widths, 2);
}

/** Level, name, reached, places: as wide as what they show, within the page; what names leave free, the third may take. Mentions are not reached. */
function widthsOf(entries: readonly Entry[], { width, names }: Page): number[] {
  const room = width - 2 - 8 - 6 - 6;
  const name = widest(['NAME', ...entries.map(({ component }) => visible(component.name))], room);
  const ways = entries.map(({ component }) => reachedCell(component, names)).filter((words) => words !== '');
  const reached = ways.length === 0 ? 0 : widest([REACHED, ...ways], Math.max(Math.floor(room * 0.45), room - name));
  return [8, Math.min(name, room - reached), reached, 6];
}

function entryRow({ component, places, worst, standing }: Entry, widths: readonly number[], { colors, names }: Page): string {
  const level: Cell = { text: standing, paint: worst === null ? colors.dim : colors[worst] };
  const reached: Cell = { text: reachedCell(component, names), paint: colors.dim };
  return row([level, { text: visible(component.name) }, reached, { text: String(places.length), align: 'right' }], widths, 2);
}

function stackedRow({ component, places, worst, standing }: Entry, { colors, width, names }: Page): string[] {
  const level = fill(standing, 8);
  return [
    `  ${(worst === null ? colors.dim : colors[worst])(level)}  ${cut(visible(component.name), width - 12)}`,
    `            ${colors.dim(cut(`${plural(places.length, 'place')}, ${reachedCell(component, names)}`, width - 12))}`,
  ];
}

function reachedCell(component: Component, names: Page['names']): string {
  return visible(reachedWords(component, names).join('; '));
}

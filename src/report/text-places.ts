/** The middle of the text report: the findings by rule, and their places by component. */
import type { Report, RuleDescription } from '../types.ts';
import { fileCount, groupBy, sectionOf, type Entry, type Place } from './inventory.ts';
import { heading, paragraph, row, widest, type Page } from './text-page.ts';
import { visible } from './visible.ts';
import { widthOf, wrap } from './width.ts';
import { KIND_WORDS, LEVELS, plural } from './words.ts';

const COMPONENTS = 6;
const PLACES = 4;

/** What one rule says of one component, and where. */
interface Stand {
  readonly entry: Entry;
  readonly places: readonly Place[];
}

/** The places by rule, the heaviest rule first, then by component; places that no rule judges come last. */
export function placeLines(entries: readonly Entry[], rules: readonly RuleDescription[], page: Page): string[] {
  const stands = entries.toSorted(minorLast).flatMap((entry) => [...groupBy(entry.places, ruleOf)].map(([rule, places]) => ({ rule, entry, places })));
  const byRule = groupBy(stands, ({ rule }) => rule);
  const known = rules.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)).map(({ id }) => id);
  const order = [...known, ...[...byRule.keys()].filter((id) => id !== '' && !known.includes(id)), ''];
  const parts = order.flatMap((id) => {
    const own = byRule.get(id);
    return own === undefined ? [] : [[...ruleHead(id, own, rules, page), ...standLines(own, page)]];
  });
  return parts.flatMap((part, at) => (at === 0 ? part : ['', ...part]));
}

function ruleOf({ finding }: Place): string {
  return finding?.ruleId ?? '';
}

/** Names in code and packages alone reach no model: they come last. */
function minorLast(a: Entry, b: Entry): number {
  const minor = ({ component }: Entry) => Number(['named', 'packages'].includes(sectionOf(component)));
  return minor(a) - minor(b);
}

/** `error: API whose inference runs in China (3 places in 2 files)` */
function ruleHead(id: string, stands: readonly Stand[], rules: readonly RuleDescription[], page: Page): string[] {
  const places = stands.flatMap((stand) => stand.places);
  const count = `(${plural(places.length, 'place')} in ${plural(fileCount(places), 'file')})`;
  const level = places.find(({ finding }) => finding !== null)?.finding?.level;
  if (level === undefined) return paragraph(`No rule of the policy judges these ${count}`, page, 0, page.colors.bold);
  const title = visible(rules.find((rule) => rule.id === id)?.title ?? id);
  const [first = '', ...more] = wrap(`${level}: ${title} ${count}`, page.width);
  return [page.colors[level](level) + page.colors.bold(first.slice(level.length)), ...more.map(page.colors.bold)];
}

function standLines(stands: readonly Stand[], page: Page): string[] {
  const shown = stands.slice(0, COMPONENTS).flatMap((stand) => componentLines(stand, page));
  const rest = stands.slice(COMPONENTS);
  const places = rest.reduce((sum, stand) => sum + stand.places.length, 0);
  return rest.length === 0 ? shown : [...shown, page.colors.dim(`  and ${rest.length} more in ${plural(places, 'place')}`)];
}

function componentLines({ entry: { component }, places }: Stand, page: Page): string[] {
  const base = component.lineage.map(({ name, relation }) => `${name} (${relation})`).join(', from ');
  const rest = places.length - PLACES;
  return [
    `  ${heading(visible(component.name), page)}`,
    ...(base === '' ? [] : paragraph(`made from ${visible(base)}`, page, 4, page.colors.dim)),
    ...placeRows(places.slice(0, PLACES), page),
    ...(rest <= 0 ? [] : [page.colors.dim(`    and ${plural(rest, 'more place')}`)]),
  ];
}

function placeRows(places: readonly Place[], page: Page): string[] {
  const cells = places.map(({ occurrence: { location, value, kind, context, dependencyPath } }) => ({
    at: `${visible(location.path)}:${location.line}:${location.column}`,
    value: visible(value),
    what: `${KIND_WORDS[kind]}${contextWords(context, dependencyPath)}`,
  }));
  const room = page.width - 4;
  const first = widest(cells.map(({ at }) => at), Math.floor(room * 0.5));
  const third = widest(cells.map(({ what }) => what), Math.floor(room * 0.35));
  const second = widest(cells.map(({ value }) => value), room - first - third - 4);
  const widths = [first, second, room - first - second - 4];
  return cells.flatMap(({ at, value, what }) => {
    const rest = [{ text: value }, { text: what, paint: page.colors.dim }];
    if (widthOf(at) <= first) return [row([{ text: at }, ...rest], widths, 4)];
    return [`    ${at}`, row([{ text: '' }, ...rest], widths, 4)];
  });
}

function contextWords(context: string, dependencyPath: readonly string[]): string {
  if (dependencyPath.length > 1) return `, through ${visible(dependencyPath.slice(0, -1).join(' > '))}`;
  return context === '' ? '' : ` in ${visible(context)}`;
}

/** One line a finding, for --quiet: place, level, message, rule. */
export function findingLines({ findings }: Pick<Report, 'findings'>, { colors }: Page): string[] {
  return findings.map(({ locations: [first], level, message, ruleId }) => {
    const place = first === undefined ? '' : `${visible(first.path)}:${first.line}:${first.column}`;
    return `${place}  ${colors[level](level)}  ${visible(message)}  ${colors.dim(ruleId)}`;
  });
}

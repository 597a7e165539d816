/** The middle of the text report: the findings by rule, and their places by component. */
import { gravestFirst, isOpen } from '../findings.ts';
import type { Level, Occurrence, Report, RuleDescription, Suppression } from '../types.ts';
import { fileCount, groupBy, sectionOf, type Entry, type Place, type Section } from './inventory.ts';
import { adviceOf } from './remedy.ts';
import { paragraph, row, widest, type Page } from './text-page.ts';
import { visible } from './visible.ts';
import { cut, widthOf, wrap } from './width.ts';
import { kindWords, plural } from './words.ts';

/** How many components of a topic, and places of each, are shown. */
const SHOWN: Readonly<Record<Level | 'none', readonly [number, number]>> = { error: [8, 4], warning: [5, 3], note: [3, 2], none: [3, 2] };

/** Further lines that a row names. */
const MOST_LINES = 6;

/** A service, a family and a package may bear one name. */
const WHAT: Readonly<Record<Section, string>> = { models: '', services: ' (service)', named: ' (only named)', packages: ' (package)' };

/** What is said of places: an open finding of a rule, or why there is none. */
interface Topic {
  readonly title: string;
  readonly level: Level | 'none';
  readonly stands: readonly Stand[];
}

/** What one topic says of one component, and where. */
interface Stand {
  readonly entry: Entry;
  readonly places: readonly Place[];
}

const CLOSED = new Map([
  ['accepted', 'Accepted'],
  ['use', 'Judged by no rule of the policy'],
  ['mention', 'Mentioned in comments, documentation and recorded data'],
]);

/** The places by rule, the heaviest rule first, then by component; accepted and unjudged places come last, known ones not at all. */
export function placeLines(entries: readonly Entry[], rules: readonly RuleDescription[], page: Page): string[] {
  const topics = topicsOf(entries, rules);
  const parts = topics.map((topic) => [...topicHead(topic, page), ...standLines(topic, page)]);
  const hint = topics.some(isCut) ? [paragraph('--quiet lists every finding, --format json every place.', page, 0, page.colors.dim)] : [];
  return [...parts, ...hint].flatMap((part, at) => (at === 0 ? part : ['', ...part]));
}

function topicsOf(entries: readonly Entry[], rules: readonly RuleDescription[]): Topic[] {
  const stands = entries
    .toSorted(minorLast)
    .flatMap((entry) =>
      [...groupBy(entry.places.flatMap(byFinding).filter(isNotKnown), topicOf)].map(([topic, places]) => ({ topic, entry, places })),
    );
  const byTopic = groupBy(stands, ({ topic }) => topic);
  const judged = gravestFirst(rules).map(({ id }) => `rule ${id}`);
  const order = new Set([...judged, ...[...byTopic.keys()].filter((key) => !CLOSED.has(key)), ...CLOSED.keys()]);
  return [...order].flatMap((key) => {
    const own = byTopic.get(key);
    if (own === undefined) return [];
    const id = key.slice('rule '.length);
    const level = CLOSED.has(key) ? 'none' : (own[0]?.places[0]?.finding?.level ?? 'none');
    return [{ title: CLOSED.get(key) ?? rules.find((rule) => rule.id === id)?.title ?? id, level, stands: own }];
  });
}

/** The place once for each finding that names it. */
function byFinding(place: Place): Place[] {
  return [place, ...place.beside.map((finding) => ({ ...place, finding }))];
}

function topicOf({ occurrence, finding }: Place): string {
  if (finding === null) return occurrence.usage;
  if (finding.suppressions.length > 0) return 'accepted';
  return `rule ${finding.ruleId}`;
}

function isNotKnown({ finding }: Place): boolean {
  return finding?.state !== 'unchanged' || finding.suppressions.length > 0;
}

/** Names in code and packages alone reach no model: they come last. */
function minorLast(a: Entry, b: Entry): number {
  const minor = ({ component }: Entry) => Number(['named', 'packages'].includes(sectionOf(component)));
  return minor(a) - minor(b);
}

function isCut({ stands, level }: Topic): boolean {
  const [most, each] = SHOWN[level];
  return stands.length > most || stands.some(({ places }) => groupBy(places, sameKey).size > each);
}

/** `error: API whose inference runs in China (3 places in 2 files)` */
function topicHead({ title, level, stands }: Topic, { colors, width }: Page): string[] {
  const places = stands.flatMap((stand) => stand.places);
  const prefix = level === 'none' ? '' : `${level}:`;
  const count = `(${plural(places.length, 'place')} in ${plural(fileCount(places), 'file')})`;
  const [first = '', ...more] = wrap(`${prefix} ${visible(title)} ${count}`.trim(), width);
  const start = level === 'none' ? '' : colors[level](first.slice(0, prefix.length));
  return [start + colors.bold(first.slice(prefix.length)), ...more.map(colors.bold)];
}

function standLines({ stands, level }: Topic, page: Page): string[] {
  const [most, each] = SHOWN[level];
  const shown = stands.slice(0, most).flatMap((stand) => componentLines(stand, each, page));
  const rest = stands.slice(most);
  const places = rest.reduce((sum, stand) => sum + stand.places.length, 0);
  return rest.length === 0 ? shown : [...shown, page.colors.dim(`  and ${rest.length} more in ${plural(places, 'place')}`)];
}

function componentLines({ entry: { component }, places }: Stand, most: number, page: Page): string[] {
  const base = component.lineage.map(({ name, relation }) => `${name} (${relation})`).join(', from ');
  const reasons = new Set(places.flatMap(({ finding }) => finding?.suppressions.map(reasonWords) ?? []));
  const groups = [...groupBy(places, sameKey).values()];
  const rest = groups.slice(most).flat().length;
  return [
    ...paragraph(`${visible(component.name)}${WHAT[sectionOf(component)]}`, page, 2),
    ...(base === '' ? [] : paragraph(`made from ${visible(base)}`, page, 4, page.colors.dim)),
    ...[...reasons].flatMap((reason) => paragraph(visible(reason), page, 4, page.colors.dim)),
    ...placeRows(groups.slice(0, most), page),
    ...(rest <= 0 ? [] : [page.colors.dim(`    and ${plural(rest, 'more place')}`)]),
  ];
}

/** `reason: on the list of 2026 (owner: security, until 2026-12-31)` */
function reasonWords({ justification, owner, expires }: Suppression): string {
  const more = [...(owner === undefined ? [] : [`owner: ${owner}`]), ...(expires === undefined ? [] : [`until ${expires}`])];
  return `reason: ${justification}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

/** Places of one value in one file, in one context: they stand in one row. */
function sameKey({ occurrence: { location, value, kind, context, dependencyPath } }: Place): string {
  return JSON.stringify([location.path, value, kind, context, dependencyPath]);
}

function placeRows(groups: readonly (readonly Place[])[], page: Page): string[] {
  const cells = groups.flatMap(([place, ...more]) => (place === undefined ? [] : [cellsOf(place.occurrence, more)]));
  const room = page.width - 4;
  const first = cells.reduce((most, { at }) => Math.max(most, widthOf(at)), 0);
  const third = widest(
    cells.map(({ what }) => what),
    Math.floor(room * 0.35),
  );
  const second = widest(
    cells.map(({ value }) => value),
    room - third - 2,
  );
  if (first + second + third + 4 > room) return cells.flatMap(({ at, value, what }) => stackedPlace(at, value, what, page));
  const widths = [first, second, room - first - second - 4];
  return cells.map(({ at, value, what }) => row([{ text: at }, { text: value }, { text: what, paint: page.colors.dim }], widths, 4));
}

function cellsOf(occurrence: Occurrence, more: readonly Place[]) {
  const { location, value, context, dependencyPath } = occurrence;
  const lines = [...new Set(more.map(({ occurrence }) => occurrence.location.line))].filter((line) => line !== location.line);
  const rest = lines.length - MOST_LINES;
  const also = ` (also line ${lines.slice(0, MOST_LINES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
  return {
    at: `${visible(location.path)}:${location.line}:${location.column}`,
    value: visible(value),
    what: `${kindWords(occurrence)}${lines.length === 0 ? '' : also}${contextWords(context, dependencyPath)}`,
  };
}

/** A place on two lines: the path whole, as terminals make a link of it; the value below. */
function stackedPlace(at: string, value: string, what: string, { width, colors }: Page): string[] {
  const room = width - 6;
  const shown = cut(value, room);
  const left = room - widthOf(shown) - 2;
  return [`    ${at}`, `      ${shown}${left < 12 ? '' : `  ${colors.dim(cut(what, left))}`}`];
}

function contextWords(context: string, dependencyPath: readonly string[]): string {
  if (dependencyPath.length > 1) return `, through ${visible(dependencyPath.slice(0, -1).join(' > '))}`;
  return context === '' ? '' : ` in ${visible(context)}`;
}

/** One line a finding, for --quiet: place, level, what was found, rule. */
export function findingLines({ findings }: Pick<Report, 'findings'>, { colors }: Page): string[] {
  return findings.filter(isOpen).map(({ locations: [first], level, message, ruleId }) => {
    const place = first === undefined ? '' : `${visible(first.path)}:${first.line}:${first.column}`;
    return `${place}  ${colors[level](level)}  ${visible(adviceOf(message, undefined).said)}  ${colors.dim(ruleId)}`;
  });
}

/** Everything in use: models by family, services, names and packages. */
import type { Component } from '../../types.ts';
import { countryName } from '../country.ts';
import { regionInText } from '../../rules/regions.ts';
import { fileCount, groupsOf, placeCount, type Entry, type Group, type Section } from '../inventory.ts';
import { purlOf } from '../purl.ts';
import { cut } from '../width.ts';
import { developerWords, kindWords, nameOf, plural, reachedWords } from '../words.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { familyName, type View } from './view.ts';

/** An inventory of up to this many rows stands open. */
const OPEN = 40;
const MOST_PLACES = 5;
const MOST_MENTIONED = 200;
const LONGEST = 200;
const TITLES: Readonly<Record<Exclude<Section, 'models'>, string>> = {
  services: 'Services',
  named: 'Families that are only named',
  packages: 'Packages',
};

/** The section of the inventory. */
export function inventorySection(view: View): Markup {
  if (view.used.length === 0) return mentionedSection(view);
  const isShort = view.used.length <= OPEN;
  const groups = groupsOf(view.sections.models);
  return m`<section id="inventory" aria-labelledby="inventory-h">
<h2 id="inventory-h">Inventory</h2>
<p class="sub">Weights, developer and host are three facts: who made the base weights, who released or tuned what is used, who runs it.</p>
${groups.map((group, at) => familyBlock(group, view, isShort || (at === 0 && group.entries.length <= OPEN)))}
${(['services', 'named', 'packages'] as const).map((section) => block(TITLES[section], view.sections[section], view, isShort))}
${view.mentioned === 0 ? NOTHING : m`<p class="fine">${plural(view.mentioned, 'component')} more only mentioned in comments, documentation or recorded data, and not used, ${view.mentioned === 1 ? 'stands' : 'stand'} in the JSON report.</p>`}
</section>
`;
}

/** When nothing is used: what is mentioned, and where. */
function mentionedSection({ onlyMentioned, report: { names } }: View): Markup {
  if (onlyMentioned.length === 0) return NOTHING;
  const rest = onlyMentioned.length - MOST_MENTIONED;
  const table = tableOf(['Name', 'Weights', 'Developer'], onlyMentioned.slice(0, MOST_MENTIONED), (entry) => [
    nameCell(entry),
    m`${countryName(entry.component.origin.weights)}`,
    m`${developerWords(entry.component, names)}`,
  ]);
  return m`<section id="inventory" aria-labelledby="inventory-h">
<h2 id="inventory-h">Inventory</h2>
<p class="sub">Comments, documentation and recorded data name these; nothing that would run does.</p>
${folding('Only mentioned', plural(placeCount(onlyMentioned), 'place'), table, true)}${rest > 0 ? m`<p class="fine">${rest} more stand in the JSON report.</p>` : NOTHING}
</section>
`;
}

function familyBlock({ entries, first, places }: Group, view: View, isOpen: boolean): Markup {
  const { names } = view.report;
  const released = first.developer === 'unknown' ? 'developer not known' : `released by ${developerWords(first, names)}`;
  const country = first.origin.developer === null || first.developer === 'unknown' ? '' : `, ${countryName(first.origin.developer)}`;
  const words = `${plural(entries.length, 'model')}, ${plural(places, 'place')}; weights from ${regionInText(first.origin.weights)}, ${released}${country}`;
  return folding(familyName(first.family, view.report), words, modelTable(entries, view), isOpen);
}

function block(title: string, entries: readonly Entry[], view: View, isOpen: boolean): Markup {
  if (entries.length === 0) return NOTHING;
  return folding(title, `${entries.length}, ${plural(placeCount(entries), 'place')}`, otherTable(entries, view), isOpen);
}

function folding(title: string, words: string, table: Markup, isOpen: boolean): Markup {
  return m`<details class="group"${isOpen ? m` open` : NOTHING}><summary><b>${title}</b> <span class="sub">${words}</span></summary>
<div class="scroll" role="region" aria-label="${title}, ${words}" tabindex="0"><table><caption class="away">${title}</caption>${table}</table></div></details>
`;
}

/** Models of one family and origin, which stand above them. */
function modelTable(entries: readonly Entry[], view: View): Markup {
  return tableOf(['Name', 'Licence', 'Run by', 'Reached as'], entries, (entry) => [
    nameCell(entry),
    licenceCell(entry.component),
    m`${operatorWords(entry, view)}`,
    m`${reachedWords(entry.component, view.report.names).join('; ')}`,
  ]);
}

function otherTable(entries: readonly Entry[], view: View): Markup {
  const { names } = view.report;
  return tableOf(['Name', 'Weights', 'Developer', 'Run by', 'Reached as'], entries, (entry) => {
    const { origin, developer } = entry.component;
    const country = origin.developer === null || developer === 'unknown' ? '' : `, ${countryName(origin.developer)}`;
    return [
      nameCell(entry),
      m`${countryName(origin.weights)}`,
      m`${developerWords(entry.component, names)}${country}`,
      m`${operatorWords(entry, view)}`,
      m`${reachedWords(entry.component, names).join('; ')}`,
    ];
  });
}

function tableOf(heads: readonly string[], entries: readonly Entry[], cellsOf: (entry: Entry) => readonly Markup[]): Markup {
  return m`<thead><tr>${heads.map((head) => m`<th scope="col">${head}</th>`)}<th scope="col" class="num">Places</th></tr></thead><tbody>
${entries.map(
  (
    entry,
  ) => m`<tr>${cellsOf(entry).map((cell) => m`<td>${cell}</td>`)}<td class="num">${entry.places.length} in ${plural(fileCount(entry.places), 'file')}</td></tr>
`,
)}</tbody>`;
}

function nameCell({ component, places, worst }: Entry): Markup {
  const { name, version } = component;
  const purl = purlOf(component);
  const unjudged = places.filter(({ finding }) => finding === null);
  return m`<b>${name}</b>${version === null ? NOTHING : m` <span class="fine">${version}</span>`}${worst === null ? NOTHING : m` <span class="level l-${worst}">${worst}</span>`}${purl === null ? NOTHING : m`<br><code class="fine">${purl}</code>`}${unjudged.length === 0 ? NOTHING : placeList(unjudged)}`;
}

function licenceCell({ licences = [] }: Component): Markup {
  return licences.length === 0 ? m`<span class="fine">not known</span>` : m`${licences.map(({ name }) => name).join('; ')}`;
}

function operatorWords({ component: { origin }, places }: Entry, { report: { names } }: View): string {
  const hosts = new Set(places.flatMap(({ occurrence: { host } }) => (host === undefined ? [] : [nameOf(names, 'hosts', host)])));
  return hosts.size > 0 ? [...hosts].join(', ') : origin.host.map(countryName).join(', ');
}

/** Places that no finding names: their evidence stands here. */
function placeList(places: Entry['places']): Markup {
  const rest = places.length - MOST_PLACES;
  return m`<details class="places"><summary>${plural(places.length, 'place')} without a finding</summary><ul class="evidence">${places
    .slice(0, MOST_PLACES)
    .map(
      ({ occurrence: { location, value, ...one } }) =>
        m`<li><code>${location.path}:${location.line}:${location.column}</code> <q>${cut(value, LONGEST)}</q> <span class="why">${kindWords(one)}</span></li>`,
    )}${rest > 0 ? m`<li>and ${rest} more</li>` : NOTHING}</ul></details>`;
}

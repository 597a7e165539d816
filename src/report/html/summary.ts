/** The first screen: the verdict and why, which models, whose weights, who runs them, where data goes. */
import { gravestFirst, isOpen } from '../../findings.ts';
import type { Level, Report, RuleDescription } from '../../types.ts';
import { countryName } from '../country.ts';
import { fileCount, groupBy } from '../inventory.ts';
import { developerWords, levelCounts, plural } from '../words.ts';
import { bars } from './bars.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { UNKNOWN, type Route } from './routes.ts';
import { familyName, tally, type View } from './view.ts';

const VERDICTS = { pass: 'Pass', fail: 'Fail', incomplete: 'Incomplete' } as const;

/** The verdict, the rules that are broken, and four answers. */
export function summary(view: View, routes: readonly Route[]): Markup {
  const { report } = view;
  return m`<header class="top">
<p class="brand"><b>Pedigree</b> <span>${subject(report)}</span></p>
<div class="verdict v-${report.verdict}">
<h1><span class="badge">${VERDICTS[report.verdict]}:</span> ${headline(report)}</h1>
<p class="lead">${lead(view)}</p>
${reasons(report)}
</div>
${view.used.length === 0 ? NOTHING : answers(view, routes)}
</header>
`;
}

/** `app, revision 0123456, 2026-01-31, policy cn-origin` */
function subject({ repository, revision, time, policy }: Report): string {
  const name = repository?.uri.replace(/^[a-z+]+:\/\//i, '').replace(/\.git$/, '');
  const parts = [
    name === undefined ? 'AI models of a codebase' : `AI models of ${name}`,
    ...(repository?.branch ? [`branch ${repository.branch}`] : []),
    ...(revision === null ? [] : [`revision ${revision.slice(0, 12)}`]),
    ...(time === undefined ? [] : [time.slice(0, 10)]),
    `policy ${policy.id}`,
  ];
  return parts.join(' · ');
}

function headline({ findings }: Report): string {
  const open = levelCounts(findings.filter(isOpen).map(({ level }) => level)).map(({ words }) => words);
  return open.length === 0 ? 'no findings' : open.join(', ');
}

function lead(view: View): string {
  const { report, used, sections, mentions } = view;
  const { coverage, findings, verdict } = report;
  const places = used.flatMap((entry) => entry.places);
  const known = findings.filter(({ state, suppressions }) => state === 'unchanged' && suppressions.length === 0).length;
  const accepted = findings.filter(({ suppressions }) => suppressions.length > 0).length;
  const sentences = [
    used.length === 0
      ? `No use of a known model family was found in ${plural(coverage.scanned, 'file')}.`
      : `In use: ${contentsWords(sections)}, at ${plural(places.length, 'place')} in ${plural(fileCount(places), 'file')}.`,
    ...(known > 0 ? [`${plural(known, 'finding')} known already.`] : []),
    ...(accepted > 0 ? [`${plural(accepted, 'finding')} accepted with a reason.`] : []),
    ...(mentions > 0 ? [`${plural(mentions, 'place')} in comments, documentation or recorded data only mention a model.`] : []),
    ...(verdict === 'incomplete' || Object.keys(coverage.failed).length > 0
      ? ['Part of the tree could not be looked at; see coverage.']
      : []),
  ];
  return sentences.join(' ');
}

/** `2 models of 1 family, 1 service` */
function contentsWords({ models, services, packages, named }: View['sections']): string {
  const families = new Set(models.map(({ component }) => component.family)).size;
  const counts = [
    ...(models.length > 0 ? [`${plural(models.length, 'model')} of ${plural(families, 'family', 'families')}`] : []),
    ...(services.length > 0 ? [plural(services.length, 'service')] : []),
    ...(packages.length > 0 ? [plural(packages.length, 'package')] : []),
  ];
  return counts.join(', ') || `${plural(named.length, 'model family', 'model families')}, only named`;
}

/** The rules that are broken, the heaviest first. */
function reasons({ findings, policy }: Report): Markup {
  const open = groupBy(findings.filter(isOpen), ({ ruleId }) => ruleId);
  const rows = [...open].map(([id, own]) => ({
    id,
    own,
    level: own[0]?.level ?? 'note',
    rule: policy.rules.find((rule) => rule.id === id),
  }));
  if (rows.length === 0) return NOTHING;
  const sorted = gravestFirst(rows.toSorted((a, b) => b.own.length - a.own.length));
  return m`<ul class="reasons">${sorted.map(({ id, own, level, rule }) => reason(id, own.length, level, rule))}</ul>`;
}

function reason(id: string, count: number, level: Level, rule: RuleDescription | undefined): Markup {
  return m`<li><span class="level l-${level}">${level}</span><span><a href="#findings" data-show-rule="${id}">${rule?.title ?? id}</a> <span class="n">${count}</span></span></li>
`;
}

function answers(view: View, routes: readonly Route[]): Markup {
  const { sections, report } = view;
  const models = sections.models.map(({ component }) => component);
  const of = (words: readonly string[]) => bars(tally(words), []);
  const reached = routes.map(({ operator }) => operator);
  const destinations = routes.map(({ destination }) => destination);
  return m`<div class="answers">
${card('Which models', plural(models.length, 'model'), bars(tally(models.map(({ family }) => familyName(family, report))), ['family']))}
${card('Whose weights', 'country of the base weights', m`${of(models.map(({ origin }) => countryName(origin.weights)))}<h3>Released by</h3>${of(models.map((one) => developerWords(one, report.names)))}`)}
${card('Who runs them', 'models and services', bars(tally(reached), [], [UNKNOWN]))}
${card('Where data goes', 'prompts and completions', bars(tally(destinations), [], [UNKNOWN]))}
</div>
`;
}

function card(title: string, sub: string, content: Markup): Markup {
  return m`<section class="card"><h2>${title} <small>${sub}</small></h2>${content}</section>
`;
}

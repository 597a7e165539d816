/** The findings: one row each, which opens to its evidence and remedy. */
import { isOpen } from '../../findings.ts';
import { LEVELS, type Component, type Finding, type Level, type Occurrence, type Report, type RuleDescription } from '../../types.ts';
import { groupBy, placeKey } from '../inventory.ts';
import { adviceOf } from '../remedy.ts';
import { cut } from '../width.ts';
import { kindWords, plural } from '../words.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { familyName, tally, type View } from './view.ts';

const MOST = 5000;
/** Places that all rows together show, and a row at most and at least. */
const ALL_PLACES = 4000;
const MOST_PLACES = 12;
const FEWEST_PLACES = 3;
const LONGEST = 200;

/** What a row needs of the rest of the report. */
interface Context {
  readonly report: Report;
  readonly components: ReadonlyMap<string, Component>;
  readonly rules: ReadonlyMap<string, RuleDescription>;
  readonly ruleNumbers: ReadonlyMap<string, number>;
  /** How many places a row shows. */
  readonly most: number;
  readonly evidence: ReadonlyMap<string, ReadonlyMap<string, Occurrence>>;
}

/** The section of findings with its filters. */
export function findingsSection({ report }: View): Markup {
  const { findings, policy } = report;
  if (findings.length === 0) return NOTHING;
  const context: Context = {
    report,
    components: new Map(report.components.map((component) => [component.id, component])),
    rules: new Map(policy.rules.map((rule) => [rule.id, rule])),
    ruleNumbers: new Map(policy.rules.map(({ id }, at) => [id, at])),
    most: Math.min(MOST_PLACES, Math.max(FEWEST_PLACES, Math.floor(ALL_PLACES / findings.length))),
    evidence: evidenceOf(report.components),
  };
  const rest = findings.length - MOST;
  return m`<section id="findings" aria-labelledby="findings-h">
<h2 id="findings-h">Findings</h2>
<p class="sub">Each row opens to its evidence and what to do about it.${rest > 0 ? ` ${plural(rest, 'more finding')} stand in the JSON report.` : ''}</p>
${filters(context)}
<table class="list" id="findings-table"><caption class="away">Findings, the heaviest first</caption>
<thead><tr><th scope="col" data-sort="level">Level</th><th scope="col" data-sort="name">Model, service or package</th><th scope="col" data-sort="rule">Finding</th><th scope="col" data-sort="place">Place</th></tr></thead>
${findings.slice(0, MOST).map((finding, at) => row(finding, at, context))}</table>
<p class="away-until-needed" id="findings-more" hidden><button type="button" class="plain"></button></p>
<p class="none" id="findings-none" hidden>No finding is like this. <button type="button" class="plain">Clear the filters</button></p>
</section>
`;
}

function evidenceOf(components: readonly Component[]): Context['evidence'] {
  return new Map(
    components.map(({ id, occurrences }) => [id, new Map(occurrences.toReversed().map((one) => [placeKey(one.location), one]))]),
  );
}

function filters({ report, components, rules }: Context): Markup {
  const { findings } = report;
  const levels = LEVELS.filter((level) => findings.some((finding) => finding.level === level));
  const families = tally(findings.map(({ component }) => familyName(components.get(component)?.family ?? null, report)));
  const states = tally(findings.map(stateOf));
  const byRule = [...groupBy(findings, ({ ruleId }) => ruleId)].map(([id, own]) => ({
    word: id,
    count: own.length,
    label: rules.get(id)?.title ?? id,
  }));
  return m`<form class="filters" id="findings-filters" aria-label="Filter the findings" hidden>
<div class="choice"><label for="f-text">Search</label><input type="search" id="f-text" placeholder="model, path, value" autocomplete="off" spellcheck="false"></div>
${choice('family', 'Family', families)}
${choice('rule', 'Rule', byRule)}
${states.length > 1 ? choice('state', 'State', states) : NOTHING}
<div class="bottom"><fieldset><legend class="away">Level</legend>${levels.map((level) => levelBox(level, findings))}</fieldset><p class="status" id="findings-status" role="status"></p></div>
</form>
`;
}

function levelBox(level: Level, findings: readonly Finding[]): Markup {
  const count = findings.filter((finding) => finding.level === level).length;
  return m`<label class="check"><input type="checkbox" name="level" value="${LEVELS.indexOf(level)}" checked><span class="level l-${level}">${level}</span> <span class="n">${count}</span></label>`;
}

function choice(name: string, label: string, options: readonly { word: string; count: number; label?: string }[]): Markup {
  return m`<div class="choice"><label for="f-${name}">${label}</label><select id="f-${name}"><option value="">all</option>${options.map(({ word, count, label: shown }) => m`<option value="${word}">${shown ?? word} (${count})</option>`)}</select></div>`;
}

function stateOf(finding: Finding): string {
  if (finding.suppressions.length > 0) return 'accepted';
  return isOpen(finding) ? 'new' : 'known';
}

function row(finding: Finding, at: number, context: Context): Markup {
  const { level, ruleId, locations, component } = finding;
  const subject = context.components.get(component);
  const name = subject?.name || component || 'not named';
  const family = familyName(subject?.family ?? null, context.report);
  const [first] = locations;
  const state = stateOf(finding);
  return m`<tbody data-level="${LEVELS.indexOf(level)}" data-name="${name}" data-family="${family}" data-rule="${ruleId}" data-state="${state}">
<tr class="row"><td><span class="level l-${level}">${level}</span></td><td><button type="button" class="opener" aria-expanded="false" aria-controls="d${at}">${name}</button>${family === name || (subject?.family ?? null) === null ? NOTHING : m` <small>${family}</small>`}</td><td>${context.rules.get(ruleId)?.title ?? ruleId}${state === 'new' ? NOTHING : m` <span class="tag">${state}</span>`}</td><td class="place">${first === undefined ? '' : `${first.path}:${first.line}`}${locations.length > 1 ? m` <span class="tag">+${locations.length - 1}</span>` : NOTHING}</td></tr>
<tr class="detail" id="d${at}"><td colspan="4">${detail(finding, context)}</td></tr></tbody>
`;
}

function detail(finding: Finding, context: Context): Markup {
  const { message, locations, ruleId, fingerprint, suppressions } = finding;
  const own = context.evidence.get(finding.component);
  const rule = context.rules.get(ruleId);
  const rest = locations.length - context.most;
  const places = locations.slice(0, context.most).map((location) => {
    const occurrence = own?.get(placeKey(location));
    return m`<li><code>${location.path}:${location.line}:${location.column}</code>${occurrence === undefined ? NOTHING : evidenceWords(occurrence)}</li>`;
  });
  const { said, remedy } = adviceOf(message, rule);
  return m`<p>${said}</p>
<ul class="evidence">${places}${rest > 0 ? m`<li>and ${plural(rest, 'more place')}</li>` : NOTHING}</ul>
${suppressions.map(({ justification, owner, expires }) => m`<p class="note">Accepted: ${justification}${owner === undefined ? '' : `, owner ${owner}`}${expires === undefined ? '' : `, until ${expires}`}</p>`)}
${remedy === '' ? NOTHING : m`<p><b>What to do</b> ${remedy}</p>`}
<p class="fine">Rule <a href="#rule-${context.ruleNumbers.get(ruleId) ?? 'none'}">${ruleId}</a>, fingerprint <code>${fingerprint}</code></p>`;
}

function evidenceWords(occurrence: Occurrence): Markup {
  const { value, context, confidence, reason, dependencyPath } = occurrence;
  const where = dependencyPath.length > 1 ? `, through ${dependencyPath.slice(0, -1).join(' > ')}` : context === '' ? '' : ` in ${context}`;
  return m` <q>${cut(value, LONGEST)}</q> <span class="why">${kindWords(occurrence)}${cut(where, LONGEST)}; ${confidence} confidence: ${reason}</span>`;
}

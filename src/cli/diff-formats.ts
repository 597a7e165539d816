/** A comparison as text, JSON and Markdown. Nothing of a document reaches a terminal, a page or a log unescaped. */
import type { Difference, Document, Facet } from '../gate/compare/index.ts';
import { regionInText } from '../rules/regions.ts';
import { prose, span } from '../report/markdown-text.ts';
import { redact, redactPath } from '../report/redact.ts';
import { safeJson, visible } from '../report/visible.ts';
import { developerWords, nameOf, plural, reachedWords, type Names } from '../report/words.ts';
import type { Component } from '../types.ts';
import type { ChosenPolicy } from './policy-file.ts';

/** Two documents, and what changed between them. */
export interface Comparison {
  readonly old: Document;
  readonly now: Document;
  readonly policy: ChosenPolicy;
  readonly differences: readonly Difference[];
  readonly verdict: 'pass' | 'fail';
  readonly names: Names;
}

/** By name, what `--format` of diff takes. */
export const DIFF_FORMATS: Readonly<Record<string, (comparison: Comparison) => string>> = {
  text: textOf,
  json: jsonOf,
  markdown: markdownOf,
};

/** A comment on a change holds 65,536 characters. */
const MOST_ROWS = 100;
const SIGNS = { came: '+', went: '-', changed: '~' } as const;
const HEADS = { came: 'Came', changed: 'Changed', went: 'Went' } as const;

function textOf(comparison: Comparison): string {
  const { differences, names } = comparison;
  const lines = differences.flatMap((difference) => {
    const { change, component, findings } = difference;
    return [
      '',
      `${SIGNS[change]} ${safe(titleOf(difference))}  ${safe(factsOf(component, names))}`,
      ...difference.facets.filter(isExtra).map((facet) => `    ${facet.what}: ${safe(facetWords(facet, difference, names))}`),
      ...placesOf(component).map((place) => `    ${visible(redactPath(place))}`),
      ...findings.map(({ level, ruleId }) => `    ${level}: ${safe(titleOfRule(ruleId, comparison))} (${safe(ruleId)})`),
    ];
  });
  return [summaryOf(comparison), ...lines].map((line) => `${line.trimEnd()}\n`).join('');
}

function titleOfRule(id: string, { policy }: Comparison): string {
  return policy.file.rules.find((rule) => rule.id === id)?.title ?? id;
}

function markdownOf(comparison: Comparison): string {
  const rows = comparison.differences.map((difference) => markdownRow(difference, comparison.names));
  const table = [
    '| | Model, service or package | What it is | What changed | Where | New findings |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.slice(0, MOST_ROWS),
    ...(rows.length > MOST_ROWS ? ['', `and ${rows.length - MOST_ROWS} more.`] : []),
  ];
  return ['## What AI changed', '', prose(summaryOf(comparison)), ...(rows.length === 0 ? [] : ['', ...table]), ''].join('\n');
}

function markdownRow(difference: Difference, names: Names): string {
  const { change, component, findings } = difference;
  const facets = difference.facets.filter(isExtra).map((facet) => `${facet.what}: ${prose(redact(facetWords(facet, difference, names)))}`);
  const places = placesOf(component).map((place) => span(redactPath(place)));
  const cells = [
    HEADS[change],
    span(redact(titleOf(difference))),
    prose(redact(factsOf(component, names))),
    facets.join('; '),
    places.join(', '),
    findings.map(({ level, ruleId }) => `${level} ${span(ruleId)}`).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function jsonOf({ old, now, policy, differences, verdict }: Comparison): string {
  const side = ({ name, format, revision }: Document) => ({ name: redact(name), format, revision });
  const brief = ({ id, type, name, version, family, developer, origin, lineage, exposures }: Component) => ({
    id: redact(id),
    type,
    name: redact(name),
    version,
    family,
    developer,
    origin,
    exposures,
    lineage: lineage.map((ancestor) => ({ ...ancestor, name: redact(ancestor.name) })),
  });
  const changes = differences.map(({ change, component, before, facets, findings }) => ({
    change,
    ...brief(component),
    ...(before !== null && { before: brief(before) }),
    facets: facets.map(({ what, from, to }) => ({ what, from: from.map(redact), to: to.map(redact) })),
    places: placesOf(component, Infinity).map(redactPath),
    findings: findings.map(({ ruleId, level, message }) => ({ ruleId, level, message: redact(message) })),
  }));
  const { file, source, digest } = policy;
  return `${safeJson({ schemaVersion: '1.0', old: side(old), new: side(now), policy: { id: file.id, source, digest }, changes, verdict }, 2)}\n`;
}

/** `2 came, 1 changed, 1 went; 2 new findings (policy cn-origin)` */
function summaryOf({ differences, policy, old, now }: Comparison): string {
  const counts = (['came', 'changed', 'went'] as const).flatMap((change) => {
    const count = differences.filter((difference) => difference.change === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  const findings = differences.reduce((sum, difference) => sum + difference.findings.length, 0);
  const models = `${plural(old.components.length, 'component')} before, ${now.components.length} now`;
  const said = counts.length === 0 ? 'No change' : `${counts.join(', ')}; ${plural(findings, 'new finding')}`;
  return `${said} (policy ${safe(policy.file.id)}); ${models}`;
}

function titleOf({ component, before }: Difference): string {
  const name = (one: Component) => (one.version === null ? one.name : `${one.name} ${one.version}`);
  const isSame = before === null || name(before) === name(component);
  return isSame ? name(component) : `${name(before)} -> ${name(component)}`;
}

function factsOf(component: Component, names: Names): string {
  const { type, origin } = component;
  const kind = type === 'model' && component.id.startsWith('family/') ? 'only named' : type;
  const weights = type === 'model' ? `, weights from ${regionInText(origin.weights)}` : '';
  const isKnown = component.exposures.some((exposure) => exposure !== 'unknown');
  const reached = isKnown ? `reached as ${reachedWords(component, names).join('; ')}` : 'how it is reached is not known';
  return `${kind}, ${developerWords(component, names)}${weights}; ${reached}`;
}

/** What the title does not say already. */
function isExtra({ what }: Facet): boolean {
  return what !== 'version' && what !== 'model';
}

function facetWords({ what, from, to }: Facet, { component, before }: Difference, names: Names): string {
  if (what === 'exposure' && before !== null)
    return `${reachedWords(before, names).join('; ') || 'none'} -> ${reachedWords(component, names).join('; ') || 'none'}`;
  const words = (ids: readonly string[]) =>
    ids.map((id) => (what === 'host' ? nameOf(names, 'hosts', id) : what === 'origin' ? nameOf(names, 'developers', id) : id));
  return `${words(from).join(', ') || 'none'} -> ${words(to).join(', ') || 'none'}`;
}

function placesOf({ occurrences }: Component, most = 3): string[] {
  const places = [...new Set(occurrences.map(({ location: { path, line } }) => (path === '' ? '' : `${path}:${line}`)))].filter(
    (place) => place !== '',
  );
  return places.length > most ? [...places.slice(0, most), `and ${plural(places.length - most, 'more place')}`] : places;
}

function safe(text: string): string {
  return visible(redact(text));
}

/** What was judged, by which rules, and on what authority. */
import type { Report, RuleDescription } from '../../types.ts';
import { LEVELS, plural } from '../words.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import type { View } from './view.ts';

const MOST_COMMANDS = 12;
const ROLES = new Map([
  ['policy', 'Policy'],
  ['configuration', 'Configuration'],
  ['baseline', 'Baseline'],
]);

/** The section of rules and sources. */
export function rulesSection(view: View): Markup {
  const { policy, findings, tool } = view.report;
  const rules = policy.rules.map((rule, at) => ({ rule, at, count: findings.filter(({ ruleId }) => ruleId === rule.id).length }));
  const sorted = rules.toSorted((a, b) => LEVELS.indexOf(a.rule.level) - LEVELS.indexOf(b.rule.level));
  return m`<section id="rules" aria-labelledby="rules-h">
<h2 id="rules-h">Rules and sources</h2>
<p class="sub">Policy ${policy.id}, ${policy.source}. ${rules.length === 0 ? 'It lists what is there and judges nothing.' : ''}</p>
${sorted.map(({ rule, at, count }) => ruleBlock(rule, at, count))}
<div class="panel"><h3>Where the facts come from</h3>
<p>Countries, developers, hosts and lineage are what the rules of Pedigree ${tool.version} say; each stands there with its source and the date on which somebody last read it.</p>
${commands(view)}
<dl class="fine"><dt>Rules</dt><dd><code>${tool.rules}</code></dd>${inputs(view.report)}</dl></div>
</section>
`;
}

function ruleBlock({ id, level, title, help, source }: RuleDescription, at: number, count: number): Markup {
  return m`<article class="rule panel" id="rule-${at}"><h3><span class="level l-${level}">${level}</span> ${title} <span class="fine">${count === 0 ? 'no finding' : plural(count, 'finding')}</span></h3>
<p>${help}</p><p class="fine"><code>${id}</code>${source === null ? NOTHING : m`, source: ${linked(source)}`}</p></article>
`;
}

/** Addresses become links only when they are https and nothing else. */
function linked(source: string): Markup {
  const isAddress = /^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d+)?(?:[/?#][\w.~:/?#@!$&()*+,;=%-]*)?$/i.test(source);
  return isAddress ? m`<a href="${source}" rel="noopener noreferrer">${source}</a>` : m`${source}`;
}

/** Every file that decided what is a finding and what is accepted, with its digest. */
function inputs({ inputs: files, policy }: Report): Markup[] {
  const shown = files ?? [{ role: 'policy', source: policy.source, revision: null, digest: policy.digest }];
  return shown.map(({ role, source, revision, digest }) => {
    const at = revision === null ? '' : ` at ${revision.slice(0, 12)}`;
    return m`<dt>${ROLES.get(role) ?? role}</dt><dd>${source}${at} <code>${digest}</code></dd>`;
  });
}

/** How to read the sources of what this report speaks of. */
function commands({ used }: View): Markup {
  const subjects = used.flatMap(({ component, places }) => [
    ...(component.developer === 'unknown' ? [] : [component.developer]),
    ...places.flatMap(({ occurrence: { host } }) => (host === undefined ? [] : [host])),
  ]);
  const shown = [...new Set(subjects)].sort().slice(0, MOST_COMMANDS);
  if (shown.length === 0) return NOTHING;
  return m`<p>To read them:</p><ul class="evidence">${shown.map((id) => m`<li><code>pedigree explain ${id}</code></li>`)}</ul>`;
}

/** What was judged, by which rules, and on what authority. */
import { gravestFirst } from '../../findings.ts';
import type { Input, Report, RuleDescription } from '../../types.ts';
import { plural } from '../words.ts';
import { linked } from './linked.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import type { View } from './view.ts';

const MOST_COMMANDS = 12;
const ROLES: Readonly<Record<Input['role'], string>> = {
  policy: 'Policy',
  configuration: 'Configuration',
  baseline: 'Baseline',
  rules: 'Own rules',
};

/** The section of rules and sources. */
export function rulesSection(view: View): Markup {
  const { policy, findings, tool } = view.report;
  const rules = policy.rules.map((rule, at) => {
    return { rule, level: rule.level, at, count: findings.filter(({ ruleId }) => ruleId === rule.id).length };
  });
  const sorted = gravestFirst(rules);
  const [broken, kept] = [sorted.filter(({ count }) => count > 0), sorted.filter(({ count }) => count === 0)];
  return m`<section id="rules" aria-labelledby="rules-h">
<h2 id="rules-h">Rules and sources</h2>
<p class="sub">Policy ${policy.id}, ${policy.source}. ${rules.length === 0 ? 'It lists what is there and judges nothing.' : ''}</p>
${broken.map(({ rule, at, count }) => ruleBlock(rule, at, count))}
${kept.length === 0 ? NOTHING : m`<details class="more"><summary>${plural(kept.length, 'rule')} without a finding</summary>${kept.map(({ rule, at, count }) => ruleBlock(rule, at, count))}</details>`}
<div class="panel"><h3>Where the facts come from</h3>
<p>Countries, developers, hosts and lineage are what the rules of Pedigree ${tool.version} say; each stands there with its source and the date on which somebody last read it.</p>
${sources(view.report)}${commands(view)}
<dl class="fine"><dt>Rules</dt><dd><code>${tool.rules}</code></dd>${inputs(view.report)}</dl></div>
</section>
`;
}

function ruleBlock({ id, level, title, help, source }: RuleDescription, at: number, count: number): Markup {
  return m`<article class="rule panel" id="rule-${at}"><h3><span class="level l-${level}">${level}</span> ${title} <span class="fine">${count === 0 ? 'no finding' : plural(count, 'finding')}</span></h3>
<p>${help}</p><p class="fine"><code>${id}</code>${source === null ? NOTHING : m`, source: ${linked(source)}`}</p></article>
`;
}

/** Every file that decided what is a finding and what is accepted, with its digest. */
function inputs({ inputs: files, policy }: Report): Markup[] {
  const shown: readonly Input[] = files ?? [{ role: 'policy', source: policy.source, revision: null, digest: policy.digest }];
  return shown.map(({ role, source, revision, digest }) => {
    const at = revision === null ? '' : ` at ${revision.slice(0, 12)}`;
    return m`<dt>${ROLES[role]}</dt><dd>${source}${at} <code>${digest}</code></dd>`;
  });
}

/** Families, developers and hosts of what is in use, with the source of each and the day on which it was last read. */
function sources({ background }: Report): Markup {
  if (background === undefined || background.sources.length === 0) return NOTHING;
  const rows = background.sources.map(
    ({ kind, id, name, source, reviewed }) =>
      m`<tr><td>${kind}</td><td><b>${name}</b></td><td>${linked(source)}</td><td>${reviewed}</td><td><code>pedigree explain ${id}</code></td></tr>
`,
  );
  return m`<div class="scroll" role="region" aria-label="Sources" tabindex="0"><table class="sources"><caption class="away">Sources</caption><thead><tr><th scope="col">What</th><th scope="col">Name</th><th scope="col">Source</th><th scope="col">Read on</th><th scope="col">All that the rules say</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

/** How to read the sources when the report carries none. */
function commands({ used, report }: View): Markup {
  if (report.background !== undefined) return NOTHING;
  const subjects = used.flatMap(({ component, places }) => [
    ...(component.developer === 'unknown' ? [] : [component.developer]),
    ...places.flatMap(({ occurrence: { host } }) => (host === undefined ? [] : [host])),
  ]);
  const shown = [...new Set(subjects)].sort().slice(0, MOST_COMMANDS);
  if (shown.length === 0) return NOTHING;
  return m`<p>To read them:</p><ul class="evidence">${shown.map((id) => m`<li><code>pedigree explain ${id}</code></li>`)}</ul>`;
}

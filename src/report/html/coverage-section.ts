/** What was looked at, what was not, and what is not known. */
import { gravestFirst } from '../../findings.ts';
import type { Diagnostic, Report } from '../../types.ts';
import { byteCount, plural, reasonCounts } from '../words.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import type { View } from './view.ts';

const MOST_NOTICES = 100;
const MOST_NAMES = 12;
const WIDTH = 1000;

/** The section of coverage. */
export function coverageSection(view: View): Markup {
  const { coverage, diagnostics } = view.report;
  const skipped = total(coverage.skipped);
  const failed = total(coverage.failed);
  return m`<section id="coverage" aria-labelledby="coverage-h">
<h2 id="coverage-h">Coverage and what is not known</h2>
<div class="two"><div class="panel"><h3>Looked at</h3>
<p><b>${plural(coverage.scanned, 'file')}</b> of ${plural(coverage.discovered, 'entry', 'entries')}, ${byteCount(coverage.bytes)}</p>
${share(coverage.scanned, skipped, failed)}
<dl><dt><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect class="pale" width="12" height="12" rx="2"/></svg>Left out</dt><dd>${skipped === 0 ? 'nothing' : counted(coverage.skipped, skipped)}</dd>
<dt><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect class="lost" width="12" height="12" rx="2"/></svg>Failed</dt><dd>${failed === 0 ? 'nothing' : counted(coverage.failed, failed)}</dd></dl>
${notices(diagnostics)}</div>
<div class="panel"><h3>Not known</h3><ul class="unknowns">${unknowns(view)}</ul></div></div>
</section>
`;
}

/** The sum before several reasons. */
function counted(counts: Readonly<Record<string, number>>, sum: number): string {
  return Object.keys(counts).length > 1 ? `${sum}: ${reasonCounts(counts)}` : reasonCounts(counts);
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function share(scanned: number, skipped: number, failed: number): Markup {
  const all = Math.max(1, scanned + skipped + failed);
  const [first, second] = [(scanned / all) * WIDTH, (skipped / all) * WIDTH].map(Math.round);
  return m`<svg class="share" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="lost" width="${WIDTH}" height="10"/><rect class="pale" width="${Math.min(WIDTH, (first ?? 0) + (second ?? 0) + (failed === 0 ? WIDTH : 0))}" height="10"/><rect class="value" width="${first ?? 0}" height="10"/></svg>`;
}

function notices(diagnostics: readonly Diagnostic[]): Markup {
  if (diagnostics.length === 0) return NOTHING;
  const sorted = gravestFirst(diagnostics);
  const rest = sorted.length - MOST_NOTICES;
  return m`<details class="more"${sorted.length <= 8 ? m` open` : NOTHING}><summary>${plural(sorted.length, 'notice')}</summary><ul class="evidence">${sorted.slice(0, MOST_NOTICES).map(notice)}${rest > 0 ? m`<li>and ${rest} more</li>` : NOTHING}</ul></details>`;
}

function notice({ level, message, path, line }: Diagnostic): Markup {
  const place = path === undefined ? NOTHING : m`<code>${path}${line === undefined ? '' : `:${line}`}</code> `;
  return m`<li><span class="level l-${level}">${level}</span> ${place}${message}</li>`;
}

function unknowns({ sections, report }: View): Markup[] {
  const models = sections.models.map(({ component }) => component);
  const used = [...models, ...sections.services.map(({ component }) => component)];
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return [
    unknown(
      'reached in a way that the code does not tell',
      names(models.filter(({ exposures }) => exposures.includes('unknown') || exposures.length === 0)),
    ),
    unknown('of which the country of the weights is not known', names(models.filter(({ origin }) => origin.weights === null))),
    unknown('whose developer is not known', names(models.filter(({ developer }) => developer === 'unknown'))),
    unknown(
      'called at an operator whose country is not known',
      names(used.filter(({ exposures, origin }) => exposures.includes('third-party-api') && origin.host.length === 0)),
    ),
    ...always(report).map((words) => m`<li>${words}</li>`),
  ];
}

function unknown(words: string, names: readonly string[]): Markup {
  if (names.length === 0) return NOTHING;
  const rest = names.length - MOST_NAMES;
  return m`<li><details><summary>${plural(names.length, 'model')} ${words}</summary><p class="fine">${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}</p></details></li>`;
}

/** What no scan of code can tell. */
function always({ tool }: Report): string[] {
  return [
    'Names that only the deployed environment holds: an unset variable, an alias of a gateway.',
    'A base that its developer did not disclose. An architecture is not lineage.',
    'Where inference really runs: it is what the operator states.',
    `Families that the rules of Pedigree ${tool.version} do not know.`,
  ];
}

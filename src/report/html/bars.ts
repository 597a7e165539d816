/** Words with counts, each with a bar. */
import { plural } from '../words.ts';
import { m, NOTHING, type Markup } from './markup.ts';

const MOST = 5;
const WIDTH = 100;

/** The first of a tally as bars; `quiet` words are drawn pale. With `filter`, each word shows its findings. */
export function bars(
  counts: readonly { word: string; count: number }[],
  filter: readonly 'family'[] = [],
  quiet: readonly string[] = [],
): Markup {
  if (counts.length === 0) return m`<p class="none">none</p>`;
  const shown = counts.length === MOST + 1 ? counts : counts.slice(0, MOST);
  const most = Math.max(...counts.map(({ count }) => count));
  const rest = counts.slice(shown.length);
  const more = rest.reduce((sum, { count }) => sum + count, 0);
  return m`<ul class="bars">${shown.map(({ word, count }) => row(word, count, most, filter.includes('family'), quiet.includes(word)))}${
    rest.length === 0 ? NOTHING : m`<li class="rest">and ${plural(rest.length, 'other')} <span class="n">${more}</span></li>`
  }</ul>`;
}

function row(word: string, count: number, most: number, isLink: boolean, isQuiet: boolean): Markup {
  const label = isLink ? m`<a href="#findings" data-show-family="${word}">${word}</a>` : m`<span>${word}</span>`;
  const width = Math.max(2, Math.round((count / most) * WIDTH));
  return m`<li>${label} <span class="n">${count}</span><svg class="bar" viewBox="0 0 ${WIDTH} 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="${WIDTH}" height="4"/><rect class="${isQuiet ? 'pale' : 'value'}" width="${width}" height="4"/></svg></li>
`;
}

/** The map of exposure: whose model, who runs it, where data goes. */
import { EXPOSURES } from '../../types.ts';
import { cut } from '../width.ts';
import { plural } from '../words.ts';
import { flowOf, type Band, type Flow, type Node } from './flow.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { exposureName, type Route } from './routes.ts';

const WIDTH = 1140;
const TOP = 34;
const BAR = 8;
/** Left edges of the columns. */
const LEFTS = [215, 485, 800];
const HEADS = ['Model family', 'Who runs it', 'Where data goes'];
/** Characters of a name in each column. */
const LONGEST = [24, 36, 42];

/** The section with the drawing, its key, and the same as a table. */
export function exposureMap(routes: readonly Route[]): Markup {
  if (routes.length === 0) return NOTHING;
  return m`<section id="exposure" aria-labelledby="exposure-h">
<h2 id="exposure-h">How the models are reached</h2>
<p class="sub">From whose model, over who runs it, to where prompts and completions go. A band is as wide as the number of models and services that take this way; its colour says how.</p>
<div class="panel scroll" role="region" aria-label="Map of exposure" tabindex="0">${drawing(flowOf(routes))}</div>
${legend(routes)}
<details class="more"><summary>The same as a table</summary>${table(routes)}</details>
</section>
`;
}

function drawing(flow: Flow): Markup {
  const height = Math.ceil(flow.height + TOP + 12);
  return m`<svg class="map" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Bands from model families over operators to where data goes; the table below says the same">
${HEADS.map((head, column) => m`<text class="head" x="${(LEFTS[column] ?? 0) + (column === 0 ? BAR : 0)}" y="14" text-anchor="${column === 0 ? 'end' : 'start'}">${head}</text>`)}
${flow.bands.map(bandShape)}
${flow.nodes.map(nodeShape)}
</svg>`;
}

function bandShape({ exposure, from, to, width, words }: Band): Markup {
  const [x1, x2] = [(LEFTS[from.column] ?? 0) + BAR, LEFTS[to.column] ?? 0];
  const middle = (x1 + x2) / 2;
  const [y1, y2] = [round(from.y + TOP), round(to.y + TOP)];
  const path = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  return m`<path class="band x-${exposure}" d="${path}" stroke-width="${round(width)}"><title>${words}; ${exposureName(exposure)}</title></path>
`;
}

function nodeShape({ name, column, y, height, count }: Node): Markup {
  const x = LEFTS[column] ?? 0;
  const isFirst = column === 0;
  const text = m`<text x="${isFirst ? x - 8 : x + BAR + 8}" y="${round(y + TOP + height / 2 + 4)}" text-anchor="${isFirst ? 'end' : 'start'}">${cut(name, LONGEST[column] ?? 0)} <tspan class="n">${count}</tspan></text>`;
  return m`<rect class="node" x="${x}" y="${round(y + TOP)}" width="${BAR}" height="${round(height)}" rx="1"/>${text}
`;
}

function legend(routes: readonly Route[]): Markup {
  const used = EXPOSURES.filter((exposure) => routes.some((route) => route.exposure === exposure));
  return m`<ul class="legend">${used.map((exposure) => m`<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect class="fill x-${exposure}" width="12" height="12" rx="2"/></svg>${exposureName(exposure)}</li>`)}</ul>`;
}

function table(routes: readonly Route[]): Markup {
  const counts = new Map<string, { route: Route; count: number }>();
  for (const route of routes) {
    const key = JSON.stringify([route.family, route.operator, route.destination, route.exposure]);
    counts.set(key, { route, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const rows = [...counts.values()].map(
    ({ route, count }) =>
      m`<tr><td>${route.family}</td><td>${exposureName(route.exposure)}</td><td>${route.operator}</td><td>${route.destination}</td><td class="num">${count}</td></tr>
`,
  );
  return m`<div class="scroll" role="region" aria-label="Map of exposure as a table" tabindex="0"><table><caption class="away">${plural(routes.length, 'way', 'ways')} in which models and services are reached</caption>
<thead><tr><th scope="col">Family</th><th scope="col">Reached as</th><th scope="col">Run by</th><th scope="col">Data goes to</th><th scope="col" class="num">Count</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

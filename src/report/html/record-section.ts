/** Dated facts about the developers and operators of what is in use, each with its source. */
import type { Report, Statement } from '../../types.ts';
import { groupBy } from '../inventory.ts';
import { developerIn } from '../statement.ts';
import { plural } from '../words.ts';
import { linked } from './linked.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import type { View } from './view.ts';

/** So many developers stand open. */
const OPEN = 2;

/** The section of what is on record. */
export function recordSection({ report: { background } }: View): Markup {
  if (background === undefined || background.statements.length === 0) return NOTHING;
  const groups = [...groupBy(background.statements, ({ developer }) => developer)].toSorted(([, a], [, b]) => b.length - a.length);
  return m`<section id="record" aria-labelledby="record-h">
<h2 id="record-h">On record</h2>
<p class="sub">Dated facts about the developers and operators of what is in use, as their sources state them. They are not judged here; where nothing stands, nothing was recorded.</p>
${groups.map(([id, own]) => block(id, own, background, groups.length <= OPEN))}
</section>
`;
}

function block(id: string, statements: readonly Statement[], background: NonNullable<Report['background']>, isOpen: boolean): Markup {
  const lists = new Set(statements.flatMap(({ list, status }) => (list !== null && status === 'in-force' ? [list] : [])));
  const words = `${plural(statements.length, 'fact')}${lists.size === 0 ? '' : `, ${plural(lists.size, 'list or measure', 'lists or measures')} in force`}`;
  return m`<details class="group"${isOpen ? m` open` : NOTHING}><summary><b>${developerIn(id, background)}</b> <span class="sub">${words}</span></summary>
<ul class="facts">${statements.map(fact)}</ul></details>
`;
}

function fact({ asOf, jurisdiction, status, text, confidence, source }: Statement): Markup {
  const doubt = confidence === 'high' ? '' : `${confidence} confidence; `;
  return m`<li><span class="when">${asOf}</span><span><b>${jurisdiction}</b> <span class="tag">${status.replaceAll('-', ' ')}</span> ${text} <small>${doubt}source: ${linked(source)}</small></span></li>
`;
}

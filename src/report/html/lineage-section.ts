/** What the models were made from, drawn as trees. */
import { countryName } from '../country.ts';
import type { Entry } from '../inventory.ts';
import { developerWords, plural } from '../words.ts';
import { forestOf, sizeOf, type Tree } from './forest.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { familyName, type View } from './view.ts';

const RELATIONS = new Map([
  ['finetune', 'fine-tuned'],
  ['distillation', 'distilled'],
  ['merge', 'merged'],
  ['adapter', 'adapted'],
  ['quantization', 'quantised'],
  ['base', 'built on it'],
  ['alias', 'another name of it'],
  ['component', 'contains it'],
]);
const AUTHORITIES = new Map([
  ['documented', 'documented'],
  ['declared', 'declared in the tree'],
  ['recalled', 'recalled, not verified'],
  ['name', 'read from the name'],
]);
const MOST_TREES = 8;
const MOST_OPEN = 12;
const DEEPEST = 12;

/** The section of lineage. */
export function lineageSection(view: View): Markup {
  const models = view.sections.models;
  if (models.length === 0) return NOTHING;
  const trees = forestOf(models);
  const rest = trees.slice(MOST_TREES);
  const without = models.filter(({ component }) => component.lineage.length === 0).length;
  return m`<section id="lineage" aria-labelledby="lineage-h">
<h2 id="lineage-h">Lineage</h2>
<p class="sub">What the models in use (bold) were made from, the base first.${without === 0 ? '' : ` No ancestor is known of ${plural(without, 'model')}: a base model, or one whose base was not disclosed.`}</p>
<div class="trees">${trees.slice(0, MOST_TREES).map((tree) => treeBlock(tree, view))}</div>
${rest.length === 0 ? NOTHING : m`<details class="more"><summary>${plural(rest.length, 'more base')}</summary><div class="trees">${rest.map((tree) => treeBlock(tree, view))}</div></details>`}
</section>
`;
}

function treeBlock(tree: Tree, view: View): Markup {
  const size = sizeOf(tree);
  const inner = m`<ul class="tree"><li>${node(tree, null, view)}${branches(tree, view, 1)}</li></ul>`;
  if (size <= MOST_OPEN)
    return m`<div class="panel">${inner}</div>
`;
  return m`<details class="panel"><summary><b>${tree.name}</b> <span class="sub">${plural(size, 'model')} in use made from it</span></summary>${inner}</details>
`;
}

function branches(tree: Tree, view: View, depth: number): Markup {
  if (tree.children.length === 0 || depth > DEEPEST) return NOTHING;
  return m`<ul>${tree.children.map((child) => m`<li>${node(child, tree, view)}${branches(child, view, depth + 1)}</li>`)}</ul>`;
}

function node({ name, family, relation, evidence, teachers, entry }: Tree, parent: Tree | null, view: View): Markup {
  const own = familyName(family, view.report);
  const isOther = parent === null || family !== parent.family;
  const how =
    relation === null
      ? 'base'
      : `${RELATIONS.get(relation) ?? relation}${makerWords(entry, view)} (${AUTHORITIES.get(evidence ?? '') ?? evidence})`;
  const taught = teachers.length === 0 ? '' : `, taught by ${teachers.join(', ')}`;
  return m`<span class="leaf${entry === null ? '' : ' used'}"><b>${name}</b> <small>${isOther ? `${own}; ` : ''}${how}${taught}</small></span>`;
}

function makerWords(entry: Entry | null, { report }: View): string {
  if (entry === null) return '';
  const { developer, origin } = entry.component;
  if (developer === 'unknown') return ' by a developer that is not known';
  return ` by ${developerWords(entry.component, report.names)}${origin.developer === null ? '' : `, ${countryName(origin.developer)}`}`;
}

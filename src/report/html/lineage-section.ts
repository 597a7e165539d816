/** What the models were made from, drawn as trees. */
import { plural } from '../words.ts';
import { forestOf, sizeOf, type Tree } from './forest.ts';
import { m, NOTHING, type Markup } from './markup.ts';
import { familyName, type View } from './view.ts';

const RELATIONS = new Map([
  ['finetune', 'fine-tuned'],
  ['distillation', 'distilled'],
  ['merge', 'merged'],
  ['adapter', 'adapter on it'],
  ['quantization', 'quantised'],
  ['base', 'built on it'],
]);
const AUTHORITIES = new Map([
  ['documented', 'documented'],
  ['declared', 'declared in the tree'],
  ['recalled', 'recalled, not verified'],
  ['name', 'read from the name'],
]);
const MOST_OPEN = 12;
const DEEPEST = 12;

/** The section of lineage. */
export function lineageSection(view: View): Markup {
  const models = view.sections.models;
  if (models.length === 0) return NOTHING;
  const trees = forestOf(models);
  const without = models.filter(({ component }) => component.lineage.length === 0).length;
  return m`<section id="lineage" aria-labelledby="lineage-h">
<h2 id="lineage-h">Lineage</h2>
<p class="sub">What the models in use were made from, base first. ${without === 0 ? '' : `No ancestor is known of ${plural(without, 'model')}: a base model, or one whose base was not disclosed.`}</p>
${trees.length === 0 ? NOTHING : m`<div class="trees">${trees.map((tree) => treeBlock(tree, view))}</div>`}
</section>
`;
}

function treeBlock(tree: Tree, view: View): Markup {
  const size = sizeOf(tree);
  const inner = m`<ul class="tree"><li>${node(tree, view)}${branches(tree, view, 1)}</li></ul>`;
  if (size <= MOST_OPEN)
    return m`<div class="panel">${inner}</div>
`;
  return m`<details class="panel"><summary><b>${tree.name}</b> <span class="sub">${plural(size, 'model')} in use made from it</span></summary>${inner}</details>
`;
}

function branches(tree: Tree, view: View, depth: number): Markup {
  if (tree.children.length === 0 || depth > DEEPEST) return NOTHING;
  return m`<ul>${tree.children.map((child) => m`<li>${node(child, view)}${branches(child, view, depth + 1)}</li>`)}</ul>`;
}

function node({ name, family, relation, evidence, teachers, entry, worst }: Tree, { report }: View): Markup {
  const how = relation === null ? 'base' : `${RELATIONS.get(relation) ?? relation}, ${AUTHORITIES.get(evidence ?? '') ?? evidence}`;
  const taught = teachers.length === 0 ? '' : `; taught by ${teachers.join(', ')}`;
  return m`<span class="leaf${entry === null ? '' : ' used'}"><b>${name}</b>${worst === null ? NOTHING : m` <span class="level l-${worst}">${worst}</span>`} <small>${familyName(family, report)}; ${how}${taught}${entry === null ? '' : '; in use'}</small></span>`;
}

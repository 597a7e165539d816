/** Lineages of many models as trees: a base, and what was made from it. */
import type { Ancestor } from '../../types.ts';
import type { Entry } from '../inventory.ts';

/** One step down: what a model is, and how it was made. */
interface Step {
  readonly name: string;
  readonly family: string | null;
  /** How it was made from the one above; null: it stands at the root. */
  readonly relation: string | null;
  /** On what authority. */
  readonly evidence: string | null;
  /** Models whose outputs it was trained on. */
  readonly teachers: readonly string[];
  /** The component in use that it is; null: it is only an ancestor. */
  readonly entry: Entry | null;
}

/** A model, and below it those that were made from it. */
export interface Tree extends Step {
  readonly children: Tree[];
}

/** The trees of all entries that have a lineage: those first that stand on more than names, then those with most models. */
export function forestOf(entries: readonly Entry[]): Tree[] {
  const own = new Map(entries.map((entry) => [keyOf(entry.component.name), entry]));
  const roots = new Map<string, Tree>();
  for (const entry of entries) {
    if (entry.component.lineage.length === 0) continue;
    let level = roots;
    let children: Tree[] | null = null;
    for (const step of stepsOf(entry, own)) {
      const tree: Tree = level.get(keyOf(step.name)) ?? grown(step, level, children);
      children = tree.children;
      level = new Map(tree.children.map((child) => [keyOf(child.name), child]));
    }
  }
  const trees = [...roots.values()].map((tree) => ({ tree, size: sizeOf(tree), isTold: told(tree) }));
  trees.sort((a, b) => Number(b.isTold) - Number(a.isTold) || b.size - a.size || (a.tree.name < b.tree.name ? -1 : 1));
  return trees.map(({ tree }) => tree);
}

function grown(step: Step, level: Map<string, Tree>, siblings: Tree[] | null): Tree {
  const tree: Tree = { ...step, children: [] };
  level.set(keyOf(step.name), tree);
  siblings?.push(tree);
  return tree;
}

/** Components of a tree that are in use. */
export function sizeOf(tree: Tree): number {
  return within(tree).filter(({ entry }) => entry !== null).length;
}

/** Whether a step of it is known by more than a name. */
function told(tree: Tree): boolean {
  return within(tree).some(({ evidence }) => evidence !== null && evidence !== 'name');
}

function within(tree: Tree): Tree[] {
  const all = [tree];
  for (let at = 0; at < all.length; at++) all.push(...(all[at]?.children ?? []));
  return all;
}

/** From the root base down to the component itself. */
function stepsOf(entry: Entry, own: ReadonlyMap<string, Entry>): Step[] {
  const { component } = entry;
  const { line, teachers } = parentsOf(component.lineage);
  const chain = [component.name, ...line.map(({ name }) => name)];
  const steps = chain.map((name, at): Step => {
    const made = line[at];
    return {
      name,
      family: at === 0 ? component.family : (line[at - 1]?.family ?? null),
      relation: made?.relation ?? null,
      evidence: made?.evidence ?? null,
      teachers: at === lastDistilled(line) ? teachers : [],
      entry: at === 0 ? entry : (own.get(keyOf(name)) ?? null),
    };
  });
  return steps.reverse().slice(0, 12);
}

/** A distillation that is only read from the name, behind another one, names the teacher, not a base. */
function parentsOf(lineage: readonly Ancestor[]): { line: Ancestor[]; teachers: string[] } {
  const isTeacher = ({ relation, evidence }: Ancestor, at: number) =>
    relation === 'distillation' && evidence === 'name' && lineage[at - 1]?.relation === 'distillation';
  return {
    line: lineage.filter((ancestor, at) => !isTeacher(ancestor, at)),
    teachers: lineage.filter(isTeacher).map(({ name }) => name),
  };
}

function lastDistilled(line: readonly Ancestor[]): number {
  return line.findLastIndex(({ relation }) => relation === 'distillation');
}

/** `Qwen/Qwen2.5-7B` and `qwen2.5-7b` are the same. */
function keyOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

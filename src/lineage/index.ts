/** Component -> what it was made from, and whether its name shows it. Pure. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Ancestor, Component, Evidence } from '../types.ts';
import { declaredModels } from './declared.ts';
import { fold } from './fold.ts';

/** Relations in which weights are taken over. A teacher's are not: of a distillation, the documented base gave the weights, the name tells the teacher. */
const TAKEN = new Set(['finetune', 'adapter', 'base', 'merge', 'continued-pretraining', 'quantization', 'alias']);

/** Components with the ancestors that model files declare, models that only a folder names, and `hidden` where a name does not show its base. */
export function lineage(components: readonly Component[], files: readonly (readonly Evidence[])[], catalogue: Catalogue): Component[] {
  const { added, ancestors } = declaredModels(components, files);
  const known = new Set(components.map(({ id }) => id));
  const all = [...components.map((one) => withAncestors(one, ancestors.get(one.id))), ...added.filter(({ id }) => !known.has(id))];
  return all.map((one) => (isHidden(one, catalogue) ? { ...one, hidden: true as const } : one)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function withAncestors(component: Component, declared: readonly Ancestor[] | undefined): Component {
  if (declared === undefined) return component;
  const names = new Set(declared.map(({ name }) => name));
  return {
    ...component,
    lineage: [...declared, ...component.lineage.filter(({ name, evidence }) => !names.has(name) && evidence !== 'name')],
  };
}

function isTaken(relation: string, evidence: string): boolean {
  return TAKEN.has(relation) || (relation === 'distillation' && evidence !== 'name');
}

/** A known derivative says so; of others the words of the base's family must stand in the name. */
function isHidden({ type, name, lineage: chain }: Component, catalogue: Catalogue): boolean {
  if (type !== 'model') return false;
  const root = chain.findLast(({ relation, evidence, family }) => isTaken(relation, evidence) && family !== null);
  if (root === undefined || root.family === null) return false;
  const rule = hiddenOf(catalogue).get(fold(name));
  if (rule !== undefined) return rule;
  const words = wordsOf(root.family, catalogue);
  return words.length > 0 && !words.some((word) => fold(name).includes(word));
}

const built = new WeakMap<Catalogue, ReadonlyMap<string, boolean>>();

function hiddenOf(catalogue: Catalogue): ReadonlyMap<string, boolean> {
  let hidden = built.get(catalogue);
  if (hidden === undefined) {
    const rows = catalogue.rules.lineage.flatMap(({ derivatives }) => derivatives);
    hidden = new Map(rows.map(({ model, hidden: is }) => [fold(model.slice(model.lastIndexOf('/') + 1)), is] as const));
    built.set(catalogue, hidden);
  }
  return hidden;
}

function wordsOf(family: string, { families }: Catalogue): string[] {
  const rule = families.get(family);
  if (rule === undefined) return [];
  const lines = rule.models.flatMap(({ line }) => line ?? []);
  return [rule.id, rule.name, ...rule.words, ...rule.signedWords, ...rule.codebaseWords, ...lines].map(fold);
}

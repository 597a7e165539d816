/** What depends on what: the codebase on services and packages, services on the models that they run. */
import { ROOT, type Bom, type Item, type Service, type Step } from './bom.ts';
import { servicesOf } from './bom-services.ts';
import { ecosystemOf } from './purl.ts';

/** The graph of some components, and the packages that only lead to others. */
export function graphOf(models: readonly Item[], packages: readonly Item[], services: readonly Service[]): Pick<Bom, 'graph' | 'steps'> {
  const steps = new Map<string, Step>();
  const graph = new Map<string, Set<string>>([[ROOT, new Set()]]);
  const add = (from: string, to: string) => {
    if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  };
  for (const { ref } of services) add(ROOT, ref);
  for (const model of models) {
    const run = servicesOf(model, services);
    for (const { ref } of run) add(ref, model.ref);
    if (run.length === 0 || model.places.some(({ host, exposure }) => host === undefined || !exposure?.endsWith('-api')))
      add(ROOT, model.ref);
  }
  const known = new Set(packages.map(({ ref }) => ref));
  for (const item of packages) for (const [from, to] of edgesOf(item, known, steps)) add(from, to);
  return { graph, steps: [...steps.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)) };
}

/** From the root over every package that leads to this one. */
function edgesOf({ ref, component, places }: Item, known: ReadonlySet<string>, steps: Map<string, Step>): [string, string][] {
  const ecosystem = ecosystemOf(component);
  return places.flatMap(({ dependencyPath }) => {
    const way = dependencyPath.slice(0, -1).map((name) => {
      const step = { ref: `package/${ecosystem}/${name.toLowerCase().toWellFormed()}`, ecosystem, name };
      if (!known.has(step.ref)) steps.set(step.ref, step);
      return step.ref;
    });
    const whole = [ROOT, ...way, ref];
    return whole.slice(1).map((to, at): [string, string] => [whole[at] ?? ROOT, to]);
  });
}

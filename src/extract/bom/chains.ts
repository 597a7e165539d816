/** How a bill of materials says that a component is reached. */
import { chainsFrom, unneeded } from '../../formats/lockfile/index.ts';

/** What a bill of materials says depends on what. */
export interface Graph {
  /** Ids of what the document is about. */
  readonly roots: readonly string[];
  /** What an id depends on. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly names: ReadonlyMap<string, string>;
}

/** Gives, for an id, the names from a direct dependency down to it. */
export function chainsOf({ roots, needs, names }: Graph): (id: string) => string[] {
  const needsOf = (id: string) => needs.get(id) ?? [];
  const direct = roots.flatMap(needsOf);
  const all = () => (direct.length > 0 ? direct : unneeded(needs.keys(), needsOf));
  return chainsFrom(all, needsOf, (id) => names.get(id) ?? id);
}

/** Adds `value` to the list at `key`. */
export function addTo(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

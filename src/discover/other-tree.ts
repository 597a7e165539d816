/** Trees beside the one that is scanned: files that hold the same there are not read a second time. */
import type { Discovery, DiscoverOptions } from './index.ts';

/** A tree beside the one that is scanned; `same`: paths of files that are not in it, as they hold what they hold there. */
export interface OtherTree {
  readonly discover: DiscoverOptions;
  readonly same: ReadonlySet<string>;
}

/** Takes a tree; undefined: it holds nothing. `isSaid`: whether what a file of the scanned tree says is known, wherever else it stands. */
export type TakeTree = (isSaid: (path: string) => boolean) => OtherTree | undefined;

/** What is known of files of the scanned tree, as far as another one has the same. */
export function knownIn<T>({ same }: OtherTree, known: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...known].filter(([path]) => same.has(path)));
}

/** What was found, and beside it the files of which it is known what they say. */
export function withKnown(found: Discovery, known: ReadonlyMap<string, unknown>): Discovery {
  const here = new Set(found.kept.map(({ path }) => path));
  const others = [...known.keys()].filter((path) => !here.has(path)).map((path) => ({ path, size: 0 }));
  if (others.length === 0) return found;
  return { ...found, kept: [...found.kept, ...others].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

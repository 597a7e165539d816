/** What a scan looks for in files. */
import type { Anchors } from './anchors.ts';
import { lazily } from './lazily.ts';
import { buildPrefilter, type Prefilter } from './literal-table.ts';
import { IGNORE_WORDS } from './own-words.ts';

/** Literals, compiled. */
export interface Search {
  /** What opens a file. */
  readonly doors: Prefilter;
  /** What counts as an anchor in a file that is open. */
  readonly words: Prefilter;
}

/** The search for anchors and for the program's own comments. */
export function searchFor({ doors, words, inner }: Anchors): Search {
  const compiled = (literals: readonly string[]) => buildPrefilter([...literals, ...IGNORE_WORDS], [...inner, ...IGNORE_WORDS]);
  return lazily<Search>({ doors: () => compiled(doors), words: () => compiled(words) });
}

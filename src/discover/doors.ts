/** Files that are opened by name: what they hold may name no family at all. */

/** Names of files whose content is kept whatever it says. All lower case. */
export interface Doors {
  /** Base names: `config.json`. */
  readonly names: ReadonlySet<string>;
  /** How a base name ends: `.gguf`. */
  readonly endings: readonly string[];
  /** Parts of `/` + path: `/models--`. */
  readonly folders?: readonly string[];
  /** Endings that open a file only when it is a Git LFS pointer: `.bin`. */
  readonly pointerEndings?: readonly string[];
}

/** How a file's name opens it: as a text that is read whole, as a model file, or only if it is a pointer to one. */
export type Door = 'name' | 'model' | 'pointer';

/** Compiles doors into one question: the door of a path, or null. */
export function doorFinder({ names, endings, folders = [], pointerEndings = [] }: Doors): (path: string) => Door | null {
  const byEnding = new Map<string, { ending: string; door: Door }[]>();
  const add = (ending: string, door: Door) => {
    const last = lastEnding(ending);
    byEnding.set(last, [...(byEnding.get(last) ?? []), { ending, door }]);
  };
  for (const ending of endings) add(ending, 'model');
  for (const ending of pointerEndings) add(ending, 'pointer');
  let folder = '';
  let isOpenFolder = false;
  return (path) => {
    const cut = path.lastIndexOf('/') + 1;
    const name = path.slice(cut).toLowerCase();
    if (folder.length !== cut || !path.startsWith(folder)) {
      folder = path.slice(0, cut);
      const whole = `/${folder.toLowerCase()}`;
      isOpenFolder = folders.some((part) => whole.includes(part));
    }
    if (names.has(name)) return 'name';
    if (isOpenFolder) return 'model';
    return byEnding.get(lastEnding(name))?.find(({ ending }) => name.endsWith(ending))?.door ?? null;
  };
}

function lastEnding(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** bun.lock, the text lockfile of Bun. https://bun.com/docs/pm/lockfile */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile-json.ts';
import { folderAt, nearest, npmSpec, rootFolder, type Folder } from '../../formats/lockfile-npm.ts';
import { chainsFrom, lockSpans, type NamedPackage } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

export const bunLock: Extractor = { id: 'node/bun-lock', files: ['**/bun.lock'], read: readBunLock };

interface Entry {
  readonly folder: Folder;
  readonly needs: string[];
  spec: NamedPackage | null;
  name: string;
}

interface State {
  readonly text: string;
  readonly root: Folder;
  readonly entries: Map<string, Entry>;
  /** What the packages of the workspace need, by their folders. */
  readonly direct: [string, string][];
  readonly workspaces: Map<string, string>;
}

const KNOWN = new Set([
  'lockfileVersion',
  'configVersion',
  'workspaces',
  'packages',
  'overrides',
  'catalog',
  'catalogs',
  'trustedDependencies',
  'patchedDependencies',
]);
const NEEDS = new Set(['dependencies', 'optionalDependencies', 'peerDependencies']);
const DIRECT = new Set([...NEEDS, 'devDependencies']);
/** Packages of the workspace itself. */
const OWN = /^(?:workspace|link|root):/;

function readBunLock(file: SourceFile): Span[] {
  const { text } = file;
  const state: State = { text, root: rootFolder(), entries: new Map(), direct: [], workspaces: new Map() };
  const { problem, known } = readJsonLock(text, KNOWN, (token) => {
    if (token.keys[0] === 'packages') inPackages(state, token);
    else if (token.keys[0] === 'workspaces') inWorkspaces(state, token);
  });
  const packages = [...state.entries.values()].flatMap(({ spec }) => spec ?? []);
  return lockSpans(file, { ecosystem: 'npm', packages, known, chain: chains(state), problem });
}

function inWorkspaces({ text, direct, workspaces }: State, token: JsonToken): void {
  const [, folder = '', field = '', need = ''] = token.keys;
  if (token.kind === 'string' && token.keys.length === 3 && field === 'name') workspaces.set(folder, jsonText(text, token));
  if (token.kind === 'key' && token.keys.length === 4 && DIRECT.has(field)) direct.push([folder, need]);
}

/** `"path": ["name@version", registry, { dependencies }, integrity]`; the path is that of folders within folders. */
function inPackages(state: State, token: JsonToken): void {
  const { kind, keys, index, start, end } = token;
  const path = keys[1] ?? '';
  if (kind === 'key' && keys.length === 2) {
    const names = namesOf(path);
    state.entries.set(path, { folder: folderAt(state.root, names), needs: [], spec: null, name: names.at(-1) ?? '' });
    return;
  }
  const entry = state.entries.get(path);
  if (entry === undefined) return;
  if (kind === 'string' && keys.length === 2 && index === 0) identify(state, entry, start, end);
  else if (kind === 'key' && keys.length === 4 && NEEDS.has(keys[2] ?? '')) entry.needs.push(keys[3] ?? '');
}

function identify({ text }: State, entry: Entry, start: number, end: number): void {
  const { name, range, ...place } = npmSpec(text, start, end);
  entry.name = name;
  entry.folder.installed = true;
  if (!OWN.test(range)) entry.spec = { ...place, id: entry.folder.id, name, version: range || null, keys: ['packages'] };
}

/** `@a/b/c` -> `['@a/b', 'c']`. */
function namesOf(path: string): string[] {
  const names: string[] = [];
  let scope = '';
  for (const part of path.split('/')) {
    if (part.startsWith('@')) {
      scope = `${part}/`;
    } else {
      names.push(scope + part);
      scope = '';
    }
  }
  return names;
}

function chains({ entries, direct, workspaces, root }: State): (id: string) => string[] {
  const byId = new Map([...entries.values()].map((entry) => [entry.folder.id, entry]));
  const seen = (from: Folder, need: string) => nearest(from, need)?.id ?? [];
  return chainsFrom(
    () => direct.flatMap(([folder, need]) => seen(root.within.get(workspaces.get(folder) ?? '') ?? root, need)),
    (id) => byId.get(id)?.needs.flatMap((need) => seen(byId.get(id)?.folder ?? root, need)) ?? [],
    (id) => byId.get(id)?.name ?? id,
  );
}

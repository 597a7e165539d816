/** bun.lock, the text lockfile of Bun. https://bun.com/docs/pm/lockfile */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { folderAt, folderIn, nearest, npmSpec, rootFolder, type Folder } from '../../formats/lockfile/npm.ts';
import { chainsFrom, holdsAnchor, lockSpans, type NamedPackage } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const bunLock: Extractor = { id: 'node/bun-lock', files: ['**/bun.lock'], read: readBunLock };

interface Entry {
  readonly folder: Folder;
  readonly needs: string[];
  /** Place of `name@version`. */
  start: number;
  end: number;
}

interface State {
  readonly text: string;
  readonly root: Folder;
  readonly entries: Entry[];
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
  const state: State = { text, root: rootFolder(), entries: [], direct: [], workspaces: new Map() };
  const { problem, known } = readJsonLock(text, KNOWN, (token) => {
    if (token.keys[0] === 'packages') inPackages(state, token);
    else if (token.keys[0] === 'workspaces') inWorkspaces(state, token);
  });
  const packages = state.entries.filter(({ start, end }) => holdsAnchor(file, start, end)).flatMap((entry) => named(text, entry));
  return lockSpans(file, { ecosystem: 'npm', packages, known, chain: chains(state), problem });
}

function inWorkspaces({ text, direct, workspaces }: State, token: JsonToken): void {
  const [, folder = '', field = '', need = ''] = token.keys;
  if (token.kind === 'string' && token.keys.length === 3 && field === 'name') workspaces.set(folder, jsonText(text, token));
  if (token.kind === 'key' && token.keys.length === 4 && DIRECT.has(field)) direct.push([folder, need]);
}

/** `"path": ["name@version", registry, { dependencies }, integrity]`; the path is that of folders within folders. */
function inPackages({ root, entries }: State, { kind, keys, index, start, end }: JsonToken): void {
  if (kind === 'key' && keys.length === 2) {
    const path = keys[1] ?? '';
    const folder = path.includes('/') ? folderAt(root, namesOf(path)) : folderIn(root, path);
    entries.push({ folder, needs: [], start, end: start });
    return;
  }
  const entry = entries.at(-1);
  if (entry === undefined) return;
  if (kind === 'key' && keys.length === 4 && NEEDS.has(keys[2] ?? '')) entry.needs.push(keys[3] ?? '');
  if (kind !== 'string' || keys.length !== 2 || index !== 0) return;
  entry.start = start;
  entry.end = end;
  entry.folder.installed = true;
}

function named(text: string, { folder, start, end }: Entry): NamedPackage[] {
  const { name, range, ...place } = npmSpec(text, start, end);
  return OWN.test(range) ? [] : [{ ...place, id: folder.id, name, version: range || null, keys: ['packages'] }];
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

function chains({ text, entries, direct, workspaces, root }: State): (id: string) => string[] {
  const byId = new Map(entries.map((entry) => [entry.folder.id, entry]));
  const seen = (from: Folder, need: string) => nearest(from, need)?.id ?? [];
  return chainsFrom(
    () => direct.flatMap(([folder, need]) => seen(root.within?.get(workspaces.get(folder) ?? '') ?? root, need)),
    (id) => {
      const entry = byId.get(id);
      return entry ? entry.needs.flatMap((need) => seen(entry.folder, need)) : [];
    },
    (id) => {
      const entry = byId.get(id);
      return entry ? npmSpec(text, entry.start, entry.end).name : id;
    },
  );
}

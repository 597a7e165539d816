/** package-lock.json v1 to v3, npm-shrinkwrap.json. https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { folderAt, folderIn, nearest, npmSpec, rootFolder, type Folder } from '../../formats/lockfile/npm.ts';
import { chainsFrom, holdsAnchor, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const packageLock: Extractor = {
  id: 'node/package-lock',
  files: ['**/package-lock.json', '**/npm-shrinkwrap.json', '**/.package-lock.json'],
  read: readPackageLock,
};

/** An entry while its fields are read. */
interface Entry {
  readonly section: string;
  readonly folder: Folder;
  readonly needs: string[];
  /** Place of the name. */
  place: Range;
  name: string;
  version: string | null;
  /** A link to, or the place of, a package of the workspace itself. */
  own: boolean;
}

interface State {
  readonly text: string;
  readonly root: Folder;
  readonly entries: Entry[];
  /** The entry that is read; in `dependencies` those that it stands in come before it. */
  readonly open: Entry[];
}

const KNOWN = new Set(['name', 'version', 'lockfileVersion', 'requires', 'packages', 'dependencies', 'preserveSymlinks']);
const NEEDS = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'requires']);
const MODULES = 'node_modules/';

function readPackageLock(file: SourceFile): Span[] {
  const { text } = file;
  const state: State = { text, root: rootFolder(), entries: [], open: [] };
  const projects: NamedPackage[] = [];
  const { problem, known } = readJsonLock(text, KNOWN, (token) => {
    if (isProjectName(token)) projects.push({ ...token, id: '', name: '', version: null, keys: ['name'], own: true });
    if (token.keys[0] === 'packages') inPackages(state, token);
    else if (token.keys[0] === 'dependencies') inDependencies(state, token);
  });
  const packages = state.entries.filter(({ own, place }) => !own && holdsAnchor(file, place.start, place.end)).map(named);
  return lockSpans(file, { ecosystem: 'npm', packages: [...projects, ...packages], known, chain: chains(state), problem });
}

/** `name` of the file, and of the folders of `packages` that nothing installed. */
function isProjectName({ kind, keys: [section, folder = '', field] }: JsonToken): boolean {
  if (kind !== 'string') return false;
  return (section === 'name' && folder === '') || (section === 'packages' && field === 'name' && !folder.includes(MODULES));
}

function named({ section, folder, place, name, version }: Entry): NamedPackage {
  return { ...place, id: folder.id, name, version, keys: [section] };
}

/** `packages`: keys are folders; those without `node_modules` are the workspace's own. */
function inPackages(state: State, token: JsonToken): void {
  const { kind, keys, start, end } = token;
  if (kind === 'key' && keys.length === 2) {
    const path = keys[1] ?? '';
    const cut = path.lastIndexOf(MODULES);
    const name = cut < 0 ? '' : path.slice(cut + MODULES.length);
    const folder = cut === 0 ? folderIn(state.root, name) : folderAt(state.root, foldersOf(path));
    open(state, 0, 'packages', folder, { start: Math.max(start, end - name.length), end }, name);
    return;
  }
  const [entry] = state.open;
  if (entry === undefined || keys.length < 3) return;
  if (kind === 'string' && keys.length === 3 && keys[2] === 'name' && !entry.own) rename(entry, state.text, token);
  else fill(state, entry, token, 2);
}

/** `dependencies` of v1 and v2: entries within entries, so every other key is `dependencies`. */
function inDependencies(state: State, token: JsonToken): void {
  const { kind, keys } = token;
  let at = 2;
  while (at < keys.length && keys[at] === 'dependencies') at += 2;
  const depth = at / 2 - 1;
  if (at < keys.length) {
    const entry = state.open[depth];
    if (entry && kind === 'string' && keys[at] === 'version' && keys.length === at + 1) resolved(state, entry, token);
    else if (entry) fill(state, entry, token, at);
  } else if (kind === 'key' && at === keys.length) {
    const name = keys.at(-1) ?? '';
    const above = depth === 0 ? state.root : (state.open[depth - 1]?.folder ?? state.root);
    open(state, depth, 'dependencies', folderIn(above, name), token, name);
  }
}

function open(state: State, depth: number, section: string, folder: Folder, { start, end }: Range, name: string): void {
  const own = name === '';
  folder.installed ||= !own;
  const entry: Entry = { section, folder, place: { start, end }, name, version: null, needs: [], own };
  state.open.length = Math.min(state.open.length, depth);
  state.open.push(entry);
  state.entries.push(entry);
}

/** `node_modules/a/node_modules/@b/c` -> `['a', '@b/c']`; a workspace's own folder comes first, with a `/` before it. */
function foldersOf(path: string): string[] {
  const names = path.split(MODULES).map((name) => (name.endsWith('/') ? name.slice(0, -1) : name));
  const own = names.shift() ?? '';
  return own === '' ? names : [`/${own}`, ...names];
}

/** A field of an entry; `at` is the place of its name in the keys. */
function fill({ text }: State, entry: Entry, token: JsonToken, at: number): void {
  const field = token.keys[at] ?? '';
  const need = token.keys[at + 1];
  if (need !== undefined) {
    if (token.kind === 'key' && token.keys.length === at + 2 && NEEDS.has(field)) entry.needs.push(need);
  } else if (field === 'version' && token.kind === 'string') {
    entry.version = jsonText(text, token);
  } else if (field === 'link' && token.kind === 'literal') {
    entry.own ||= text.startsWith('true', token.start);
  }
}

/** The `name` field of an alias says what is installed there. */
function rename(entry: Entry, text: string, { start, end }: Range): void {
  entry.place = { start, end };
  entry.name = jsonText(text, { start, end });
}

/** The version of a v1 alias is `npm:name@version`. */
function resolved({ text }: State, entry: Entry, token: Range): void {
  const written = jsonText(text, token);
  entry.version = written;
  if (!written.startsWith('npm:')) return;
  const spec = npmSpec(text, token.start, token.end);
  entry.place = spec;
  entry.name = spec.name;
  entry.version = spec.range;
}

function chains({ entries }: State): (id: string) => string[] {
  const byId = new Map<string, Entry>();
  for (const entry of entries) if (!byId.has(entry.folder.id) || entry.section === 'packages') byId.set(entry.folder.id, entry);
  const needs = (id: string) => {
    const entry = byId.get(id);
    return entry ? entry.needs.flatMap((need) => nearest(entry.folder, need)?.id ?? []) : [];
  };
  const own = entries.filter((entry) => entry.own && entry.section === 'packages');
  const roots = () => (own.length > 0 ? own.flatMap(({ folder }) => needs(folder.id)) : unneeded(byId.keys(), needs));
  return chainsFrom(roots, needs, (id) => byId.get(id)?.name ?? id);
}

/** package-lock.json v1 to v3, npm-shrinkwrap.json. https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile-json.ts';
import { folderAt, nearest, npmSpec, rootFolder, type Folder } from '../../formats/lockfile-npm.ts';
import { chainsFrom, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

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
  /** By section and folder id. */
  readonly open: Map<string, Entry>;
}

const KNOWN = new Set(['name', 'version', 'lockfileVersion', 'requires', 'packages', 'dependencies', 'preserveSymlinks']);
const NEEDS = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'requires']);
const MODULES = 'node_modules/';

function readPackageLock(file: SourceFile): Span[] {
  const { text } = file;
  const state: State = { text, root: rootFolder(), entries: [], open: new Map() };
  const { problem, known } = readJsonLock(text, KNOWN, (token) => {
    if (token.keys[0] === 'packages') inPackages(state, token);
    else if (token.keys[0] === 'dependencies') inDependencies(state, token);
  });
  const packages = state.entries.filter(({ own }) => !own).map(named);
  return lockSpans(file, { ecosystem: 'npm', packages, known, chain: chains(state), problem });
}

function named({ section, folder, place, name, version }: Entry): NamedPackage {
  return { ...place, id: folder.id, name, version, keys: [section] };
}

/** `packages`: keys are folders; those without `node_modules` are the workspace's own. */
function inPackages(state: State, token: JsonToken): void {
  const { kind, keys } = token;
  const [, path = '', field = ''] = keys;
  if (kind === 'key' && keys.length === 2) {
    const cut = path.lastIndexOf(MODULES);
    const name = cut < 0 ? '' : path.slice(cut + MODULES.length);
    open(state, 'packages', foldersOf(path), { start: Math.max(token.start, token.end - name.length), end: token.end }, name);
  } else if (keys.length === 3 || (kind === 'key' && keys.length === 4)) {
    const entry = state.open.get('packages');
    if (entry && field === 'name' && kind === 'string' && keys.length === 3 && !entry.own) rename(entry, state.text, token);
    else if (entry) fill(state, entry, token, field, keys[3]);
  }
}

/** `dependencies` of v1 and v2: entries within entries. */
function inDependencies(state: State, token: JsonToken): void {
  const { kind, keys } = token;
  const nested = keys.findIndex((key, at) => at % 2 === 0 && key !== 'dependencies');
  const names = keys.filter((_, at) => at % 2 === 1 && (nested < 0 || at < nested));
  if (kind === 'key' && nested < 0 && keys.length % 2 === 0) {
    open(state, `dependencies\n${names.join('\n')}`, names, token, names.at(-1) ?? '');
  } else if (nested > 0) {
    const entry = state.open.get(`dependencies\n${names.join('\n')}`);
    if (entry && kind === 'string' && keys[nested] === 'version' && keys.length === nested + 1) resolved(state, entry, token);
    else if (entry) fill(state, entry, token, keys[nested] ?? '', keys[nested + 1]);
  }
}

function open(state: State, key: string, names: readonly string[], { start, end }: Range, name: string): void {
  const folder = folderAt(state.root, names);
  const own = name === '';
  folder.installed ||= !own;
  const entry: Entry = { section: key.split('\n', 1)[0] ?? '', folder, place: { start, end }, name, version: null, needs: [], own };
  state.open.set(key, entry);
  state.entries.push(entry);
}

/** `node_modules/a/node_modules/@b/c` -> `['a', '@b/c']`; a workspace's own folder comes first, with a `/` before it. */
function foldersOf(path: string): string[] {
  const names = path.split(MODULES).map((name) => (name.endsWith('/') ? name.slice(0, -1) : name));
  const own = names.shift() ?? '';
  return own === '' ? names : [`/${own}`, ...names];
}

function fill({ text }: State, entry: Entry, token: JsonToken, field: string, need: string | undefined): void {
  if (token.kind === 'key' && need !== undefined && NEEDS.has(field)) entry.needs.push(need);
  else if (token.kind === 'string' && field === 'version' && need === undefined) entry.version = jsonText(text, token);
  else if (token.kind === 'literal' && field === 'link' && text.startsWith('true', token.start)) entry.own = true;
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

/** pnpm-lock.yaml, lockfileVersion 5.x, 6.x and 9.0. https://github.com/pnpm/spec/tree/master/lockfile */
import { yamlLines, type YamlLine } from '../../formats/lockfile/yaml.ts';
import { chainsFrom, holdsAnchor, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const pnpmLock: Extractor = {
  id: 'node/pnpm-lock',
  files: ['**/pnpm-lock.yaml', '**/pnpm-lock.*.yaml', '**/node_modules/.pnpm/lock.yaml', '**/shrinkwrap.yaml'],
  read: readPnpmLock,
};

/** Name and reference: a version, a key of `packages`, or where else it comes from. */
type Need = readonly [string, string];

interface State {
  readonly file: SourceFile;
  /** Those whose name holds an anchor. */
  readonly packages: NamedPackage[];
  /** The name of every package by its key, peers left out. */
  readonly names: Map<string, string>;
  readonly known: { start: number; end: number }[];
  /** Key of a package -> what it needs. */
  readonly needs: Map<string, Need[]>;
  readonly direct: Need[];
  region: { start: number; end: number } | null;
}

const NEEDS = new Set(['dependencies', 'optionalDependencies']);
const DIRECT = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'configDependencies', 'packageManagerDependencies']);
/** Sections that only repeat what manifests say. */
const REPEATED = new Set([
  'lockfileVersion',
  'settings',
  'importers',
  'snapshots',
  'specifiers',
  'time',
  'catalogs',
  'overrides',
  'patchedDependencies',
  'neverBuiltDependencies',
  'onlyBuiltDependencies',
  'ignoredOptionalDependencies',
  'packageExtensionsChecksum',
  'pnpmfileChecksum',
  'dependenciesMeta',
  ...DIRECT,
]);

function readPnpmLock(file: SourceFile): Span[] {
  const state: State = { file, packages: [], names: new Map(), known: [], needs: new Map(), direct: [], region: null };
  for (const line of yamlLines(file.text)) readLine(state, line);
  return lockSpans(file, { ecosystem: 'npm', packages: state.packages, known: state.known, chain: chains(state) });
}

/** Sections that repeat manifests are known as a whole, `packages` entry by entry. */
function readLine(state: State, line: YamlLine): void {
  const { keys, key, value, start, end } = line;
  const top = keys[0] ?? '';
  if (key !== null && keys.length === 1) {
    enter(state, REPEATED.has(top) || (top === 'packages' && value.start === value.end) ? { start, end } : null);
  } else if (key !== null && keys.length === 2 && top === 'packages') {
    const named = nameIn(keys[1] ?? '');
    enter(state, named && { start, end });
    if (named) entry(state, keys[1] ?? '', key.start, named);
  } else {
    if (state.region) state.region.end = end;
    if (key === null) return;
    if (top === 'packages' && keys.length === 3) field(state, line);
    else edge(state, line);
  }
}

function enter(state: State, region: State['region']): void {
  state.region = region;
  if (region) state.known.push(region);
}

interface Named extends Range {
  readonly version: string;
}

const HOST = /^([\w.-]*)\//;
const NAME = /^((?:@[^/@:]+\/)?[^/@:]+)([/@])(.*)/;

/**
 * Name and version in a key of `packages`, places relative to the key: `/@a/b/1.0.0_peer` (5.x), `/@a/b@1.0.0(peer@2)` (6.x),
 * `@a/b@1.0.0` (9.0), with a registry's host before the first slash in old files.
 */
function nameIn(key: string): Named | null {
  const bare = bareId(key);
  const host = HOST.exec(bare);
  const start = host && (host[1] === '' || host[1]?.includes('.')) ? host[0].length : 0;
  const [, name, mark, version = ''] = NAME.exec(bare.slice(start)) ?? [];
  if (name === undefined) return null;
  return { start, end: start + name.length, version: mark === '/' ? (version.split('_', 1)[0] ?? '') : version };
}

function entry({ file, packages, names }: State, key: string, offset: number, { start, end, version }: Named): void {
  const id = bareId(key);
  const name = key.slice(start, end);
  names.set(id, name);
  if (!holdsAnchor(file, offset + start, offset + end)) return;
  packages.push({ id, start: offset + start, end: offset + end, name, version, keys: ['packages'] });
}

/** Packages from Git and archives say their name and version in fields of their own. */
function field({ file, packages, names }: State, { keys, value }: YamlLine): void {
  const [, key = '', name = ''] = keys;
  if (name !== 'name' && name !== 'version') return;
  const id = bareId(key);
  const written = file.text.slice(value.start, value.end);
  const last = packages.at(-1)?.id === id ? packages.pop() : undefined;
  if (name === 'name') {
    names.set(id, written);
    const version = last?.version ?? null;
    if (holdsAnchor(file, value.start, value.end)) packages.push({ ...value, id, name: written, version, keys: ['packages'] });
  } else if (last) {
    packages.push({ ...last, version: written });
  }
}

/** A line that says that a package, or the project itself, needs another one. */
function edge({ file, needs, direct }: State, { keys, value }: YamlLine): void {
  const [section = '', id = '', kind = '', name = '', field] = keys;
  const reference = file.text.slice(value.start, value.end);
  if (section === 'packages' || section === 'snapshots') {
    if (keys.length === 4 && NEEDS.has(kind)) listOf(needs, bareId(id)).push([name, reference]);
    return;
  }
  const inImporter = section === 'importers' && DIRECT.has(kind);
  if (inImporter && (field === 'version' || (keys.length === 4 && reference !== ''))) direct.push([name, reference]);
  if (DIRECT.has(section) && (kind === 'version' || (keys.length === 2 && reference !== ''))) direct.push([id, reference]);
}

function listOf(lists: Map<string, Need[]>, key: string): Need[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}

function chains({ names, needs, direct }: State): (id: string) => string[] {
  const resolve = ([name, reference]: Need) => {
    const bare = bareId(reference);
    return [bare, `${name}@${bare}`, `/${name}@${bare}`, `/${name}/${bare}`].find((id) => names.has(id)) ?? [];
  };
  return chainsFrom(
    () => direct.flatMap(resolve),
    (id) => (needs.get(id) ?? []).flatMap(resolve),
    (id) => names.get(id) ?? id,
  );
}

/** A key without the peers that it was installed with. */
function bareId(id: string): string {
  return id.split('(', 1)[0] ?? id;
}

/** pnpm-lock.yaml, lockfileVersion 5.x, 6.x and 9.0. https://github.com/pnpm/spec/tree/master/lockfile */
import { yamlLines, type YamlLine } from '../../formats/lockfile-yaml.ts';
import { chainsFrom, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

export const pnpmLock: Extractor = {
  id: 'node/pnpm-lock',
  files: ['**/pnpm-lock.yaml', '**/pnpm-lock.*.yaml', '**/node_modules/.pnpm/lock.yaml', '**/shrinkwrap.yaml'],
  read: readPnpmLock,
};

/** Name and reference: a version, a key of `packages`, or where else it comes from. */
type Need = readonly [string, string];

interface State {
  readonly text: string;
  readonly packages: NamedPackage[];
  readonly known: { start: number; end: number }[];
  /** Key of a package -> what it needs. */
  readonly needs: Map<string, Need[]>;
  readonly direct: Need[];
  region: { start: number; end: number } | null;
}

const FIELDS = new Set(['name', 'version']);
const NEEDS = new Set(['dependencies', 'optionalDependencies']);
const DIRECT = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);
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
  const state: State = { text: file.text, packages: [], known: [], needs: new Map(), direct: [], region: null };
  for (const line of yamlLines(file.text)) {
    region(state, line);
    if (line.keys[0] === 'packages' && line.keys.length === 2) entry(state, line);
    else if (line.keys[0] === 'packages' && line.keys.length === 3 && FIELDS.has(line.keys[2] ?? '')) field(state, line);
    else if (line.key !== null) edge(state, line);
  }
  return lockSpans(file, { ecosystem: 'npm', packages: state.packages, known: state.known, chain: chains(state) });
}

/** A section that repeats manifests is known as a whole; `packages` entry by entry. */
function region(state: State, { keys, key, value, start, end }: YamlLine): void {
  const top = keys[0] ?? '';
  const opens = key !== null && (keys.length === 1 || (keys.length === 2 && top === 'packages'));
  if (opens) {
    const isKnown =
      keys.length === 2 ? nameIn(keys[1] ?? '') !== null : REPEATED.has(top) || (top === 'packages' && value.start === value.end);
    state.region = isKnown ? { start, end } : null;
    if (state.region) state.known.push(state.region);
  } else if (state.region) {
    state.region.end = end;
  }
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

function entry({ text, packages }: State, { key, keys }: YamlLine): void {
  const id = keys[1] ?? '';
  const named = key && nameIn(id);
  if (!named) return;
  const start = key.start + named.start;
  const end = key.start + named.end;
  packages.push({ id: bareId(id), start, end, name: text.slice(start, end), version: named.version, keys: ['packages'] });
}

/** Packages from Git and archives say their name and version in fields of their own. */
function field({ text, packages }: State, { keys, value }: YamlLine): void {
  const last = packages.pop();
  if (last === undefined) return;
  const written = text.slice(value.start, value.end);
  packages.push(keys[2] === 'name' ? { ...last, ...value, name: written } : { ...last, version: written });
}

/** A line that says that a package, or the project itself, needs another one. */
function edge({ text, needs, direct }: State, { keys, value }: YamlLine): void {
  const [section = '', id = '', kind = '', name = '', field] = keys;
  const reference = text.slice(value.start, value.end);
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

function chains({ packages, needs, direct }: State): (id: string) => string[] {
  const names = new Map(packages.map(({ id, name }) => [id, name]));
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

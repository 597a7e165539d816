/** deno.lock, versions 1 to 5. https://docs.deno.com/runtime/fundamentals/modules/#integrity-checking-and-lock-files */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { npmNameEnd, npmSpec } from '../../formats/lockfile/npm.ts';
import { chainsFrom, holdsAnchor, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const denoLock: Extractor = { id: 'node/deno-lock', files: ['**/deno.lock'], read: readDenoLock };

/** Ids are `npm:name@version` or `jsr:name@version`; needs and direct dependencies stay as written until all entries are known. */
interface State {
  readonly text: string;
  /** Places of the entries' keys by id, each behind the one before. */
  readonly entries: Map<string, Range>;
  /** The first id of each `npm:name`. */
  readonly byName: Map<string, string>;
  readonly needs: Map<string, string[]>;
  readonly direct: string[];
  /** `npm:name@range` -> what it was resolved to. */
  readonly specifiers: Map<string, string>;
  /** Places of hashes. */
  readonly hashes: Range[];
}

const KNOWN = new Set(['version', 'specifiers', 'jsr', 'npm', 'packages', 'redirects', 'workspace']);
const NEEDS = new Set(['dependencies', 'optionalDependencies']);
const REGISTRY = /^(?:npm|jsr):/;

function readDenoLock(file: SourceFile): Span[] {
  const { text } = file;
  const state: State = { text, entries: new Map(), byName: new Map(), needs: new Map(), direct: [], specifiers: new Map(), hashes: [] };
  const { problem, known } = readJsonLock(text, KNOWN, (token) => accept(state, token));
  const ranges = [...known, ...state.hashes].sort((a, b) => a.start - b.start);
  const touched = [...state.entries].filter(([, { start, end }]) => holdsAnchor(file, start, end));
  const packages = touched.map(([id, place]) => named(text, id, place));
  return lockSpans(file, { ecosystem: 'npm', packages, known: ranges, chain: chains(state), problem });
}

function named(text: string, id: string, { start, end }: Range): NamedPackage {
  const spec = npmSpec(text, start, end);
  const registry = id.slice(0, 3);
  const version = spec.range.split('_', 1)[0] ?? spec.range;
  return { start: spec.start, end: spec.end, id, name: spec.name, version, keys: [registry], ecosystem: registry };
}

/** Sections stand at the top (4, 5), below `packages` (3), or below `npm` (2); addresses of remote modules are left to be read as text. */
function accept(state: State, token: JsonToken): void {
  const { keys, kind } = token;
  const [first = '', second = ''] = keys;
  if (kind === 'string' && (first === 'remote' || (keys.length === 1 && first.startsWith('http')))) state.hashes.push(token);
  else if (first === 'workspace') workspace(state, token);
  else if (first === 'specifiers') specifier(state, token, keys.slice(1));
  else if (second === 'specifiers') specifier(state, token, keys.slice(2));
  else if (first === 'packages') inRegistry(state, token, second, keys.slice(2));
  else if (first === 'npm' && second === 'packages') inRegistry(state, token, first, keys.slice(2));
  else inRegistry(state, token, first, keys.slice(1));
}

function workspace({ text, direct }: State, token: JsonToken): void {
  if (token.kind === 'string' && token.keys.at(-1) === 'dependencies') direct.push(jsonText(text, token));
}

function specifier({ text, specifiers }: State, token: JsonToken, [name]: readonly string[]): void {
  if (token.kind !== 'string' || name === undefined) return;
  const key = REGISTRY.test(name) ? name : `npm:${name}`;
  const resolved = jsonText(text, token).replace(REGISTRY, '');
  const bare = withoutVersion(key);
  const isWhole = resolved.startsWith(`${bare.slice('npm:'.length)}@`);
  specifiers.set(key, isWhole ? `${key.slice(0, 'npm:'.length)}${resolved}` : `${bare}@${resolved}`);
}

function inRegistry(state: State, token: JsonToken, registry: string, keys: readonly string[]): void {
  if (registry !== 'npm' && registry !== 'jsr') return;
  const [key = '', field = '', need] = keys;
  const id = `${registry}:${key}`;
  if (token.kind === 'key' && keys.length === 1) entry(state, token, id);
  else if (token.kind === 'string' && NEEDS.has(field)) add(state.needs, id, jsonText(state.text, token), need, registry);
}

function entry({ entries, byName }: State, { start, end }: Range, id: string): void {
  if (!entries.has(id)) entries.set(id, { start, end });
  const name = withoutVersion(id);
  if (!byName.has(name)) byName.set(name, id);
}

/** `npm:name@version` -> `npm:name`. */
function withoutVersion(id: string): string {
  return id.slice(0, npmNameEnd(id, 'npm:'.length, id.length));
}

/** 2 and 3 write `name: id`, later ones a list of ids, of bare names, or of aliases `name@npm:id`. */
function add(needs: Map<string, string[]>, id: string, value: string, name: string | undefined, registry: string): void {
  const alias = name === undefined ? value.indexOf('@npm:') : -1;
  const reference = alias > 0 ? value.slice(alias + 1) : value;
  const full = REGISTRY.test(reference) ? reference : `${registry}:${reference}`;
  const list = needs.get(id);
  if (list) list.push(full);
  else needs.set(id, [full]);
}

function chains({ entries, byName, needs, direct, specifiers }: State): (id: string) => string[] {
  const resolve = (reference: string) => {
    if (entries.has(reference)) return reference;
    const specified = specifiers.get(reference);
    return specified !== undefined && entries.has(specified) ? specified : (byName.get(withoutVersion(reference)) ?? []);
  };
  const below = (id: string) => (needs.get(id) ?? []).flatMap(resolve);
  const roots = () => (direct.length > 0 ? direct.flatMap(resolve) : unneeded(entries.keys(), below));
  return chainsFrom(roots, below, (id) => withoutVersion(id).slice('npm:'.length));
}

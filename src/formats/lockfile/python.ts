/** What the lockfiles of Python tools share: `[[package]]` tables, and a graph by normalised names. */
import type { SourceFile, Span } from '../../types.ts';
import { pypiName } from './pep508.ts';
import { tomlLines, tomlQuoted, type TomlLine } from './toml.ts';
import { chainsFrom, holdsAnchor, lockSpans, unneeded, type NamedPackage, type Range } from './index.ts';

/** How a tool writes its lockfile. */
export interface PythonLockShape {
  /** The table of a package: `package`. */
  readonly element: string;
  /** First words of tables that only repeat what manifests and packages say. */
  readonly repeated: ReadonlySet<string>;
  /** Names that a line of a package says it needs. */
  readonly needs: (line: TomlLine, written: string) => readonly string[];
  /** Whether a line of a package says that it is a project of this tree. */
  readonly isOwn: (line: TomlLine, written: string) => boolean;
}

interface Entry {
  readonly region: { readonly start: number; end: number };
  readonly needs: string[];
  place: Range;
  /** '' until it is read. */
  name: string;
  version: string | null;
  own: boolean;
}

interface State {
  readonly text: string;
  readonly shape: PythonLockShape;
  readonly entries: Entry[];
  readonly repeated: { readonly start: number; end: number }[];
  /** The entry whose tables are read. */
  entry: Entry | null;
  /** The table that is read is one of those that repeat. */
  repeats: boolean;
}

const NAME_IN_TABLE = /\{\s*name\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Spans of a TOML lockfile of Python packages. */
export function pythonLockSpans(file: SourceFile, shape: PythonLockShape): Span[] {
  const state: State = { text: file.text, shape, entries: [], repeated: [], entry: null, repeats: false };
  for (const line of tomlLines(file.text)) {
    if (line.header) header(state, line);
    else if (state.entry) field(state, state.entry, line);
    const region = state.repeats ? state.repeated.at(-1) : state.entry?.region;
    if (region) region.end = line.end;
  }
  const entries = state.entries.filter(({ name }) => name !== '');
  const known = [...entries.map(({ region }) => region), ...state.repeated].sort((a, b) => a.start - b.start);
  const packages = entries
    .filter(({ place }) => holdsAnchor(file, place.start, place.end))
    .map(({ place, name, version, own }): NamedPackage => ({ ...place, id: pypiName(name), name, version, keys: [shape.element], own }));
  return lockSpans(file, { ecosystem: 'pypi', packages, known, chain: pythonChains(entries) });
}

/** Names in `{ name = "..." }` tables of a line. */
export function namesInTables(written: string): string[] {
  return [...written.matchAll(NAME_IN_TABLE)].map((found) => found[1] ?? found[2] ?? '');
}

/**
 * Chains of a lockfile that tells needs by name. Direct are the needs of the tree's own projects, and what nothing else needs.
 */
function pythonChains(
  packages: readonly { readonly name: string; readonly needs: readonly string[]; readonly own: boolean }[],
): (id: string) => string[] {
  const graph = new Map<string, { name: string; needs: string[] }>();
  const own = new Set<string>();
  for (const { name, needs, own: isOwn } of packages) {
    const id = pypiName(name);
    const node = graph.get(id);
    if (node === undefined) graph.set(id, { name, needs: needs.map(pypiName) });
    else for (const need of needs) node.needs.push(pypiName(need));
    if (isOwn) own.add(id);
  }
  const below = (id: string) => graph.get(id)?.needs ?? [];
  const roots = () => [...[...own].flatMap(below), ...unneeded(graph.keys(), below).filter((id) => !own.has(id))];
  return chainsFrom(roots, below, (id) => graph.get(id)?.name ?? id);
}

function header(state: State, { start, end, table, header: kind }: TomlLine): void {
  const { element, repeated } = state.shape;
  const isElement = kind === 'element' && table === element;
  if (isElement) {
    state.entry = { region: { start, end }, needs: [], place: { start, end }, name: '', version: null, own: false };
    state.entries.push(state.entry);
  } else if (!table.startsWith(`${element}.`)) {
    state.entry = null;
  }
  state.repeats = state.entry === null && repeated.has(table.split('.', 1)[0] ?? '');
  if (state.repeats) state.repeated.push({ start, end });
}

function field({ text, shape }: State, entry: Entry, line: TomlLine): void {
  const written = text.slice(line.value.start, line.value.end);
  for (const need of shape.needs(line, written)) entry.needs.push(need);
  if (shape.isOwn(line, written)) entry.own = true;
  if (line.table !== shape.element) return;
  const place = line.key === 'name' || line.key === 'version' ? tomlQuoted(text, line.value) : null;
  if (place && line.key === 'version') entry.version ??= text.slice(place.start, place.end);
  if (!place || line.key === 'version' || entry.name !== '') return;
  entry.place = place;
  entry.name = text.slice(place.start, place.end);
}

/** Cargo.lock, versions 1 to 4: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html */
import { tomlLines, type TomlLine } from '../../formats/lockfile-toml.ts';
import { tomlProblem, tomlStrings, type TomlString } from '../../formats/lockfile-toml-lists.ts';
import { chainsFrom, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** One `[[package]]` table; `[root]` in old files. Without a source it is the workspace's own. */
interface Crate {
  readonly table: string;
  name: TomlString | null;
  version: string | null;
  source: string | null;
  /** `name`, `name version` or `name version (source)`. */
  readonly needs: TomlString[];
}

/** The crates of a lockfile by `name version`, and that id by name for those that are named without a version. */
interface Graph {
  readonly crates: ReadonlyMap<string, Crate>;
  readonly ids: ReadonlyMap<string, string>;
}

export const cargoLock: Extractor = { id: 'rust/cargo-lock', files: ['**/Cargo.lock'], read: readCargoLock };

function readCargoLock(file: SourceFile): Span[] {
  const crates: Crate[] = [];
  const known: Range[] = [];
  for (const line of tomlLines(file.text)) {
    readLine(file.text, crates, line);
    known.push(line);
  }
  const graph: Graph = {
    crates: new Map(crates.map((crate) => [idOf(crate), crate])),
    ids: new Map(crates.map((crate) => [crate.name?.text ?? '', idOf(crate)])),
  };
  const needs = (id: string) => graph.crates.get(id)?.needs.map(({ text }) => target(text, graph)) ?? [];
  const roots = () => crates.filter(isOwn).flatMap((crate) => needs(idOf(crate)));
  return lockSpans(file, {
    ecosystem: 'cargo',
    packages: crates.flatMap((crate) => packagesOf(crate, graph)),
    known,
    chain: chainsFrom(roots, needs, (id) => id.split(' ', 1)[0] ?? id),
    problem: tomlProblem(file.text),
  });
}

function readLine(text: string, crates: Crate[], { header, table, key, value }: TomlLine): void {
  if (header !== null) crates.push({ table, name: null, version: null, source: null, needs: [] });
  const crate = crates.at(-1);
  if (crate === undefined || key === '') return;
  const quoted = tomlStrings(text, value);
  if (key === 'name') crate.name = quoted[0] ?? null;
  if (key === 'version') crate.version = quoted[0]?.text ?? null;
  if (key === 'source') crate.source = quoted[0]?.text ?? null;
  if (key === 'dependencies') crate.needs.push(...quoted);
}

function isOwn({ table, source }: Crate): boolean {
  return source === null && (table === 'package' || table === 'root');
}

function idOf({ name, version }: Crate): string {
  return `${name?.text ?? ''} ${version ?? ''}`;
}

function target(need: string, { ids }: Graph): string {
  const [name = '', version] = need.split(' ', 2);
  return version === undefined ? (ids.get(name) ?? `${name} `) : `${name} ${version}`;
}

/** The crate itself, and those that it names as its dependencies; the workspace's own are none. */
function packagesOf(crate: Crate, graph: Graph): NamedPackage[] {
  const { table, name, version, needs } = crate;
  if (name === null) return [];
  const own: NamedPackage[] = isOwn(crate) ? [] : [{ ...name, id: idOf(crate), name: name.text, version, keys: [table] }];
  const named = needs.flatMap(({ text, start }): NamedPackage[] => {
    const id = target(text, graph);
    const needed = graph.crates.get(id);
    const [short = ''] = text.split(' ', 1);
    const place = { start, end: start + short.length, keys: [table, name.text, 'dependencies'] };
    return needed && isOwn(needed) ? [] : [{ ...place, id, name: short, version: needed?.version ?? null }];
  });
  return [...own, ...named];
}

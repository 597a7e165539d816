/** Cargo.lock, versions 1 to 4: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { tomlCheck, tomlStrings, type TomlString } from '../../formats/lockfile/toml-lists.ts';
import { tomlLines, type TomlLine } from '../../formats/lockfile/toml.ts';
import { chainsFrom, holdsAnchor, lockSpans, type NamedPackage, type TextProblem } from '../../formats/lockfile/index.ts';
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

/** Crates with their exact version and the way to them from a direct dependency. */
export const cargoLock: Extractor = { id: 'rust/cargo-lock', files: ['**/Cargo.lock'], read: readCargoLock };

function readCargoLock(file: SourceFile): Span[] {
  const { text } = file;
  const crates: Crate[] = [];
  const known: KnownRanges = [];
  const check = tomlCheck(text);
  let problem: TextProblem | null = null;
  for (const line of tomlLines(text)) {
    problem ??= check(line);
    readLine(text, crates, line);
    addKnown(known, line);
  }
  const graph = graphOf(crates);
  const needs = (id: string) => graph.crates.get(id)?.needs.map((need) => target(need.text, graph)) ?? [];
  const roots = () => crates.filter(isOwn).flatMap((crate) => crate.needs.map((need) => target(need.text, graph)));
  return lockSpans(file, {
    ecosystem: 'cargo',
    packages: crates.flatMap((crate) => packagesOf(file, crate, graph)),
    known,
    chain: chainsFrom(roots, needs, (id) => id.slice(0, id.indexOf(' '))),
    problem: problem ?? check(null),
  });
}

function readLine(text: string, crates: Crate[], { header, table, key, value }: TomlLine): void {
  if (header !== null) crates.push({ table, name: null, version: null, source: null, needs: [] });
  const crate = crates.at(-1);
  if (crate === undefined || key === '' || key === 'checksum') return;
  const quoted = tomlStrings(text, value);
  if (key === 'dependencies') crate.needs.push(...quoted);
  else if (key === 'name') crate.name ??= quoted[0] ?? null;
  else if (key === 'version') crate.version = quoted[0]?.text ?? crate.version;
  else if (key === 'source') crate.source ??= quoted[0]?.text ?? null;
}

function graphOf(all: readonly Crate[]): Graph {
  const crates = new Map<string, Crate>();
  const ids = new Map<string, string>();
  for (const crate of all) {
    const name = crate.name?.text ?? '';
    const id = `${name} ${crate.version ?? ''}`;
    crates.set(id, crate);
    ids.set(name, id);
  }
  return { crates, ids };
}

function isOwn({ table, source }: Crate): boolean {
  return source === null && (table === 'package' || table === 'root');
}

/** The id of what a crate needs. */
function target(need: string, { ids }: Graph): string {
  const blank = need.indexOf(' ');
  if (blank < 0) return ids.get(need) ?? `${need} `;
  const end = need.indexOf(' ', blank + 1);
  return end < 0 ? need : need.slice(0, end);
}

/** The crate itself, and those that it names as its dependencies, where an anchor stands; the workspace's own are only names, once. */
function packagesOf(file: SourceFile, crate: Crate, graph: Graph): NamedPackage[] {
  const { table, name, version, needs } = crate;
  const packages: NamedPackage[] = [];
  if (name === null) return packages;
  if (holdsAnchor(file, name.start, name.end)) {
    packages.push({ ...name, id: `${name.text} ${version ?? ''}`, name: name.text, version, keys: [table], own: isOwn(crate) });
  }
  for (const { text, start, end } of needs) {
    if (!holdsAnchor(file, start, end)) continue;
    const id = target(text, graph);
    const needed = graph.crates.get(id);
    const short = id.slice(0, id.indexOf(' '));
    const place = { start, end: start + short.length, keys: [table, name.text, 'dependencies'] };
    if (!needed || !isOwn(needed)) packages.push({ ...place, id, name: short, version: needed?.version ?? null });
  }
  return packages;
}

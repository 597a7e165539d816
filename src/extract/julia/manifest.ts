/** Project.toml and Manifest.toml of Julia: https://pkgdocs.julialang.org/v1/toml-files */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { tomlCheck, tomlStrings, type TomlString } from '../../formats/lockfile/toml-lists.ts';
import { tomlLines, type TomlLine } from '../../formats/lockfile/toml.ts';
import {
  chainsFrom,
  holdsAnchor,
  lockSpans,
  packageSpan,
  unneeded,
  type NamedPackage,
  type Range,
  type TextProblem,
} from '../../formats/lockfile/index.ts';
import { claimedSpans, valuesByKeys } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

const LOCK = /(?:^|\/)(?:Julia)?Manifest[^/]*$/i;

/** Packages; a manifest tells the exact version and the way to them from a direct dependency. */
export const juliaManifest: Extractor = {
  id: 'julia/manifest',
  files: ['**/{,Julia}Project.toml', '**/{,Julia}Manifest{,-v*}.toml'],
  claims: ({ text }) => /^(?:uuid|julia_version|manifest_format)[ \t]*=|^\[\[?(?:deps|compat|extras|weakdeps)\b/m.test(text),
  read: (file) => (LOCK.test(file.path) ? readManifest(file) : readProject(file)),
};

const SECTIONS = new Set(['deps', 'extras', 'weakdeps', 'compat']);

/** A project names its packages by UUID; `[compat]` has the versions. */
function readProject({ text }: SourceFile): Span[] {
  const reading = readToml(text);
  const valueAt = valuesByKeys(reading.scalars);
  const claimed = new Map<Scalar, Span>();
  for (const key of reading.scalars) {
    const [section = ''] = key.keys;
    if (key.role !== 'key' || key.keys.length !== 1 || !SECTIONS.has(section)) continue;
    const facts = { ecosystem: 'julia', version: valueAt('compat', key.value)?.value ?? null, dependencyPath: [key.value] };
    claimed.set(key, packageSpan({ start: key.start, end: key.end, name: key.value, keys: [section] }, facts));
  }
  return claimedSpans(text, reading, claimed);
}

interface Entry {
  readonly name: string;
  readonly place: Range;
  version: string | null;
  readonly needs: TomlString[];
}

function readManifest(file: SourceFile): Span[] {
  const { text } = file;
  const entries: Entry[] = [];
  const known: KnownRanges = [];
  const check = tomlCheck(text);
  let problem: TextProblem | null = null;
  for (const line of tomlLines(text)) {
    problem ??= check(line);
    readLine(text, entries, line);
    addKnown(known, line);
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.text) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(file, entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'julia', packages, known, chain, problem: problem ?? check(null) });
}

/** Entries are `[[deps.Name]]`, in manifests of before Julia 1.7 `[[Name]]`. */
function readLine(text: string, entries: Entry[], { start, end, header, table, key, value }: TomlLine): void {
  if (header === 'element') {
    const name = table.startsWith('deps.') ? table.slice('deps.'.length) : table;
    const from = start + Math.max(0, text.slice(start, end).lastIndexOf(name));
    entries.push({ name, place: { start: from, end: from + name.length }, version: null, needs: [] });
  }
  const entry = entries.at(-1);
  if (entry === undefined || (key !== 'version' && key !== 'deps')) return;
  if (table !== entry.name && table !== `deps.${entry.name}`) return;
  const quoted = tomlStrings(text, value);
  if (key === 'version') entry.version = quoted[0]?.text ?? entry.version;
  else entry.needs.push(...quoted);
}

/** The package itself, and those that it names as its dependencies, where an anchor stands. */
function packagesOf(file: SourceFile, { name, place, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const packages: NamedPackage[] = [];
  if (holdsAnchor(file, place.start, place.end)) packages.push({ ...place, id: name, name, version, keys: ['deps'] });
  for (const { start, end, text } of needs) {
    if (!holdsAnchor(file, start, end)) continue;
    packages.push({ start, end, id: text, name: text, version: byName.get(text)?.version ?? null, keys: ['deps', name] });
  }
  return packages;
}

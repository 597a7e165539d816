/** Project.toml and Manifest.toml of Julia: https://pkgdocs.julialang.org/v1/toml-files */
import { tomlProblem, tomlStrings, type TomlString } from '../../formats/lockfile-toml-lists.ts';
import { tomlLines, tomlQuoted, type TomlLine } from '../../formats/lockfile-toml.ts';
import { chainsFrom, lockSpans, packageSpan, unneeded, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import { claimedSpans, valuesByKeys } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

const LOCK = /(?:^|\/)(?:Julia)?Manifest[^/]*$/i;

export const juliaManifest: Extractor = {
  id: 'julia/manifest',
  files: ['**/{,Julia}Project.toml', '**/{,Julia}Manifest{,-v*}.toml'],
  claims: ({ text }) => /^(?:uuid|julia_version|manifest_format)[ \t]*=|^\[\[?(?:deps|compat|extras|weakdeps)\b/m.test(text),
  read: (file) => (LOCK.test(file.path) ? readManifest(file) : readProject(file)),
};

const SECTIONS = new Set(['deps', 'extras', 'weakdeps']);

/** A project names its packages by UUID; `[compat]` has the versions. */
function readProject({ text }: SourceFile): Span[] {
  const reading = readToml(text);
  const valueAt = valuesByKeys(reading.scalars);
  const claimed = new Map<Scalar, Span>();
  for (const key of reading.scalars) {
    const [section = ''] = key.keys;
    if (key.role !== 'key' || key.keys.length !== 1 || !(SECTIONS.has(section) || section === 'compat')) continue;
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

/** `[[deps.Name]]`, in manifests of before Julia 1.7 `[[Name]]`. */
function readManifest(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const known: Range[] = [];
  for (const line of tomlLines(file.text)) {
    readLine(file.text, entries, line);
    known.push(line);
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.text) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'julia', packages, known, chain, problem: tomlProblem(file.text) });
}

function readLine(text: string, entries: Entry[], { start, end, header, table, key, value }: TomlLine): void {
  const [first = '', ...rest] = table.split('.');
  const name = first === 'deps' ? (rest[0] ?? '') : first;
  if (header === 'element') {
    const from = start + Math.max(0, text.slice(start, end).lastIndexOf(name));
    entries.push({ name, place: { start: from, end: from + name.length }, version: null, needs: [] });
  }
  const entry = entries.at(-1);
  if (entry === undefined || entry.name !== name) return;
  const quoted = key === 'version' && rest.length < 2 ? tomlQuoted(text, value) : null;
  if (quoted) entry.version = text.slice(quoted.start, quoted.end);
  if (key === 'deps') entry.needs.push(...tomlStrings(text, value));
}

/** The package itself, and those that it names as its dependencies. */
function packagesOf({ name, place, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const own: NamedPackage = { ...place, id: name, name, version, keys: ['deps'] };
  const named = needs.map((need): NamedPackage => {
    const { start, end, text } = need;
    return { start, end, id: text, name: text, version: byName.get(text)?.version ?? null, keys: ['deps', name] };
  });
  return [own, ...named];
}

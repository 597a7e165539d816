/** pubspec.yaml and pubspec.lock: https://dart.dev/tools/pub/pubspec */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { yamlLines, type YamlLine } from '../../formats/lockfile/yaml.ts';
import { lockSpans, packageSpan, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import { claimedSpans, valuesByKeys } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages; a lockfile tells the exact version, and which are direct. */
export const pubspec: Extractor = {
  id: 'dart/pubspec',
  files: ['**/pubspec.yaml', '**/pubspec_overrides.yaml', '**/pubspec.lock'],
  read: (file) => (file.path.endsWith('.lock') ? readLock(file) : readManifest(file)),
};

const SECTIONS = new Set(['dependencies', 'dev_dependencies', 'dependency_overrides']);

function readManifest({ text }: SourceFile): Span[] {
  const reading = readYaml(text);
  const valueAt = valuesByKeys(reading.scalars);
  const claimed = new Map<Scalar, Span>();
  for (const key of reading.scalars) {
    const [section = ''] = key.keys;
    if (key.role !== 'key' || key.keys.length !== 1 || !SECTIONS.has(section)) continue;
    const written = valueAt(section, key.value) ?? valueAt(section, key.value, 'version');
    const facts = { ecosystem: 'pub', version: written?.value || null, dependencyPath: [key.value] };
    claimed.set(key, packageSpan({ start: key.start, end: key.end, name: key.value, keys: [section] }, facts));
  }
  return claimedSpans(text, reading, claimed);
}

const KNOWN = new Set(['packages', 'sdks']);

interface Entry {
  readonly name: string;
  readonly place: Range;
  /** `direct main`, `direct dev`, `transitive`. */
  dependency: string;
  version: string | null;
}

function readLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const known: KnownRanges = [];
  for (const line of yamlLines(file.text)) {
    readLine(file.text, entries, line);
    if (KNOWN.has(line.keys[0] ?? '')) addKnown(known, line);
  }
  const direct = new Set(entries.filter(({ dependency }) => dependency.startsWith('direct')).map(({ name }) => name));
  const packages = entries.map(({ name, place, version, dependency }): NamedPackage => {
    return { id: name, name, version, start: place.start, end: place.end, keys: ['packages', ...(dependency === '' ? [] : [dependency])] };
  });
  return lockSpans(file, { ecosystem: 'pub', packages, known, chain: (name) => (direct.has(name) ? [name] : []) });
}

function readLine(text: string, entries: Entry[], { keys, key, value }: YamlLine): void {
  const [section, name, field] = keys;
  if (section !== 'packages' || name === undefined || key === null) return;
  if (keys.length === 2) entries.push({ name, place: key, dependency: '', version: null });
  const entry = entries.at(-1);
  if (entry === undefined || keys.length !== 3) return;
  if (field === 'dependency') entry.dependency = text.slice(value.start, value.end);
  if (field === 'version') entry.version = text.slice(value.start, value.end);
}

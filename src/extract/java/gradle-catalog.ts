/** Version catalogs: https://docs.gradle.org/current/userguide/version_catalogs.html */
import { holdsAnchor, packageSpan } from '../../formats/lockfile/index.ts';
import { claimedSpans, valuesByKeys } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Libraries and plugins with the version that the catalog gives them. */
export const gradleCatalog: Extractor = { id: 'java/gradle-catalog', files: ['**/*.versions.toml'], read: readCatalog };

type ValueAt = (...keys: readonly string[]) => Scalar | undefined;

/** Where an entry's name stands, the name, and what the entry says of its version if it is in the same string. */
interface Named {
  readonly place: Scalar;
  readonly length: number;
  readonly name: string;
  readonly version: string | null;
}

function readCatalog(file: SourceFile): Span[] {
  const reading = readToml(file.text);
  const valueAt = valuesByKeys(reading.scalars);
  const claimed = new Map<Scalar, Span>();
  for (const { role, keys, value: alias } of reading.scalars) {
    const [section = ''] = keys;
    if (role !== 'key' || keys.length !== 1 || (section !== 'libraries' && section !== 'plugins')) continue;
    const named = section === 'libraries' ? library(file, valueAt, alias) : plugin(valueAt, alias);
    if (named === null) continue;
    const { place, length, name } = named;
    const version = named.version ?? versionOf(valueAt, section, alias);
    const facts = { ecosystem: 'maven', version, dependencyPath: [name] };
    claimed.set(place, packageSpan({ start: place.start, end: place.start + length, name, keys: [section, alias] }, facts));
  }
  return claimedSpans(file.text, reading, claimed);
}

/** `"g:a:v"`, `{ module = "g:a" }` or `{ group = "g", name = "a" }`. */
function library(file: SourceFile, valueAt: ValueAt, alias: string): Named | null {
  const whole = valueAt('libraries', alias) ?? valueAt('libraries', alias, 'module');
  if (whole) {
    const [group = '', artifact, version = null] = whole.value.split(':', 3);
    const name = artifact === undefined ? group : `${group}:${artifact}`;
    return { place: whole, length: name.length, name, version };
  }
  const group = valueAt('libraries', alias, 'group');
  const artifact = valueAt('libraries', alias, 'name');
  if (!group || !artifact) return null;
  const place = [artifact, group].find(({ start, end }) => holdsAnchor(file, start, end)) ?? artifact;
  return { place, length: place.end - place.start, name: `${group.value}:${artifact.value}`, version: null };
}

/** `"id:v"` or `{ id = "id" }`; a plugin's marker artifact is `id:id.gradle.plugin`. */
function plugin(valueAt: ValueAt, alias: string): Named | null {
  const place = valueAt('plugins', alias) ?? valueAt('plugins', alias, 'id');
  if (!place) return null;
  const [id = '', version = null] = place.value.split(':', 2);
  return { place, length: id.length, name: `${id}:${id}.gradle.plugin`, version };
}

/** `version = "1"`, `version.ref = "name"` with the name under `[versions]`, or the strictest part of a rich version. */
function versionOf(valueAt: ValueAt, section: string, alias: string): string | null {
  const ref = valueAt(section, alias, 'version', 'ref')?.value;
  const path = ref === undefined ? [section, alias, 'version'] : ['versions', ref];
  const found = valueAt(...path) ?? valueAt(...path, 'strictly') ?? valueAt(...path, 'require') ?? valueAt(...path, 'prefer');
  return found?.value ?? null;
}

/** Cargo.toml: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
import { packageSpan } from '../../formats/lockfile/index.ts';
import { claimedSpans, valuesByKeys } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Crates with the version that is asked for, that of the workspace where it is shared. */
export const cargoToml: Extractor = { id: 'rust/cargo-toml', files: ['**/Cargo.toml'], read: readCargoToml };

const TABLES = new Set(['dependencies', 'dev-dependencies', 'build-dependencies']);

/** A dependency is a key of a table of them; where it is renamed, `package` holds the crate's own name. */
function readCargoToml({ text }: SourceFile): Span[] {
  const reading = readToml(text);
  const valueAt = valuesByKeys(reading.scalars);
  const claimed = new Map<Scalar, Span>();
  for (const key of reading.scalars) {
    if (key.role !== 'key' || !isTable(key.keys)) continue;
    const place = valueAt(...key.keys, key.value, 'package') ?? key;
    const isShared = valueAt(...key.keys, key.value, 'workspace')?.value === 'true';
    const table = isShared ? ['workspace', 'dependencies'] : key.keys;
    const version = valueAt(...table, key.value) ?? valueAt(...table, key.value, 'version');
    const facts = { ecosystem: 'cargo', version: version?.value ?? null, dependencyPath: [place.value] };
    claimed.set(place, packageSpan({ start: place.start, end: place.end, name: place.value, keys: key.keys }, facts));
  }
  return claimedSpans(text, reading, claimed);
}

/** `dependencies`, `workspace.dependencies`, `target.<cfg>.dependencies`, `patch.<registry>`. */
function isTable(keys: readonly string[]): boolean {
  const [first = ''] = keys;
  if (keys.length === 2 && first === 'patch') return true;
  const depth = first === 'target' ? 3 : first === 'workspace' ? 2 : 1;
  return keys.length === depth && TABLES.has(keys.at(-1) ?? '');
}

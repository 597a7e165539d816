/** Python manifests in TOML: lists of requirements, and tables whose keys are packages. */
import type { SourceFile, Span } from '../../types.ts';
import { commandLineSpans, manifestSpans, proseSpan } from './manifest.ts';
import { isLocation, locationSpans, requirementAt, requirementSpans } from './pep508.ts';
import { packageSpan, skipSpan } from './index.ts';
import { valuesByKeys } from '../scalar-packages.ts';
import type { Scalar } from '../scalar.ts';
import { readToml } from '../toml/index.ts';

/** Where a manifest lists packages, by key path. */
export interface PypiManifest {
  /** The list holds requirements. */
  readonly isList: (keys: readonly string[]) => boolean;
  /** Ecosystem of a table whose keys are packages. */
  readonly table: (keys: readonly string[]) => string | null;
  /** The value is a command line. */
  readonly isScript: (keys: readonly string[]) => boolean;
  /** The value is prose about the project. */
  readonly isProse: (keys: readonly string[]) => boolean;
}

type Values = ReturnType<typeof valuesByKeys>;

const PIXI_TABLES: ReadonlyMap<string, string> = new Map([
  ['pypi-dependencies', 'pypi'],
  ['dependencies', 'conda'],
  ['host-dependencies', 'conda'],
  ['build-dependencies', 'conda'],
]);

/** Spans of a TOML manifest of Python packages. */
export function pypiManifestSpans({ text }: SourceFile, manifest: PypiManifest): Span[] {
  const reading = readToml(text);
  const values = valuesByKeys(reading.scalars);
  return manifestSpans(text, reading, (one) => {
    if (one.role === 'key') return named(one, values, manifest.table(one.keys));
    if (one.role === 'comment') return null;
    if (manifest.isList(one.keys)) return listed(text, one);
    if (manifest.isScript(one.keys)) return commandLineSpans(text, one);
    if (manifest.isProse(one.keys)) return [proseSpan(text, one)];
    return isVersion(one, manifest) ? [skipSpan(one.start, one.end)] : null;
  });
}

function named({ start, end, value: name, keys }: Scalar, values: Values, ecosystem: string | null): Span[] | null {
  if (ecosystem === null) return null;
  const version = values(...keys, name) ?? values(...keys, name, 'version');
  return [packageSpan({ start, end, name, keys }, { ecosystem, version: version?.value ?? null, dependencyPath: [name] })];
}

function listed(text: string, { start, end, keys }: Scalar): Span[] | null {
  if (isLocation(text.slice(start, end))) return locationSpans(text, start, end, keys);
  const found = requirementAt(text, start, end);
  return found && requirementSpans(found, keys);
}

/** `name = "^1.2"` and `version = "^1.2"` of a package. */
function isVersion({ keys }: Scalar, { table }: PypiManifest): boolean {
  return table(keys.slice(0, -1)) !== null || (keys.at(-1) === 'version' && table(keys.slice(0, -2)) !== null);
}

/** Ecosystem of the packages in a table of a Pixi manifest, whether of all features and platforms or of one; null for other tables. */
export function pixiTable(keys: readonly string[]): string | null {
  const above = keys.slice(0, -1);
  if (above.length % 2 === 1 || !above.every((key, at) => at % 2 === 1 || key === 'feature' || key === 'target')) return null;
  return PIXI_TABLES.get(keys.at(-1) ?? '') ?? null;
}

/** Whether a value is a task of a Pixi manifest: `tasks.name`, `tasks.name.cmd`, and below a feature or target. */
export function isPixiTask(keys: readonly string[]): boolean {
  const at = keys.indexOf('tasks');
  const below = keys.length - at - 1;
  return at >= 0 && at % 2 === 0 && (below === 1 || (below === 2 && keys.at(-1) === 'cmd'));
}

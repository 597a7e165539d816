/** Manifests of npm packages in JSON or YAML: tables of dependencies and of what replaces them, and scripts. */
import type { Span } from '../../types.ts';
import { commandLineSpans, manifestSpans, proseSpan } from './manifest.ts';
import { npmSpec } from './npm.ts';
import { packageSpan, skipSpan, type Range } from './index.ts';
import { valuesByKeys } from '../scalar-packages.ts';
import type { Reading, Scalar } from '../scalar.ts';

/** Where a manifest keeps what, by key path. */
export interface NpmManifest {
  /** The keys of this table are packages, or say which package is meant (`parent>child@1`); its values are versions or where else to take them from. */
  readonly isTable: (keys: readonly string[]) => boolean;
  /** The list holds names of packages. */
  readonly isList: (keys: readonly string[]) => boolean;
  /** The value is a command line. */
  readonly isScript: (keys: readonly string[]) => boolean;
  /** The value is prose about the project. */
  readonly isProse: (keys: readonly string[]) => boolean;
}

/** Versions that stand where an alias could. */
const TAG = /^(?:latest|next|alpha|beta|canary|rc|v?[\d^~<>=*x].*)$/;

/** Spans of a manifest of npm packages. */
export function npmManifestSpans(text: string, reading: Reading, manifest: NpmManifest): Span[] {
  const values = valuesByKeys(reading.scalars);
  return manifestSpans(text, reading, (one) => {
    const above = one.keys.slice(0, -1);
    if (one.role === 'comment') return null;
    if (one.role === 'key') return manifest.isTable(one.keys) ? named(text, one, values(...one.keys, one.value)?.value ?? null) : null;
    if (manifest.isTable(above)) return source(text, one);
    if (manifest.isList(one.keys)) return [packageSpan({ ...one, name: one.value }, npmFacts(one.value, null))];
    if (manifest.isScript(one.keys)) return commandLineSpans(text, one);
    return manifest.isProse(one.keys) ? [proseSpan(text, one)] : null;
  });
}

function npmFacts(name: string, version: string | null): { ecosystem: string; version: string | null; dependencyPath: string[] } {
  return { ecosystem: 'npm', version, dependencyPath: [name] };
}

/** The key of a dependency; that of an alias is only a name in this project. */
function named(text: string, { start, end, keys }: Scalar, version: string | null): Span[] | null {
  if (version !== null && isAlias(version)) return null;
  const written = text.slice(start, end);
  const { start: from, end: until } = selected(written);
  const name = written.slice(from, until);
  if (name === '' || name === '.') return null;
  return [packageSpan({ start: start + from, end: start + until, name, keys }, npmFacts(name, version))];
}

/** The place of the last package of `parent>child@1`, `parent/child`, `@scope/name@npm:^1`. */
function selected(written: string): Range {
  let start = 0;
  for (let at = 1; at < written.length; at++) if (written[at] === '>' && !/[ |@]/.test(written[at - 1] ?? '')) start = at + 1;
  for (;;) {
    let end = written[start] === '@' ? written.indexOf('/', start) + 1 || written.length : start;
    while (end < written.length && written[end] !== '/' && written[end] !== '@') end++;
    if (written[end] !== '/') return { start, end };
    start = end + 1;
  }
}

/** `npm:name@version` or `npm:name`; `npm:^1` is a version. */
function isAlias(version: string): boolean {
  return version.startsWith('npm:') && !TAG.test(version.slice('npm:'.length));
}

/** Where a dependency is taken from: an alias names a package, an address is a string, a version says nothing. */
function source(text: string, one: Scalar): Span[] | null {
  const { start, end, value, keys } = one;
  if (isAlias(value)) {
    const { name, range, ...place } = npmSpec(text, start, end);
    return [packageSpan({ ...place, name, keys }, npmFacts(name, range || null))];
  }
  return /[/:]/.test(value) ? null : [skipSpan(start, end)];
}

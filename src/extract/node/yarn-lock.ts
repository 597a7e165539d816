/** yarn.lock: v1 (https://classic.yarnpkg.com/lang/en/docs/yarn-lock) and berry (https://yarnpkg.com/advanced/lexicon#lockfile). */
import { npmNameEnd, npmSpec } from '../../formats/lockfile/npm.ts';
import {
  chainsFrom,
  holdsAnchor,
  linesIn,
  lockSpans,
  unneeded,
  type NamedPackage,
  type Range,
  type TextLine,
} from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const yarnLock: Extractor = { id: 'node/yarn-lock', files: ['**/yarn.lock'], read: readYarnLock };

interface Entry {
  readonly place: Range;
  readonly name: string;
  /** `name@range`, one for each range that led here. */
  readonly descriptors: readonly string[];
  readonly needs: string[];
  /** A package of the workspace itself. */
  readonly own: boolean;
  version: string | null;
}

interface State {
  readonly entries: Entry[];
  readonly known: { start: number; end: number }[];
  /** The region that the lines below a head belong to. */
  region: { start: number; end: number } | null;
  entry: Entry | null;
  field: string;
}

const NEEDS = new Set(['dependencies', 'optionalDependencies']);
const FIELD = /^\s*(?:"([^"]*)"|([^\s":]+))(?:\s*:)?(?:\s+"?([^"]*))?/;
const OWN = /^(?:workspace|link|portal):/;

function readYarnLock(file: SourceFile): Span[] {
  const state: State = { entries: [], known: [], region: null, entry: null, field: '' };
  for (const line of linesIn(file.text)) {
    if (line.indent === 0) head(state, line);
    else if (state.region) field(state, state.region, line);
  }
  const packages = state.entries.flatMap((entry, index) => (isTouched(file, entry) ? [named(entry, index)] : []));
  return lockSpans(file, { ecosystem: 'npm', packages, known: state.known, chain: chains(state.entries) });
}

function isTouched(file: SourceFile, { own, place }: Entry): boolean {
  return !own && holdsAnchor(file, place.start, place.end);
}

function named({ place, name, version }: Entry, index: number): NamedPackage {
  return { start: place.start, end: place.end, id: String(index), name, version, keys: ['packages'] };
}

/** A line at the margin opens an entry: `a@^1, "b@^2":`; berry writes long ones as `? "..."` and the colon on the next line. */
function head(state: State, { start, end, text }: TextLine): void {
  if (/^(?:#|:$|: |[<=>|]{7})/.test(text)) return;
  const isLong = text.startsWith('? ');
  const specs = text.endsWith(':') || isLong ? specsIn(text, isLong ? 2 : 0, isLong ? text.length : text.length - 1) : [];
  const [first] = specs;
  state.entry = first ? entryOf(text, start, specs, first) : null;
  state.region = first || text === '__metadata:' ? { start, end } : null;
  if (state.entry) state.entries.push(state.entry);
  if (state.region) state.known.push(state.region);
}

function entryOf(line: string, offset: number, specs: readonly Range[], { start, end }: Range): Entry {
  const spec = npmSpec(line, start, end);
  const descriptors = specs.map((one) => descriptor(line.slice(one.start, one.end)));
  const place = { start: offset + spec.start, end: offset + spec.end };
  return { place, name: spec.name, descriptors, needs: [], own: OWN.test(spec.range), version: null };
}

/** Places of `name@range` in the line of a head, quotes and commas left out. */
function specsIn(line: string, from: number, end: number): Range[] {
  const specs: Range[] = [];
  for (let at = from; at < end;) {
    const comma = line.indexOf(', ', at);
    const stop = comma < 0 || comma > end ? end : comma;
    const start = line[at] === '"' ? at + 1 : at;
    const last = line[stop - 1] === '"' ? stop - 1 : stop;
    if (line.slice(start + 1, last).includes('@')) specs.push({ start, end: last });
    at = stop + 2;
  }
  return specs;
}

/** Old berry files leave out `npm:` where an entry needs a package, v1 knows no protocol: compared without it. */
function descriptor(spec: string): string {
  return spec.replace('@npm:', '@');
}

function field(state: State, region: { end: number }, { text, indent, end }: TextLine): void {
  region.end = end;
  const [, quoted, plain, value = ''] = FIELD.exec(text) ?? [];
  const key = quoted ?? plain ?? '';
  if (state.entry === null) return;
  if (indent <= 2) {
    state.field = key;
    if (key === 'version') state.entry.version = value;
  } else if (NEEDS.has(state.field) && key !== '') {
    state.entry.needs.push(descriptor(`${key}@${value}`));
  }
}

/** Berry lists the workspace's own packages, whose needs are the direct ones; v1 does not name them. */
function chains(entries: readonly Entry[]): (id: string) => string[] {
  const found = new Map<string, string>();
  for (const [index, { descriptors }] of entries.entries()) {
    for (const one of descriptors) {
      found.set(one, String(index));
      if (!found.has(nameOf(one))) found.set(nameOf(one), String(index));
    }
  }
  const resolve = (need: string) => found.get(need) ?? found.get(nameOf(need)) ?? [];
  const needs = (id: string) => entries[Number(id)]?.needs.flatMap(resolve) ?? [];
  const ids = entries.map((_, index) => String(index));
  const own = ids.filter((id) => entries[Number(id)]?.own);
  const roots = () => (own.length > 0 ? own.flatMap(needs) : unneeded(ids, needs));
  return chainsFrom(roots, needs, (id) => entries[Number(id)]?.name ?? id);
}

/** Where a project overrides a range, only the name tells which entry is meant. */
function nameOf(descriptor: string): string {
  return descriptor.slice(0, npmNameEnd(descriptor, 0, descriptor.length));
}

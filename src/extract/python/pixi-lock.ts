/**
 * pixi.lock, versions 1 to 6, and conda-lock.yml, which its first versions follow. https://pixi.sh/latest/workspace/lockfile,
 * https://conda.github.io/conda-lock/output/
 */
import { pypiName, requirementAt } from '../../formats/lockfile/pep508.ts';
import { yamlLines, type YamlLine } from '../../formats/lockfile/yaml.ts';
import { chainsFrom, holdsAnchor, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages of conda and PyPI with their exact version and the way to them from a direct dependency. */
export const pixiLock: Extractor = {
  id: 'python/pixi-lock',
  files: ['**/pixi.lock', '**/conda-lock.yml', '**/*.conda-lock.yml'],
  read: readPixiLock,
};

interface Entry {
  ecosystem: 'conda' | 'pypi';
  /** Name and version, as fields say them or else the file name of the address does. */
  place: Range | null;
  version: string | null;
  named: boolean;
  /** A project of this tree. */
  own: boolean;
  readonly needs: string[];
}

interface State {
  readonly text: string;
  readonly entries: Entry[];
  readonly known: { readonly start: number; end: number }[];
  region: { readonly start: number; end: number } | null;
  entry: Entry | null;
}

const PACKAGES = new Set(['packages', 'package']);
/** What the first line of an entry says. */
const OPENERS = new Set(['conda', 'pypi', 'kind', 'name', 'platform']);
/** Sections that only repeat what entries and manifests say. */
const REPEATED = new Set(['version', 'environments', 'metadata']);
const ARCHIVE = /\.(?:conda|tar\.bz2)$/;

function readPixiLock(file: SourceFile): Span[] {
  const state: State = { text: file.text, entries: [], known: [], region: null, entry: null };
  for (const line of yamlLines(file.text)) accept(state, line);
  const touched = state.entries.filter(({ place }) => place !== null && holdsAnchor(file, place.start, place.end));
  const packages = touched.flatMap((entry) => named(file.text, entry));
  return lockSpans(file, { ecosystem: 'conda', packages, known: state.known, chain: chains(file.text, state.entries) });
}

function accept(state: State, line: YamlLine): void {
  const { keys, key, item, start, end } = line;
  const isEntry = PACKAGES.has(keys[0] ?? '') && keys.length === 2 && key !== null && item && OPENERS.has(keys[1] ?? '');
  if (isEntry || (key !== null && keys.length === 1)) {
    state.entry = isEntry ? { ecosystem: 'conda', place: null, version: null, named: false, own: false, needs: [] } : null;
    state.region = isEntry || REPEATED.has(keys[0] ?? '') ? { start, end } : null;
    if (state.entry) state.entries.push(state.entry);
    if (state.region) state.known.push(state.region);
  } else if (state.region) {
    state.region.end = end;
  }
  if (state.entry) field(state.text, state.entry, line);
}

function field(text: string, entry: Entry, { keys, key, value }: YamlLine): void {
  const [, name = '', below] = keys;
  const written = text.slice(value.start, value.end);
  if (below !== undefined || key === null) return need(entry, name, below ?? written);
  if (name === 'pypi' || (name === 'kind' && written === 'pypi') || (name === 'manager' && written === 'pip')) entry.ecosystem = 'pypi';
  if (name === 'pypi' && written.startsWith('.')) entry.own = true;
  if (name === 'name') {
    entry.place = value;
    entry.named = true;
  }
  if (name === 'version') entry.version = written;
  if ((name === 'conda' || name === 'url') && !entry.named) archive(entry, written, value);
}

/** `https://.../name-version-build.conda` */
function archive(entry: Entry, url: string, { start }: Range): void {
  if (!ARCHIVE.test(url)) return;
  const from = url.lastIndexOf('/') + 1;
  const build = url.lastIndexOf('-');
  const end = url.lastIndexOf('-', build - 1);
  if (end <= from) return;
  entry.place = { start: start + from, end: start + end };
  entry.version ??= url.slice(end + 1, build);
}

function need(entry: Entry, list: string, written: string): void {
  if (list === 'depends' || list === 'dependencies') {
    const name = written.split(' ', 1)[0] ?? '';
    entry.needs.push(entry.ecosystem === 'pypi' ? `pypi:${pypiName(name)}` : `conda:${name}`);
  }
  if (list !== 'requires_dist' || /\bextra\s*==/.test(written)) return;
  const requirement = requirementAt(written, 0, written.length);
  if (requirement) entry.needs.push(`pypi:${pypiName(requirement.name)}`);
}

function idOf(text: string, { ecosystem, place }: Entry): string {
  const name = place ? text.slice(place.start, place.end) : '';
  return `${ecosystem}:${ecosystem === 'pypi' ? pypiName(name) : name}`;
}

function named(text: string, entry: Entry): NamedPackage[] {
  const { place, version, ecosystem, own } = entry;
  if (place === null || own) return [];
  return [{ ...place, id: idOf(text, entry), name: text.slice(place.start, place.end), version, keys: ['packages'], ecosystem }];
}

/** A requirement of a PyPI package can be met by a conda package of that name. */
function chains(text: string, entries: readonly Entry[]): (id: string) => string[] {
  const graph = new Map<string, string[]>();
  for (const entry of entries) {
    const id = idOf(text, entry);
    const needs = graph.get(id);
    if (needs) for (const need of entry.needs) needs.push(need);
    else graph.set(id, entry.needs);
  }
  const met = (need: string) => (need.startsWith('pypi:') && !graph.has(need) ? `conda:${need.slice('pypi:'.length)}` : need);
  const below = (id: string) => (graph.get(id) ?? []).map(met);
  const own = new Set(entries.filter((entry) => entry.own).map((entry) => idOf(text, entry)));
  return chainsFrom(
    () => [...[...own].flatMap(below), ...unneeded(graph.keys(), below).filter((id) => !own.has(id))],
    below,
    (id) => id.slice(id.indexOf(':') + 1),
  );
}

/** packages.lock.json of NuGet: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { chainsFrom, holdsAnchor, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const packagesLock: Extractor = {
  id: 'dotnet/packages-lock',
  files: ['**/packages.lock.json', '**/packages.*.lock.json'],
  read: readPackagesLock,
};

interface Need extends Range {
  readonly name: string;
}

/** A package for one target framework; `start` and `end` are the place of its name. */
interface Entry extends Range {
  readonly name: string;
  /** Where its framework stands among the others. */
  readonly group: number;
  readonly framework: string;
  type: string;
  version: string | null;
  readonly needs: Need[];
}

const KNOWN = new Set(['version', 'dependencies']);

function readPackagesLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const { problem, known } = readJsonLock(file.text, KNOWN, (token) => {
    if (token.keys.length > 2 && token.keys[0] === 'dependencies') readToken(file.text, entries, token);
  });
  const byId = new Map(entries.map((entry) => [idOf(entry.group, entry.name), entry]));
  const needs = (id: string) => {
    const entry = byId.get(id);
    return entry ? entry.needs.map(({ name }) => idOf(entry.group, name)) : [];
  };
  const direct = entries.filter(({ type }) => type === 'Direct' || type === 'Project');
  const roots = () => direct.map(({ group, name }) => idOf(group, name));
  const packages = entries.flatMap((entry) => packagesOf(file, entry, byId));
  const chain = chainsFrom(roots, needs, (id) => byId.get(id)?.name ?? id);
  return lockSpans(file, { ecosystem: 'nuget', packages, known, chain, problem });
}

/** NuGet compares names without regard to case. */
function idOf(group: number, name: string): string {
  return `${group}\n${name.toLowerCase()}`;
}

function readToken(text: string, entries: Entry[], { kind, keys, start, end }: JsonToken): void {
  const depth = keys.length;
  const last = entries.at(-1);
  if (kind === 'key' && depth === 3) {
    const framework = keys[1] ?? '';
    const group = last === undefined ? 0 : last.group + (last.framework === framework ? 0 : 1);
    entries.push({ name: keys[2] ?? '', start, end, group, framework, type: '', version: null, needs: [] });
  }
  const entry = entries.at(-1);
  if (entry === undefined) return;
  if (kind === 'key' && depth === 5 && keys[3] === 'dependencies') entry.needs.push({ name: keys[4] ?? '', start, end });
  if (kind !== 'string' || depth !== 4) return;
  if (keys[3] === 'type') entry.type = jsonText(text, { start, end });
  if (keys[3] === 'resolved') entry.version = jsonText(text, { start, end });
}

/** The package itself, and those that it names as its dependencies, where an anchor stands; projects of the solution are none. */
function packagesOf(file: SourceFile, entry: Entry, byId: ReadonlyMap<string, Entry>): NamedPackage[] {
  const { name, start, end, group, framework, type, version } = entry;
  const packages: NamedPackage[] = [];
  const keys = ['dependencies', framework];
  if (type !== 'Project' && holdsAnchor(file, start, end)) {
    packages.push({ start, end, id: idOf(group, name), name, version, keys: [...keys, type] });
  }
  for (const need of entry.needs) {
    if (!holdsAnchor(file, need.start, need.end)) continue;
    const id = idOf(group, need.name);
    packages.push({ ...need, id, version: byId.get(id)?.version ?? null, keys: [...keys, name, 'dependencies'] });
  }
  return packages;
}

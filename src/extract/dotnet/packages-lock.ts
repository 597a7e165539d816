/** packages.lock.json of NuGet: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies */
import { jsonText, readJsonTokens, type JsonToken } from '../../formats/lockfile-json.ts';
import { chainsFrom, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

export const packagesLock: Extractor = {
  id: 'dotnet/packages-lock',
  files: ['**/packages.lock.json', '**/packages.*.lock.json'],
  read: readPackagesLock,
};

/** A package for one target framework. */
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly place: Range;
  readonly framework: string;
  type: string;
  version: string | null;
  readonly needs: { readonly name: string; readonly place: Range }[];
}

function readPackagesLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const known: Range[] = [];
  const problem = readJsonTokens(file.text, (token) => {
    if (token.kind === 'key' || token.kind === 'string') known.push(token);
    if (token.keys[0] === 'dependencies') readToken(file.text, entries, token);
  });
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const needs = (id: string) => {
    const entry = byId.get(id);
    return entry?.needs.map(({ name }) => idOf(entry.framework, name)) ?? [];
  };
  const roots = () => entries.filter(({ type }) => type === 'Direct' || type === 'Project').map(({ id }) => id);
  const chain = chainsFrom(roots, needs, (id) => byId.get(id)?.name ?? id);
  return lockSpans(file, { ecosystem: 'nuget', packages: entries.flatMap((entry) => packagesOf(entry, byId)), known, chain, problem });
}

/** NuGet compares names without regard to case. */
function idOf(framework: string, name: string): string {
  return `${framework}\n${name.toLowerCase()}`;
}

function readToken(text: string, entries: Entry[], token: JsonToken): void {
  const [, framework = '', name, field, needed] = token.keys;
  if (name === undefined) return;
  if (token.kind === 'key' && field === undefined) {
    entries.push({ id: idOf(framework, name), name, place: token, framework, type: '', version: null, needs: [] });
  }
  const entry = entries.at(-1);
  if (entry === undefined) return;
  if (token.kind === 'key' && field === 'dependencies' && needed !== undefined) entry.needs.push({ name: needed, place: token });
  if (token.kind !== 'string') return;
  if (field === 'type') entry.type = jsonText(text, token);
  if (field === 'resolved') entry.version = jsonText(text, token);
}

/** The package itself, and those that it names as its dependencies; projects of the solution are none. */
function packagesOf(entry: Entry, byId: ReadonlyMap<string, Entry>): NamedPackage[] {
  const { id, name, place, framework, type, version, needs } = entry;
  const own: NamedPackage[] = type === 'Project' ? [] : [{ ...rangeOf(place), id, name, version, keys: ['dependencies', framework, type] }];
  const named = needs.map((need): NamedPackage => {
    const needed = byId.get(idOf(framework, need.name));
    const keys = ['dependencies', framework, name, 'dependencies'];
    return { ...rangeOf(need.place), id: idOf(framework, need.name), name: need.name, version: needed?.version ?? null, keys };
  });
  return [...own, ...named];
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

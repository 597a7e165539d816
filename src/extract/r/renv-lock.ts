/** renv.lock, versions 1 and 2: https://rstudio.github.io/renv/articles/lockfile.html */
import { jsonText, readJsonTokens, type JsonToken } from '../../formats/lockfile-json.ts';
import { chainsFrom, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

export const renvLock: Extractor = { id: 'r/renv-lock', files: ['**/renv.lock'], read: readRenvLock };

interface Entry {
  readonly name: string;
  readonly place: Range;
  version: string | null;
  readonly needs: { readonly name: string; readonly place: Range }[];
}

/** Fields that name packages; version 2 writes them as DESCRIPTION does, with a version behind the name. */
const NEEDS = new Set(['Requirements', 'Imports', 'Depends', 'LinkingTo']);

function readRenvLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const known: Range[] = [];
  const problem = readJsonTokens(file.text, (token) => {
    if (token.kind === 'key' || token.kind === 'string') known.push(token);
    if (token.keys[0] === 'Packages') readToken(file.text, entries, token);
  });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.name) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'cran', packages, known, chain, problem });
}

function readToken(text: string, entries: Entry[], token: JsonToken): void {
  const [, name, field] = token.keys;
  if (name === undefined) return;
  if (token.kind === 'key' && field === undefined) entries.push({ name, place: token, version: null, needs: [] });
  const entry = entries.at(-1);
  if (entry === undefined || token.kind !== 'string' || token.keys.length !== 3) return;
  const value = jsonText(text, token);
  if (field === 'Version') entry.version = value;
  if (!NEEDS.has(field ?? '')) return;
  const need = /^[\w.]+/.exec(value)?.[0] ?? '';
  entry.needs.push({ name: need, place: { start: token.start, end: token.start + need.length } });
}

/** The package itself, and those that it names as its requirements. */
function packagesOf({ name, place, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const own: NamedPackage = { id: name, name, version, start: place.start, end: place.end, keys: ['Packages'] };
  const named = needs.map((need): NamedPackage => {
    return { ...need.place, id: need.name, name: need.name, version: byName.get(need.name)?.version ?? null, keys: ['Packages', name] };
  });
  return [own, ...named];
}

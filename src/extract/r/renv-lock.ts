/** renv.lock, versions 1 and 2: https://rstudio.github.io/renv/articles/lockfile.html */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { chainsFrom, holdsAnchor, lockSpans, unneeded, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version and the way to them from a direct dependency. */
export const renvLock: Extractor = { id: 'r/renv-lock', files: ['**/renv.lock'], read: readRenvLock };

interface Need extends Range {
  readonly name: string;
}

/** `start` and `end` are the place of its name. */
interface Entry extends Range {
  readonly name: string;
  version: string | null;
  readonly needs: Need[];
}

const KNOWN = new Set(['R', 'Python', 'Bioconductor', 'Packages']);
/** Fields that name packages; version 2 writes them as DESCRIPTION does, with a version behind the name. */
const NEEDS = new Set(['Requirements', 'Imports', 'Depends', 'LinkingTo']);

function readRenvLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const { problem, known } = readJsonLock(file.text, KNOWN, (token) => {
    if (token.keys.length > 1 && token.keys[0] === 'Packages') readToken(file.text, entries, token);
  });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.name) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(file, entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'cran', packages, known, chain, problem });
}

function readToken(text: string, entries: Entry[], { kind, keys, start, end }: JsonToken): void {
  const depth = keys.length;
  if (kind === 'key' && depth === 2) entries.push({ name: keys[1] ?? '', start, end, version: null, needs: [] });
  const entry = entries.at(-1);
  const field = keys[2] ?? '';
  if (entry === undefined || kind !== 'string' || depth !== 3) return;
  if (field === 'Version') entry.version = jsonText(text, { start, end });
  if (NEEDS.has(field)) entry.needs.push(needAt(text, start, end));
}

/** The name that a need begins with. */
function needAt(text: string, start: number, end: number): Need {
  let stop = start;
  while (stop < end && text[stop] !== ' ' && text[stop] !== '(') stop++;
  return { start, end: stop, name: text.slice(start, stop) };
}

/** The package itself, and those that it names as its requirements, where an anchor stands. */
function packagesOf(file: SourceFile, { name, start, end, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const packages: NamedPackage[] = [];
  if (holdsAnchor(file, start, end)) packages.push({ start, end, id: name, name, version, keys: ['Packages'] });
  for (const need of needs) {
    if (!holdsAnchor(file, need.start, need.end)) continue;
    packages.push({ ...need, id: need.name, version: byName.get(need.name)?.version ?? null, keys: ['Packages', name] });
  }
  return packages;
}

/** composer.json and composer.lock: https://getcomposer.org/doc/04-schema.md */
import { readJson } from '../../formats/json.ts';
import { jsonText, readJsonTokens, type JsonToken } from '../../formats/lockfile-json.ts';
import { chainsFrom, lockSpans, packageSpan, unneeded, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import { claimedSpans } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

export const composer: Extractor = {
  id: 'php/composer',
  files: ['**/composer.json', '**/composer.lock'],
  read: (file) => (file.path.endsWith('.lock') ? readLock(file) : readManifest(file)),
};

const NEEDS = new Set(['require', 'require-dev']);
/** These name packages without installing them. */
const TELLS = new Set(['suggest', 'conflict', 'replace', 'provide']);

function readManifest({ text }: SourceFile): Span[] {
  const reading = readJson(text);
  const claimed = new Map<Scalar, Span>();
  for (const [i, one] of reading.scalars.entries()) {
    const [section = ''] = one.keys;
    const isNeed = NEEDS.has(section);
    if (one.role !== 'key' || one.keys.length !== 1 || !(isNeed || TELLS.has(section))) continue;
    const next = reading.scalars[i + 1];
    const version = isNeed ? (next?.value ?? null) : null;
    if (next && !isNeed)
      claimed.set(next, { start: next.start, end: next.end, form: 'word', usage: 'mention', keys: next.keys, scope: '' });
    const span = packageSpan({ ...one, name: one.value }, { ecosystem: 'composer', version, dependencyPath: isNeed ? [one.value] : [] });
    claimed.set(one, isNeed ? span : { ...span, usage: 'mention' });
  }
  return claimedSpans(text, reading, claimed);
}

interface Entry {
  readonly section: string;
  name: string;
  place: Range | null;
  version: string | null;
  readonly needs: { readonly name: string; readonly place: Range }[];
}

const SECTIONS = new Set(['packages', 'packages-dev']);

function readLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const known: Range[] = [];
  const problem = readJsonTokens(file.text, (token) => {
    if (token.kind === 'key' || token.kind === 'string') known.push(token);
    if (SECTIONS.has(token.keys[0] ?? '')) readToken(file.text, entries, token);
  });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.name) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'composer', packages, known, chain, problem });
}

function readToken(text: string, entries: Entry[], token: JsonToken): void {
  const { kind, start, end } = token;
  const [section = '', field, needed] = token.keys;
  if (kind === 'open' && field === undefined && text[start] === '{') {
    entries.push({ section, name: '', place: null, version: null, needs: [] });
  }
  const entry = entries.at(-1);
  if (entry === undefined) return;
  if (kind === 'key' && field === 'require' && needed !== undefined) entry.needs.push({ name: needed, place: { start, end } });
  if (kind !== 'string' || needed !== undefined || token.keys.length !== 2) return;
  if (field === 'version') entry.version = jsonText(text, token);
  if (field !== 'name') return;
  entry.name = jsonText(text, token);
  entry.place = { start, end };
}

/** The package itself, and those that it requires. */
function packagesOf({ section, name, place, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const own: NamedPackage[] = place ? [{ ...place, id: name, name, version, keys: [section] }] : [];
  const named = needs.map((need): NamedPackage => {
    const keys = [section, name, 'require'];
    return { ...need.place, id: need.name, name: need.name, version: byName.get(need.name)?.version ?? null, keys };
  });
  return [...own, ...named];
}

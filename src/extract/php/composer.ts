/** composer.json and composer.lock: https://getcomposer.org/doc/04-schema.md */
import { readJson } from '../../formats/json/index.ts';
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { chainsFrom, holdsAnchor, lockSpans, packageSpan, unneeded, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import { claimedSpans } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages; a lockfile tells the exact version and the way to them from a direct dependency. */
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
    const { start, end, value: name, keys } = one;
    const span = packageSpan({ start, end, name, keys }, { ecosystem: 'composer', version, dependencyPath: isNeed ? [name] : [] });
    claimed.set(one, isNeed ? span : { ...span, usage: 'mention' });
  }
  return claimedSpans(text, reading, claimed);
}

interface Need extends Range {
  readonly name: string;
}

interface Entry {
  readonly section: string;
  name: Need | null;
  version: string | null;
  readonly needs: Need[];
}

const SECTIONS = new Set(['packages', 'packages-dev']);
const KNOWN = new Set([
  ...SECTIONS,
  '_readme',
  'hash',
  'content-hash',
  'aliases',
  'minimum-stability',
  'stability-flags',
  'prefer-stable',
  'prefer-lowest',
  'platform',
  'platform-dev',
  'platform-overrides',
  'plugin-api-version',
]);

function readLock(file: SourceFile): Span[] {
  const entries: Entry[] = [];
  const { problem, known } = readJsonLock(file.text, KNOWN, (token) => {
    if (SECTIONS.has(token.keys[0] ?? '')) readToken(file.text, entries, token);
  });
  const byName = new Map(entries.map((entry) => [entry.name?.name ?? '', entry]));
  const needs = (name: string) => byName.get(name)?.needs.map((need) => need.name) ?? [];
  const packages = entries.flatMap((entry) => packagesOf(file, entry, byName));
  const chain = chainsFrom(() => unneeded(byName.keys(), needs), needs);
  return lockSpans(file, { ecosystem: 'composer', packages, known, chain, problem });
}

function readToken(text: string, entries: Entry[], { kind, keys, start, end }: JsonToken): void {
  const depth = keys.length;
  if (kind === 'open' && depth === 1 && text[start] === '{') entries.push({ section: keys[0] ?? '', name: null, version: null, needs: [] });
  const entry = entries.at(-1);
  if (entry === undefined) return;
  if (kind === 'key' && depth === 3 && keys[1] === 'require') entry.needs.push({ name: keys[2] ?? '', start, end });
  if (kind !== 'string' || depth !== 2) return;
  if (keys[1] === 'version') entry.version = jsonText(text, { start, end });
  if (keys[1] === 'name') entry.name = { name: jsonText(text, { start, end }), start, end };
}

/** The package itself, and those that it requires, where an anchor stands. */
function packagesOf(file: SourceFile, { section, name, version, needs }: Entry, byName: ReadonlyMap<string, Entry>): NamedPackage[] {
  const packages: NamedPackage[] = [];
  if (name && holdsAnchor(file, name.start, name.end)) packages.push({ ...name, id: name.name, version, keys: [section] });
  for (const need of needs) {
    if (!holdsAnchor(file, need.start, need.end)) continue;
    const keys = [section, name?.name ?? '', 'require'];
    packages.push({ ...need, id: need.name, version: byName.get(need.name)?.version ?? null, keys });
  }
  return packages;
}

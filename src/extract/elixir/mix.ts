/** mix.exs and mix.lock: https://hexdocs.pm/mix/Mix.Tasks.Deps.html */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { chainsFrom, linesIn, lockSpans, packageSpan, unneeded, type NamedPackage } from '../../formats/lockfile/index.ts';
import { ELIXIR } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans, type ScriptItem } from '../../formats/script/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages; a lockfile tells the exact version and the way to them from a direct dependency. */
export const mix: Extractor = {
  id: 'elixir/mix',
  files: ['**/mix.exs', '**/mix.lock'],
  read: (file) => (file.path.endsWith('.lock') ? readLock(file) : readProject(file)),
};

/** `{:name, "~> 1.0"}` and `{:name, git: "..."}` in a function or list whose name tells of dependencies. */
function readProject(file: SourceFile): Span[] {
  const script = readScript(file.text, ELIXIR);
  const claimed = new Map<ScriptItem, Span[]>();
  let scope = '';
  for (const [i, item] of script.items.entries()) {
    if (/^defp?$/.test(script.items[i - 1]?.value ?? '')) scope = item.value;
    const isDependency = /deps|dependencies/.test(scope) || item.keys.includes('deps');
    if (item.kind !== 'atom' || item.opener !== '{' || item.index > 0 || item.argument !== null || !isDependency) continue;
    const next = script.items[i + 1];
    const isVersion = next?.kind === 'text' && next.call === item.call && next.argument === null;
    claimed.set(item, [hexSpan(item, isVersion ? next.value : null)]);
  }
  return scriptSpans(file, script, claimed);
}

function hexSpan({ start, end, value: name }: ScriptItem, version: string | null): Span {
  return packageSpan({ start, end, name, keys: ['deps'] }, { ecosystem: 'hex', version, dependencyPath: [name] });
}

/** `"name": {:hex, :package, "version", "hash", [tools], [needs], "repository", "hash"},` */
const ENTRY = /^\s*"([^"]+)":\s*\{:(hex|git|path),\s*(?::"?([\w.-]+)"?|"[^"]*"),\s*"([^"]*)"/;
const NEED = /\{:"?([\w.-]+)"?, "/g;

function readLock(file: SourceFile): Span[] {
  const packages: NamedPackage[] = [];
  const needs = new Map<string, string[]>();
  const known: KnownRanges = [];
  for (const line of linesIn(file.text)) {
    const [entry, id, source = '', name = id, version = null] = ENTRY.exec(line.text) ?? [];
    if (entry === undefined || id === undefined || name === undefined) continue;
    const start = line.start + line.indent + 1;
    packages.push({ id, name, version: source === 'hex' ? version : null, start, end: start + id.length, keys: [source] });
    needs.set(id, needsIn(line.text.slice(entry.length)));
    addKnown(known, line);
  }
  const needsOf = (id: string) => needs.get(id) ?? [];
  const names = new Map(packages.map(({ id, name }) => [id, name]));
  const chain = chainsFrom(
    () => unneeded(needs.keys(), needsOf),
    needsOf,
    (id) => names.get(id) ?? id,
  );
  return lockSpans(file, { ecosystem: 'hex', packages, known, chain });
}

function needsIn(text: string): string[] {
  return Array.from(text.matchAll(NEED), ({ 1: need = '' }) => need);
}

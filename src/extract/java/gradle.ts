/** Gradle build and settings scripts, Groovy and Kotlin: https://docs.gradle.org/current/userguide/declaring_dependencies.html */
import { holdsAnchor, packageSpan, skipSpan } from '../../formats/lockfile/index.ts';
import { GRADLE } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans, type ScriptItem } from '../../formats/script/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Artifacts and plugins with their version, variables filled in. */
export const gradle: Extractor = {
  id: 'java/gradle',
  files: ['**/*.gradle', '**/*.gradle.kts'],
  read(file) {
    const script = readScript(file.text, GRADLE);
    const texts = script.items.filter(({ kind }) => kind === 'text');
    const variables = variablesOf(texts);
    const claimed = new Map<ScriptItem, Span[]>();
    for (const item of texts) {
      const spans = coordinates(item, variables);
      if (spans) claimed.set(item, spans);
    }
    for (const call of callsOf(file, script.items)) claimCall(file, claimed, call, variables);
    return scriptSpans(file, script, claimed);
  },
};

/** `group:artifact`, `group:artifact:version`, with a classifier and an `@extension`. */
const COORDINATES = /^([\w.-]+:[\w.-]+)(?::([^:@\s]*)(?::[\w.-]*)?(?:@\w+)?)?$/;
const LONGEST_VERSION = 200;
const VERSION = /^[\d$[(]|^latest\.|^\+$|^$/;
const BLOCKS = new Set(['dependencies', 'dependencyManagement', 'constraints', 'imports', 'components']);

/** Values of the strings that variables and named settings hold, by name; of a dotted name, by its last part too. */
function variablesOf(texts: readonly ScriptItem[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const set = (name: string, value: string) => {
    variables.set(name, value);
    variables.set(name.slice(name.lastIndexOf('.') + 1), value);
  };
  for (const [i, { argument, callee, keys, index, value, call }] of texts.entries()) {
    const before = texts[i - 1];
    if (argument !== null) set(argument, value);
    else if (callee === 'extra') set(keys.at(-2) ?? '', value);
    else if (index === 1 && /(?:^|\.)set$/.test(callee) && before?.call === call) set(before.value, value);
  }
  return variables;
}

/** A version with its variables filled in; null when one is not known here. */
function resolved(version: string | undefined, variables: ReadonlyMap<string, string>): string | null {
  if (version === undefined || version === '' || version.length > LONGEST_VERSION) return null;
  let isKnown = true;
  const filled = version.replaceAll(/\$\{?([\w.]+)\}?/g, (_, name: string) => {
    const value = variables.get(name) ?? variables.get(name.slice(name.lastIndexOf('.') + 1));
    isKnown &&= value !== undefined && value.length <= LONGEST_VERSION && !value.includes('$');

    return isKnown ? (value ?? '') : '';
  });
  return isKnown && !filled.includes('$') ? filled : null;
}

/** The spans of a string that holds coordinates; without a version they count among dependencies only. */
function coordinates({ start, end, value, keys, callee }: ScriptItem, variables: ReadonlyMap<string, string>): Span[] | null {
  const [, name, version] = COORDINATES.exec(value) ?? [];
  const isDependency = keys.some((key) => BLOCKS.has(key));
  if (name === undefined || callee === 'exclude' || !(isDependency || (version !== undefined && VERSION.test(version)))) return null;
  const named = spanOf({ start, end: start + name.length }, name, keys, resolved(version, variables));
  return [named, { start: start + name.length, end, form: 'string', keys: [...keys, 'version'], scope: '' }];
}

function spanOf(place: { start: number; end: number }, name: string, keys: readonly string[], version: string | null): Span {
  return packageSpan({ ...place, name, keys }, { ecosystem: 'maven', version, dependencyPath: [name] });
}

/** Strings by call, and the variables that stand for a version; a block is no call. */
function callsOf({ text }: SourceFile, items: readonly ScriptItem[]): Iterable<ScriptItem[]> {
  const calls = new Map<number, ScriptItem[]>();
  for (const item of items) {
    const isPart = item.kind === 'text' || (item.kind === 'name' && item.argument === 'version');
    if (!isPart || item.call < 0 || text[item.call] === '{') continue;
    const call = calls.get(item.call);
    if (call) call.push(item);
    else calls.set(item.call, [item]);
  }
  return calls.values();
}

/** Claims what a call says in parts: `group: 'g', name: 'a', version: 'v'`, `('g', 'a', 'v')`, `id 'plugin' version 'v'`. */
function claimCall(
  file: SourceFile,
  claimed: Map<ScriptItem, Span[]>,
  call: readonly ScriptItem[],
  variables: ReadonlyMap<string, string>,
): void {
  const [first] = call;
  if (first === undefined) return;
  if (first.callee === 'exclude') return excluded(claimed, call);
  if (first.callee === 'id') return claimPlugin(claimed, call);
  const isNamed = call.some(({ argument }) => argument === 'group');
  const parts = isNamed ? ['group', 'name', 'version'].map((name) => call.find(({ argument }) => argument === name)) : positional(call);
  const [group, artifact, version] = parts;
  if (!group || !artifact || group.opener !== artifact.opener) return;
  const name = `${group.value}:${artifact.value}`;
  const shown = !holdsAnchor(file, artifact.start, artifact.end) && holdsAnchor(file, group.start, group.end) ? group : artifact;
  const keys = isNamed ? artifact.keys.slice(0, -1) : artifact.keys;
  const written = version?.kind === 'name' ? `\${${version.value}}` : version?.value;
  claimed.set(group, [skipSpan(group.start, group.end)]);
  claimed.set(artifact, [skipSpan(artifact.start, artifact.end)]);
  claimed.set(shown, [spanOf(shown, name, keys, resolved(written, variables))]);
}

/** What is excluded is not used. */
function excluded(claimed: Map<ScriptItem, Span[]>, call: readonly ScriptItem[]): void {
  for (const item of call) {
    claimed.set(item, [{ start: item.start, end: item.end, form: 'string', usage: 'mention', keys: item.keys, scope: '' }]);
  }
}

/** `implementation("g", "a", "v")`, and in a version catalog `library("alias", "g", "a")`. */
function positional(call: readonly ScriptItem[]): (ScriptItem | undefined)[] {
  const [first] = call;
  const isLibrary = first?.callee === 'library';
  const parts = call.filter(({ argument, opener }) => argument === null && opener === '(').slice(isLibrary ? 1 : 0);
  const [group, artifact] = parts;
  const isCall = parts.every(({ index }, i) => index === i + (isLibrary ? 1 : 0)) && (isLibrary || first?.keys.includes('dependencies'));
  const arePlain = /^[\w-]+(?:\.[\w-]+)+$/.test(group?.value ?? '') && /^[\w.-]+$/.test(artifact?.value ?? '');
  return isCall && arePlain ? parts : [];
}

/** A plugin's marker artifact is `id:id.gradle.plugin`. */
function claimPlugin(claimed: Map<ScriptItem, Span[]>, [id, version]: readonly ScriptItem[]): void {
  if (id === undefined || !id.keys.includes('plugins')) return;
  claimed.set(id, [spanOf(id, `${id.value}:${id.value}.gradle.plugin`, id.keys, version?.value ?? null)]);
}

/** Podfile, Podfile.lock and *.podspec: https://guides.cocoapods.org/syntax/podfile.html */
import { yamlLines, type YamlLine } from '../../formats/lockfile-yaml.ts';
import { chainsFrom, lockSpans, type NamedPackage, type Range } from '../../formats/lockfile.ts';
import { dependenciesIn } from '../../formats/script-packages.ts';
import { RUBY } from '../../formats/script-tokens.ts';
import { readScript, scriptSpans } from '../../formats/script.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

const ADDS = /^pod$|\.dependency$/;

export const podfile: Extractor = {
  id: 'swift/podfile',
  files: ['**/Podfile', '**/*.podspec', '**/Podfile.lock'],
  read(file) {
    if (file.path.endsWith('.lock')) return readLock(file);
    const script = readScript(file.text, RUBY);
    return scriptSpans(
      file,
      script,
      dependenciesIn(script, 'cocoapods', (callee) => ADDS.test(callee)),
    );
  },
};

interface State {
  readonly packages: NamedPackage[];
  readonly needs: Map<string, string[]>;
  readonly versions: Map<string, string>;
  readonly direct: string[];
}

/** `Name (1.2)`, `Name/Part (from \`https://...\`)`, and without anything behind the name. */
const ENTRY = /^([^\s("]+)(?: \(([^)]*)\))?/;

function readLock(file: SourceFile): Span[] {
  const state: State = { packages: [], needs: new Map(), versions: new Map(), direct: [] };
  const known: Range[] = [];
  for (const line of yamlLines(file.text)) {
    readLine(file.text, state, line);
    known.push(line);
  }
  const packages = state.packages.map((one) => ({ ...one, version: state.versions.get(one.name) ?? null }));
  const chain = chainsFrom(
    () => state.direct,
    (name) => state.needs.get(name) ?? [],
  );
  return lockSpans(file, { ecosystem: 'cocoapods', packages, known, chain });
}

/** Under PODS a pod that needs others is a key, its needs are the items below it. */
function readLine(text: string, state: State, { item, keys, key, value }: YamlLine): void {
  const place = key ?? value;
  const [, name, behind] = ENTRY.exec(text.slice(place.start, place.end)) ?? [];
  const [section, owner] = keys;
  if (!item || name === undefined) return;
  if (section === 'PODS') {
    const needed = key === null && owner !== undefined ? (ENTRY.exec(owner)?.[1] ?? '') : '';
    if (needed !== '') need(state, needed, name);
    else if (behind !== undefined) state.versions.set(name, behind);
    add(state, place.start, name, needed === '' ? [section] : [section, needed]);
  } else if (section === 'DEPENDENCIES') {
    state.direct.push(name);
    add(state, place.start, name, [section]);
  }
}

function need({ needs }: State, owner: string, name: string): void {
  const all = needs.get(owner);
  if (all) all.push(name);
  else needs.set(owner, [name]);
}

function add({ packages }: State, start: number, name: string, keys: readonly string[]): void {
  packages.push({ id: name, name, version: null, start, end: start + name.length, keys });
}

/** Podfile, Podfile.lock and *.podspec: https://guides.cocoapods.org/syntax/podfile.html */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { yamlLines, type YamlLine } from '../../formats/lockfile/yaml.ts';
import { chainsFrom, holdsAnchor, lockSpans, type NamedPackage } from '../../formats/lockfile/index.ts';
import { dependenciesIn } from '../../formats/script/packages.ts';
import { RUBY } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans } from '../../formats/script/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

const ADDS = /^pod$|\.dependency$/;

/** Pods; a lockfile tells the exact version and the way to them from a direct dependency. */
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

const KNOWN = new Set([
  'PODS',
  'DEPENDENCIES',
  'SPEC REPOS',
  'EXTERNAL SOURCES',
  'CHECKOUT OPTIONS',
  'SPEC CHECKSUMS',
  'PODFILE CHECKSUM',
  'COCOAPODS',
]);

interface State {
  readonly file: SourceFile;
  readonly packages: NamedPackage[];
  readonly needs: Map<string, string[]>;
  readonly versions: Map<string, string>;
  readonly direct: string[];
  /** The pod whose needs the deeper items name. */
  pod: string;
}

function readLock(file: SourceFile): Span[] {
  const state: State = { file, packages: [], needs: new Map(), versions: new Map(), direct: [], pod: '' };
  const known: KnownRanges = [];
  for (const line of yamlLines(file.text)) {
    readLine(file.text, state, line);
    if (KNOWN.has(line.keys[0] ?? '')) addKnown(known, line);
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
  const { start, end } = key ?? value;
  const [section] = keys;
  const stop = nameEnd(text, start, end);
  if (!item || stop === start || (section !== 'PODS' && section !== 'DEPENDENCIES')) return;
  const name = text.slice(start, stop);
  const isNeed = section === 'PODS' && key === null && keys.length > 1;
  if (section === 'DEPENDENCIES') state.direct.push(name);
  else if (isNeed) need(state, name);
  else locked(state, name, text.slice(stop + 2, end - 1));
  if (holdsAnchor(state.file, start, stop)) {
    state.packages.push({ id: name, name, version: null, start, end: stop, keys: isNeed ? [section, state.pod] : [section] });
  }
}

/** Names end before ` (`: `Name (1.2)`, `Name/Part (from ...)`. */
function nameEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== ' ') at++;
  return at;
}

function locked(state: State, name: string, version: string): void {
  state.pod = name;
  if (version !== '') state.versions.set(name, version);
}

function need({ needs, pod }: State, name: string): void {
  const all = needs.get(pod);
  if (all) all.push(name);
  else needs.set(pod, [name]);
}

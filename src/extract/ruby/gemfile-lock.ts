/** Gemfile.lock and gems.locked: https://bundler.io/guides/rationale.html */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { chainsFrom, holdsAnchor, linesIn, lockSpans, type NamedPackage, type TextLine } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Name and version of a line: `    name (1.2.3)`, `      name (~> 1.0, >= 1.0.1)`, `  name!`. */
const ENTRY = /^ +([\w.-]+)!?(?: \(([^)]*)\))?!?\s*$/;

const SECTION = /^[A-Z ]+$/;
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})/;

interface State {
  readonly file: SourceFile;
  section: string;
  readonly packages: NamedPackage[];
  readonly known: KnownRanges;
  /** Locked versions; a platform (`1.2.3-x86_64-linux`) is part of the version. */
  readonly versions: Map<string, string>;
  readonly needs: Map<string, string[]>;
  readonly direct: string[];
  /** Gems that lie in a folder of the codebase. */
  readonly own: Set<string>;
  /** The gem whose needs the deeper lines name. */
  gem: string;
}

/** Gems with their exact version and the way to them from a direct dependency. */
export const gemfileLock: Extractor = {
  id: 'ruby/gemfile-lock',
  files: ['**/Gemfile.lock', '**/gems.locked', '**/*.gemfile.lock'],
  read: readGemfileLock,
};

function readGemfileLock(file: SourceFile): Span[] {
  const state: State = {
    file,
    section: '',
    packages: [],
    known: [],
    versions: new Map(),
    needs: new Map(),
    direct: [],
    own: new Set(),
    gem: '',
  };
  for (const line of linesIn(file.text)) {
    if (line.indent > 0) readLine(state, line);
    else if (!CONFLICT.test(line.text)) state.section = line.text.trimEnd();
    if (SECTION.test(state.section)) addKnown(state.known, line);
  }
  const packages = state.packages
    .filter(({ name }) => !state.own.has(name))
    .map((one) => (one.keys.at(-1) === 'specs' ? one : { ...one, version: state.versions.get(one.name) ?? one.version }));
  const needs = (name: string) => state.needs.get(name) ?? [];
  return lockSpans(file, { ecosystem: 'gem', packages, known: state.known, chain: chainsFrom(() => state.direct, needs) });
}

function readLine(state: State, line: TextLine): void {
  const [, name, version] = ENTRY.exec(line.text) ?? [];
  if (name === undefined) return;
  const isSource = /^(?:GEM|GIT|PATH|PLUGIN SOURCE)$/.test(state.section);
  if (isSource && line.indent === 4) return locked(state, line, name, version);
  if (isSource && line.indent === 6) return needed(state, line, name);
  if (state.section !== 'DEPENDENCIES') return;
  state.direct.push(name);
  add(state, line, name, version, ['DEPENDENCIES']);
}

function locked(state: State, line: TextLine, name: string, version: string | undefined): void {
  state.gem = name;
  if (version !== undefined && !state.versions.has(name)) state.versions.set(name, version);
  if (state.section === 'PATH') state.own.add(name);
  else add(state, line, name, version, [state.section, 'specs']);
}

function needed(state: State, line: TextLine, name: string): void {
  const needs = state.needs.get(state.gem);
  if (needs) needs.push(name);
  else state.needs.set(state.gem, [name]);
  add(state, line, name, undefined, [state.section, 'specs', state.gem]);
}

/** Keeps a package where an anchor stands. */
function add(state: State, { start, indent }: TextLine, name: string, version: string | undefined, keys: readonly string[]): void {
  const from = start + indent;
  if (!holdsAnchor(state.file, from, from + name.length)) return;
  state.packages.push({ id: name, name, version: version ?? null, start: from, end: from + name.length, keys });
}

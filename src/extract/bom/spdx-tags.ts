/** SPDX tag-value documents -> the scalars that the same document has in JSON: https://spdx.github.io/spdx-spec/v2.3/ */
import { ROOT } from '../../formats/place.ts';
import { scalar, type Reading, type Scalar } from '../../formats/scalar.ts';

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly sections: Map<string, number>;
  /** Path of the object that the lines describe. */
  scope: string;
  at: number;
  /** No `</text>` stands behind. */
  unclosed: boolean;
  problem: Reading['problem'];
}

/** Tags that start an object, and the list that it is in. */
const SECTIONS = new Map([
  ['PackageName', 'packages'],
  ['FileName', 'files'],
  ['SnippetSPDXID', 'snippets'],
  ['LicenseID', 'hasExtractedLicensingInfos'],
]);
/** Tags with another name in JSON. */
const FIELDS = new Map([
  ['PackageName', 'name'],
  ['FileName', 'fileName'],
  ['PackageVersion', 'versionInfo'],
  ['PackageDownloadLocation', 'downloadLocation'],
  ['PackageDescription', 'description'],
  ['PackageSummary', 'summary'],
  ['PackageComment', 'comment'],
  ['PackageChecksum', 'checksumValue'],
  ['FileChecksum', 'checksumValue'],
]);
const LINE = /^[ \t]*([A-Za-z]+):[ \t]*/;
const OPEN = '<text>';
const CLOSE = '</text>';

/** Reads `Tag: value` lines, `<text>` blocks and comments. */
export function readSpdxTags(text: string): Reading {
  const state: State = { text, scalars: [], sections: new Map(), scope: '', at: 0, unclosed: false, problem: null };
  while (state.at < text.length) readLine(state);
  return { scalars: state.scalars, problem: state.problem };
}

function readLine(state: State): void {
  const { text, at } = state;
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  state.at = end + 1;
  const line = text.slice(at, end).trimEnd();
  const tag = LINE.exec(line);
  if (tag) return readTag(state, tag[1] ?? '', at + tag[0].length, at + line.length);
  if (line.trimStart().startsWith('#')) state.scalars.push(scalar('comment', at, at + line.length, '', ROOT));
  else if (line !== '') state.problem ??= { message: 'SPDX: a line is no tag', at };
}

function readTag(state: State, tag: string, start: number, lineEnd: number): void {
  const { text } = state;
  let [from, end] = [start, lineEnd];
  if (text.startsWith(OPEN, start)) {
    const close = state.unclosed ? -1 : text.indexOf(CLOSE, start);
    from = start + OPEN.length;
    if (close < 0) {
      state.unclosed = true;
      state.problem ??= { message: 'SPDX: a <text> is not closed', at: start };
    } else {
      end = close;
      state.at = Math.max(state.at, close + CLOSE.length);
    }
  }
  const section = SECTIONS.get(tag);
  if (section !== undefined) state.scope = nextScope(state, section);
  if (tag === 'Relationship') return readRelationship(state, from, end);
  if (tag === 'ExternalRef') return readReference(state, from, end);
  add(state, from, end, [...listOf(state.scope), FIELDS.get(tag) ?? tag], state.scope);
}

function nextScope(state: State, section: string): string {
  const count = state.sections.get(section) ?? 0;
  state.sections.set(section, count + 1);
  return `${section}.${count}`;
}

/** `Relationship: SPDXRef-A DEPENDS_ON SPDXRef-B`. */
function readRelationship(state: State, start: number, end: number): void {
  const scope = nextScope(state, 'relationships');
  const names = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'];
  for (const [i, word] of wordsIn(state.text, start, end).slice(0, 3).entries()) {
    add(state, word.start, word.end, ['relationships', names[i] ?? ''], scope);
  }
}

/** `ExternalRef: PACKAGE-MANAGER purl pkg:npm/name@1.0.0`. */
function readReference(state: State, start: number, end: number): void {
  const locator = wordsIn(state.text, start, end)[2];
  if (locator) add(state, locator.start, locator.end, [...listOf(state.scope), 'externalRefs', 'referenceLocator'], state.scope);
}

function wordsIn(text: string, start: number, end: number): { start: number; end: number }[] {
  return [...text.slice(start, end).matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: start + index,
    end: start + index + word.length,
  }));
}

function listOf(scope: string): string[] {
  return scope === '' ? [] : [scope.slice(0, scope.lastIndexOf('.'))];
}

function add(state: State, start: number, end: number, keys: readonly string[], scope: string): void {
  if (end > start) state.scalars.push({ role: 'value', start, end, value: state.text.slice(start, end), keys, scope, outer: '' });
}

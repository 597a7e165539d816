/** INI files, systemd units and Java properties -> scalars. https://docs.python.org/3/library/configparser.html,
 *  https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html */
import type { Span } from '../types.ts';
import { mapping, member, ROOT, type Place } from './place.ts';
import { scalar, spansOf, type Reading, type Scalar } from './scalar.ts';

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  /** Where entries stand: the section. */
  place: Place;
  /** The place of the newest entry's value; what follows it indented or behind a backslash belongs to it. */
  entry: Place | null;
  isContinued: boolean;
}

interface Dialect {
  readonly isProperties: boolean;
}

/** Keys, values and comments of an INI text; sections are scopes. Nothing is malformed: a line without `=` is a key and a value. */
export function readIni(text: string): Reading {
  return read(text, { isProperties: false });
}

/** Keys, values and comments of a properties text; `a.b.c=v` gives v the keys a, b, c, and the scope `a.b`. */
export function readProperties(text: string): Reading {
  return read(text, { isProperties: true });
}

/** Spans of an INI text. */
export function iniSpans(text: string): Span[] {
  return spansOf(text, readIni(text));
}

/** Spans of a properties text. */
export function propertiesSpans(text: string): Span[] {
  return spansOf(text, readProperties(text));
}

function read(text: string, dialect: Dialect): Reading {
  const state: State = { text, scalars: [], place: ROOT, entry: null, isContinued: false };
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const first = blanksEnd(text, start, end);
    const last = trimmedEnd(text, first, end);
    if (last > first) line(state, dialect, start, first, last);
    else state.isContinued = false;
    start = end + 1;
  }
  return { scalars: state.scalars, problem: null };
}

function blanksEnd(text: string, at: number, end: number): number {
  while (at < end && /[ \t\r\f]/.test(text[at] ?? '')) at++;
  return at;
}

function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && /[ \t\r\f]/.test(text[end - 1] ?? '')) end--;
  return end;
}

function line(state: State, dialect: Dialect, lineStart: number, start: number, end: number): void {
  const { text } = state;
  const char = text[start] ?? '';
  if (state.isContinued && state.entry !== null) return value(state, dialect, start, end, state.entry);
  if (char === '#' || char === ';' || (char === '!' && dialect.isProperties)) {
    state.scalars.push(scalar('comment', start, end, '', ROOT));
    return;
  }
  if (char === '[' && !dialect.isProperties) return section(state, start, end);
  const separator = separatorAt(text, start, end, dialect);
  if (separator < 0 && start > lineStart && state.entry !== null) return value(state, dialect, start, end, state.entry);
  entry(state, dialect, start, separator, end);
}

/** `[name]`, `[remote "origin"]`. */
function section(state: State, start: number, end: number): void {
  const close = state.text.slice(start, end).indexOf(']');
  const stop = close < 0 ? end : start + close;
  const name = state.text.slice(start + 1, stop).trim();
  state.scalars.push(scalar('key', start + 1, stop, name, ROOT));
  state.place = mapping(member(ROOT, name), start);
  state.entry = null;
  const hash = commentAt(state.text, stop, end);
  if (hash < end) state.scalars.push(scalar('comment', hash, end, '', ROOT));
}

/** The first `=` or `:`; of properties also a blank, and none that a backslash hides. -1 when there is none. */
function separatorAt(text: string, start: number, end: number, { isProperties }: Dialect): number {
  for (let at = start; at < end; at++) {
    const char = text[at];
    if (char === '=' || (char === ':' && (isProperties || text[at + 1] === ' '))) return at;
    if (!isProperties) continue;
    if (char === '\\') at++;
    else if (char === ' ' || char === '\t') {
      const next = blanksEnd(text, at, end);
      return text[next] === '=' || text[next] === ':' ? next : at;
    }
  }
  return -1;
}

function entry(state: State, dialect: Dialect, start: number, separator: number, end: number): void {
  const { text, scalars } = state;
  const stop = separator < 0 ? wordEnd(text, start, end) : trimmedEnd(text, start, separator);
  const name = text.slice(start, stop);
  const place = dialect.isProperties ? dotted(name, start) : state.place;
  scalars.push(scalar('key', start, stop, name, place));
  const own = member(place, dialect.isProperties ? (name.split('.').at(-1) ?? name) : name);
  value(state, dialect, blanksEnd(text, separator < 0 ? stop : separator + 1, end), end, own);
  state.entry = separator >= 0 || state.isContinued ? own : null;
}

/** `proxy_pass https://host;`: without a separator, the first word is the key. */
function wordEnd(text: string, at: number, end: number): number {
  while (at < end && !/\s/.test(text[at] ?? '')) at++;
  return at;
}

/** The place of the last part of a dotted name. */
function dotted(name: string, at: number): Place {
  let place = ROOT;
  for (const part of name.split('.').slice(0, -1).slice(0, 32)) place = mapping(member(place, part), at);
  return place;
}

function value(state: State, { isProperties }: Dialect, start: number, end: number, place: Place): void {
  const { text, scalars } = state;
  const hash = isProperties ? end : commentAt(text, start, end);
  state.isContinued = hash === end && text[end - 1] === '\\';
  if (hash < end) scalars.push(scalar('comment', hash, end, '', ROOT));
  let first = start;
  let last = trimmedEnd(text, start, state.isContinued ? end - 1 : hash);
  if (!isProperties && last > first && text[last - 1] === ';') last--;
  const quote = text[first];
  if (!isProperties && (quote === '"' || quote === "'") && last > first + 1 && text[last - 1] === quote) {
    first++;
    last--;
  }
  const written = text.slice(first, last);
  if (last > first) scalars.push(scalar('value', first, last, isProperties ? unescaped(written) : written, place));
}

function unescaped(written: string): string {
  return written.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, char?: string) =>
    code === undefined ? (char ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A comment behind a value: `#` or `;` behind a blank. */
function commentAt(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if ((text[at] === '#' || text[at] === ';') && /\s/.test(text[at - 1] ?? '')) return at;
  }
  return end;
}

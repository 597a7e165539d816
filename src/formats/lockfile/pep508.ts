/** Python requirements: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
import type { Span } from '../../types.ts';
import { packageSpan, skipSpan, type Range } from './index.ts';

/** `name[extra] >=1.0 ; marker` or `name @ url`; the place is that of the name. */
export interface Requirement extends Range {
  readonly name: string;
  /** Version clauses as written, without blanks around; null without any. */
  readonly version: string | null;
  readonly extras: readonly Range[];
  readonly url: Range | null;
  /** From the `;` on; empty at the end without one. */
  readonly marker: Range;
}

const NAME = /[A-Za-z0-9_](?:[\w.-]*\w)?/y;
const QUOTED = /(["'])\s*([A-Za-z0-9_][\w.-]*)[^"']*\1/g;
const MOST_EXTRAS = 50;
const VERSION = /^[<>=!~]/;
/** Nothing to change: no capitals, and single dashes only. */
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DIVIDERS = /[-_.]+/g;

/** A distribution's name as indexes compare it: `LangChain_DeepSeek` -> `langchain-deepseek`. */
export function pypiName(name: string): string {
  return PLAIN.test(name) ? name : name.toLowerCase().replaceAll(DIVIDERS, '-');
}

/** The requirement in `[start, end)`, or null when the text is none. */
export function requirementAt(text: string, start: number, end: number): Requirement | null {
  const from = pastBlanks(text, start, end);
  NAME.lastIndex = from;
  const name = NAME.exec(text)?.[0] ?? '';
  const last = from + name.length;
  if (name === '' || last > end) return null;
  const bracket = pastBlanks(text, last, end);
  const extras = text[bracket] === '[' ? extrasAt(text, bracket + 1, end) : null;
  const next = pastBlanks(text, extras?.end ?? last, end);
  const found = { start: from, end: last, name, extras: extras?.places ?? [] };
  const semicolon = markerAt(text, next, end, text[next] === '@');
  const marker = { start: semicolon, end };
  if (text[next] === '@') return { ...found, version: null, url: trimmed(text, next + 1, semicolon), marker };
  const version = clauses(text.slice(next, semicolon));
  return version === null ? null : { ...found, version: version || null, url: null, marker };
}

/** The spans of a requirement under `keys`; the marker says nothing. */
export function requirementSpans(found: Requirement, keys: readonly string[], dependencyPath: readonly string[] = [found.name]): Span[] {
  const { name, version, extras, url, marker } = found;
  const facts = { ecosystem: 'pypi', version, dependencyPath };
  const below = (place: Range, ...more: string[]): Span => ({ ...place, form: 'string', keys: [...keys, name, ...more], scope: '' });
  const spans = [packageSpan({ start: found.start, end: found.end, name, keys }, facts), ...extras.map((extra) => below(extra, 'extras'))];
  if (url) spans.push(below(url));
  if (marker.start < marker.end) spans.push(skipSpan(marker.start, marker.end));
  return spans;
}

/** An address of a package, with its name when it ends in `#egg=name`: the spans of both under `keys`. */
export function locationSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] {
  const written = text.slice(start, end);
  const hash = written.indexOf('#');
  const egg = hash < 0 ? -1 : written.indexOf('egg=', hash);
  const address: Span = { start, end: egg < 0 ? end : start + hash, form: 'string', keys, scope: '' };
  const ampersand = egg < 0 ? -1 : written.indexOf('&', egg);
  const found = egg < 0 ? null : requirementAt(text, start + egg + 4, ampersand < 0 ? end : start + ampersand);
  return found ? [address, ...requirementSpans(found, keys)] : [address];
}

/** Whether a text is an address or a path and not a requirement. */
export function isLocation(written: string): boolean {
  return /^(?:[a-z][a-z+.-]*:\/\/|file:|\.{0,2}\/|\.$)/i.test(written);
}

/** Names in a line of requirements in quotes: `"a>=1", "b[c] ; marker"`. */
export function quotedRequirements(line: string): string[] {
  return [...line.matchAll(QUOTED)].map((found) => found[2] ?? '');
}

/** Version clauses, in parentheses or not; null when the text is something else. */
function clauses(written: string): string | null {
  const bare = written.trim();
  const version = bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1).trim() : bare;
  return version === '' || VERSION.test(version) ? version : null;
}

function extrasAt(text: string, start: number, end: number): { places: Range[]; end: number } {
  const places: Range[] = [];
  let at = start;
  while (at < end && text[at] !== ']') {
    const from = pastBlanks(text, at, end);
    at = from;
    while (at < end && text[at] !== ',' && text[at] !== ']') at++;
    const place = trimmed(text, from, at);
    if (place.end > place.start && places.length < MOST_EXTRAS) places.push(place);
    if (text[at] === ',') at++;
  }
  return { places, end: Math.min(at + 1, end) };
}

/** A `;` inside a URL is part of it: there the marker needs a blank before. */
function markerAt(text: string, from: number, end: number, isUrl: boolean): number {
  for (let at = from; at < end; at++) if (text[at] === ';' && (!isUrl || /\s/.test(text[at - 1] ?? ''))) return at;
  return end;
}

function trimmed(text: string, start: number, end: number): Range {
  const from = pastBlanks(text, start, end);
  let to = end;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  return { start: from, end: to };
}

function pastBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text[at] ?? '')) at++;
  return at;
}

/** .env files -> scalars: `export`, quotes over lines, comments behind values. https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow */
import type { Span } from '../types.ts';
import { member, ROOT } from './place.ts';
import { blanksEnd, lineEnd } from './position.ts';
import { scalar, spansOf, type Reading, type Scalar } from './scalar.ts';

const NAME = /[\w.-]/;

/** Keys, values and comments of a .env text. A line that assigns nothing is a problem; it is read as a value without keys. */
export function readDotenv(text: string): Reading {
  const scalars: Scalar[] = [];
  let problem: Reading['problem'] = null;
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at);
    const start = blanksEnd(text, at, end);
    if (start === end) at = end + 1;
    else if (text[start] === '#') {
      scalars.push(scalar('comment', start, trimmedEnd(text, start, end), '', ROOT));
      at = end + 1;
    } else {
      const next = assignment(text, start, end, scalars);
      if (next < 0) {
        problem ??= { message: 'dotenv: a line assigns nothing', at: start };
        scalars.push(scalar('value', start, trimmedEnd(text, start, end), text.slice(start, end), ROOT));
      }
      at = next < 0 ? end + 1 : next;
    }
  }
  return { scalars, problem };
}

/** Spans of a .env text. Throws SyntaxProblem, with the spans read all the same. */
export function dotenvSpans(text: string): Span[] {
  return spansOf(text, readDotenv(text));
}

function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && /[ \t\r]/.test(text[end - 1] ?? '')) end--;
  return end;
}

/** Reads `NAME=value`; answers the offset behind it, or -1. */
function assignment(text: string, line: number, end: number, scalars: Scalar[]): number {
  const exported = /^(?:export|set|setx)[ \t]{1,16}/.exec(text.slice(line, Math.min(end, line + 24)))?.[0].length ?? 0;
  const start = line + exported;
  let stop = start;
  while (stop < end && NAME.test(text[stop] ?? '')) stop++;
  const separator = blanksEnd(text, stop, end);
  const name = text.slice(start, stop);
  const isBare = separator === end && stop > start;
  if (stop === start || (!isBare && text[separator] !== '=' && text[separator] !== ':' && text[separator] !== '?')) return -1;
  scalars.push(scalar('key', start, stop, name, ROOT));
  if (isBare) return end + 1;
  const equals = text[separator] === '?' || text[separator] === ':' ? separator + (text[separator + 1] === '=' ? 1 : 0) : separator;
  return value(text, blanksEnd(text, equals + 1, end), end, name, scalars);
}

/** Reads a value, quoted over lines or up to a comment; answers the offset of the next line. */
function value(text: string, start: number, end: number, name: string, scalars: Scalar[]): number {
  const place = member(ROOT, name);
  const quote = text[start] ?? '';
  const close = quote === '"' || quote === "'" || quote === '`' ? closing(text, start + 1, quote, end) : -1;
  if (close >= 0) {
    const written = text.slice(start + 1, close);
    scalars.push(scalar('value', start + 1, close, quote === '"' ? written.replaceAll(/\\(["\\$])/g, '$1') : written, place));
  }
  const after = close < 0 ? end : lineEnd(text, close);
  const hash = commentAt(text, close < 0 ? start : close + 1, after);
  if (hash < after) scalars.push(scalar('comment', hash, trimmedEnd(text, hash, after), '', ROOT));
  const last = trimmedEnd(text, start, hash);
  if (close < 0 && last > start) scalars.push(scalar('value', start, last, text.slice(start, last), place));
  return after + 1;
}

const LONGEST_QUOTED = 20_000;

/** The closing quote: on this line, or within a value that runs over lines; -1 when there is none. */
function closing(text: string, start: number, quote: string, end: number): number {
  const until = Math.min(text.length, Math.max(end, start + LONGEST_QUOTED));
  for (let at = start; at < until; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at < end || /^[ \t\r]*(?:#|\n|$)/.test(text.slice(at + 1, at + 64)) ? at : -1;
  }
  return -1;
}

/** A comment behind a value: `#` behind a blank. */
function commentAt(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (text[at] === '#' && (at === start || /\s/.test(text[at - 1] ?? ''))) return at;
  }
  return end;
}

/** Values of plain YAML: scalars with and without quotes, lists of those in brackets, block scalars. */
import type { Place } from '../place.ts';
import { lineEnd } from '../position.ts';
import { blanksAt, blanksFrom, blockContent, foldedLines, readBlockScalar } from './block-scalar.ts';
import { closeOf, unquoted } from './quotes.ts';
import { readBrackets } from './plain-flow.ts';
import { BLANK, comment, INDICATORS, odd, readRest, takeValue, type State } from './plain-state.ts';

/** What stands behind a key or list mark: a scalar, a list in brackets, the start of a block, a comment, or nothing. */
export function readValue(state: State, from: number, end: number, parent: number): void {
  const { text } = state;
  const frame = state.stack.at(-1);
  let at = from;
  while (at < end && text.charCodeAt(at) === BLANK) at++;
  if (at === end) return;
  if (text[at] === '#') return comment(state, at, end);
  if (frame === undefined) return odd(state);
  frame.isOpen = false;
  const first = text[at] ?? '';
  if (first === '"' || first === "'") readQuoted(state, at, parent, frame.entry, first);
  else if (first === '[' || first === '{') readBrackets(state, at, parent, frame.entry);
  else if (first === '|' || first === '>') readBlock(state, at, end, parent, frame.entry);
  else readText(state, at, end, parent, frame.entry);
}

/** A scalar without quotes, with the deeper lines that go on with it. */
function readText(state: State, at: number, end: number, parent: number, place: Place): void {
  const { text } = state;
  if (INDICATORS.includes(text[at] ?? '') && !/^-[^ ]/.test(text.slice(at, Math.min(end, at + 2)))) return odd(state);
  let stop = textEnd(text, at, end);
  const lines = [text.slice(at, stop)];
  if (!isText(lines[0] ?? '')) return odd(state);
  for (
    let next = stop === end || isBlank(text, stop, end) ? goesOn(text, state.at, parent) : -1;
    next >= 0;
    next = goesOn(text, state.at, parent)
  ) {
    const last = lineEnd(text, next);
    const line = text.slice(next, textEnd(text, next, last));
    if (!isText(line)) return odd(state);
    lines.push(...blankLines(text, state.at, next), line);
    stop = next + line.length;
    state.at = last + 1;
    if (!isBlank(text, stop, last)) break;
  }
  takeValue(state, at, stop, foldedLines(lines), place);
  readRest(state, stop, lineEnd(text, stop));
}

/** Where the text of a line ends: before a comment and the blanks there. */
function textEnd(text: string, at: number, end: number): number {
  const hash = text.slice(at, end).indexOf(' #');
  return blanksFrom(text, hash < 0 ? end : at + hash);
}

function isText(line: string): boolean {
  return !line.includes(': ') && !line.endsWith(':');
}

function isBlank(text: string, at: number, end: number): boolean {
  return at + blanksAt(text, at) >= end;
}

/** The first character of the next line that holds something, when it stands deeper than `parent` and opens no comment; else -1. */
export function goesOn(text: string, from: number, parent: number): number {
  for (let at = from; at < text.length; at = lineEnd(text, at) + 1) {
    const first = at + blanksAt(text, at);
    if (first >= text.length || text[first] === '\n') continue;
    return first - at > parent && text[first] !== '#' ? first : -1;
  }
  return -1;
}

/** `''` for each blank line from `from` to the line that `at` is on. */
function blankLines(text: string, from: number, at: number): string[] {
  return text
    .slice(from, at)
    .split('\n')
    .slice(1)
    .map(() => '');
}

function readQuoted(state: State, at: number, parent: number, place: Place, quote: string): void {
  const { text } = state;
  const close = closeOf(text, at, quote);
  const lines = close < 0 ? [] : text.slice(at + 1, close).split('\n');
  const isDeep = lines.every((line, i) => i === 0 || blanksAt(line, 0) > parent || line.trimEnd() === '');
  const value = isDeep && lines.length > 0 ? unquoted(lines, quote) : null;
  if (value === null) return odd(state);
  const end = lineEnd(text, close);
  takeValue(state, at + 1, close, value, place);
  state.at = end + 1;
  readRest(state, close + 1, end);
}

/** `|` and `>`, and what they do with the line ends behind their text. */
function readBlock(state: State, at: number, end: number, parent: number, place: Place): void {
  const { text } = state;
  const chomping = text[at + 1] ?? '';
  readRest(state, at + (chomping === '-' || chomping === '+' ? 2 : 1), end);
  const read = state.isOdd ? null : readBlockScalar(text, end + 1, parent, text[at] === '>', chomping);
  if (read === null) return odd(state);
  const [start, stop] = blockContent(text, at, read.next);
  takeValue(state, start, stop, read.value, place);
  state.at = read.next;
}

/** TOML (1.0 and 1.1) -> scalars: an own reader that keeps places; the parser only settles whether a text is malformed. */
import { parse } from '@iarna/toml';
import type { Span } from '../../types.ts';
import { element, interestIn, mapping, member, pathOf, ROOT, type Place } from '../place.ts';
import { scalar, spansOf, type Reading, type Scalar } from '../scalar.ts';
import { EVERYTHING, INTEREST, type Wanted } from '../wanted.ts';
import { tomlName, tomlString, tomlWord, type TomlToken } from './token.ts';

interface Container {
  readonly place: Place;
  readonly closer: ']' | '}';
  /** Of an inline table: the place of the value that comes next; null before its `=`. */
  entry: Place | null;
  count: number;
}

interface State {
  readonly text: string;
  readonly wanted: Wanted;
  readonly scalars: Scalar[];
  at: number;
  /** The table whose entries are read. */
  table: Place;
  readonly stack: Container[];
  /** How often an array of tables was met. */
  readonly tables: Map<string, number>;
  problem: Reading['problem'];
}

const LARGEST_PARSED = 1 << 20;

/** Keys, values and comments of a TOML text, those that are wanted: tables, dotted keys, arrays over lines, inline tables, all kinds of strings. */
export function readToml(text: string, wanted: Wanted = EVERYTHING): Reading {
  const state: State = { text, wanted, scalars: [], at: 0, table: ROOT, stack: [], tables: new Map(), problem: null };
  while (skipBlank(state)) {
    if (text[state.at] === '[') header(state);
    else if (!line(state)) statement(state);
  }
  return { scalars: state.scalars, problem: state.problem !== null && isToml(text) ? null : state.problem };
}

/** Spans of a TOML text. Throws SyntaxProblem, with the spans read all the same. */
export function tomlSpans(text: string): Span[] {
  return spansOf(text, readToml(text));
}

function isToml(text: string): boolean {
  if (text.length > LARGEST_PARSED) return false;
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function complain(state: State, message: string): void {
  state.problem ??= { message: `TOML: ${message}`, at: Math.min(state.at, state.text.length) };
}

/** Skips blanks, line ends and comments; false at the end of the text. */
function skipBlank(state: State): boolean {
  const { text } = state;
  while (state.at < text.length) {
    BLANKS.lastIndex = state.at;
    BLANKS.test(text);
    state.at = BLANKS.lastIndex;
    if (text[state.at] !== '#') return state.at < text.length;
    comment(state);
  }
  return false;
}

const BLANKS = /[ \t\n\r\uFEFF]*/y;

function comment(state: State): void {
  const { text, scalars, wanted, stack, at } = state;
  const end = lineEnd(text, at);
  if (stack.at(-1)?.place.interest === INTEREST.whole || wanted.isAnchored(at, end)) scalars.push(scalar('comment', at, end, '', ROOT));
  state.at = end;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

/** `[a.b]` or `[[a.b]]`: every entry until the next one stands in that table. */
function header(state: State): void {
  const { text } = state;
  const start = state.at;
  const isList = text[start + 1] === '[';
  state.at += isList ? 2 : 1;
  const names = keyPath(state);
  if (names.length === 0 || text[state.at] !== ']') {
    complain(state, 'a table header is not closed');
    state.at = Math.max(lineEnd(text, start), start + 1);
  } else {
    state.at += isList && text[state.at + 1] === ']' ? 2 : 1;
  }
  state.table = mapping(tableOf(state, names, isList), start);
}

/** The place that a header names: the newest element of every array of tables on its way; a new one for `[[a]]`. */
function tableOf(state: State, names: readonly TomlToken[], isList: boolean): Place {
  const { tables } = state;
  let place = ROOT;
  for (const [i, name] of names.entries()) {
    place = keyed(state, i === 0 ? ROOT : mapping(place, name.start), name);
    const isNew = isList && i === names.length - 1;
    const index = tables.get(pathOf(place)) ?? -1;
    if (isNew) tables.set(pathOf(place), index + 1);
    if (isNew || index >= 0) place = element(place, isNew ? index + 1 : index);
  }
  return place;
}

/** Takes a key; gives the place of its entry. */
function keyed({ scalars, wanted }: State, place: Place, { start, end, value: key }: TomlToken): Place {
  const interest = interestIn(place, key, wanted);
  if (interest !== INTEREST.none || key.length !== end - start || wanted.isAnchored(start, end)) {
    scalars.push(scalar('key', start, end, key, place));
  }
  return member(place, key, interest);
}

/** `key = "value"`, and nothing else on the line. */
const LINE = /([\w-]+)([ \t]*=[ \t]*)(?:"([^"\\\r\n]*)"|([^\s,#[\]{}="']+))(?=\n|$)/y;

/** Reads a line that is nothing else; false: it is. */
function line(state: State): boolean {
  LINE.lastIndex = state.at;
  const found = LINE.exec(state.text);
  if (found === null) return false;
  const [, key = '', sign = '', string, word = ''] = found;
  const end = state.at + key.length;
  const place = keyed(state, state.table, { start: state.at, end, value: key, next: end, broken: false });
  const start = end + sign.length + (string === undefined ? 0 : 1);
  const value = string ?? word;
  scalarAt(state, place, { start, end: start + value.length, value, next: LINE.lastIndex, broken: false });
  return true;
}

/** `key = value` with everything that belongs to the value, over lines. */
function statement(state: State): void {
  const start = state.at;
  const place = assignment(state, state.table);
  if (place === null) {
    state.at = Math.max(lineEnd(state.text, state.at), start + 1);
    return;
  }
  value(state, place);
  while (state.stack.length > 0) {
    if (skipBlank(state) && !isAbandoned(state)) inside(state);
    else {
      complain(state, 'a bracket is not closed');
      state.stack.length = 0;
      return;
    }
  }
  const end = lineEnd(state.text, state.at);
  const rest = state.text.slice(state.at, end).trimStart();
  if (rest !== '' && !rest.startsWith('#')) {
    complain(state, 'something stands behind a value');
    state.at = end;
  }
}

/** Reads `a.b =`: the place of the value behind it, or null. */
function assignment(state: State, table: Place): Place | null {
  const names = keyPath(state);
  let place = table;
  for (const [i, name] of names.entries()) place = keyed(state, i > 0 ? mapping(place, name.start) : place, name);
  if (names.length === 0 || state.text[state.at] !== '=') {
    complain(state, 'a key without a value');
    return null;
  }
  state.at++;
  return place;
}

/** The parts of a dotted key, and leaves `at` on what follows them. */
function keyPath(state: State): TomlToken[] {
  const { text } = state;
  const names: TomlToken[] = [];
  for (;;) {
    state.at = pastBlanks(text, state.at);
    const char = text[state.at];
    const token = char === '"' || char === "'" ? tomlString(text, state.at, true) : tomlName(text, state.at);
    if (token.next === state.at) return names;
    names.push(token);
    state.at = pastBlanks(text, token.next);
    if (text[state.at] !== '.') return names;
    state.at++;
  }
}

function pastBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** A scalar value, or the opening of an array or inline table. */
function value(state: State, place: Place): void {
  const { text } = state;
  state.at = pastBlanks(text, state.at);
  const char = text[state.at] ?? '';
  if (char === '[' || char === '{') {
    const isTable = char === '{';
    state.stack.push({ place: isTable ? mapping(place, state.at) : place, closer: isTable ? '}' : ']', entry: null, count: 0 });
    state.at++;
    return;
  }
  const token = char === '"' || char === "'" ? tomlString(text, state.at) : tomlWord(text, state.at);
  if (token.next === state.at) {
    complain(state, 'a value is missing');
    state.at++;
    return;
  }
  if (token.broken) complain(state, 'a string is not closed');
  scalarAt(state, place, token);
}

function scalarAt(state: State, place: Place, { start, end, value: meant, next }: TomlToken): void {
  const { scalars, wanted } = state;
  const isOwn = place.interest !== INTEREST.none || meant.length !== end - start;
  if (isOwn || wanted.isAnchored(start, end) || wanted.isTelling(start, end)) scalars.push(scalar('value', start, end, meant, place));
  state.at = next;
}

/** In an array, `key =` can only be the next statement. */
function isAbandoned({ text, stack, at }: State): boolean {
  if (stack.at(-1)?.closer !== ']') return false;
  STATEMENT.lastIndex = at;
  return STATEMENT.test(text);
}

const STATEMENT = /[A-Za-z_][\w-]{0,100}[ \t]{0,20}=/y;

/** One step inside an array or inline table. */
function inside(state: State): void {
  const container = state.stack.at(-1);
  const char = state.text[state.at];
  if (container === undefined) return;
  if (char === ',' || char === container.closer) {
    state.at++;
    if (char !== ',') state.stack.pop();
  } else if (char === ']' || char === '}') {
    complain(state, 'brackets do not pair');
    state.at++;
    state.stack.pop();
  } else if (container.closer === ']') {
    value(state, element(container.place, container.count++));
  } else {
    const place = assignment(state, container.place);
    if (place === null) state.at++;
    else value(state, place);
  }
}

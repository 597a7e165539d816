/** JSON, JSON with comments and JSON5 -> scalars. Tokens by jsonc-parser; structure by an explicit stack, so depth is no matter. */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Span } from '../types.ts';
import { element, mapping, member, pairsNamed, ROOT, scalar, spansOf, type Place, type Reading, type Scalar } from './scalar.ts';

/** Token numbers of jsonc-parser. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const COMMA = 5;
const COLON = 6;
const STRING = 10;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const TRIVIA_END = 15;
const END = 17;

interface Token {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly broken: boolean;
}

interface Container {
  readonly place: Place;
  readonly closer: number;
  /** What may come next. */
  expects: 'key' | 'colon' | 'value' | 'comma';
  key: string;
  count: number;
}

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly stack: Container[];
  problem: Reading['problem'];
  top: boolean;
}

/** Keys, values and comments of a JSON text; duplicate keys all count. */
export function readJson(text: string): Reading {
  const state: State = { text, scalars: [], stack: [], problem: null, top: false };
  const scanner = createScanner(text, false);
  for (let token = next(scanner, text); token.kind !== END; token = next(scanner, text)) {
    if (token.kind === LINE_COMMENT || token.kind === BLOCK_COMMENT) {
      state.scalars.push(scalar('comment', token.start, token.end, '', ROOT));
    } else if (token.kind < LINE_COMMENT || token.kind > TRIVIA_END) {
      accept(state, token);
    }
    if (token.broken) complain(state, 'a string or comment is not closed, or has a wrong escape', token);
  }
  if (state.stack.length > 0) complain(state, 'a bracket is not closed', { start: text.length });
  return { scalars: pairsNamed(state.scalars), problem: state.problem };
}

/** Spans of a JSON, JSONC or JSON5 text. Throws SyntaxProblem, with the spans read all the same. */
export function jsonSpans(text: string): Span[] {
  return spansOf(text, readJson(text));
}

/** One JSON value a line: each line is a document of its own, its scope `#line`. */
export function readJsonLines(text: string): Reading {
  const scalars: Scalar[] = [];
  let problem: Reading['problem'] = null;
  for (let start = 0, line = 1; start < text.length; line++) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const reading = readJson(text.slice(start, end));
    for (const one of reading.scalars) scalars.push(shifted(one, start, `#${line}`));
    if (reading.problem) problem ??= { message: reading.problem.message, at: start + reading.problem.at };
    start = end + 1;
  }
  return { scalars, problem };
}

function shifted(one: Scalar, by: number, document: string): Scalar {
  const within = (scope: string) => (scope === '' ? document : `${document}.${scope}`);
  return { ...one, start: one.start + by, end: one.end + by, scope: within(one.scope), outer: within(one.outer) };
}

function accept(state: State, token: Token): void {
  const container = state.stack.at(-1);
  switch (token.kind) {
    case OPEN_BRACE:
    case OPEN_BRACKET:
      return open(state, container, token);
    case CLOSE_BRACE:
    case CLOSE_BRACKET:
      return close(state, token);
    case COMMA:
      if (container === undefined || container.expects === 'value' || container.expects === 'colon')
        complain(state, 'a comma too many', token);
      if (container) container.expects = container.closer === CLOSE_BRACE ? 'key' : 'value';
      return;
    case COLON:
      if (container?.expects !== 'colon') complain(state, 'a colon without a key', token);
      if (container && container.closer === CLOSE_BRACE) container.expects = 'value';
      return;
    default:
      return text(state, container, token);
  }
}

function text(state: State, container: Container | undefined, token: Token): void {
  const { start, end, value } = token;
  if (container?.closer === CLOSE_BRACE && container.expects !== 'value') {
    if (container.expects !== 'key') complain(state, 'a comma or colon is missing', token);
    container.key = value;
    container.expects = 'colon';
    state.scalars.push(scalar('key', start, end, value, container.place));
    return;
  }
  state.scalars.push(scalar('value', start, end, value, placeOf(state, container, token)));
}

function open(state: State, container: Container | undefined, token: Token): void {
  const outer = placeOf(state, container, token);
  const isObject = token.kind === OPEN_BRACE;
  state.stack.push({
    place: isObject ? mapping(outer, token.start) : outer,
    closer: isObject ? CLOSE_BRACE : CLOSE_BRACKET,
    expects: isObject ? 'key' : 'value',
    key: '',
    count: 0,
  });
}

/** The place of the value that starts now, and notes that its container has it. */
function placeOf(state: State, container: Container | undefined, token: Token): Place {
  if (container === undefined) {
    if (state.top) complain(state, 'more than one value', token);
    state.top = true;
    return ROOT;
  }
  if (container.expects !== 'value') complain(state, 'a comma or key is missing', token);
  container.expects = 'comma';
  return container.closer === CLOSE_BRACE ? member(container.place, container.key) : element(container.place, container.count++);
}

function close(state: State, token: Token): void {
  const container = state.stack.at(-1);
  if (container?.closer !== token.kind) return complain(state, 'a bracket closes nothing', token);
  if (container.expects === 'colon' || (container.closer === CLOSE_BRACE && container.expects === 'value')) {
    complain(state, 'a key without a value', token);
  }
  state.stack.pop();
}

function complain(state: State, message: string, { start }: { readonly start: number }): void {
  state.problem ??= { message: `JSON: ${message}`, at: start };
}

/** The next token; strings in single quotes and words without quotes are read here, the rest by the scanner. */
function next(scanner: JSONScanner, text: string): Token {
  const at = scanner.getPosition();
  if (text[at] === "'") return singleQuoted(scanner, text, at);
  const kind: number = scanner.scan();
  const start = scanner.getTokenOffset();
  const end = Math.min(start + scanner.getTokenLength(), text.length);
  if (kind === STRING) {
    const closed = end > start + 1 && text[end - 1] === '"';
    return { kind, start: start + 1, end: closed ? end - 1 : end, value: scanner.getTokenValue(), broken: scanner.getTokenError() !== 0 };
  }
  if (kind <= COLON || kind >= END || (kind >= LINE_COMMENT && kind <= TRIVIA_END)) {
    return { kind, start, end, value: '', broken: scanner.getTokenError() !== 0 };
  }
  return bare(scanner, text, start, end);
}

function singleQuoted(scanner: JSONScanner, text: string, quote: number): Token {
  let end = quote + 1;
  while (end < text.length && text[end] !== "'" && (text[end] !== '\n' || text[end - 1] === '\\')) end += text[end] === '\\' ? 2 : 1;
  end = Math.min(end, text.length);
  const broken = text[end] !== "'";
  scanner.setPosition(broken ? end : end + 1);
  return { kind: STRING, start: quote + 1, end, value: text.slice(quote + 1, end).replaceAll(/\\(.)/g, '$1'), broken };
}

const BARE_END = /[\s[\]{}:,"'/]/;

function bare(scanner: JSONScanner, text: string, start: number, scanned: number): Token {
  let end = scanned;
  while (end < text.length && !BARE_END.test(text[end] ?? '')) end++;
  scanner.setPosition(Math.max(end, start + 1));
  return { kind: STRING, start, end: Math.max(end, start + 1), value: text.slice(start, end), broken: false };
}

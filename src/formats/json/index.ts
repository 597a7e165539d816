/** JSON, JSON with comments and JSON5 -> scalars. What is not plain in them is cut into tokens by jsonc-parser. Structure by an explicit
 *  stack, so depth is no matter. */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Span } from '../../types.ts';
import { ROOT } from '../place.ts';
import { pairsNamed, scalar, spansOf, type Reading, type Scalar } from '../scalar.ts';
import { EVERYTHING, INTEREST, type Wanted } from '../wanted.ts';
import { readPlain } from './plain.ts';
import { complain, openAt, takeKey, takeValue, type Container, type State } from './state.ts';

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

/** Keys, values and comments of a JSON text, those that are wanted; duplicate keys all count. */
export function readJson(text: string, wanted: Wanted = EVERYTHING): Reading {
  const state: State = { text, wanted, scalars: [], stack: [], problem: null, top: false };
  const scanner = createScanner(text, false);
  for (let token = next(scanner, text); token.kind !== END; token = next(scanner, text)) {
    if (token.kind === LINE_COMMENT || token.kind === BLOCK_COMMENT) comment(state, token);
    else if (token.kind < LINE_COMMENT || token.kind > TRIVIA_END) accept(state, token);
    if (token.broken) complain(state, 'a string or comment is not closed, or has a wrong escape', token.start);
    scanner.setPosition(readPlain(state, scanner.getPosition()));
  }
  if (state.stack.length > 0) complain(state, 'a bracket is not closed', text.length);
  return { scalars: pairsNamed(state.scalars), problem: state.problem };
}

function comment({ scalars, stack, wanted }: State, { start, end }: Token): void {
  if (stack.at(-1)?.interest === INTEREST.whole || wanted.isAnchored(start, end)) scalars.push(scalar('comment', start, end, '', ROOT));
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
      beforeValue(state, container, token);
      return openAt(state, container, token.kind === OPEN_BRACE, token.start);
    case CLOSE_BRACE:
    case CLOSE_BRACKET:
      return close(state, token);
    case COMMA:
      if (container === undefined || container.expects === 'value' || container.expects === 'colon')
        complain(state, 'a comma too many', token.start);
      if (container) container.expects = container.isObject ? 'key' : 'value';
      return;
    case COLON:
      if (container?.expects !== 'colon') complain(state, 'a colon without a key', token.start);
      if (container?.isObject) container.expects = 'value';
      return;
    default:
      return text(state, container, token);
  }
}

function text(state: State, container: Container | undefined, token: Token): void {
  const { start, end, value } = token;
  if (container?.isObject && container.expects !== 'value') {
    if (container.expects !== 'key') complain(state, 'a comma or colon is missing', start);
    container.expects = 'colon';
    return takeKey(state, container, start, end, value);
  }
  beforeValue(state, container, token);
  takeValue(state, container, start, end, value);
}

/** Notes that a value starts now. */
function beforeValue(state: State, container: Container | undefined, { start }: Token): void {
  if (container === undefined) {
    if (state.top) complain(state, 'more than one value', start);
    state.top = true;
    return;
  }
  if (container.expects !== 'value') complain(state, 'a comma or key is missing', start);
  container.expects = 'comma';
}

function close(state: State, { kind, start }: Token): void {
  const container = state.stack.at(-1);
  if (container === undefined || container.isObject !== (kind === CLOSE_BRACE)) return complain(state, 'a bracket closes nothing', start);
  if (container.expects === 'colon' || (container.isObject && container.expects === 'value')) {
    complain(state, 'a key without a value', start);
  }
  state.stack.pop();
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

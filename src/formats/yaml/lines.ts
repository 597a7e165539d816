/** YAML line by line: for templates and for texts that a parser refuses. Indentation gives the keys. */
import { closingQuote, readYamlFlow } from './flow.ts';
import { documentPlace, element, mapping, member, ROOT, type Place } from '../place.ts';
import { lineEnd } from '../position.ts';
import { scalar, type Scalar } from '../scalar.ts';

interface Frame {
  readonly indent: number;
  readonly isList: boolean;
  /** Of a mapping: inside it. Of a list: the list's own place. */
  readonly place: Place;
  /** Where the value of the newest entry or element stands. */
  entry: Place;
  count: number;
}

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly stack: Frame[];
  readonly root: Place;
  /** A block scalar that is open: the indentation of its key, and its place. */
  block: { readonly indent: number; readonly place: Place } | null;
  /** Inside a template comment of several lines. */
  isComment: boolean;
}

/** Keys, values and comments, as far as lines tell them; a block scalar is one value a line. */
export function readYamlLines(text: string): Scalar[] {
  const documents = documentsOf(text);
  const scalars: Scalar[] = [];
  for (const [i, { start, end }] of documents.entries()) {
    const root = documents.length === 1 ? ROOT : documentPlace(i);
    readDocument({ text, scalars, stack: [], root, block: null, isComment: false }, start, end);
  }
  return scalars;
}

/** The documents that say something; comments and blank lines belong to the one behind them. */
function documentsOf(text: string): { start: number; end: number }[] {
  const documents: { start: number; end: number }[] = [];
  let start = 0;
  let isEmpty = true;
  for (let at = 0; at < text.length; at = lineEnd(text, at) + 1) {
    if (text.startsWith('---', at) && !isEmpty) {
      documents.push({ start, end: at });
      start = at;
      isEmpty = true;
    } else if (!/[\s#]|-(?=--)|\.(?=\.\.)/y.test(text.slice(at, at + 3))) isEmpty = false;
  }
  const last = documents.at(-1);
  if (isEmpty && last) last.end = text.length;
  else documents.push({ start, end: text.length });
  return documents;
}

function readDocument(state: State, from: number, until: number): void {
  const { text } = state;
  for (let start = from; start < until; start = lineEnd(text, start) + 1) {
    const end = lineEnd(text, start);
    const first = skipBlanks(text, start, end);
    const last = trimmedEnd(text, first, end);
    if (last > first) line(state, columns(text, start, first), first, last);
  }
}

/** Width of an indentation; a tab, which YAML forbids, counts as four blanks. */
function columns(text: string, start: number, end: number): number {
  let width = 0;
  for (let at = start; at < end; at++) width += text[at] === '\t' ? 4 : 1;
  return width;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && isBlank(text[end - 1])) end--;
  return end;
}

const TEMPLATE_COMMENT = /^\{\{-?\s?\/\*/;

function line(state: State, indent: number, start: number, end: number): void {
  const { text, stack, block } = state;
  if (state.isComment || TEMPLATE_COMMENT.test(text.slice(start, start + 6))) return templateComment(state, start, end);
  if (text.startsWith('{{', start)) return push(state, start, end, block?.place ?? stack.at(-1)?.place ?? state.root);
  if (block !== null && indent > block.indent) return push(state, start, end, block.place);
  state.block = null;
  if (text[start] === '#') state.scalars.push(scalar('comment', start, end, '', ROOT));
  else if (indent === 0 && (text.startsWith('---', start) || text.startsWith('...', start))) state.stack.length = 0;
  else entry(state, indent, start, end);
}

function push({ text, scalars }: State, start: number, end: number, place: Place): void {
  scalars.push(scalar('value', start, end, text.slice(start, end), place));
}

function templateComment(state: State, start: number, end: number): void {
  state.isComment = !state.text.slice(start, end).includes('*/');
  state.scalars.push(scalar('comment', start, end, '', ROOT));
}

/** `- - key: value`: list marks, then a key, then what is left of the line. */
function entry(state: State, indent: number, start: number, end: number): void {
  const { text } = state;
  let at = start;
  while (text[at] === '-' && (at + 1 === end || isBlank(text[at + 1]))) {
    listAt(state, indent + at - start);
    at++;
    while (at < end && isBlank(text[at])) at++;
  }
  if (at === end) return;
  const key = keyAt(text, at, end);
  if (key === null) return value(state, indent, at, end, state.stack.at(-1)?.entry ?? state.root);
  const column = indent + at - start;
  const frame = mappingAt(state, column, at);
  const name = text.slice(key.start, key.end);
  state.scalars.push(scalar('key', key.start, key.end, name, frame.place));
  frame.entry = member(frame.place, name);
  value(state, column, key.next, end, frame.entry);
}

/** The list whose marks stand at a column, with one more element begun. */
function listAt({ stack, root }: State, indent: number): void {
  while ((stack.at(-1)?.indent ?? -1) > indent) stack.pop();
  let frame = stack.at(-1);
  if (frame === undefined || !frame.isList || frame.indent < indent) {
    const place = frame?.entry ?? root;
    frame = { indent, isList: true, place, entry: place, count: 0 };
    stack.push(frame);
  }
  frame.entry = element(frame.place, frame.count++);
}

/** The mapping whose keys stand at a column. */
function mappingAt({ stack, root }: State, indent: number, at: number): Frame {
  for (let top = stack.at(-1); top && (top.indent > indent || (top.isList && top.indent === indent)); top = stack.at(-1)) stack.pop();
  const top = stack.at(-1);
  if (top && !top.isList && top.indent === indent) return top;
  const place = mapping(top?.entry ?? root, at);
  const frame = { indent, isList: false, place, entry: place, count: 0 };
  stack.push(frame);
  return frame;
}

interface Key {
  readonly start: number;
  readonly end: number;
  /** Behind the colon. */
  readonly next: number;
}

/** `key:` or `"key":` at an offset, or null. */
function keyAt(text: string, start: number, end: number): Key | null {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, start, end);
    return close < end && isColon(text, close + 1, end) ? { start: start + 1, end: close, next: close + 2 } : null;
  }
  if (quote === '[' || quote === '{') return null;
  for (let at = start; at < end; at++) {
    if (text[at] === '#' && isBlank(text[at - 1])) return null;
    if (at > start && isColon(text, at, end)) return { start, end: trimmedEnd(text, start, at), next: at + 1 };
  }
  return null;
}

function isColon(text: string, at: number, end: number): boolean {
  return text[at] === ':' && (at + 1 === end || isBlank(text[at + 1]));
}

const BLOCK = /^[|>][-+\d]{0,2}(?:\s+#|$)/;

/** What stands behind a key or list mark: a value, the start of a block, a flow collection, a comment, or nothing. */
function value(state: State, indent: number, start: number, end: number, place: Place): void {
  const { text, scalars } = state;
  let at = skipBlanks(text, start, end);
  while (text[at] === '&' || text[at] === '!') at = skipBlanks(text, wordEnd(text, at, end), end);
  if (at >= end) return;
  const hash = commentAt(text, at, end);
  if (hash < end) scalars.push(scalar('comment', hash, end, '', ROOT));
  const last = trimmedEnd(text, at, hash);
  if (BLOCK.test(text.slice(at, Math.min(end, at + 8)))) state.block = { indent, place };
  else if ((text[at] === '[' || text[at] === '{') && text[at + 1] !== '{') readYamlFlow(text, at, last, place, scalars);
  else if (isQuoted(text, at, last)) push(state, at + 1, last - 1, place);
  else if (last > at) push(state, text[at] === '"' && closingQuote(text, at, last) === last ? at + 1 : at, last, place);
}

/** One quoted string and nothing else. */
function isQuoted(text: string, start: number, end: number): boolean {
  return end > start + 2 && (text[start] === '"' || text[start] === "'") && closingQuote(text, start, end) === end - 1;
}

function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text[at])) at++;
  return at;
}

function wordEnd(text: string, at: number, end: number): number {
  while (at < end && !isBlank(text[at])) at++;
  return at;
}

/** Where a comment starts: `#` behind a blank and outside quotes that open the value; `end` when there is none. */
function commentAt(text: string, start: number, end: number): number {
  let at = start;
  if (text[at] === '"' || text[at] === "'") {
    const close = closingQuote(text, at, end);
    if (close < end) at = close;
  }
  for (; at < end; at++) {
    if (text[at] === '#' && isBlank(text[at - 1])) return at;
  }
  return end;
}

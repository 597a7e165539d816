/** XML -> scalars: elements, attributes, text, CDATA, comments. https://www.w3.org/TR/xml/ */
import type { Span } from '../types.ts';
import { element, mapping, member, ROOT, type Place } from './place.ts';
import { pairsNamed, scalar, spansOf, type Reading, type Scalar } from './scalar.ts';

interface Element {
  readonly name: string;
  /** Inside the element: its attributes and children stand here. */
  readonly place: Place;
  /** Where its own text stands: the scope is the element around it. */
  readonly text: Place;
  count: number;
  /** Of a property list's `dict`: what the newest `<key>` says. */
  label: string | null;
}

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly stack: Element[];
  /** How many elements of a name are open. */
  readonly open: Map<string, number>;
  problem: Reading['problem'];
}

/** Attributes, texts and comments of an XML text. Keys are element names, then the attribute; `<x name="k">v</x>` gives v the key k. */
export function readXml(text: string): Reading {
  const state: State = { text, scalars: [], stack: [], open: new Map(), problem: null };
  for (let at = 0; at < text.length;) {
    const tag = text.indexOf('<', at);
    const end = tag < 0 ? text.length : tag;
    content(state, at, end);
    at = tag < 0 ? end : markup(state, tag);
  }
  if (state.stack.length > 0) complain(state, 'an element is not closed', text.length);
  return { scalars: pairsNamed(state.scalars), problem: state.problem };
}

/** Spans of an XML text. Throws SyntaxProblem, with the spans read all the same. */
export function xmlSpans(text: string): Span[] {
  return spansOf(text, readXml(text));
}

function complain(state: State, message: string, at: number): void {
  state.problem ??= { message: `XML: ${message}`, at };
}

/** Text between tags. */
function content({ text, scalars, stack }: State, start: number, end: number): void {
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  if (end === start) return;
  const element = stack.at(-1);
  const value = decoded(text.slice(start, end));
  const parent = stack.at(-2);
  if (element?.name === 'key' && parent?.name === 'dict') {
    parent.label = value;
    scalars.push(scalar('key', start, end, value, parent.place));
  } else scalars.push(scalar('value', start, end, value, element?.text ?? ROOT));
}

/** What starts with `<` at an offset; answers the offset behind it. */
function markup(state: State, start: number): number {
  const { text } = state;
  if (text.startsWith('<!--', start)) return comment(state, start);
  if (text.startsWith('<![CDATA[', start)) return cdata(state, start + 9);
  if (text[start + 1] === '?') return behind(state, start, '?>');
  if (text[start + 1] === '!') return doctype(state, start);
  if (text[start + 1] === '/') return closing(state, start);
  return /[\p{L}_:]/u.test(text[start + 1] ?? '') ? opening(state, start) : start + 1;
}

function behind(state: State, start: number, mark: string): number {
  const found = state.text.indexOf(mark, start);
  if (found >= 0) return found + mark.length;
  complain(state, `${mark} is missing`, start);
  return state.text.length;
}

function comment(state: State, start: number): number {
  const end = behind(state, start + 4, '-->');
  state.scalars.push(scalar('comment', start, end, '', ROOT));
  return end;
}

function cdata(state: State, start: number): number {
  const end = behind(state, start, ']]>');
  content(state, start, Math.max(start, state.text.endsWith(']]>', end) ? end - 3 : end));
  return end;
}

/** `<!DOCTYPE ...>`, with its internal part in brackets. */
function doctype(state: State, start: number): number {
  const { text } = state;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']') depth--;
    else if (text[at] === '>' && depth <= 0) return at + 1;
  }
  complain(state, 'a declaration is not closed', start);
  return text.length;
}

function closing(state: State, start: number): number {
  const { text, stack, open } = state;
  const end = behind(state, start, '>');
  const name = localName(text.slice(start + 2, Math.min(end - 1, start + 300)).trim());
  if ((open.get(name) ?? 0) === 0) {
    complain(state, 'an end tag closes nothing', start);
    return end;
  }
  for (let element = stack.pop(); element; element = stack.pop()) {
    open.set(element.name, (open.get(element.name) ?? 1) - 1);
    if (element.name === name) break;
    complain(state, 'an element is not closed', start);
  }
  return end;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function opening(state: State, start: number): number {
  const { text, scalars, stack, open } = state;
  let at = nameEnd(text, start + 1);
  const name = localName(text.slice(start + 1, Math.min(at, start + 300)));
  const parent = stack.at(-1);
  const outer = parent?.place ?? ROOT;
  const own = member(outer, parent?.label ?? name);
  if (parent) parent.count++;
  const place = mapping(parent ? element(own, parent.count) : own, start);
  scalars.push(scalar('key', start + 1, at, name, outer));
  const opened: Element = { name, place, text: own, count: 0, label: null };
  const { next, isEmpty, label } = attributes(state, at, place);
  at = next;
  if (isEmpty) return at;
  stack.push(label === null ? opened : { ...opened, text: member(own, label) });
  open.set(name, (open.get(name) ?? 0) + 1);
  return at;
}

function nameEnd(text: string, at: number): number {
  while (at < text.length && !/[\s/>=<"']/.test(text[at] ?? '')) at++;
  return at;
}

interface Attributes {
  readonly next: number;
  readonly isEmpty: boolean;
  /** What `name` or `key` says. */
  readonly label: string | null;
}

function attributes(state: State, start: number, place: Place): Attributes {
  const { text, scalars } = state;
  let label: string | null = null;
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '>') return { next: at + 1, isEmpty: text[at - 1] === '/', label };
    if (char === '<') break;
    const end = nameEnd(text, at);
    if (end === at) at++;
    else {
      const name = localName(text.slice(at, end));
      scalars.push(scalar('key', at, end, name, place));
      const value = attributeValue(text, end);
      at = value.next;
      if (value.end > value.start) {
        const said = decoded(text.slice(value.start, value.end));
        scalars.push(scalar('value', value.start, value.end, said, member(place, name)));
        if ((name === 'name' || name === 'key') && !/\s/.test(said)) label = said;
      }
    }
  }
  complain(state, 'a tag is not closed', start);
  const stop = text.indexOf('<', at);
  return { next: stop < 0 ? text.length : stop, isEmpty: true, label };
}

/** The quoted value behind `=`; empty when there is none. */
function attributeValue(text: string, at: number): { start: number; end: number; next: number } {
  const equals = skipBlanks(text, at);
  if (text[equals] !== '=') return { start: at, end: at, next: at };
  const start = skipBlanks(text, equals + 1);
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const end = nameEnd(text, start);
    return { start, end, next: Math.max(end, start) };
  }
  const close = text.indexOf(quote, start + 1);
  return close < 0 ? { start, end: start, next: text.length } : { start: start + 1, end: close, next: close + 1 };
}

function skipBlanks(text: string, at: number): number {
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decoded(written: string): string {
  if (!written.includes('&')) return written;
  return written.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g,
    (all: string, ten?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? all;
      const code = ten === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(ten, 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

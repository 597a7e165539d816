/** CycloneDX XML -> the scalars that the same document has in JSON: https://cyclonedx.org/docs/1.6/xml/ */
import { element, mapping, member, ROOT, type Place } from '../../formats/place.ts';
import { scalar, type Reading, type Scalar } from '../../formats/scalar.ts';

interface Element {
  readonly name: string;
  /** Where its own text stands, and where its attributes and children do. */
  readonly place: Place;
  readonly inner: Place;
  children: number;
}

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly stack: Element[];
  at: number;
  problem: Reading['problem'];
}

/** Elements whose children are the entries of a list. */
const LISTS = new Set(
  (
    'components services endpoints ancestors descendants variants dependencies properties licenses externalReferences hashes datasets inputs ' +
    'outputs tags authors tools data'
  ).split(' '),
);
const TAG = /<([A-Za-z_][\w:.-]*)/y;
const ATTRIBUTE = /\s*([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
/** Stretches that are not elements: how they start, and how they end. */
const ASIDES: readonly (readonly [start: string, end: string, role: 'comment' | 'value' | null])[] = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'value'],
  ['<?', '?>', null],
  ['<!', '>', null],
];

/** Reads elements, attributes, text and comments; entities other than the five of XML stay as written. */
export function readCyclonedxXml(text: string): Reading {
  const state: State = { text, scalars: [], stack: [], at: 0, problem: null };
  while (state.at < text.length) step(state);
  if (state.stack.length > 0) complain(state, 'an element is not closed', text.length);
  return { scalars: state.scalars, problem: state.problem };
}

function step(state: State): void {
  const { text, at } = state;
  const next = text.indexOf('<', at);
  const end = next < 0 ? text.length : next;
  if (end > at) return readText(state, at, end);
  const aside = ASIDES.find(([start]) => text.startsWith(start, at));
  if (aside) return readAside(state, aside);
  if (text[at + 1] === '/') return closeElement(state);
  openElement(state);
}

function readText(state: State, from: number, to: number): void {
  const written = state.text.slice(from, to);
  const trimmed = written.trim();
  const top = state.stack.at(-1);
  state.at = to;
  if (trimmed === '' || top === undefined) return;
  const start = from + written.indexOf(trimmed);
  state.scalars.push(scalar('value', start, start + trimmed.length, unescaped(trimmed), top.place));
}

function readAside(state: State, [opening, closing, role]: (typeof ASIDES)[number]): void {
  const start = state.at + opening.length;
  const found = state.text.indexOf(closing, start);
  if (found < 0) complain(state, `"${opening}" is not closed`, state.at);
  const end = found < 0 ? state.text.length : found;
  const top = state.stack.at(-1);
  if (role === 'comment') state.scalars.push(scalar('comment', start, end, '', ROOT));
  if (role === 'value' && top) state.scalars.push(scalar('value', start, end, state.text.slice(start, end), top.place));
  state.at = found < 0 ? state.text.length : found + closing.length;
}

function closeElement(state: State): void {
  const end = state.text.indexOf('>', state.at);
  const name = state.text.slice(state.at + 2, end < 0 ? state.text.length : end).trim();
  if (state.stack.at(-1)?.name === name) state.stack.pop();
  else complain(state, 'a closing tag closes nothing', state.at);
  state.at = end < 0 ? state.text.length : end + 1;
}

function openElement(state: State): void {
  const { text, at, stack } = state;
  const name = match(TAG, text, at)?.[1];
  if (name === undefined) {
    complain(state, 'a "<" stands alone', at);
    state.at = at + 1;
    return;
  }
  const parent = stack.at(-1);
  state.at = at + 1 + name.length;
  const attributes = readAttributes(state);
  const place = placeOf(parent, name, attributes);
  const opened: Element = { name, place, inner: LISTS.has(name) ? place : mapping(place, at), children: 0 };
  for (const one of attributes) addAttribute(state, opened, parent, one);
  const end = match(TAG_END, text, state.at);
  if (end === null) complain(state, 'a tag is not closed', at);
  state.at += end?.[0].length ?? 0;
  if (end?.[1] === '') stack.push(opened);
}

interface Attribute {
  readonly name: string;
  readonly start: number;
  readonly value: string;
}

function readAttributes(state: State): Attribute[] {
  const attributes: Attribute[] = [];
  for (let found = match(ATTRIBUTE, state.text, state.at); found !== null; found = match(ATTRIBUTE, state.text, state.at)) {
    state.at += found[0].length;
    const value = found[2] ?? found[3] ?? '';
    attributes.push({ name: found[1] ?? '', start: state.at - 1 - value.length, value });
  }
  return attributes;
}

function addAttribute(state: State, { name, inner }: Element, parent: Element | undefined, attribute: Attribute): void {
  const { start, value } = attribute;
  if (parent === undefined || value === '') return;
  const end = start + value.length;
  if (name === 'dependency' && parent.name === 'dependency') {
    state.scalars.push(scalar('value', start, end, unescaped(value), member(parent.inner, 'dependsOn')));
  } else if (name === 'property' && attribute.name === 'name') {
    state.scalars.push(scalar('key', start, end, unescaped(value), parent.inner));
  } else {
    state.scalars.push(scalar('value', start, end, unescaped(value), member(inner, attribute.name)));
  }
}

/** Entries of lists have no name of their own; a property's is its key. */
function placeOf(parent: Element | undefined, name: string, attributes: readonly Attribute[]): Place {
  if (parent === undefined) return ROOT;
  const property = name === 'property' ? attributes.find((one) => one.name === 'name')?.value : undefined;
  if (property !== undefined) return member(parent.inner, property);
  return LISTS.has(parent.name) ? element(parent.inner, parent.children++) : member(parent.inner, name);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function unescaped(text: string): string {
  return text.includes('&') ? text.replaceAll(/&(\w{2,4});/g, (written, name: string) => ENTITIES.get(name) ?? written) : text;
}

function complain(state: State, message: string, at: number): void {
  state.problem ??= { message: `XML: ${message}`, at };
}

/** Elements: in JSX inside code, and as whole pages (HTML, Vue, Svelte, Astro). */
import { DEEPEST, LAST, MARK, saw, type Hole, type State } from './state.ts';

const OPEN_TAG = 60;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const NAME = /[\p{L}\p{N}_.:-]/u;
const ATTRIBUTE_END = /[\s=>/"'{}<]/;
/** Elements whose content is another language. */
const FOREIGN = new Set(['script', 'style']);

/** A page's text, that ends with the page. */
export function page(holes: boolean): Hole {
  return { ...markup('text', 0, ''), elements: Infinity, opens: holes ? OPEN_BRACE : 0 };
}

function markup(mode: 'tag' | 'text', start: number, element: string): Hole {
  return {
    mode,
    code: false,
    opens: OPEN_BRACE,
    closes: CLOSE_BRACE,
    depth: 0,
    start,
    parts: [],
    kind: null,
    lines: 0,
    elements: 1,
    element,
  };
}

/** Reads the element that starts at `at` in code. False: `<` is an operator there. */
export function readElement(state: State, at: number): boolean {
  const { text } = state;
  const next = text[at + 1] ?? '';
  if (!(next === '>' || /[A-Za-z_]/.test(next)) || state.holes.length >= DEEPEST) return false;
  const end = nameEnd(text, at + 1);
  if (text[end] === ',' || text.startsWith(' extends ', end)) return false;
  const content = markup('text', at, '');
  content.elements = 0;
  readTag(state, content, at);
  return true;
}

function nameEnd(text: string, at: number): number {
  while (at < text.length && NAME.test(text[at] ?? '')) at++;
  return at;
}

/** Reads on in a tag or a text, behind a hole or at its start. */
export function resumeMarkup(state: State, hole: Hole, at: number): void {
  if (hole.mode === 'tag') readAttributes(state, hole, at);
  else readText(state, hole, at);
}

/** Text up to the next tag or code; `content.elements` says how many elements are still open. */
function readText(state: State, content: Hole, from: number): void {
  const { text } = state;
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== OPEN_TAG && !(content.opens !== 0 && text.charCodeAt(at) === OPEN_BRACE)) at++;
  if (at > from) state.tokens.text(from, at);
  if (at >= text.length) return void (state.at = text.length);
  if (text.charCodeAt(at) === OPEN_BRACE) return enter(state, content, at);
  if (text.startsWith('<!--', at)) return readComment(state, content, at);
  readTag(state, content, at);
}

function readComment(state: State, content: Hole, at: number): void {
  const close = state.text.indexOf('-->', at);
  const end = close < 0 ? state.text.length : close + 3;
  state.tokens.comment(at, end);
  again(state, content, end);
}

/** Texts are read one after the other, not one within the other: the lexer's loop comes back for the next one. */
function again(state: State, content: Hole, at: number): void {
  content.code = false;
  state.holes.push(content);
  state.at = at;
}

/** A tag at `at`: opening, closing, or no tag at all. */
function readTag(state: State, content: Hole, at: number): void {
  const { text } = state;
  const isClosing = text[at + 1] === '/';
  const start = at + (isClosing ? 2 : 1);
  const end = nameEnd(text, start);
  if (end === start && text[start] !== '>' && !(text[start] === '!' || text[start] === '?')) return again(state, content, at + 1);
  if (isClosing) return readClosing(state, content, end);
  const name = text.slice(start, end);
  content.elements++;
  if (end > start) state.tokens.name(start, end);
  state.tokens.open(OPEN_TAG, at);
  const tag = markup('tag', at, name);
  content.code = false;
  state.holes.push(content);
  readAttributes(state, tag, end);
}

function readClosing(state: State, content: Hole, from: number): void {
  let at = from;
  while (at < state.text.length && state.text[at] !== '>' && state.text[at] !== '<') at++;
  content.elements--;
  saw(state, LAST.close, from, at + 1);
  state.at = Math.min(state.text.length, at + (state.text[at] === '>' ? 1 : 0));
  if (content.elements > 0) again(state, content, state.at);
}

/** Attributes up to the end of the tag, or to code as an attribute's value. */
function readAttributes(state: State, tag: Hole, from: number): void {
  const { text, tokens } = state;
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '>') return leave(state, tag, at + 1, text[at - 1] === '/');
    if (character === '<') return leave(state, tag, at, false);
    if (character === '{' && state.holes.length < DEEPEST) return enter(state, tag, at);
    if (character === '"' || character === "'") at = readValue(state, at);
    else if (character === '=') tokens.mark(MARK.assign, at, ++at);
    else if (/[\s/{}]/.test(character)) at++;
    else at = readAttribute(state, at);
  }
  state.at = text.length;
  tokens.close(62, text.length);
  state.holes.pop();
}

/** The name of an attribute, or its value without quotes. */
function readAttribute(state: State, at: number): number {
  const { text, tokens } = state;
  const isValue = text[at - 1] === '=';
  let end = at + 1;
  while (end < text.length && !ATTRIBUTE_END.test(text[end] ?? '')) end++;
  if (isValue) tokens.string(at, end, [at, end]);
  else {
    tokens.mark(MARK.comma, at, at);
    const bound = /^(?:v-bind:|v-on:|[:@#])/.exec(text.slice(at, Math.min(end, at + 8)))?.[0].length ?? 0;
    tokens.name(at + bound < end ? at + bound : at, end);
  }
  return end;
}

/** A value in quotes; of `:model="'x'"` what stands in the inner ones. */
function readValue(state: State, at: number): number {
  const { text } = state;
  const close = text.indexOf(text[at] ?? '', at + 1);
  const end = close < 0 ? text.length : close;
  const inner = /^['"`]/.test(text[at + 1] ?? '') && end > at + 3 && text[end - 1] === text[at + 1] ? 1 : 0;
  state.tokens.string(at, Math.min(text.length, end + 1), end > at + 1 ? [at + 1 + inner, end - inner] : []);
  return Math.min(text.length, end + 1);
}

function enter(state: State, hole: Hole, at: number): void {
  hole.depth = 0;
  hole.code = true;
  state.holes.push(hole);
  state.tokens.hole(at);
  saw(state, LAST.open, at, at + 1);
  state.at = at + 1;
}

/** The tag ends at `end`; the content around it goes on. */
function leave(state: State, tag: Hole, end: number, isEmpty: boolean): void {
  state.tokens.close(62, end - 1);
  saw(state, LAST.close, end - 1, end);
  state.at = end;
  const content = state.holes.pop();
  if (content === undefined) return;
  if (isEmpty) content.elements--;
  if (content.elements <= 0) return;
  const inner = content.elements === Infinity && !isEmpty && FOREIGN.has(tag.element.toLowerCase()) ? foreignEnd(state, tag, end) : end;
  if (inner > end) state.tokens.inner(state.text.slice(tag.start, end), end, inner);
  again(state, content, inner);
}

function foreignEnd({ text }: State, { element }: Hole, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (text.slice(at + 2, at + 2 + element.length).toLowerCase() === element.toLowerCase()) return at;
  }
  return text.length;
}

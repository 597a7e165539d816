/** Reads a text once, from its start to its end, and tells what it is made of. Knows the languages only by their rows. */
import type { Language } from '../languages/row.ts';
import { readBlockComment, readLineComment, readLineMark } from './comments.ts';
import type { Literal } from './literal.ts';
import { markAt } from './marks.ts';
import { page, readElement, resumeMarkup } from './markup.ts';
import { rulesOf, START, type Opener } from './rules.ts';
import { isOperand, LAST, MOST_LINES, saw, type State, type Tokens } from './state.ts';
import { abandon, readString, scan } from './strings.ts';

/** Which part of a text is read, and whether it starts as a page of elements; then `holes` says that `{` opens code in it. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly page?: { readonly holes: boolean };
}

const LONGEST_PREFIX = 4;

/** Tells `tokens` everything in a part of a text; gives the offset behind what it read, which is `part.end` unless the code stops. */
export function lex(text: string, part: Part, language: Language, tokens: Tokens): number {
  const state: State = {
    text: text.slice(0, part.end),
    language,
    rules: rulesOf(language),
    tokens,
    at: part.start,
    lineStart: part.start,
    last: LAST.nothing,
    lastStart: part.start,
    lastEnd: part.start,
    holes: part.page ? [page(part.page.holes)] : [],
    resume: 0,
    failures: 0,
    regexes: 0,
    absent: new Set(),
    stopped: false,
  };
  if (part.start === 0 && text.startsWith('#!')) readLineComment(state, 0);
  run(state);
  for (let hole = state.holes.pop(); hole; hole = state.holes.pop()) if (hole.mode === 'string') abandon(state, hole);
  return state.stopped ? state.at : part.end;
}

function run(state: State): void {
  const { text, rules } = state;
  const { holes } = state;
  while (state.at < text.length && !state.stopped) {
    const hole = holes.length === 0 ? undefined : holes[holes.length - 1];
    if (hole && !hole.code) {
      holes.pop();
      resumeMarkup(state, hole, state.at);
      continue;
    }
    const code = text.charCodeAt(state.at);
    const start = code < 128 ? (rules.starts[code] ?? START.mark) : startOf(code);
    if (start === START.blank) skipBlanks(state);
    else if (start !== START.special) readPlain(state, code, start);
    else if (!readSpecial(state, code)) readPlain(state, code, rules.plain[code] ?? START.mark);
  }
}

function skipBlanks(state: State): void {
  const { text, rules } = state;
  let at = state.at + 1;
  while (rules.starts[text.charCodeAt(at)] === START.blank) at++;
  state.at = at;
}

/** Blanks and line separators beyond ASCII; every other character there may be part of a name. */
function startOf(code: number): number {
  return code === 0xa0 || code === 0x3000 || code === 0x2028 || code === 0x2029 || code === 0xfeff ? START.blank : START.name;
}

function readPlain(state: State, code: number, start: number): void {
  switch (start) {
    case START.newline:
      return readNewline(state);
    case START.name:
      return readName(state);
    case START.digit:
      return readNumber(state);
    case START.open:
      return readOpen(state, code);
    case START.close:
      return readClose(state, code);
    default:
      return readMark(state, code);
  }
}

function readNewline(state: State): void {
  const hole = state.holes.at(-1);
  if (hole?.mode === 'string' && hole.kind?.lines === false && (state.language.lineEnds === 'always' || ++hole.lines > MOST_LINES)) {
    state.holes.pop();
    return abandon(state, hole);
  }
  state.tokens.line(state.at);
  state.at = Math.max(state.at + 1, state.resume);
  state.lineStart = state.at;
}

function readName(state: State): void {
  const start = state.at;
  let end = partsEnd(state, start + 1);
  if (end - start <= LONGEST_PREFIX && readPrefixed(state, start, end)) return;
  for (let next = joinedEnd(state, end); next > end; next = joinedEnd(state, end)) end = next;
  state.at = end;
  state.tokens.name(start, end);
  saw(state, LAST.name, start, end);
}

function partsEnd({ text, rules }: State, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 ? rules.parts[code] !== 1 : startOf(code) === START.blank) break;
  }
  return at;
}

/** Behind a joiner and the name that it joins; `end` when none follows. */
function joinedEnd(state: State, end: number): number {
  const first = state.text.charCodeAt(end);
  if (state.rules.joins[first] !== 1) return end;
  const joiner = state.rules.joiners[first]?.find((one) => state.text.startsWith(one, end));
  if (joiner === undefined || end + joiner.length >= state.text.length) return end;
  const code = state.text.charCodeAt(end + joiner.length);
  const start = code < 128 ? (state.rules.plain[code] ?? START.mark) : startOf(code);
  return start === START.name ? partsEnd(state, end + joiner.length + 1) : end;
}

/** A string whose opening mark has letters in front: `r"..."`, `f'...'`, `R"(...)"`, `q{...}`. */
function readPrefixed(state: State, start: number, end: number): boolean {
  const { text, rules } = state;
  const isPrefix = rules.prefixed.size > 0 && rules.starts[text.charCodeAt(end)] === START.special;
  if (rules.named.length === 0 && !isPrefix) return false;
  const word = text.slice(start, end);
  for (const read of rules.named) {
    const literal = read(state, end, word);
    if (literal) return tell(state, start, literal);
  }
  if (!isPrefix) return false;
  const prefix = word.toLowerCase();
  const kind = rules.prefixed.get(prefix + text.slice(end, end + 3)) ?? rules.prefixed.get(prefix + text.slice(end, end + 1));
  return kind !== undefined && readString(state, kind, start, end + kind.open.length);
}

function readNumber(state: State): void {
  const start = state.at;
  let end = partsEnd(state, start + 1);
  if (state.text[end] === '.' && isDigit(state.text.charCodeAt(end + 1))) end = partsEnd(state, end + 1);
  state.at = end;
  state.tokens.number(start, end);
  saw(state, LAST.number, start, end);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function readOpen(state: State, code: number): void {
  const hole = state.holes.at(-1);
  if (hole && hole.opens === code) hole.depth++;
  state.tokens.open(code, state.at);
  saw(state, LAST.open, state.at, ++state.at);
}

function readClose(state: State, code: number): void {
  const hole = state.holes.at(-1);
  if (!hole || hole.closes !== code || hole.depth-- > 0) {
    state.tokens.close(code, state.at);
    return saw(state, LAST.close, state.at, ++state.at);
  }
  state.tokens.holeEnd(state.at++);
  state.holes.pop();
  if (hole.mode === 'string') scan(state, hole, state.at);
  else resumeMarkup(state, hole, state.at);
}

/** What a character opens by the language's row. False: nothing, it is read as if it were not special. */
function readSpecial(state: State, code: number): boolean {
  for (const opener of state.rules.openers[code] ?? []) {
    if (opener.open.length > 1 && !state.text.startsWith(opener.open, state.at)) continue;
    if (readOpener(state, opener)) return true;
  }
  return false;
}

function readOpener(state: State, opener: Opener): boolean {
  const { at } = state;
  switch (opener.type) {
    case 'line':
      return readLineMark(state, opener.first);
    case 'block':
      return readBlockComment(state, opener.block);
    case 'string':
      return readString(state, opener.string, at, at + opener.open.length);
    case 'literal': {
      const literal = opener.read(state, at, '');
      return literal !== null && tell(state, at, literal);
    }
    case 'element':
      return !isOperand(state) && readElement(state, at);
    case 'stop':
      state.at += opener.open.length;
      return (state.stopped = true);
  }
}

function tell(state: State, start: number, { is, from, to, end, resume }: Literal): true {
  if (is === 'comment') state.tokens.comment(start, end);
  else if (is === 'string') state.tokens.string(start, end, to > from ? [from, to] : []);
  if (is !== 'comment') saw(state, is === 'string' ? LAST.string : LAST.close, start, end);
  state.at = end;
  if (resume !== undefined) state.resume = resume;
  return true;
}

function readMark(state: State, code: number): void {
  const { text, at } = state;
  const { mark, length } = markAt(text, at, code);
  state.at = at + length;
  state.tokens.mark(mark, at, at + length);
  saw(state, LAST.mark, at, at + length);
}

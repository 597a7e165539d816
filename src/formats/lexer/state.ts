/** What the lexer knows while it reads, and what it tells. */
import type { Language, StringKind } from '../languages/row.ts';
import type { Rules } from './rules.ts';

/** What a mark between names means. */
export const MARK = { assign: 0, compare: 1, pair: 2, colon: 3, comma: 4, semicolon: 5, question: 6, dot: 7, other: 8 } as const;
/** One of MARK. */
export type Mark = (typeof MARK)[keyof typeof MARK];

/** What was read last; a `hole` is the end of code in a string. */
export const LAST = { nothing: 0, name: 1, number: 2, string: 3, close: 4, open: 5, mark: 6, hole: 7 } as const;
/** One of LAST. */
export type Last = (typeof LAST)[keyof typeof LAST];

/** Hears what the lexer reads, in order of place; a string with code in it is told behind that code. */
export interface Tokens {
  /** A name with all that its joiners join. */
  name(start: number, end: number): void;
  number(start: number, end: number): void;
  mark(mark: Mark, start: number, end: number): void;
  /** A bracket or an element's tag (`<`) opens at `at`. */
  open(code: number, at: number): void;
  close(code: number, at: number): void;
  /** Code within a string, a tag or a text starts at `at`. */
  hole(at: number): void;
  holeEnd(at: number): void;
  /** `parts`: start and end of each stretch of its content. */
  string(start: number, end: number, parts: readonly number[]): void;
  comment(start: number, end: number): void;
  /** Text between elements. */
  text(start: number, end: number): void;
  /** A line ends. */
  line(at: number): void;
  /** Another language's text inside an element: `script`, `style`. */
  inner(element: string, start: number, end: number): void;
}

/** Something that goes on behind the code that stands inside it. */
export interface Hole {
  readonly mode: 'string' | 'tag' | 'text';
  /** The code inside is being read. */
  code: boolean;
  /** Bracket that opened the code. */
  readonly opens: number;
  readonly closes: number;
  /** Brackets of that kind that are open within the code. */
  depth: number;
  readonly start: number;
  readonly parts: number[];
  readonly kind: StringKind | null;
  /** Lines that the code has run over. */
  lines: number;
  /** Elements that are open: of a text, how many; of a tag, its name. */
  elements: number;
  readonly element: string;
}

/** What the lexer knows so far. */
export interface State {
  /** Ends where reading ends. */
  readonly text: string;
  readonly language: Language;
  readonly rules: Rules;
  readonly tokens: Tokens;
  at: number;
  lineStart: number;
  last: Last;
  lastStart: number;
  lastEnd: number;
  readonly holes: Hole[];
  /** Where reading goes on behind this line, when a here document follows it. */
  resume: number;
  /** Literals looked for to the end of the file in vain. */
  failures: number;
  /** Regular expressions that their line does not close. */
  regexes: number;
  /** Marks that open nothing any more, as nothing closes them. */
  readonly absent: Set<string>;
  stopped: boolean;
}

/** How deep code in strings in code is followed. */
export const DEEPEST = 200;
/** Lines that code within a string of one line may run over. */
export const MOST_LINES = 20;
/** How many strings without an end are looked for. */
export const MOST_FAILURES = 16;

/** Notes what was read last. */
export function saw(state: State, last: Last, start: number, end: number): void {
  state.last = last;
  state.lastStart = start;
  state.lastEnd = end;
}

/** Place of `needle` from `from` on, or -1; gives up for good after too many searches in vain, so that all of them stay linear. */
export function find(state: State, needle: string, from: number): number {
  if (state.failures >= MOST_FAILURES) return -1;
  const at = state.text.indexOf(needle, from);
  if (at < 0) state.failures++;
  return at;
}

/** Nothing but blanks stands before `at` on its line. */
export function isFirst(state: State, at: number): boolean {
  if (state.lastEnd > state.lineStart) return false;
  for (let i = at - 1; i >= state.lineStart; i--) {
    const code = state.text.charCodeAt(i);
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}

/** A character that ends a line. */
export function isNewline(code: number): boolean {
  return code === 10 || code === 13;
}

/** Characters looked at together; few lines are longer. */
const STRETCH = 256;

/** The end of the line that `at` is on. */
export function lineEnd(text: string, at: number): number {
  for (let from = at; from < text.length; from += STRETCH) {
    const part = text.slice(from, from + STRETCH);
    const feed = part.indexOf('\n');
    const back = part.indexOf('\r');
    if (feed >= 0 || back >= 0) return from + (feed < 0 || (back >= 0 && back < feed) ? back : feed);
  }
  return Math.max(at, text.length);
}

const BEFORE_OPERAND = new Set(
  'return typeof case in of do else void delete throw new instanceof yield await and or not if elif unless while until when then puts raise'.split(
    ' ',
  ),
);

/** A value ended just now (`i++` is one), so that what follows is an operator. */
export function isOperand(state: State): boolean {
  if (state.last === LAST.name) return !BEFORE_OPERAND.has(state.text.slice(state.lastStart, state.lastEnd));
  if (state.last === LAST.mark) return /^(?:\+\+|--)$/.test(state.text.slice(state.lastEnd - 2, state.lastEnd));
  return state.last === LAST.number || state.last === LAST.string || state.last === LAST.close;
}

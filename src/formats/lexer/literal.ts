/** What a literal is, and what those of several languages share. */
import { LAST, type State } from './state.ts';

/** Content `from` to `to`, whole literal up to `end`. */
export interface Literal {
  readonly is: 'string' | 'comment' | 'nothing';
  readonly from: number;
  readonly to: number;
  readonly end: number;
  /** Where reading goes on behind this line, when the content follows it. */
  readonly resume?: number;
}

/** The literal that starts at `at`, or null. For literals that start with letters, `at` is behind the letters, `word`. */
export type ReadLiteral = (state: State, at: number, word: string) => Literal | null;

/** What closes what. */
export const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** A literal that is a string. */
export function string(from: number, to: number, end: number): Literal {
  return { is: 'string', from, to, end };
}

const LONGEST_RUN = 32;

/** Number of characters `character` from `at` on, as far as a literal may have them. */
export function run(text: string, at: number, character: string): number {
  let end = at;
  while (end - at < LONGEST_RUN && text[end] === character) end++;
  return end - at;
}

/** A literal that is given to what stands before it, as in `split /,/`: Ruby and Perl call without brackets. */
export function isArgument({ text, language, last, lastEnd }: State, at: number): boolean {
  return language.pairs === '=>' && last === LAST.name && lastEnd < at && /[^\s=]/.test(text[at + 1] ?? '');
}

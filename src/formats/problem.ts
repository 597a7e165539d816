import type { Span } from '../types.ts';

/** What a parser throws when it can say where a text is wrong. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  /** Line in the file, from 1. */
  readonly line: number;
  /** What was read before the problem, if anything. */
  readonly spans: readonly Span[];
  constructor(message: string, line: number, spans: readonly Span[] = []) {
    super(message);
    this.line = line;
    this.spans = spans;
  }
}

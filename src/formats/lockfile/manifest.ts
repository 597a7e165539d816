/** Manifests written in JSON, TOML or YAML: packages where a format lists them, and every other key and value as what it is. */
import type { Span } from '../../types.ts';
import { linesOf } from '../position.ts';
import { SyntaxProblem } from '../problem.ts';
import { spanOf, type Reading, type Scalar } from '../scalar.ts';
import { throughEscapes } from '../shellwords/escaped.ts';
import { commandSpans } from '../shellwords/index.ts';

/** Spans of a manifest: what `special` makes of a scalar, else the scalar itself. Throws SyntaxProblem as readers of scalars do. */
export function manifestSpans(text: string, { scalars, problem }: Reading, special: (one: Scalar) => Span[] | null): Span[] {
  const spans = scalars.flatMap((one) => special(one) ?? (one.end > one.start ? [spanOf(text, one)] : []));
  spans.sort((a, b) => a.start - b.start);
  if (problem !== null) throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, spans);
  return spans;
}

/** The span of a scalar that is prose about the project, not a part of it. */
export function proseSpan(text: string, one: Scalar): Span {
  return { ...spanOf(text, one), usage: 'mention' };
}

/** The spans of a command line in a string; escapes are resolved before it is read. */
export function commandLineSpans(text: string, { start, end, keys }: Scalar): Span[] {
  const scope = keys.join('.');
  if (!text.slice(start, end).includes('\\')) return commandSpans(text, start, end, keys, scope);
  return throughEscapes(text, start, end, (plain) => commandSpans(plain, 0, plain.length, keys, scope));
}

/** Manifests written in JSON, TOML or YAML: packages where a format lists them, and every other key and value as what it is. */
import type { Span } from '../../types.ts';
import { linesOf } from '../position.ts';
import { SyntaxProblem } from '../problem.ts';
import { spanOf, type Reading, type Scalar } from '../scalar.ts';
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
  const written = text.slice(start, end);
  if (!written.includes('\\')) return commandSpans(text, start, end, keys, scope);
  const { plain, places } = unescaped(written);
  const at = (offset: number) => start + (places[offset] ?? written.length);
  const spans = commandSpans(plain, 0, plain.length, keys, scope).filter((span) => span.end > span.start);
  return spans.map((span) => ({ ...span, start: at(span.start), end: at(span.end - 1) + 1 }));
}

/** A string without its backslashes, and where each of its characters stood. */
function unescaped(written: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < written.length; at++) {
    const isEscape = written[at] === '\\' && at + 1 < written.length;
    if (isEscape) at++;
    places.push(at);
    plain += isEscape && /[nrt]/.test(written[at] ?? '') ? ' ' : (written[at] ?? '');
  }
  return { plain, places };
}

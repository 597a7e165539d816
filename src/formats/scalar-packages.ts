/** Manifests in JSON, YAML or TOML: the spans of their scalars, some of which name packages. */
import type { Span } from '../types.ts';
import { linesOf } from './position.ts';
import { SyntaxProblem } from './problem.ts';
import { spanOf, type Reading, type Scalar } from './scalar.ts';

/** The spans of a reading, in order, with those `claimed` in place of their scalars'. Throws a SyntaxProblem that carries them. */
export function claimedSpans(text: string, { scalars, problem }: Reading, claimed: ReadonlyMap<Scalar, Span>): Span[] {
  const spans = scalars.filter(({ start, end }) => end > start).map((one) => claimed.get(one) ?? spanOf(text, one));
  spans.sort((a, b) => a.start - b.start);
  if (problem === null) return spans;
  throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, spans);
}

/** Finds the value that stands under a path of keys; the first of several. */
export function valuesByKeys(scalars: readonly Scalar[]): (...keys: readonly string[]) => Scalar | undefined {
  const values = new Map<string, Scalar>();
  for (const one of scalars) {
    const path = one.keys.join('\n');
    if (one.role === 'value' && !values.has(path)) values.set(path, one);
  }
  return (...keys) => values.get(keys.join('\n'));
}

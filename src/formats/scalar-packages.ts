/** Manifests in JSON, YAML, TOML or XML: the spans of their scalars, some of which name packages. */
import type { SourceFile, Span } from '../types.ts';
import { holdsAnchor, skipSpan } from './lockfile/index.ts';
import { linesOf } from './position.ts';
import { SyntaxProblem } from './problem.ts';
import { spanOf, type Reading, type Scalar } from './scalar.ts';

/** The spans of a reading and `more`, in order, with those `claimed` in place of their scalars'. Throws a SyntaxProblem that carries them. */
export function claimedSpans(
  text: string,
  { scalars, problem }: Reading,
  claimed: ReadonlyMap<Scalar, Span>,
  more: readonly Span[] = [],
): Span[] {
  const read = scalars.filter(({ start, end }) => end > start).map((one) => claimed.get(one) ?? spanOf(text, one));
  const spans = [...read, ...more];
  spans.sort((a, b) => a.start - b.start);
  if (problem === null) return spans;
  throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, spans);
}

/** The same for XML, with the names in end tags skipped: they only repeat those of the start tags. */
export function claimedXmlSpans(file: SourceFile, reading: Reading, claimed: ReadonlyMap<Scalar, Span>): Span[] {
  const spans: Span[] = [];
  for (const { 0: tag, index } of file.text.matchAll(/<\/[^<>]*>/g)) {
    if (holdsAnchor(file, index, index + tag.length)) spans.push(skipSpan(index, index + tag.length));
  }
  return claimedSpans(file.text, reading, claimed, spans);
}

/** Paths longer than this are nobody's: to join them would take more than the text itself. */
const LONGEST_PATH = 1000;

/** Finds the value that stands under a path of keys; the first of several. */
export function valuesByKeys(scalars: readonly Scalar[]): (...keys: readonly string[]) => Scalar | undefined {
  const values = new Map<string, Scalar>();
  for (const one of scalars) {
    const path = one.role === 'value' ? joined(one.keys) : null;
    if (path !== null && !values.has(path)) values.set(path, one);
  }
  return (...keys) => values.get(joined(keys) ?? '');
}

function joined(keys: readonly string[]): string | null {
  let length = 0;
  for (const key of keys) length += key.length;
  return length > LONGEST_PATH ? null : keys.join('\n');
}

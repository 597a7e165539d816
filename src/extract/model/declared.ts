/** Scalars -> spans, where some keys declare a base model or an architecture. */
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import { spanOf, type Reading, type Scalar } from '../../formats/scalar.ts';
import type { Span } from '../../types.ts';
import { baseName } from './names.ts';

/** The spans of a value that declares something; null: it is an ordinary value. */
export type Declares = (scalar: Scalar) => Span[] | null;

const NOTHING = /^(?:|null|~|none|true|false|n\/a|unknown|[-+.\d]+|\.{0,2}\/?)$/i;

/** Spans of a whole reading. Throws a SyntaxProblem that carries them, and those `before` them, when the text has a problem. */
export function declaredSpans(text: string, { scalars, problem }: Reading, declares: Declares, before: readonly Span[] = []): Span[] {
  const spans = [...before];
  for (const one of scalars) {
    if (one.end <= one.start) continue;
    const declared = one.role === 'value' ? declares(one) : null;
    if (declared) spans.push(...declared);
    else spans.push(spanOf(text, one));
  }
  spans.sort((a, b) => a.start - b.start);
  if (problem) throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, spans);
  return spans;
}

/** Whether a value names something: not `null`, a number, or this folder. */
export function isName(value: string): boolean {
  return !NOTHING.test(value.trim());
}

/** The whole value as a span of `form`. */
export function formSpan({ start, end, keys, scope, value }: Scalar, form: 'base' | 'architecture'): Span {
  return { start, end, form, keys, scope, value: form === 'base' ? baseName(value) : value };
}

/** A part of a value, from `from` to `to` within it, where it is written as it is meant; else null. */
export function partSpan(scalar: Scalar, from: number, to: number, form: Span['form']): Span | null {
  const { start, end, keys, scope, value } = scalar;
  if (end - start !== value.length) return null;
  return { start: start + from, end: start + to, form, keys, scope, value: value.slice(from, to) };
}

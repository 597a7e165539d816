import type { Span } from '../types.ts';

/** Spans in order of place; most extractors give them so. */
export function inOrder(spans: readonly Span[]): readonly Span[] {
  let last: Span | undefined;
  for (const span of spans) {
    if (last && (last.start > span.start || (last.start === span.start && last.end > span.end))) return sorted(spans);
    last = span;
  }
  return spans;
}

function sorted(spans: readonly Span[]): Span[] {
  return spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** JSON inside a string of code: `{"model": "qwen-max"}` gives its own keys and values. */
import type { Span } from '../types.ts';
import { readJson } from './json.ts';
import { spanOf, type Scalar } from './scalar.ts';
import { decodeStrings } from './source-escapes.ts';

const JSON_START = /^\s{0,200}[{[]\s{0,200}\\?["{[]/;

/** Spans of the JSON that a string's content `text[start, end)` is, under the string's own keys; null when it is none. */
export function jsonSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] | null {
  const content = text.slice(start, end);
  if (!JSON_START.test(content.slice(0, 500))) return null;
  const isEscaped = content.includes('\\"');
  const decoded = isEscaped ? decodeStrings(text, [{ start, end }]) : null;
  const { scalars, problem } = readJson(decoded?.text ?? content);
  if (problem !== null || scalars.length === 0) return null;
  const spans = scalars.filter((one) => one.end > one.start).map((one) => spanOf(decoded?.text ?? content, under(one, keys, `@${start}`)));
  return decoded ? decoded.place(spans) : spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start }));
}

function under(one: Scalar, keys: readonly string[], scope: string): Scalar {
  return { ...one, keys: [...keys, ...one.keys], scope: one.scope === '' ? scope : `${scope}.${one.scope}` };
}

/** What stands inside a string of code: JSON, which gives its own keys and values, or a property with its default. */
import type { Span } from '../../types.ts';
import { readJson } from '../json/index.ts';
import { spanOf, type Scalar } from '../scalar.ts';
import { decodeStrings } from './escapes.ts';

const JSON_START = /^\s{0,200}[{[]\s{0,200}\\?["{[]/;

/** `${spring.ai.model:qwen-max}`, the whole string. https://docs.spring.io/spring-framework/reference/beans/java/property-sources.html */
const PROPERTY = /^[$#]\{([A-Za-z][\w.-]{0,200}):([^{}]{0,300})\}$/;

/** Spans of the JSON or of the property that a string's content `text[start, end)` is; null when it is neither. Scope `''`: the string's own. */
export function innerSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] | null {
  const property = end - start > 520 ? null : PROPERTY.exec(text.slice(start, end));
  if (property === null) return jsonSpans(text, start, end, keys);
  const name = property[1] ?? '';
  const value = start + 3 + name.length;
  const key: Span = { start: start + 2, end: value - 1, form: 'key', keys, scope: '' };
  return value < end - 1 ? [key, { start: value, end: end - 1, form: 'string', keys: [...keys, ...name.split('.')], scope: '' }] : [key];
}

/** Spans of the JSON that a string's content `text[start, end)` is, under the string's own keys; null when it is none. */
function jsonSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] | null {
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

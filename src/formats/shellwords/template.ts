/** Values with template expressions in them: `{{ .Values.model | default "X" }}`, `${{ inputs.model || 'X' }}`. */
import type { Span } from '../../types.ts';

/** The text around the expressions, the strings in them, and the names they use. */
export function templateSpans(text: string, start: number, end: number, keys: readonly string[], scope: string): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end;) {
    const open = text.slice(at, end).indexOf('{{');
    const stop = open < 0 ? end : at + open;
    const literal = text.slice(at, text[stop - 1] === '$' ? stop - 1 : stop);
    if (literal.trim() !== '')
      spans.push(span('string', at + (literal.length - literal.trimStart().length), literal.trim().length, keys, scope));
    if (open < 0) return spans;
    const close = text.slice(stop, end).indexOf('}}');
    const last = close < 0 ? end : stop + close;
    for (const one of expressionSpans(text, stop + 2, last, keys, scope)) spans.push(one);
    at = Math.max(last + 2, stop + 2);
  }
  return spans;
}

function span(form: Span['form'], start: number, length: number, keys: readonly string[], scope: string): Span {
  return { start, end: start + length, form, keys, scope };
}

/** A string in quotes, which may be escaped; a dotted name; or what joins alternatives. */
const TOKEN = /\\?"([^"\\]{0,1000})\\?"|'([^']{0,1000})'|([$.]?[A-Za-z_][\w.-]{0,300})|[|&?]/g;
const WORDS =
  /^(?:if|else|end|range|with|define|block|and|or|not|eq|ne|true|false|default|coalesce|ternary|quote|squote|trim|lower|upper)$/;

/** A string is the value itself, or belongs to the name before it: `include "x"`, `matrix.provider == 'x'`. */
function expressionSpans(text: string, start: number, end: number, keys: readonly string[], scope: string): Span[] {
  const spans: Span[] = [];
  let name: string | null = null;
  for (const found of text.slice(start, end).matchAll(TOKEN)) {
    const said = found[1] ?? found[2];
    const at = start + found.index;
    if (said === undefined) {
      name = found[3] === undefined || WORDS.test(found[3]) ? null : found[3];
      if (name !== null) spans.push(span('identifier', at, name.length, keys, scope));
    } else if (said !== '') {
      spans.push(span('string', at + (found[0].startsWith('\\') ? 2 : 1), said.length, name === null ? keys : [...keys, name], scope));
    }
  }
  return spans;
}

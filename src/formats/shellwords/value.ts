/** Words of a command line -> spans: assignments, defaults of variables, JSON in quotes. */
import type { Span } from '../../types.ts';
import { readJson } from '../json/index.ts';
import { spanOf } from '../scalar.ts';
import { templateSpans } from './template.ts';

/** A stretch of text with the value it stands for. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

const ASSIGNMENT = /^([A-Za-z_][\w.-]{0,200})\+?=(?!=)/;
/** `${env:NAME}` and the like of deployment tools: no default, a reference. */
const REFERENCE = /^\$\{(?:env|self|ssm|s3|cf|file|opt|param|sls|aws|secrets?|vault|sys):([\w./-]{1,200})\}$/;
/** `${NAME:-x}` of shells, `${name:x}` of Spring. */
const DEFAULTED = /^\$\{(?:(\w{1,200}):?[-=?+]|([\w.-]{1,200}):)/;
const VARIABLE = /^\$(?:\{[\w.-]{1,200}\}|\w{1,200})$/;

/**
 * The spans of one value. `NAME=value` is a key with a value, `${NAME:-default}` a name with a value, `$NAME` a name; a value that is a
 * JSON object or list gives its keys and values.
 */
export function valueSpans(text: string, piece: Piece, keys: readonly string[], scope: string): Span[] {
  const written = text.slice(piece.start, piece.end);
  const name = ASSIGNMENT.exec(written);
  if (name !== null) return assignmentSpans(text, piece, name[0].length, name[1] ?? '', keys, scope);
  const bare = unquoted(text, piece);
  return defaultSpans(text, bare, text.slice(bare.start, bare.end), keys, scope);
}

function assignmentSpans(text: string, piece: Piece, length: number, name: string, keys: readonly string[], scope: string): Span[] {
  const key: Span = { start: piece.start, end: piece.start + name.length, form: 'key', keys, scope };
  const rest = unquoted(text, { start: piece.start + length, end: piece.end, value: piece.value.slice(length) });
  return rest.end > rest.start ? [key, ...defaultSpans(text, rest, text.slice(rest.start, rest.end), [...keys, name], scope)] : [key];
}

function defaultSpans(text: string, piece: Piece, written: string, keys: readonly string[], scope: string): Span[] {
  const { start, end, value } = piece;
  if (written.includes('{{')) return templateSpans(text, start, end, keys, scope);
  if (VARIABLE.test(written)) return [variable(start + (written[1] === '{' ? 2 : 1), end - (written[1] === '{' ? 1 : 0), keys, scope)];
  const reference = REFERENCE.exec(written)?.[1];
  if (reference !== undefined) return [variable(end - 1 - reference.length, end - 1, keys, scope)];
  const found = DEFAULTED.exec(written);
  if (found !== null && written.endsWith('}') && written.indexOf('}') === written.length - 1) {
    const name = found[1] ?? found[2] ?? '';
    const from = start + found[0].length;
    const inner = unquoted(text, { start: from, end: end - 1, value: text.slice(from, end - 1) });
    return [variable(start + 2, start + 2 + name.length, keys, scope), ...stringSpans(text, inner, keys, scope)];
  }
  return /^[[{]/.test(value) ? jsonSpans(text, piece, keys, scope) : stringSpans(text, { start, end, value }, keys, scope);
}

function variable(start: number, end: number, keys: readonly string[], scope: string): Span {
  return { start, end, form: 'identifier', keys, scope };
}

function stringSpans(text: string, { start, end, value }: Piece, keys: readonly string[], scope: string): Span[] {
  return end > start ? [spanOf(text, { role: 'value', start, end, value, keys, scope, outer: scope })] : [];
}

/** Leaves out quotes around the whole piece, escaped ones too. */
function unquoted(text: string, { start, end, value }: Piece): Piece {
  const quote = /^\\?["']/.exec(text.slice(start, start + 2))?.[0] ?? '';
  const isWhole = quote !== '' && end - start >= 2 * quote.length && text.slice(end - quote.length, end) === quote;
  if (!isWhole) return { start, end, value };
  return { start: start + quote.length, end: end - quote.length, value: value.replaceAll(/^["']|["']$/g, '') };
}

/** A value that is JSON as written gives its own keys and values, else it is one string. */
function jsonSpans(text: string, piece: Piece, keys: readonly string[], scope: string): Span[] {
  const { scalars, problem } = readJson(text.slice(piece.start, piece.end));
  if (problem !== null || scalars.length === 0) return stringSpans(text, piece, keys, scope);
  return scalars
    .filter(({ start, end }) => end > start)
    .map((one) => ({
      ...one,
      start: one.start + piece.start,
      end: one.end + piece.start,
      keys: [...keys, ...one.keys],
      scope: one.scope === '' ? scope : `${scope}@${piece.start}.${one.scope}`,
    }))
    .map((one) => spanOf(text, one));
}

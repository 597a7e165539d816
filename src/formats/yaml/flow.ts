/** Flow collections of one line, for the line reader: `[a, "b", {name: X, value: Y}]`. */
import { element, mapping, member, type Place } from '../place.ts';
import { scalar, type Scalar } from '../scalar.ts';

interface Frame {
  readonly isList: boolean;
  readonly place: Place;
  entry: Place;
  count: number;
}

/** Adds the keys and values of `text[start, end)` to `scalars`; a bracket too many or too few is no matter. */
export function readYamlFlow(text: string, start: number, end: number, place: Place, scalars: Scalar[]): void {
  const stack: Frame[] = [];
  for (let at = start; at < end;) {
    const char = text[at] ?? '';
    const frame = stack.at(-1);
    if (char === '[' || (char === '{' && text[at + 1] !== '{')) {
      stack.push(opened(char === '[', frame?.entry ?? place, at));
      at++;
    } else if (char === ']' || char === '}') {
      stack.pop();
      at++;
    } else if (char === ',') {
      if (frame?.isList) frame.entry = element(frame.place, ++frame.count);
      at++;
    } else if (/[\s:]/.test(char)) at++;
    else at = word(text, at, end, frame, place, scalars);
  }
}

function opened(isList: boolean, outer: Place, at: number): Frame {
  const place = isList ? outer : mapping(outer, at);
  return { isList, place, entry: isList ? element(place, 0) : place, count: 0 };
}

/** Reads a key or value and answers the offset behind it. */
function word(text: string, at: number, end: number, frame: Frame | undefined, outer: Place, scalars: Scalar[]): number {
  const quoted = text[at] === '"' || text[at] === "'";
  const start = quoted ? at + 1 : at;
  const last = quoted ? closingQuote(text, at, end) : plainEnd(text, at, end);
  const next = quoted ? Math.min(end, last + 1) : Math.max(last, at + 1);
  const isKey = frame?.isList === false && /^\s*:/.test(text.slice(next, next + 4));
  const value = text.slice(start, last).trimEnd();
  const place = isKey ? frame.place : (frame?.entry ?? outer);
  scalars.push(scalar(isKey ? 'key' : 'value', start, start + value.length, value, place));
  if (isKey) frame.entry = member(frame.place, value);
  return next;
}

/** A plain scalar ends at a comma, a bracket or a colon with a blank; `{{ ... }}` belongs to it. */
function plainEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/[,[\]{}]/.test(text[at] ?? '') && !(text[at] === ':' && /^\s?$/.test(text[at + 1] ?? ''))) at++;
  if (!text.startsWith('{{', at)) return at;
  const close = text.slice(at, end).indexOf('}}');
  return close < 0 ? end : plainTail(text, at + close + 2, end);
}

function plainTail(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/[,[\]{}]/.test(text[at] ?? '')) at++;
  return at;
}

/** Offset of the quote that closes the one at `open`; `end` when the line does not close it. */
export function closingQuote(text: string, open: number, end: number): number {
  const quote = text[open];
  let at = open + 1;
  for (; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at++;
    else if (text[at] === quote) return at;
  }
  return end;
}

/** Requests that an editor sends: variables, an address, headers, a body. https://www.jetbrains.com/help/idea/exploring-http-syntax.html,
 *  https://github.com/Huachao/vscode-restclient */
import { readJson } from '../../formats/json/index.ts';
import { blanksEnd, lineEnd } from '../../formats/position.ts';
import { spanOf } from '../../formats/scalar.ts';
import { valueSpans } from '../../formats/shellwords/index.ts';
import type { Extractor, Span } from '../../types.ts';

const REQUEST = /(?:^|\n)(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|GRAPHQL|WEBSOCKET) +\S|https?:\/\/\S+(?:\r?\n|$)|@\w{1,80} *= *\S)/;
const METHOD = /^(?:[A-Z]{3,9} {1,8})?/;
const PROTOCOL = / {1,8}HTTP\/[\d.]{1,4}$/;
const VARIABLE = /^@([\w.-]{1,80})[ \t]{0,8}=[ \t]{0,8}/;
const HEADER = /^([\w-]{1,80}):[ \t]{0,8}/;
const REFERENCE = /^\{\{[ \t]{0,8}([\w.-]{1,80})[ \t]{0,8}\}\}$/;
const HEAD = 20_000;

/** Each request is one scope; what is set before the first one belongs to the file. */
export const httpRequest: Extractor = {
  id: 'config/http-request',
  files: ['**/*.{http,rest}'],
  claims: ({ text }) => REQUEST.test(text.slice(0, HEAD)),
  read({ text }) {
    const spans: Span[] = [];
    let part: Part = { scope: '', stands: 'before' };
    for (let at = 0; at < text.length;) {
      const end = lineEnd(text, at);
      const line = text.slice(at, end).trimEnd();
      if (part.stands === 'body' && line !== '' && !line.startsWith('###')) at = takeBody(text, at, part.scope, spans);
      else {
        part = takeLine(text, at, line, part, spans);
        at = end + 1;
      }
    }
    return spans;
  },
};

interface Part {
  readonly scope: string;
  /** Before the address of a request, among its headers, behind them. */
  readonly stands: 'before' | 'headers' | 'body';
}

/** Takes a line that is not of a body; answers where the next one stands. */
function takeLine(text: string, at: number, line: string, part: Part, spans: Span[]): Part {
  if (line.startsWith('###')) {
    spans.push({ start: at, end: at + line.length, form: 'word', usage: 'mention', keys: [], scope: '' });
    return { scope: `@${at}`, stands: 'before' };
  }
  if (/^(?:#|\/\/)/.test(line)) {
    spans.push({ start: at, end: at + line.length, form: 'word', usage: 'mention', keys: [], scope: '' });
    return part;
  }
  if (line === '') return part.stands === 'headers' ? { ...part, stands: 'body' } : part;
  const named = (part.stands === 'before' ? VARIABLE : HEADER).exec(line);
  if (named !== null) takeValue(text, at, line, named, part.stands === 'before' ? '' : part.scope, spans);
  if (part.stands === 'headers' || named !== null) return part;
  const scope = part.scope === '' ? `@${at}` : part.scope;
  takeAddress(text, at, line, scope, spans);
  return { scope, stands: 'headers' };
}

function takeValue(text: string, at: number, line: string, named: RegExpExecArray, scope: string, spans: Span[]): void {
  const name = named[1] ?? '';
  const start = at + named[0].length;
  const key = at + named[0].indexOf(name);
  spans.push({ start: key, end: key + name.length, form: 'key', keys: [], scope });
  if (at + line.length > start) spans.push(...valueSpans(text, pieceOf(text, start, at + line.length), [name], scope));
}

function takeAddress(text: string, at: number, line: string, scope: string, spans: Span[]): void {
  const start = at + (METHOD.exec(line)?.[0].length ?? 0);
  const end = at + line.replace(PROTOCOL, '').length;
  if (end > start) spans.push(...valueSpans(text, pieceOf(text, start, end), ['url'], scope));
}

function pieceOf(text: string, start: number, end: number): { start: number; end: number; value: string } {
  return { start, end, value: text.slice(start, end) };
}

/** Takes a body up to the next request; answers the offset behind it. */
function takeBody(text: string, at: number, scope: string, spans: Span[]): number {
  const next = text.indexOf('\n###', at);
  const end = next < 0 ? text.length : next + 1;
  const first = text[blanksEnd(text, at, end)] ?? '';
  if (first === '{' || first === '[') spans.push(...jsonSpans(text, at, end, scope));
  else
    for (let line = at; line < end;) {
      const stop = Math.min(end, lineEnd(text, line));
      if (stop > line) spans.push({ start: line, end: stop, form: 'string', keys: ['body'], scope });
      line = stop + 1;
    }
  return end;
}

function jsonSpans(text: string, at: number, end: number, scope: string): Span[] {
  const { scalars } = readJson(text.slice(at, end));
  return scalars.flatMap((one) => {
    if (one.end === one.start) return [];
    const placed = {
      ...one,
      start: one.start + at,
      end: one.end + at,
      keys: ['body', ...one.keys],
      scope: one.scope === '' ? scope : `${scope}.${one.scope}`,
    };
    const name = REFERENCE.exec(one.value)?.[1];
    if (name === undefined) return [spanOf(text, placed)];
    const start = text.indexOf(name, placed.start);
    return [{ start, end: start + name.length, form: 'identifier', keys: placed.keys, scope: placed.scope } satisfies Span];
  });
}

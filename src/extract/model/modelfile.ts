/** Ollama Modelfiles: https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx */
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import type { Extractor, Span } from '../../types.ts';
import { isName } from './declared.ts';
import { baseName } from './names.ts';

interface Reading {
  readonly text: string;
  readonly spans: Span[];
  at: number;
  /** Offset of the first value that is not closed. */
  unclosed: number | null;
  /** Quotes known to stand nowhere behind. */
  readonly missing: Set<string>;
}

interface Value {
  readonly start: number;
  readonly end: number;
  /** Offset behind the closing quotes. */
  readonly next: number;
}

const WORD = /[ \t]*([A-Za-z_]\w*)[ \t]*/y;
const BLANK = /\s*/y;
const TRIPLE = '"""';

/** The base model that `FROM` names, adapters, parameters and messages; comments and licences are mentions. */
export const modelfile: Extractor = {
  id: 'model/modelfile',
  files: ['**/modelfile', '**/modelfile[.-]*', '**/*.modelfile'],
  read({ text }) {
    const reading: Reading = { text, spans: [], at: 0, unclosed: null, missing: new Set() };
    while (reading.at < text.length) readLine(reading);
    const { spans, unclosed } = reading;
    if (unclosed !== null) throw new SyntaxProblem('a quoted value is not closed', linesOf(text).at(unclosed).line, spans);
    return spans;
  },
};

function readLine(reading: Reading): void {
  const { text, spans } = reading;
  reading.at = skip(BLANK, text, reading.at);
  if (reading.at >= text.length) return;
  if (text[reading.at] === '#') {
    const end = lineEnd(text, reading.at);
    spans.push({ start: reading.at, end, form: 'word', usage: 'mention', keys: [], scope: '' });
    reading.at = end;
    return;
  }
  const instruction = readWord(reading);
  if (instruction === null) {
    reading.at = lineEnd(text, reading.at);
    return;
  }
  const keys = [instruction.toUpperCase()];
  if (keys[0] === 'PARAMETER' || keys[0] === 'MESSAGE') {
    const name = readWord(reading);
    if (name !== null) keys.push(name);
  }
  const value = readValue(reading);
  if (value.end > value.start) spans.push(valueSpan(text, value, keys));
  reading.at = Math.max(value.next, reading.at + 1);
}

/** An instruction, a parameter's name or a message's role: a word with a blank or the line's end behind it. */
function readWord(reading: Reading): string | null {
  const word = new RegExp(WORD);
  word.lastIndex = reading.at;
  const found = word.exec(reading.text);
  const next = found ? reading.at + found[0].length : 0;
  if (!found || !/[ \t]$/.test(found[0])) return null;
  reading.at = next;
  return found[1] ?? null;
}

/** The rest of the line, or what stands between quotes over as many lines as it takes. */
function readValue(reading: Reading): Value {
  const { text, at } = reading;
  const line = lineEnd(text, at);
  const quote = text.startsWith(TRIPLE, at) ? TRIPLE : text[at] === '"' ? '"' : '';
  if (quote !== '') {
    const start = at + quote.length;
    const close = reading.missing.has(quote) ? -1 : quote === TRIPLE ? text.indexOf(TRIPLE, start) : closingQuote(text, start);
    if (close >= 0) return { start, end: close, next: close + quote.length };
    reading.missing.add(quote);
    reading.unclosed ??= at;
  }
  let end = line;
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  return { start: at, end, next: line };
}

/** The quote that ends a line. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let next = at + 1;
    while (next < text.length && (text[next] === ' ' || text[next] === '\t')) next++;
    if (next >= text.length || text[next] === '\n' || text[next] === '\r') return at;
  }
  return -1;
}

function valueSpan(text: string, { start, end }: Value, keys: readonly string[]): Span {
  const value = text.slice(start, end);
  if (keys[0] === 'LICENSE') return { start, end, form: 'word', usage: 'mention', keys, scope: '' };
  if (keys[0] !== 'FROM' || !isName(value)) return { start, end, form: 'string', keys, scope: '' };
  const comment = value.search(/\s#/);
  const model = comment < 0 ? value : value.slice(0, comment).trimEnd();
  return { start, end: start + model.length, form: 'base', keys, scope: '', value: baseName(model) };
}

function skip(pattern: RegExp, text: string, at: number): number {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return at + (sticky.exec(text)?.[0].length ?? 0);
}

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

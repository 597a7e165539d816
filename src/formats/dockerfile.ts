/** Dockerfiles -> spans, instruction by instruction. https://docs.docker.com/reference/dockerfile/ */
import type { Span } from '../types.ts';
import { readJson } from './json/index.ts';
import { blanksEnd, lineEnd, linesOf } from './position.ts';
import { SyntaxProblem } from './problem.ts';
import { argumentSpans, commandSpans, type Piece } from './shellwords/index.ts';
import { shellTokens, type Word } from './shellwords/scan.ts';
import { valueSpans } from './shellwords/value.ts';

/** One instruction: its name, and where what follows it starts and ends, lines that continue and here-documents included. */
interface Instruction {
  readonly name: string;
  readonly nameStart: number;
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const RUNS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL']);
const ASSIGNS = new Set(['ENV', 'ARG', 'LABEL']);
const TAKES_WORDS = new Set(['COPY', 'ADD', 'VOLUME', 'EXPOSE', 'USER', 'WORKDIR', 'STOPSIGNAL', 'MAINTAINER']);

/** Spans of a Dockerfile. A line that is no instruction is read as a value, and is a problem unless the file is a template. */
export function dockerfileSpans(text: string): Span[] {
  const spans: Span[] = [];
  let problem = -1;
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at);
    const start = blanksEnd(text, at, end);
    if (start === end) at = end + 1;
    else if (text[start] === '#') {
      spans.push(comment(text, start, end));
      at = end + 1;
    } else {
      const instruction = instructionAt(text, start);
      if (!add(text, instruction, spans) && problem < 0) problem = start;
      at = instruction.next;
    }
  }
  if (problem < 0 || text.includes('{{') || text.includes('{%')) return spans;
  throw new SyntaxProblem('Dockerfile: a line is no instruction', linesOf(text).at(problem).line, spans);
}

function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

function comment(text: string, start: number, end: number): Span {
  return { start, end: trimmedEnd(text, start, end), form: 'word', usage: 'mention', keys: [], scope: '' };
}

function instructionAt(text: string, start: number): Instruction {
  let nameEnd = start;
  while (/[A-Za-z]/.test(text[nameEnd] ?? '')) nameEnd++;
  const name = text.slice(start, nameEnd).toUpperCase();
  const end = instructionEnd(text, nameEnd, name);
  return { name, nameStart: start, start: blanksEnd(text, nameEnd, end), end: trimmedEnd(text, nameEnd, end), next: end + 1 };
}

/** The end of the last line that a backslash or backtick joins on; comment and empty lines between do not end it. */
function instructionEnd(text: string, start: number, name: string): number {
  let at = start;
  for (let isOpen = true; isOpen && at < text.length;) {
    const end = lineEnd(text, at);
    const first = blanksEnd(text, at, end);
    const last = trimmedEnd(text, first, end);
    const isPassed = at > start && (first === end || text[first] === '#');
    isOpen = (isPassed || text[last - 1] === '\\' || (text[last - 1] === '`' && /[ \t]/.test(text[last - 2] ?? ''))) && end < text.length;
    if (!isOpen) return heredocsEnd(text, start, end, name);
    at = end + 1;
  }
  return text.length;
}

/** Behind the here-documents that an instruction opens, if any. */
function heredocsEnd(text: string, start: number, end: number, name: string): number {
  if (name !== 'RUN' && name !== 'COPY' && name !== 'ADD') return end;
  for (const mark of text.slice(start, end).matchAll(/(?<![<\w])<<-?(["']?)([A-Za-z_]\w{0,63})\1/g)) {
    const delimiter = mark[2] ?? '';
    let at = end + 1;
    while (at < text.length && text.slice(at, Math.min(lineEnd(text, at), at + 200)).trim() !== delimiter) at = lineEnd(text, at) + 1;
    end = at < text.length ? lineEnd(text, at) : text.length;
  }
  return end;
}

/** Adds the spans of an instruction; false when there is no such instruction. */
function add(text: string, { name, nameStart, start, end }: Instruction, spans: Span[]): boolean {
  if (name === 'ONBUILD' || name === 'HEALTHCHECK') {
    const inner = innerInstruction(text, start, end);
    if (inner !== null) return add(text, inner, spans);
    return append(spans, wordSpans(text, start, end, [name]));
  }
  if (RUNS.has(name)) return append(spans, runSpans(text, start, end, [name]));
  if (ASSIGNS.has(name)) return append(spans, assignmentSpans(text, start, end, [name]));
  if (name === 'FROM') return append(spans, stageSpans(text, start, end));
  if (TAKES_WORDS.has(name)) return append(spans, wordSpans(text, start, end, [name]));
  append(spans, wordSpans(text, nameStart, end, []));
  return false;
}

function append(spans: Span[], more: readonly Span[]): true {
  for (const span of more) spans.push(span);
  return true;
}

/** `image AS name`: the stage's name is no image. */
function stageSpans(text: string, start: number, end: number): Span[] {
  const spans = wordSpans(text, start, end, ['FROM', 'image']);
  const as = spans.findIndex((span) => /^as$/i.test(text.slice(span.start, span.end)));
  return as < 0 ? spans : spans.map((span, i) => (i > as ? { ...span, form: 'identifier' } : span));
}

/** The instruction inside `ONBUILD RUN ...` or `HEALTHCHECK --interval=5m CMD ...`. */
function innerInstruction(text: string, start: number, end: number): Instruction | null {
  const found = /(?:^|\s)(RUN|CMD|ENTRYPOINT|COPY|ADD|ENV|ARG|LABEL|USER|WORKDIR)\s/i.exec(text.slice(start, Math.min(end, start + 500)));
  if (found === null) return null;
  const from = start + found.index + found[0].length;
  return { name: (found[1] ?? '').toUpperCase(), nameStart: from, start: blanksEnd(text, from, end), end, next: end };
}

/** The exec form `["a", "b"]` word by word, everything else as a shell command. `--mount` and the like come first. */
function runSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] {
  const flags = /^(?:--[a-z]{1,20}=\S{1,500}\s{1,200})*/.exec(text.slice(start, Math.min(end, start + 4000)))?.[0].length ?? 0;
  const spans = wordSpans(text, start, start + flags, keys);
  const first = start + flags;
  if (!/^\[\s{0,100}["']/.test(text.slice(first, Math.min(end, first + 120))))
    return [...spans, ...commandSpans(text, first, end, keys, '')];
  return [...spans, ...argumentSpans(text, jsonWords(text, first, end), keys, '')];
}

function jsonWords(text: string, start: number, end: number): Piece[] {
  const blanked = text.slice(start, end).replaceAll(/\\(?=\r?\n)/g, ' ');
  const words = readJson(blanked).scalars.filter(({ role }) => role === 'value');
  return words.map((one) => ({ start: start + one.start, end: start + one.end, value: one.value }));
}

/** `NAME=value NAME="value 2"`, `ARG NAME`, and the old form `ENV NAME the rest of the line`. */
function assignmentSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] {
  const old = /^([\w.-]{1,200})[ \t]{1,200}(?=[^\s=])/.exec(text.slice(start, Math.min(end, start + 500)));
  const name = old?.[1];
  if (old === null || name === undefined || keys[0] === 'ARG') return wordSpans(text, start, end, keys);
  const from = start + old[0].length;
  const key: Span = { start, end: start + name.length, form: 'key', keys, scope: '' };
  return [key, ...valueSpans(text, { start: from, end, value: text.slice(from, end) }, [...keys, name], '')];
}

/** Words one by one; `--from=x` is a key with a value. */
function wordSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const token of shellTokens(text, start, end)) {
    if (token.kind === 'comment') spans.push(comment(text, token.start, token.end));
    else if (token.kind === 'heredoc') append(spans, heredocSpans(text, token.start, token.end, keys));
    else if (token.kind === 'word') append(spans, wordSpan(text, token, keys));
  }
  return spans;
}

function wordSpan(text: string, word: Word, keys: readonly string[]): Span[] {
  const flag = /^--([a-z][\w-]{0,60})=/.exec(text.slice(word.start, Math.min(word.end, word.start + 70)));
  if (flag === null) return valueSpans(text, word, keys, '');
  const start = word.start + 2;
  const name = flag[1] ?? '';
  const value = { start: word.start + flag[0].length, end: word.end, value: word.value.slice(flag[0].length) };
  return [{ start, end: start + name.length, form: 'key', keys, scope: '' }, ...valueSpans(text, value, [...keys, name], '')];
}

/** A file written in place: its lines. */
function heredocSpans(text: string, start: number, end: number, keys: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; at = lineEnd(text, at) + 1) {
    const last = Math.min(end, lineEnd(text, at));
    const first = blanksEnd(text, at, last);
    const stop = trimmedEnd(text, first, last);
    if (text[first] === '#' && stop > first) spans.push(comment(text, first, stop));
    else if (stop > first) append(spans, valueSpans(text, { start: first, end: stop, value: text.slice(first, stop) }, keys, ''));
  }
  return spans;
}

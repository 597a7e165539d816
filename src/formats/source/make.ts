/** Makefiles and justfiles: variables, and recipes as shell. https://www.gnu.org/software/make/manual/make.html https://just.systems/man/en/ */
import type { Span } from '../../types.ts';
import { lineEnd } from '../position.ts';
import { shellSpans } from './shell.ts';

const VARIABLE = /^(?:export\s+|override\s+|define\s+|private\s+|unexport\s+|set\s+)*([A-Za-z_][\w.-]{0,200})\s*(?:[:?+!]{0,3}=)\s*/;
const TARGET = /^[^\s#=:][^#=:]{0,400}::?(?!=)/;
const RECIPE_MARKS = /^[@+-]*/;

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Spans of a makefile or a justfile. */
export function makeSpans(text: string, anchors: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (const line of logicalLines(text)) for (const span of lineSpans(text, line, anchors)) spans.push(span);
  return spans;
}

/** Lines, each with those that a backslash joins to it. */
function* logicalLines(text: string): Generator<Line> {
  for (let start = 0; start < text.length;) {
    let end = lineEnd(text, start);
    while (end < text.length && text[end - 1] === '\\') end = lineEnd(text, end + 1);
    if (end > start) yield { start, end };
    start = end + 1;
  }
}

function lineSpans(text: string, { start, end }: Line, anchors: readonly number[]): Span[] {
  const line = text.slice(start, end);
  const isRecipe = /^[\t ]/.test(line);
  const blank = line.length - line.trimStart().length;
  if (line[blank] === '#') return [comment(start + blank, end)];
  const variable = VARIABLE.exec(line.slice(blank));
  if (variable !== null && (!isRecipe || line[0] === ' ')) return variableSpans(text, start + blank, end, variable);
  if (isRecipe) return shellSpans(text, start + blank + (RECIPE_MARKS.exec(line.slice(blank))?.[0].length ?? 0), end, anchors);
  return TARGET.test(line) ? targetSpans(text, start, end, line) : shellSpans(text, start, end, anchors);
}

function comment(start: number, end: number): Span {
  return { start, end, form: 'word', usage: 'mention', keys: [], scope: '' };
}

function variableSpans(text: string, start: number, end: number, found: RegExpExecArray): Span[] {
  const name = found[1] ?? '';
  const at = start + found[0].indexOf(name);
  const value = start + found[0].length;
  const mark = commentStart(text, value, end);
  const [from, to] = unquoted(text, value, mark);
  const spans: Span[] = [{ start: at, end: at + name.length, form: 'key', keys: [], scope: '' }];
  if (to > from) spans.push({ start: from, end: to, form: 'string', keys: [name], scope: '' });
  if (mark < end) spans.push(comment(mark, end));
  return spans;
}

/** Where ` #` opens a comment, or the end. */
function commentStart(text: string, start: number, end: number): number {
  const found = text.slice(start - 1, end).search(/\s#/);
  return found < 0 ? end : start + found;
}

function unquoted(text: string, start: number, end: number): [number, number] {
  let to = end;
  while (to > start && /\s/.test(text[to - 1] ?? '')) to--;
  const quote = text[start];
  const isWhole = (quote === '"' || quote === "'") && to > start + 1 && text[to - 1] === quote;
  return isWhole ? [start + 1, to - 1] : [start, to];
}

/** `target: parts ## what it does`. */
function targetSpans(text: string, start: number, end: number, line: string): Span[] {
  const mark = commentStart(text, start + 1, end);
  const names = [...line.slice(0, mark - start).matchAll(/[^\s:]+/g)].map(({ 0: name, index }): Span => ({
    start: start + index,
    end: start + index + name.length,
    form: 'identifier',
    keys: [],
    scope: '',
    value: name,
  }));
  return mark < end ? [...names, comment(mark, end)] : names;
}

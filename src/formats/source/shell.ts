/** Shell scripts: one scope for each command; what is echoed to people is said, not used. */
import type { Span } from '../../types.ts';
import { languageNamed } from '../languages/index.ts';
import { commandSpans } from '../shellwords/index.ts';
import { shellTokens, type Word } from '../shellwords/scan.ts';
import { isSaid } from './words.ts';
import { readCode } from './index.ts';

/** The words of one command, where it ends with its here-document, and whether its output goes into a file. */
interface Command {
  readonly words: readonly Word[];
  readonly start: number;
  end: number;
  /** Start of the here-document; -1: it has none. */
  heredoc: number;
  readonly writes: boolean;
}

const SAYS =
  /^(?:echo|printf|print|say|log|info|warn|warning|error|die|fail|abort|debug|success|note|step|msg|message|usage|fatal|(?:log|print|echo|show|say)(?:_\w{1,20}|[A-Z]\w{0,20}))$/;
/** Words before the command itself. */
const BEFORE = new Set('then else elif do if while until ! { ( time sudo exec command builtin || &&'.split(' '));
const INTERPRETERS = /^(?:python|node|ruby|perl|rscript|julia|php|deno|bun)[\d.]*$/i;
const SETS = new Set(['set', 'setenv']);

/** Spans of the script `text[start, end)`. */
export function shellSpans(text: string, start: number, end: number, anchors: readonly number[]): Span[] {
  const spans: Span[] = [];
  const commands = commandsOf(text, start, end, spans);
  let array: string | null = null;
  let behind = start;
  for (const command of commands) {
    if (array !== null && text.slice(behind, command.start).includes(')')) array = null;
    if (array === null) array = readCommand(text, command, spans, anchors);
    else for (const word of command.words) spans.push(valueSpan(word, array));
    behind = command.end;
  }
  return spans;
}

/** Commands in order; comments become spans. */
function commandsOf(text: string, start: number, end: number, spans: Span[]): Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  let writes = false;
  const finish = () => {
    const [first] = words;
    const last = words.at(-1);
    if (first && last) commands.push({ words, start: outer(text, first).start, end: outer(text, last).end, heredoc: -1, writes });
    words = [];
    writes = false;
  };
  for (const token of shellTokens(text, start, end)) {
    if (token.kind === 'comment') spans.push(comment(token.start, token.end));
    else if (token.kind === 'word') words.push(token);
    else if (token.kind === 'end') finish();
    else if (token.kind === 'redirect') writes = true;
    else {
      const last = commands.at(-1);
      if (last) Object.assign(last, { end: Math.max(last.end, token.end), heredoc: last.heredoc < 0 ? token.start : last.heredoc });
    }
  }
  finish();
  return commands;
}

/** A word with the quotes around it. */
function outer(text: string, { start, end, isQuoted }: Word): { start: number; end: number } {
  return isQuoted ? { start: start - 1, end: Math.min(end + 1, text.length) } : { start, end };
}

function comment(start: number, end: number): Span {
  return { start, end, form: 'word', usage: 'mention', keys: [], scope: '' };
}

function valueSpan({ start, end }: Word, key: string): Span {
  return { start, end, form: 'string', keys: [key], scope: '' };
}

/** Adds the spans of one command; gives the name of the list that it opens: `MODELS=(`. */
function readCommand(text: string, command: Command, spans: Span[], anchors: readonly number[]): string | null {
  const words = command.words.slice(command.words.findIndex(({ value }) => !BEFORE.has(value)));
  const [first, second] = words;
  if (first === undefined) return null;
  const opened = /^(?:\w+\s+)?(\w{1,200})\+?=$/.exec(words.length > 2 ? '' : words.map(({ value }) => value).join(' '));
  if (opened && text[command.end] === '(') return opened[1] ?? null;
  if (SAYS.test(first.value) && !isRedirected(text, command)) said(text, words, spans);
  else if (first.value === 'for' && words[2]?.value === 'in') listSpans(second, words.slice(3), spans);
  else if (SETS.has(first.value) && words.length > 2) setSpans(words.slice(1), spans);
  else callSpans(text, command, words, anchors, spans);
  return null;
}

/** A command as it is; its here-document is code where the command is an interpreter, and said where it is only shown. */
function callSpans(text: string, command: Command, words: readonly Word[], anchors: readonly number[], spans: Span[]): void {
  const { start, end, heredoc } = command;
  const name = words[0]?.value ?? '';
  const language = heredoc < 0 || !INTERPRETERS.test(name) ? null : languageNamed(name);
  const isShown = heredoc >= 0 && name === 'cat' && !command.writes;
  for (const span of commandSpans(text, start, language ? heredoc : end, [], isAssignment(words) ? '' : `@${start}`)) {
    const isSaidHere = isShown && span.start >= heredoc && span.form === 'string' && isSaid(text.slice(span.start, span.end));
    spans.push(isSaidHere ? { ...span, usage: 'mention' } : span);
  }
  if (language) for (const span of readCode(text, language, anchors, { start: heredoc, end }).spans) spans.push(span);
}

/** Nothing but `NAME=value` words, `export` and the like before them. */
function isAssignment(words: readonly Word[]): boolean {
  return words.every(
    ({ value }, place) =>
      /^\w{1,200}\+?=/.test(value) || (place === 0 && /^(?:export|declare|local|readonly|typeset)$/.test(value)) || value.startsWith('-'),
  );
}

/** What it says goes into a file or another command. */
function isRedirected(text: string, { writes, end }: Command): boolean {
  return writes || /^[ \t]{0,40}\|(?!\|)/.test(text.slice(end, end + 48));
}

function said(text: string, words: readonly Word[], spans: Span[]): void {
  const [first, second] = words;
  const last = words.at(-1);
  if (first === undefined || second === undefined || last === undefined) return;
  const range = { start: second.start, end: last.end };
  const usage = isSaid(text.slice(range.start, range.end)) ? ({ usage: 'mention' } as const) : {};
  spans.push({ ...range, form: 'string', ...usage, keys: [first.value], scope: '' });
}

/** `for model in a b c` and `set -x MODEL a b`: the name is the key of what follows. */
function listSpans(name: Word | undefined, values: readonly Word[], spans: Span[]): void {
  if (name === undefined) return;
  spans.push({ start: name.start, end: name.end, form: 'key', keys: [], scope: '' });
  for (const word of values) if (word.end > word.start) spans.push(valueSpan(word, name.value));
}

function setSpans(words: readonly Word[], spans: Span[]): void {
  const at = words.findIndex(({ value }) => !value.startsWith('-'));
  if (at >= 0) listSpans(words[at], words.slice(at + 1), spans);
}

/** Command lines -> spans: commands, flags, assignments and values, as keys say them: `vllm serve --model X` gives X the key `model`. */
import type { Span } from '../../types.ts';
import { isArgument, isPrefix, isShown, isSubcommand, newCommand, takesScript, takesValue, type Command } from './command.ts';
import { isEscaped, throughEscapes } from './escaped.ts';
import { installs, packageWord, runsPackage } from './install.ts';
import { shellTokens, type Token, type Word } from './scan.ts';
import { valueSpans, type Piece } from './value.ts';

export { valueSpans, type Piece } from './value.ts';

interface State {
  readonly text: string;
  readonly keys: readonly string[];
  readonly scope: string;
  readonly depth: number;
  /** Word by word, in strings of another language: their escapes are not the shell's. */
  readonly isGiven: boolean;
  readonly spans: Span[];
  command: Command;
  /** The command before. */
  last: Command;
}

/** How deep scripts within scripts are read. */
const DEEPEST = 4;

/** Spans of the shell script `text[start, end)`; `keys` says where the script stands. */
export function commandSpans(text: string, start: number, end: number, keys: readonly string[], scope: string): Span[] {
  return script(text, start, end, keys, scope, 0);
}

/** Spans of a command line given word by word, as in `["vllm", "serve", "--model", "X"]`. */
export function argumentSpans(text: string, words: readonly Piece[], keys: readonly string[], scope: string): Span[] {
  const state = newState(text, keys, scope, 0, true);
  for (const { start, end, value } of words) {
    if (TEMPLATE_CONTROL.test(value)) add(state, valueSpans(text, { start, end, value }, keys, scope));
    else if (!FLAG_WITH_VALUE.test(value)) word(state, { kind: 'word', start, end, value, isQuoted: true });
    else for (const token of shellTokens(text, start, end)) if (token.kind === 'word') word(state, token);
  }
  return state.spans;
}

/** A line of a template between the words. */
const TEMPLATE_CONTROL = /^\{\{-?\s{0,20}(?:if|else|end|with|range|toYaml|include|\$\w+ :?=)/;

/** One list item that holds two words: `- --model Qwen/Qwen3-8B`. */
const FLAG_WITH_VALUE = /^--?[A-Za-z][\w-]{0,60}\s/;

function newState(text: string, keys: readonly string[], scope: string, depth: number, isGiven: boolean): State {
  return { text, keys, scope, depth, isGiven, spans: [], command: newCommand(0), last: newCommand(0) };
}

function script(text: string, start: number, end: number, keys: readonly string[], scope: string, depth: number): Span[] {
  const state = newState(text, keys, scope, depth, false);
  for (const one of shellTokens(text, start, end)) accept(state, one);
  endCommand(state);
  return state.spans;
}

function accept(state: State, token: Token): void {
  const { command, spans } = state;
  switch (token.kind) {
    case 'comment':
      spans.push(mention(token.start, token.end));
      return;
    case 'heredoc':
      return heredoc(state, token.start, token.end);
    case 'redirect':
      command.isRedirected = true;
      return;
    case 'end':
      command.isRedirected ||= token.isPipe;
      return endCommand(state);
    case 'word':
      if (isFlag(token.value) && command.name.length === 0 && !command.isOpen) state.command = state.last;
      return word(state, token);
  }
}

/** What `echo` is given is only shown. A command that starts with a flag continues the one before. */
function endCommand(state: State): void {
  const { command, spans } = state;
  for (let i = command.firstSpan; isShown(command) && i < spans.length; i++) {
    const span = spans[i];
    if (span?.form === 'string') spans[i] = { ...span, usage: 'mention' };
  }
  if (command.isOpen || command.name.length > 0) state.last = command;
  state.command = newCommand(spans.length);
}

function mention(start: number, end: number): Span {
  return { start, end, form: 'word', usage: 'mention', keys: [], scope: '' };
}

function isFlag(value: string): boolean {
  return /^--?[A-Za-z][^\n]*$/.test(value);
}

/** A here-document: of a shell a script, else its lines, each `NAME=value` or plain text. */
function heredoc(state: State, start: number, end: number): void {
  const { text, keys, scope, spans, last } = state;
  const [name] = last.name;
  if ((name === undefined || /^(?:ba|z|a|da|k)?sh$/.test(name)) && state.depth < DEEPEST) return inner(state, start, end);
  for (let at = start; at < end;) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 || feed > end ? end : feed;
    const first = at + (/^\s*/.exec(text.slice(at, stop))?.[0].length ?? 0);
    if (text.startsWith('# ', first)) spans.push(mention(first, stop));
    else if (stop > first)
      add(state, valueSpans(text, { start: first, end: stop, value: text.slice(first, stop) }, [...keys, ...last.name], scope));
    at = stop + 1;
  }
}

function add({ spans }: State, more: readonly Span[]): void {
  for (const span of more) spans.push(span);
}

function inner(state: State, start: number, end: number): void {
  const { text, keys, scope, depth, isGiven } = state;
  if (!isGiven || !isEscaped(text, start, end)) return add(state, script(text, start, end, keys, scope, depth + 1));
  add(
    state,
    throughEscapes(text, start, end, (plain) => script(plain, 0, plain.length, keys, scope, depth + 1)),
  );
}

function word(state: State, token: Word): void {
  const { command } = state;
  const isAssignment = /^[A-Za-z_]\w*\+?=(?!=)/.test(state.text.slice(token.start, Math.min(token.end, token.start + 200)));
  if (isFlag(token.value)) flag(state, token);
  else if (command.flag !== null) flagValue(state, token, command.flag);
  else if (command.name.length === 0 && !command.isOpen && !isAssignment) commandName(state, token);
  else argument(state, token, isAssignment);
}

function commandName(state: State, token: Word): void {
  const { command, text, keys, scope } = state;
  if (isArgument(token.value)) command.isOpen = true;
  else if (!isPrefix(token.value)) command.name.push(baseName(token.value));
  add(state, valueSpans(text, token, keys, scope));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(0, 100);
}

function argument(state: State, token: Word, isAssignment: boolean): void {
  const { command, keys, spans, scope } = state;
  const above = [...keys, ...command.name];
  const ecosystem = isAssignment ? null : installs(command.name);
  const found = ecosystem === null ? null : packageSpan(token, ecosystem, above, scope);
  if (found) spans.push(found);
  else emit(state, token, above);
  if (found && runsPackage(command.name)) command.name.push(baseName(found.value ?? token.value));
  else if (isSubcommand(command, token.value)) command.name.push(token.value);
  else if (command.name.length > 0) command.isOpen = true;
}

function flagValue(state: State, token: Word, name: string): void {
  const { command, keys } = state;
  command.flag = null;
  if (takesScript(command, name) && /\s/.test(token.value) && state.depth < DEEPEST) return inner(state, token.start, token.end);
  emit(state, token, [...keys, ...command.name, name]);
  if (name === 'm' && command.name.length === 1 && /^python[\d.]*$/.test(command.name[0] ?? '')) command.name.push(token.value);
}

/** `--name`, `--name=value`, `-Dname=value`. */
function flag(state: State, { start, end, value }: Word): void {
  const { command, keys, spans, scope, text } = state;
  const written = text.slice(start, end);
  const name = (value.slice(value.startsWith('--') ? 2 : 1).split('=', 1)[0] ?? '').replace(/^D(?=[a-z]+\.)/, '');
  const above = [...keys, ...command.name];
  const equals = written.indexOf('=');
  const first = start + Math.max(0, written.search(/[A-Za-z]/));
  const stop = equals < 0 ? end : start + equals;
  if (stop > first) spans.push({ start: first, end: stop, form: 'key', keys: above, scope });
  command.isOpen ||= command.name.length > 1;
  command.flag = equals < 0 && takesValue(command, name) ? name : null;
  if (equals < 0 || end <= stop + 1) return;
  emit(state, { kind: 'word', start: stop + 1, end, value: value.slice(value.indexOf('=') + 1), isQuoted: false }, [...above, name]);
}

const CALL = /^(?:\w{1,200}=)?"?\$\(/;

/** A value: `$(command)` is read as the command it is. */
function emit(state: State, piece: Word, keys: readonly string[]): void {
  const { text, scope, depth } = state;
  const call = CALL.exec(text.slice(piece.start, Math.min(piece.end, piece.start + 210)));
  const close = /\)"?$/.exec(text.slice(piece.end - 2, piece.end))?.[0].length ?? 0;
  const from = piece.start + (call?.[0].length ?? 0);
  if (call !== null && close > 0 && depth < DEEPEST) inner(state, from, Math.max(piece.end - close, from));
  else add(state, valueSpans(text, piece, keys, scope));
}

function packageSpan({ start, value }: Word, ecosystem: string, keys: readonly string[], scope: string): Span | null {
  const found = packageWord(ecosystem, value);
  if (found === null) return null;
  const { name, version } = found;
  return {
    start,
    end: start + name.length,
    form: 'package',
    keys,
    scope,
    value: name,
    package: { ecosystem, version, dependencyPath: [] },
  };
}

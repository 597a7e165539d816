/** Command lines -> spans: commands, flags, assignments and values, as keys say them: `vllm serve --model X` gives X the key `model`. */
import type { Span } from '../types.ts';
import { installs, INSTALLER_VALUES, packageWord } from './shellwords-install.ts';
import { shellTokens, type Word } from './shellwords-scan.ts';
import { valueSpans, type Piece } from './shellwords-value.ts';

export { valueSpans, type Piece } from './shellwords-value.ts';

interface Command {
  /** Name and subcommand. */
  readonly name: string[];
  /** A flag that waits for its value. */
  flag: string | null;
  /** A positional word or flag was met: what follows is no subcommand. */
  isOpen: boolean;
}

/** Flags without a value, where one may stand before a model or file. */
const STANDS_ALONE = /^(?:(?:enable|disable|no|skip)-.*|trust-remote-code|rm|it|quiet|silent|verbose|yes|force|detach|help|y)$/;

interface State {
  readonly text: string;
  readonly keys: readonly string[];
  readonly scope: string;
  readonly depth: number;
  readonly spans: Span[];
  command: Command;
}

const DEEPEST = 4;
/** Words before a command that are not the command. */
const PREFIXES = new Set(
  'exec sudo nohup time env then do else if elif while until ! command nice builtin { } export declare local readonly typeset set fi done'.split(
    ' ',
  ),
);
const SUBCOMMAND = /^[a-z][a-z-]{0,30}$/;
/** Flags whose value is a script: `sh -c`, `bash -lc`. */
const SCRIPT_FLAG = /^[a-z]?c$|^command$/i;

/** Spans of the shell script `text[start, end)`; `keys` says where the script stands. */
export function commandSpans(text: string, start: number, end: number, keys: readonly string[], scope: string): Span[] {
  return script(text, start, end, keys, scope, 0);
}

/** Spans of a command line given word by word, as in `["vllm", "serve", "--model", "X"]`. */
export function argumentSpans(text: string, words: readonly Piece[], keys: readonly string[], scope: string): Span[] {
  const state: State = { text, keys, scope, depth: 0, spans: [], command: newCommand() };
  for (const { start, end, value } of words) word(state, { kind: 'word', start, end, value, isQuoted: true });
  return state.spans;
}

function newCommand(): Command {
  return { name: [], flag: null, isOpen: false };
}

function script(text: string, start: number, end: number, keys: readonly string[], scope: string, depth: number): Span[] {
  const state: State = { text, keys, scope, depth, spans: [], command: newCommand() };
  let last = state.command;
  for (const token of shellTokens(text, start, end)) {
    if (token.kind === 'comment') {
      state.spans.push(commentSpan(token.start, token.end));
    } else if (token.kind === 'heredoc') heredoc(state, token.start, token.end, last);
    else if (token.kind === 'end') {
      if (state.command.isOpen || state.command.name.length > 0) last = state.command;
      state.command = newCommand();
    } else {
      if (isFlag(token.value) && state.command.name.length === 0) state.command = last;
      word(state, token);
    }
  }
  return state.spans;
}

function commentSpan(start: number, end: number): Span {
  return { start, end, form: 'word', usage: 'mention', keys: [], scope: '' };
}

function isFlag(value: string): boolean {
  return /^--?[A-Za-z]/.test(value);
}

const SHELL = /^(?:ba|z|a|da|k)?sh$/;

/** A here-document: of a shell a script, else its lines, each `NAME=value` or plain text. */
function heredoc(state: State, start: number, end: number, { name }: Command): void {
  const { text, keys, scope, spans } = state;
  if ((name.length === 0 || SHELL.test(name[0] ?? '')) && state.depth < DEEPEST) return inner(state, start, end);
  for (let at = start; at < end;) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 || feed > end ? end : feed;
    const first = at + (/^\s*/.exec(text.slice(at, stop))?.[0].length ?? 0);
    const piece = { start: first, end: stop, value: text.slice(first, stop) };
    if (text.startsWith('# ', first)) spans.push(commentSpan(first, stop));
    else if (stop > first) spans.push(...valueSpans(text, piece, [...keys, ...name], scope));
    at = stop + 1;
  }
}

function word(state: State, token: Word): void {
  const { command, keys, spans, scope, text } = state;
  if (isFlag(token.value) && !token.value.includes('\n')) return flag(state, token);
  if (command.flag !== null) {
    const name = command.flag;
    command.flag = null;
    if (SCRIPT_FLAG.test(name) && /\s/.test(token.value) && state.depth < DEEPEST) return inner(state, token.start, token.end);
    emit(state, token, [...keys, ...command.name, name]);
    if (command.name[0]?.startsWith('python') && name === 'm' && command.name.length === 1) command.name.push(token.value);
    return;
  }
  const isAssignment = /^[A-Za-z_]\w*\+?=(?!=)/.test(text.slice(token.start, Math.min(token.end, token.start + 200)));
  if (command.name.length === 0 && !isAssignment) {
    if (!PREFIXES.has(token.value)) command.name.push(baseName(token.value));
    return void spans.push(...valueSpans(text, token, keys, scope));
  }
  const mayBeSub = command.name.length === 1 && !command.isOpen && SUBCOMMAND.test(token.value);
  const ecosystem = isAssignment || mayBeSub ? null : installs(command.name);
  const found = ecosystem === null ? null : packageSpan(token, ecosystem, [...keys, ...command.name], scope);
  if (found) spans.push(found);
  else emit(state, token, [...keys, ...command.name]);
  if (mayBeSub) command.name.push(token.value);
  else if (command.name.length > 0) command.isOpen = true;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(0, 100);
}

function flag(state: State, { start, end, value }: Word): void {
  const { command, keys, spans, scope, text } = state;
  const dashes = text.slice(start, end).search(/[A-Za-z]/);
  const equals = text.slice(start, end).indexOf('=');
  const name = (value.slice(value.startsWith('--') ? 2 : 1).split('=', 1)[0] ?? '').replace(/^D(?=[a-z]+\.)/, '');
  const above = [...keys, ...command.name];
  const stop = equals < 0 ? end : start + equals;
  if (stop > start + dashes) spans.push({ start: start + dashes, end: stop, form: 'key', keys: above, scope });
  command.isOpen = command.name.length > 1 || command.isOpen;
  const isAlone = equals >= 0 || STANDS_ALONE.test(name) || (installs(command.name) !== null && !INSTALLER_VALUES.test(name));
  command.flag = isAlone ? null : name;
  if (equals < 0 || end <= stop + 1) return;
  emit(state, { kind: 'word', start: stop + 1, end, value: value.slice(value.indexOf('=') + 1), isQuoted: false }, [...above, name]);
}

/** A value: `$(command)` is read as the command it is. */
function emit(state: State, piece: Word, keys: readonly string[]): void {
  const written = state.text.slice(piece.start, Math.min(piece.end, piece.start + 202));
  const call = /^(?:\w{1,200}=)?"?\$\(/.exec(written);
  if (call !== null && /\)"?$/.test(state.text.slice(piece.end - 2, piece.end)) && state.depth < DEEPEST) {
    const close = state.text[piece.end - 1] === '"' ? 2 : 1;
    return inner(state, piece.start + call[0].length, Math.max(piece.end - close, piece.start + call[0].length));
  }
  state.spans.push(...valueSpans(state.text, piece, keys, state.scope));
}

function inner({ text, keys, scope, depth, spans }: State, start: number, end: number): void {
  for (const span of script(text, start, end, keys, scope, depth + 1)) spans.push(span);
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

/** Build scripts -> strings, names and keys, each with the blocks and the call that it stands in. */
import type { SourceFile, Span } from '../../types.ts';
import { holdsAnchor, type Range } from '../lockfile/index.ts';
import { linesOf } from '../position.ts';
import { SyntaxProblem } from '../problem.ts';
import { scriptTokens, type ScriptSyntax, type ScriptToken } from './tokens.ts';

/** One word of a script and where it stands. */
export interface ScriptItem extends Range {
  /** An `atom` is `:name`; a `key` names an argument, a variable or an entry of a map. */
  readonly kind: 'text' | 'name' | 'atom' | 'key' | 'comment';
  readonly value: string;
  /** Blocks, then calls, then the argument or variable. */
  readonly keys: readonly string[];
  /** Name of the call or statement that it is an argument of. */
  readonly callee: string;
  /** Equal for the arguments of one call or statement: the offset where that starts; -1 outside of all. */
  readonly call: number;
  /** The argument's or variable's name, if it has one. */
  readonly argument: string | null;
  /** Place among the arguments, from 0. */
  readonly index: number;
  /** Bracket around it, or ''. */
  readonly opener: string;
}

/** A script's items in order, and the offset of a comment or string that is not closed, if there is one. */
export interface Script {
  readonly items: readonly ScriptItem[];
  readonly unclosed: number | null;
}

interface Frame {
  readonly opener: string;
  readonly keys: readonly string[];
  readonly callee: string;
  readonly call: number;
  /** The first name of the statement, in blocks only. */
  command: { readonly name: string; readonly at: number } | null;
  /** Name of the argument or variable whose value comes next. */
  pending: string | null;
  /** Of a list: the name that it is the value of. */
  readonly argument: string | null;
  index: number;
}

type Item = { -readonly [Key in keyof ScriptItem]: ScriptItem[Key] };

interface State {
  readonly text: string;
  readonly items: Item[];
  readonly frames: Frame[];
  /** The token before, line ends and comments left out. */
  previous: ScriptToken | null;
  /** The item that the next `=`, `:` or `=>` makes a key. */
  last: Item | null;
}

const DEEPEST = 200;
const DEEPEST_KEYS = 32;
const PAIRS: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const DECLARES = new Set(['def', 'defp', 'val', 'var', 'let', 'const', 'final', 'public', 'private', 'static', 'String']);

/** Reads a script. Never fails: what it does not know, it passes over. */
export function readScript(text: string, syntax: ScriptSyntax): Script {
  const { tokens, unclosed } = scriptTokens(text, syntax);
  const bottom: Frame = { opener: '', keys: [], callee: '', call: -1, command: null, pending: null, argument: null, index: 0 };
  const state: State = { text, items: [], frames: [bottom], previous: null, last: null };
  for (const token of tokens) {
    take(state, state.frames.at(-1) ?? bottom, token);
    if (token.kind !== 'line' && token.kind !== 'comment') state.previous = token;
  }
  return { items: state.items, unclosed };
}

function take(state: State, frame: Frame, token: ScriptToken): void {
  switch (token.kind) {
    case 'comment':
      state.items.push({ ...itemAt(state, frame, token), kind: 'comment', keys: [] });
      return;
    case 'line':
      return lineBreak(state, frame);
    case 'text':
      state.last = itemAt(state, frame, token);
      state.items.push(state.last);
      return;
    case 'name':
      return name(state, frame, token);
    case 'mark':
      return mark(state, frame, token);
    default:
      state.last = null;
  }
}

function itemAt({ text }: State, frame: Frame, { start, end }: ScriptToken): Item {
  const { command, pending } = frame;
  const keys = [...frame.keys, ...(command ? [command.name] : []), ...(pending === null ? [] : [pending])];
  return {
    kind: 'text',
    start,
    end,
    value: text.slice(start, end),
    keys,
    callee: command?.name ?? frame.callee,
    call: command?.at ?? frame.call,
    argument: pending ?? frame.argument,
    index: frame.index,
    opener: frame.opener,
  };
}

function name(state: State, frame: Frame, token: ScriptToken): void {
  const value = state.text.slice(token.start, token.end);
  const isAtom = opensAtom(state, token.start - 1);
  const infix = value === 'to' ? state.last : null;
  const item: Item = { ...itemAt(state, frame, token), kind: isAtom ? 'atom' : 'name' };
  if (infix) return nameNext(frame, infix);
  state.items.push(item);
  state.last = item;
  if (isAtom || frame.command !== null || frame.pending !== null || DECLARES.has(value) || !isBlock(frame)) return;
  frame.command = { name: value, at: token.start };
  frame.index = 0;
}

function isBlock({ opener }: Frame): boolean {
  return opener === '' || opener === '{';
}

/** `:name`, with the colon neither behind a word or string nor part of `::`. */
function opensAtom({ text }: State, colon: number): boolean {
  return text[colon] === ':' && /[\p{L}_]/u.test(text[colon + 1] ?? '') && !/[\w)\]"':]/.test(text[colon - 1] ?? ' ');
}

/** A statement goes on behind a comma, an operator or an open bracket. */
function lineBreak(state: State, frame: Frame): void {
  const { previous, text } = state;
  const isOpen = previous?.kind === 'mark' && /[,=([{\\+&:]/.test(text[previous.start] ?? '');
  if (isBlock(frame) && !isOpen) endStatement(state, frame);
}

function endStatement(state: State, frame: Frame): void {
  frame.command = null;
  frame.pending = null;
  frame.index = 0;
  state.last = null;
}

function mark(state: State, frame: Frame, token: ScriptToken): void {
  const { text } = state;
  const char = text[token.start] ?? '';
  const last = state.last;
  state.last = null;
  if (char === '(' || char === '[' || char === '{') return open(state, frame, token, char);
  if (PAIRS.has(char)) return close(state, PAIRS.get(char) ?? '');
  if (char === ';') return endStatement(state, frame);
  if (char === ',') {
    frame.pending = null;
    frame.index++;
  } else if (char === '=' && !/[=!<>+~-]/.test(text[token.start - 1] ?? '') && !/[=~]/.test(text[token.end] ?? '')) {
    if (frame.pending === null || text[token.end] === '>') nameNext(frame, last);
  } else if (char === ':' && text[token.end] !== ':' && text[token.start - 1] !== ':' && !opensAtom(state, token.start)) {
    nameNext(frame, last);
  }
}

/** What comes next is the value of `item`. A statement that begins with it is an assignment, not a call. */
function nameNext(frame: Frame, item: Item | null): void {
  if (item === null) return;
  const above = frame.pending !== null && item.keys.at(-1) === frame.pending ? item.keys.slice(0, -1) : item.keys;
  frame.pending = item.value;
  if (frame.command?.at === item.start) frame.command = null;
  item.kind = 'key';
  item.keys = frame.command === null && above.length > frame.keys.length ? frame.keys : above;
}

function open(state: State, frame: Frame, token: ScriptToken, opener: string): void {
  if (state.frames.length > DEEPEST) return;
  const { previous, text } = state;
  const { keys, callee, call, index, argument } = itemAt(state, frame, token);
  const head = opener === '(' && previous?.kind === 'name' && previous.end === token.start ? previous : null;
  const name = head ? text.slice(head.start, head.end) : '';
  const within = head && frame.command?.at !== head.start ? [...keys, name] : keys;
  state.frames.push({
    opener,
    keys: within.slice(0, DEEPEST_KEYS),
    callee: head ? name : callee,
    call: head?.start ?? (opener === '{' ? token.start : call),
    command: null,
    pending: null,
    argument: opener === '[' ? argument : null,
    index: head || opener === '{' ? 0 : index,
  });
}

function close(state: State, opener: string): void {
  const at = state.frames.findLastIndex((frame) => frame.opener === opener);
  if (at > 0) state.frames.length = at;
}

/**
 * The spans of a script: `claimed` ones as they are, and of every other item what it is. Throws a SyntaxProblem that carries them when
 * a comment or string runs to the end of the text.
 */
export function scriptSpans(file: SourceFile, { items, unclosed }: Script, claimed: ReadonlyMap<ScriptItem, readonly Span[]>): Span[] {
  const spans = items.flatMap((item) => claimed.get(item) ?? spansOf(file, item));
  if (unclosed === null) return spans;
  throw new SyntaxProblem('a comment or string is not closed', linesOf(file.text).at(unclosed).line, spans);
}

function spansOf(file: SourceFile, { kind, start, end, keys, call }: ScriptItem): Span[] {
  const scope = call < 0 ? '' : `@${call}`;
  if (kind === 'comment') return [{ start, end, form: 'word', usage: 'mention', keys: [], scope: '' }];
  if (!holdsAnchor(file, start, end) && kind !== 'text') return [];
  return [{ start, end, form: kind === 'name' ? 'identifier' : kind === 'key' ? 'key' : 'string', keys, scope }];
}

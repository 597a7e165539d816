/** HCL (Terraform, Packer, Nomad) -> scalars: blocks, attributes, objects, lists, heredocs, references, comments. */
import type { Span } from '../../types.ts';
import { hclToken, type HclToken } from './token.ts';
import { element, mapping, member, pathOf, ROOT, type Place } from '../place.ts';
import { pairsNamed, scalar, spansOf, type Reading, type Scalar } from '../scalar.ts';

interface Frame {
  readonly kind: 'body' | 'list' | 'group';
  readonly closer: '}' | ']' | ')' | '';
  /** Inside the block or object; of a list, the list's own place. */
  readonly place: Place;
  /** Where the value that is read stands; null while a key is awaited. */
  entry: Place | null;
  /** Words read before `=` or `{`. */
  words: HclToken[];
  count: number;
  /** Blocks of the same name so far. */
  readonly blocks: Map<string, number>;
}

interface State {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly stack: Frame[];
  problem: Reading['problem'];
}

/** Keys, values, references and comments of an HCL text. Block types and labels are keys; a block is a scope. */
export function readHcl(text: string): Reading {
  const state: State = { text, scalars: [], stack: [frame('body', '', ROOT, null)], problem: null };
  let at = 0;
  for (let token = hclToken(text, at); token !== null; token = hclToken(text, at)) {
    if (token.isBroken) complain(state, 'a string or comment is not closed', token.start);
    accept(state, token);
    at = token.next;
  }
  const top = state.stack.at(-1);
  if (top) endEntry(state, top);
  if (state.stack.length > 1) complain(state, 'a bracket is not closed', text.length);
  return { scalars: pairsNamed(state.scalars), problem: state.problem };
}

/** Spans of an HCL text. Throws SyntaxProblem, with the spans read all the same. */
export function hclSpans(text: string): Span[] {
  return spansOf(text, readHcl(text));
}

function frame(kind: Frame['kind'], closer: Frame['closer'], place: Place, entry: Place | null): Frame {
  return { kind, closer, place, entry, words: [], count: 0, blocks: new Map() };
}

function complain(state: State, message: string, at: number): void {
  state.problem ??= { message: `HCL: ${message}`, at };
}

function accept(state: State, token: HclToken): void {
  const top = state.stack.at(-1);
  if (top === undefined) return;
  if (token.kind === 'comment') state.scalars.push(scalar('comment', token.start, token.end, '', ROOT));
  else if (token.kind === 'newline') {
    if (top.kind === 'body') endEntry(state, top);
  } else if (token.kind === 'mark') mark(state, top, token);
  else if (token.kind !== 'operator') {
    if (opensFor(state, top, token)) state.stack.splice(-1, 1, frame('group', top.closer, top.place, top.place));
    else if (top.entry === null) top.words.push(token);
    else value(state, token, top.entry);
  }
}

const FOR = /for[ \t]+[\p{L}_][\w-]*(?:[ \t]*,|[ \t]+in\b)/uy;

/**
 * `{ for name, model in var.models : name => model if model.enabled }`: the object holds one expression, no entries.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#for-expressions
 */
function opensFor({ text }: State, { kind, closer, entry, words }: Frame, token: HclToken): boolean {
  if (kind !== 'body' || closer === '' || entry !== null || words.length > 0 || token.kind !== 'bare') return false;
  FOR.lastIndex = token.start;
  return FOR.test(text);
}

function value({ text, scalars }: State, { kind, start, end }: HclToken, place: Place): void {
  const written = text.slice(start, end);
  const isName = kind === 'bare' && /^[\p{L}_]/u.test(written) && !/^(?:true|false|null)$/.test(written);
  const first = kind === 'string' ? start + (/^\s*/.exec(written)?.[0].length ?? 0) : start;
  const said = kind === 'string' ? written.replaceAll(/\\(["\\])/g, '$1').trim() : written;
  scalars.push(scalar(isName ? 'name' : 'value', Math.min(first, end), end, said, place));
}

function mark(state: State, top: Frame, token: HclToken): void {
  const char = state.text[token.start] ?? '';
  if (char === '{') openBrace(state, top, token);
  else if (char === '[' || char === '(') {
    const entry = top.entry ?? top.place;
    state.stack.push(frame(char === '[' ? 'list' : 'group', char === '[' ? ']' : ')', entry, char === '[' ? element(entry, 0) : entry));
  } else if (char === ',') comma(state, top);
  else if (char === '=' || char === ':') {
    if (top.entry === null) top.entry = assigned(state, top);
  } else close(state, char, token.start);
}

function comma(state: State, top: Frame): void {
  if (top.kind === 'body') endEntry(state, top);
  else if (top.kind === 'list') top.entry = element(top.place, ++top.count);
}

/** The place of the value of the key whose words were read. */
function assigned(state: State, top: Frame): Place {
  const [word] = top.words;
  top.words = [];
  if (word === undefined) return top.place;
  const name = state.text.slice(word.start, word.end);
  state.scalars.push(scalar('key', word.start, word.end, name, top.place));
  return member(top.place, name);
}

/** Opens an object where a value stands, else a block whose type and labels were read. */
function openBrace(state: State, top: Frame, token: HclToken): void {
  if (top.entry !== null) {
    state.stack.push(frame('body', '}', mapping(top.entry, token.start), null));
    return;
  }
  let place = top.place;
  for (const { start, end } of top.words) {
    const name = state.text.slice(start, end);
    state.scalars.push(scalar('key', start, end, name, place));
    place = member(place, name);
  }
  top.words = [];
  const path = pathOf(place);
  const seen = top.blocks.get(path) ?? 0;
  top.blocks.set(path, seen + 1);
  state.stack.push(frame('body', '}', mapping(seen === 0 ? place : element(place, seen), token.start), null));
}

/** What stands at the end of a line or entry without a value: words that were taken for a key. */
function endEntry(state: State, top: Frame): void {
  for (const word of top.words) value(state, word, top.place);
  if (top.words.length > 0 && top.entry === null) complain(state, 'a word without a value', top.words[0]?.start ?? 0);
  top.words = [];
  top.entry = null;
}

function close(state: State, char: string, at: number): void {
  const { stack } = state;
  const top = stack.at(-1);
  if (top === undefined || top.closer !== char) return complain(state, 'a bracket closes nothing', at);
  if (top.kind === 'body') endEntry(state, top);
  stack.pop();
}

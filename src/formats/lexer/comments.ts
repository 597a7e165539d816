/** Comments: to the end of the line, or between two marks. */
import type { BlockComment } from '../languages/row.ts';
import { find, isFirst, isNewline, lineEnd, MOST_FAILURES, type State } from './state.ts';

/** `#[...]` of PHP is no comment. */
function isAttribute({ text, language }: State, at: number): boolean {
  return language.stop !== '' && text[at] === '#' && text[at + 1] === '[';
}

/** `//` of a URL without quotes. */
function isUrl({ text }: State, at: number): boolean {
  return text[at] === '/' && /https?:$/.test(text.slice(Math.max(0, at - 6), at));
}

/** `{address:#x}`: in a string, code has no comments to the end of its line. */
function isFormat({ text, holes }: State, at: number): boolean {
  const kind = holes.at(-1)?.kind ?? null;
  return kind !== null && (!kind.lines || text[at - 1] === ':');
}

/** Reads a comment to the end of the line. False: its mark opens none here. */
export function readLineMark(state: State, first: boolean): boolean {
  const { at } = state;
  return (
    (!first || isFirst(state, at)) && !isAttribute(state, at) && !isUrl(state, at) && !isFormat(state, at) && readLineComment(state, at)
  );
}

/** Reads the line from `at` on as a comment. */
export function readLineComment(state: State, at: number): true {
  let end = lineEnd(state.text, at);
  if (state.language.stop !== '') {
    const stop = state.text.slice(at, end).indexOf(state.language.stop);
    if (stop >= 0) end = at + stop;
  }
  state.tokens.comment(at, end);
  state.at = end;
  return true;
}

/** Reads a comment between two marks. False: nothing closes it, or its mark opens none here. */
export function readBlockComment(state: State, block: BlockComment): boolean {
  if (state.absent.has(block.open) || (block.first && !isFirst(state, state.at))) return false;
  const { at } = state;
  let end = block.nested ? nestedEnd(state, block) : -1;
  if (end < 0) end = find(state, block.close, at + block.open.length) + block.close.length;
  if (end < block.close.length && block.first) end = state.text.length;
  if (end < block.close.length) {
    state.absent.add(block.open);
    return false;
  }
  state.tokens.comment(at, end);
  state.at = end;
  const feed = state.text.slice(at, end).lastIndexOf('\n');
  if (feed >= 0) state.lineStart = at + feed + 1;
  return true;
}

/** Behind the mark that closes a comment which may hold others; -1 when nothing does, looked for only a few times. */
function nestedEnd(state: State, { open, close, quotes }: BlockComment): number {
  const { text } = state;
  let depth = 0;
  for (let at = state.at; at < text.length && state.failures < MOST_FAILURES; at++) {
    if (text.startsWith(open, at)) {
      depth++;
      at += open.length - 1;
    } else if (text.startsWith(close, at)) {
      at += close.length - 1;
      if (--depth === 0) return at + 1;
    } else if (quotes && text[at] === '"') at = quoteEnd(text, at);
  }
  state.failures++;
  return -1;
}

/** The closing quote of a string on this line, or `at` when there is none. */
function quoteEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length && !isNewline(text.charCodeAt(end)); end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '"') return end;
  }
  return at;
}

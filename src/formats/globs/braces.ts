/** Alternatives in globs: `{a,b}`, `{1..9}`, `@(a|b)`, `?(a|b)` and `(a|b)` -> one glob for each. */
import { UsageError } from '../../usage-error.ts';

/** So many globs one glob may stand for. */
const MOST = 1000;
const RANGE = /^(?:(-?\d{1,6})\.\.(-?\d{1,6})|([a-zA-Z])\.\.([a-zA-Z]))$/;

/** A bracketed part of a glob: `start` is its first character, an `@` or `?` before the bracket included; `end` is behind it. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
}

/**
 * Every glob that a glob with alternatives stands for.
 * @throws UsageError for `!(...)`, `+(...)` and `*(...)`, which are not supported, and for too many alternatives.
 */
export function expandBraces(glob: string): string[] {
  const open = [glob];
  const done: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = firstGroup(next, glob);
    if (group === null) done.push(next);
    else for (const part of group.parts.toReversed()) open.push(next.slice(0, group.start) + part + next.slice(group.end));
    if (done.length + open.length > MOST) throw new UsageError(`${glob}: stands for more than ${MOST} globs`);
  }
  return done;
}

function firstGroup(glob: string, whole: string): Group | null {
  for (let at = 0; at < glob.length; at = behind(glob, at)) {
    const char = glob[at];
    if (char !== '{' && char !== '(') continue;
    const close = closing(glob, at);
    if (close < 0) continue;
    const before = at > 0 && glob[at - 2] !== '\\' ? (glob[at - 1] ?? '') : '';
    if (char === '(' && /^[!+*]$/.test(before)) {
      throw new UsageError(
        `${whole}: ${before}(...) is not supported; write the alternatives as {a,b}, and exceptions as a glob of their own`,
      );
    }
    const parts = char === '{' ? braceParts(glob.slice(at + 1, close)) : parenParts(glob.slice(at + 1, close), before);
    if (parts !== null) return { start: char === '(' && /^[@?]$/.test(before) ? at - 1 : at, end: close + 1, parts };
  }
  return null;
}

/** The place behind a character, an escaped one, or a whole `[...]`. */
function behind(glob: string, at: number): number {
  if (glob[at] === '\\') return at + 2;
  if (glob[at] !== '[') return at + 1;
  const close = glob.indexOf(']', at + 2);
  return close < 0 ? at + 1 : close + 1;
}

/** The bracket that closes the one at `open`, or -1. */
function closing(glob: string, open: number): number {
  const pairs: Readonly<Record<string, string>> = { '{': '}', '(': ')' };
  const [from, to] = [glob[open] ?? '', pairs[glob[open] ?? '']];
  let depth = 0;
  for (let at = open; at < glob.length; at = behind(glob, at)) {
    if (glob[at] === from) depth++;
    else if (glob[at] === to && --depth === 0) return at;
  }
  return -1;
}

/** Null: not alternatives, but braces that stand for themselves. */
function braceParts(inner: string): string[] | null {
  const [, from, to, first, last] = RANGE.exec(inner) ?? [];
  if (from !== undefined && to !== undefined) return counted(Number(from), Number(to)).map(String);
  if (first !== undefined && last !== undefined) {
    return counted(first.charCodeAt(0), last.charCodeAt(0)).map((code) => String.fromCharCode(code));
  }
  const parts = split(inner, ',');
  return parts.length > 1 ? parts : null;
}

function parenParts(inner: string, before: string): string[] | null {
  const parts = split(inner, '|');
  if (before === '?') return ['', ...parts];
  return parts.length > 1 || before === '@' ? parts : null;
}

function counted(from: number, to: number): number[] {
  const length = Math.min(Math.abs(to - from), MOST) + 1;
  return Array.from({ length }, (_, index) => (to < from ? from - index : from + index));
}

/** Cuts at a separator that stands in no bracket of its own. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at = behind(text, at)) {
    const char = text[at] ?? '';
    if (char === '{' || char === '(') depth++;
    else if (char === '}' || char === ')') depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

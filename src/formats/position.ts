/** Offsets -> lines and columns. Line terminators are LF, CRLF and CR, as code scanning counts them. */

/** The lines of one text. */
export interface Lines {
  /** Line and column of an offset, both from 1; the column counts UTF-16 code units. */
  at(offset: number): { line: number; column: number };
  /** Offsets of the first character of a line (from 1) and of the character behind its last one, terminator excluded. */
  range(line: number): { start: number; end: number };
  readonly count: number;
}

/** Finds every line of `text` when first asked; `at` is then a binary search. */
export function linesOf(text: string): Lines {
  let found: readonly number[] | undefined;
  const all = () => (found ??= startsOf(text));
  /** Who asks goes through a text in order. */
  let last = 0;
  return {
    get count() {
      return all().length;
    },
    at(offset) {
      const starts = all();
      if ((starts[last] ?? 0) > offset || (starts[last + 1] ?? Infinity) <= offset) last = lineAt(starts, offset);
      return { line: last + 1, column: offset - (starts[last] ?? 0) + 1 };
    },
    range(line) {
      const starts = all();
      const start = starts[line - 1] ?? text.length;
      let end = starts[line] ?? text.length;
      while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
      return { start, end };
    },
  };
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function startsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** Where the line that holds an offset ends: before its line feed, or with the text. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed;
}

/** Where blanks from `at` on end, at `end` at the latest. */
export function blanksEnd(text: string, at: number, end: number): number {
  while (at < end && /[ \t\r]/.test(text[at] ?? '')) at++;
  return at;
}

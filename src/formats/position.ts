/** Offsets -> lines and columns. Line terminators are LF, CRLF and CR, as code scanning counts them. */

export interface Lines {
  /** Line and column of an offset, both from 1; the column counts UTF-16 code units. */
  at(offset: number): { line: number; column: number };
  /** Offsets of the first character of a line (from 1) and of the character behind its last one, terminator excluded. */
  range(line: number): { start: number; end: number };
  readonly count: number;
}

/** Finds every line of `text` once; `at` is then a binary search. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return {
    count: starts.length,
    at(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
    range(line) {
      const start = starts[line - 1] ?? text.length;
      let end = starts[line] ?? text.length;
      while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
      return { start, end };
    },
  };
}

/** Block scalars, `|` and `>`: https://yaml.org/spec/1.2.2/#81-block-scalar-styles */

/** The text of a block scalar. */
export interface BlockScalar {
  readonly value: string;
  /** The start of the line behind it. */
  readonly next: number;
}

/** A block scalar without its header line, first indentation and last line ends. */
export function blockContent(text: string, header: number, end: number): [number, number] {
  const feed = text.indexOf('\n', header);
  let start = feed < 0 || feed > end ? end : feed + 1;
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return [start, end];
}

/**
 * The block scalar whose lines start at `start`, below a key or list mark at column `parent`. Null: it has no lines, or is none that is
 * read without doubt.
 */
export function readBlockScalar(text: string, start: number, parent: number, isFolded: boolean, chomping: string): BlockScalar | null {
  const indent = blanksAt(text, start);
  if (indent <= parent) return null;
  const lines: string[] = [];
  let next = start;
  for (; next < text.length;) {
    const feed = text.indexOf('\n', next);
    const end = feed < 0 ? text.length : feed;
    const width = blanksAt(text, next);
    if (next + width < end) {
      if (width < indent && width > parent) return null;
      if (width < indent) break;
    } else if (lines.length === 0) return null;
    lines.push(text.slice(Math.min(next + indent, end), end));
    next = feed < 0 ? text.length : feed + 1;
  }
  if (chomping === '+' && !text.endsWith('\n')) return null;
  const value = chomped(lines, isFolded, chomping);
  return value === null ? null : { value, next };
}

function chomped(lines: string[], isFolded: boolean, chomping: string): string | null {
  const count = lines.length;
  while (lines.at(-1)?.trimEnd() === '') if (lines.pop() !== '') return null;
  const value = isFolded ? folded(lines) : lines.join('\n');
  if (value === null || chomping === '-') return value;
  return value + '\n'.repeat(chomping === '+' ? 1 + count - lines.length : 1);
}

/** Number of blanks at an offset. */
export function blanksAt(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  return at - start;
}

/** Where the blanks before an offset start. */
export function blanksFrom(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at - 1) === 32) at--;
  return at;
}

/** One text of the lines of a folded block; null: some go in deeper. */
function folded(lines: readonly string[]): string | null {
  return lines.some((line) => line.startsWith(' ')) ? null : foldedLines(lines);
}

/** One text of several lines: a line end is a blank, unless blank lines follow. https://yaml.org/spec/1.2.2/#65-line-folding */
export function foldedLines(lines: readonly string[]): string {
  let value = lines[0] ?? '';
  let blank = 0;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '' && i < lines.length - 1) blank++;
    else {
      value += (blank > 0 ? '\n'.repeat(blank) : ' ') + line;
      blank = 0;
    }
  }
  return value;
}

/**
 * Values in quotes or brackets that go on in lines indented less than YAML 1.2 asks for. libyaml, and with it most readers of manifests,
 * takes them: https://yaml.org/spec/1.2.2/#flow-style-productions
 */

/** Where the next line starts, and the block scalar that is open: lines indented deeper than its column belong to it; -1: none. */
interface Cursor {
  at: number;
  block: number;
}

/** A value in quotes or brackets, by offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const MARKS = /[ \t]*(?:[-?][ \t]+)*/y;
const PROPERTIES = /[ \t]*(?:[&!][^\s,[\]{}]*[ \t]+)*/y;
/** A key without quotes, and its colon. */
const KEY = /[^\s"'[\]{}|>#&*!%@`:][^\n:#]*(?:(?::(?!\s)|(?<=\S)#)[^\n:#]*)*:(?=\s)/y;
/** Comments, beside the quotes that may hold what looks like one. */
const COMMENT = /"(?:[^"\\]|\\[^])*"|'[^']*'|(?<=\s)#[^\n]*/g;

/** The same text with blanks for the breaks and comments inside quotes and brackets: where things stand does not change. */
export function joined(text: string): string {
  const cursor: Cursor = { at: 0, block: -1 };
  const pieces: string[] = [];
  let done = 0;
  while (cursor.at < text.length) {
    const value = valueInLine(text, cursor);
    if (value === null) continue;
    pieces.push(text.slice(done, value.start), blanked(text.slice(value.start, value.end)));
    done = value.end;
  }
  return pieces.join('') + text.slice(done);
}

/** The value in quotes or brackets that starts in the line at the cursor, which moves on behind it; to the end of the text where it has no end. */
function valueInLine(text: string, cursor: Cursor): Stretch | null {
  const line = cursor.at;
  cursor.at = nextLine(text, line);
  if (isInBlock(text, cursor, line)) return null;
  const first = behind(MARKS, text, line);
  const colon = keyEnd(text, first);
  const start = behind(PROPERTIES, text, colon ?? first);
  if (text[start] === '|' || text[start] === '>') cursor.block = colon === null ? markColumn(text, line, first) : first - line;
  if (!/["'[{]/.test(text[start] ?? '')) return null;
  const end = valueEnd(text, start);
  cursor.at = end === start ? text.length : nextLine(text, end);
  return { start, end };
}

/** Behind the colon of the key that starts at `first`; null when none does. */
function keyEnd(text: string, first: number): number | null {
  const quoted = text[first] === '"' || text[first] === "'" ? quoteEnd(text, first) : first;
  if (quoted > first) return text[quoted] === ':' ? quoted + 1 : null;
  const end = behind(KEY, text, first);
  return end > first ? end : null;
}

/** Whether the line belongs to the block scalar that is open; else none is open any more. */
function isInBlock(text: string, cursor: Cursor, line: number): boolean {
  if (cursor.block < 0) return false;
  let at = line;
  while (text[at] === ' ') at++;
  if (at >= text.length || text[at] === '\n' || text[at] === '\r' || at - line > cursor.block) return true;
  cursor.block = -1;
  return false;
}

/** The column of the last mark of a list before `first`. */
function markColumn(text: string, line: number, first: number): number {
  const marks = text.slice(line, first);
  return Math.max(marks.lastIndexOf('-'), marks.lastIndexOf('?'), 0);
}

function nextLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}

function behind(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Where the value in quotes or brackets that starts at `from` ends; `from` itself when none starts there, or it does not end. */
function valueEnd(text: string, from: number): number {
  if (text[from] === '"' || text[from] === "'") return quoteEnd(text, from);
  if (text[from] !== '[' && text[from] !== '{') return from;
  let depth = 0;
  let isOpen = true;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? '';
    if (isOpen && (char === '"' || char === "'")) {
      const end = quoteEnd(text, at);
      if (end === at) return from;
      at = end - 1;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? '')) at = nextLine(text, at) - 1;
    else if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && --depth === 0) return at + 1;
    isOpen = /[[{,:]/.test(char) || (isOpen && /\s/.test(char));
  }
  return from;
}

/** Where the quote at `from` ends; `from` itself when it does not. */
function quoteEnd(text: string, from: number): number {
  const quote = text[from] ?? '';
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return from;
}

function blanked(value: string): string {
  const isQuote = value.startsWith('"') || value.startsWith("'");
  const said = isQuote ? value : value.replaceAll(COMMENT, (part) => (part.startsWith('#') ? ' '.repeat(part.length) : part));
  return said.replaceAll(/[\r\n]/g, ' ');
}

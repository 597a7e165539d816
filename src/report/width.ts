/** Text on a terminal: how wide it stands, and how it is cut, filled up and wrapped to a width. */

const NARROW = /^[\x20-\x7e]*$/;
/** East Asian wide and fullwidth characters, and emoji: two columns each. https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const COMBINING = /\p{Mark}/u;
const CUT = '…';

/** Columns that `text`, free of control characters, takes on a terminal. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

function charWidth(char: string): number {
  if (NARROW.test(char)) return 1;
  if (WIDE.test(char)) return 2;
  return COMBINING.test(char) ? 0 : 1;
}

/** `text`, or its beginning and `…` when it is wider than `width`. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return width <= 1 ? CUT : `${text.slice(0, headEnd(text, 0, width - 1))}${CUT}`;
}

/** `text` with blanks behind it up to `width`. */
export function fill(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** `text` in lines of at most `width` columns, broken at blanks; a word that is longer is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, room))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width && NARROW.test(word)) return [word];
  const found: string[] = [];
  let start = 0;
  while (start < word.length) {
    const end = headEnd(word, start, width);
    found.push(word.slice(start, end));
    start = end;
  }
  return found.length > 0 ? found : [word];
}

/** Where the characters end that fit into `width` from `start` on; at least one is taken. */
function headEnd(text: string, start: number, width: number): number {
  let end = start;
  for (let taken = 0; end < text.length;) {
    const char = String.fromCodePoint(text.codePointAt(end) ?? 0);
    taken += charWidth(char);
    if (taken > width && end > start) break;
    end += char.length;
  }
  return end;
}

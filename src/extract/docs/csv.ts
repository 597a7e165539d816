/** Tables of separated values: words, each with the name of its column. https://www.rfc-editor.org/rfc/rfc4180 */
import type { Extractor, Span } from '../../types.ts';

interface Cell {
  readonly start: number;
  readonly end: number;
  /** Offset behind the separator or line end that follows. */
  readonly next: number;
  readonly isLast: boolean;
}

/** Cells that hold an anchor, each with the name of its column; the cells of a row share a scope. */
export const csv: Extractor = {
  id: 'docs/csv',
  files: ['**/*.{csv,tsv,psv}'],
  read({ path, text, anchors }) {
    const separator = /\.tsv$/i.test(path) ? '\t' : /\.psv$/i.test(path) ? '|' : separatorOf(text);
    return anchors.length === 0 ? [] : tableSpans(text, separator, anchors);
  },
};

/** `;` where the first line has more of them than commas. */
function separatorOf(text: string): string {
  const first = (/^[^\r\n]{0,4000}/.exec(text)?.[0] ?? '').split(',').length;
  return (/^[^\r\n]{0,4000}/.exec(text)?.[0] ?? '').split(';').length > first ? ';' : ',';
}

function tableSpans(text: string, separator: string, anchors: readonly number[]): Span[] {
  const header: string[] = [];
  const spans: Span[] = [];
  let row = 0;
  let column = 0;
  let anchor = 0;
  for (let at = 0; at < text.length;) {
    const cell = cellAt(text, at, separator);
    if (row === 0) header.push(text.slice(cell.start, Math.min(cell.end, cell.start + 100)).trim());
    if ((anchors[anchor] ?? Infinity) < cell.end) {
      const keys = row === 0 ? [] : [header[column] ?? ''].filter((key) => key !== '');
      spans.push({ start: cell.start, end: cell.end, form: 'word', keys, scope: row === 0 ? '' : `#${row}` });
    }
    while ((anchors[anchor] ?? Infinity) < cell.next) anchor++;
    at = cell.next;
    column = cell.isLast ? 0 : column + 1;
    if (cell.isLast) row++;
  }
  return spans;
}

function cellAt(text: string, at: number, separator: string): Cell {
  if (text[at] === '"') {
    let close = text.indexOf('"', at + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close >= 0 && /[\s\S]/.test(text[close + 1] ?? '\n')) return behind(text, at + 1, close, close + 1, separator);
  }
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return behind(text, at, end, end, separator);
}

function behind(text: string, start: number, end: number, from: number, separator: string): Cell {
  let next = from;
  while (next < text.length && text[next] !== separator && text[next] !== '\n' && text[next] !== '\r') next++;
  const isLast = text[next] !== separator;
  return { start, end, next: next + (text.startsWith('\r\n', next) ? 2 : 1), isLast };
}

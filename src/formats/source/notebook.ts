/** Cells of a notebook as code: lines of magic commands are shell, the rest is the kernel's language. */
import type { Span } from '../../types.ts';
import type { Language } from '../languages/row.ts';
import { languageNamed } from '../languages/index.ts';
import { shellSpans } from './shell.ts';
import { readCode } from './index.ts';

const SHELL = /^(?:ba|z|c|k|da)?sh$|^script$|^system$|^console$/;
const CELL_MAGIC = /^\s*%%(\w{1,40})/;
const LINE_MAGIC = /^[ \t]*(?:!|%(?!%)\w)/;

/** Spans of a cell's text; `language` is the kernel's, null when no row of the table has it. */
export function cellSpans(text: string, language: Language | null, anchors: readonly number[]): Span[] {
  const magic = CELL_MAGIC.exec(text.slice(0, 200))?.[1] ?? '';
  if (SHELL.test(magic)) return shellSpans(text, Math.max(0, text.indexOf('\n')), text.length, anchors);
  const own = magic === '' ? language : (languageNamed(magic) ?? language);
  const { code, lines } = withoutMagic(text);
  const spans = lines.flatMap(({ start, end }) => magicSpans(text, start, end, anchors));
  if (own) for (const span of readCode(code, own, anchors, { start: 0, end: code.length }).spans) spans.push(span);
  return withoutOverlaps(spans);
}

/** A line that looks like magic within a string is the string's. */
function withoutOverlaps(spans: readonly Span[]): Span[] {
  let end = 0;
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      const isFree = span.start >= end;
      if (isFree) end = span.end;
      return isFree;
    });
}

/** The code with blanks in place of its magic lines, and where those are. */
function withoutMagic(text: string): { code: string; lines: { start: number; end: number }[] } {
  const lines: { start: number; end: number }[] = [];
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const isMagic = LINE_MAGIC.test(text.slice(start, Math.min(end, start + 200)));
    if (isMagic) lines.push({ start, end });
    pieces.push(isMagic ? ' '.repeat(end - start) : text.slice(start, end), feed < 0 ? '' : '\n');
    start = end + 1;
  }
  return { code: pieces.join(''), lines };
}

/** `!command`, `%pip install x`, `%env NAME=value`. */
function magicSpans(text: string, start: number, end: number, anchors: readonly number[]): Span[] {
  const mark = /^[ \t]*(?:!+|%(?:env|set_env|system|sx)?)[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
  return shellSpans(text, start + mark, end, anchors);
}

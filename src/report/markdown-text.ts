/** Text in Markdown: nothing of it becomes markup, a link, an image, a mention or a reference. */
import { visible } from './visible.ts';

/** Letters, digits and punctuation that mean nothing in Markdown wherever they stand within a line. */
const PLAIN = /^[\p{L}\p{N} .,;:'"()/%\u2013\u2014-]*$/u;
/** What a site makes a link, a reference or a picture of without any markup. */
const LINKED = /:\/\/|www\.|\bGH-\d|%[\d"]|:[\w+-]+:/i;

/** Text as it is where that is harmless, else as a code span. */
export function prose(text: string): string {
  const shown = visible(text).trim();
  return PLAIN.test(shown) && !LINKED.test(shown) ? shown : span(text);
}

/** Text as a code span; `|` would end a cell of a table and is written `\x7c`. */
export function span(text: string): string {
  const shown = visible(text).replaceAll('|', '\\x7c').trim();
  if (shown === '') return '-';
  const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Markup that escapes whatever is put into it. */
import { visible } from '../visible.ts';

/** Text that is markup already. */
export interface Markup {
  readonly markup: string;
}

/** What may be put into a template of markup. */
export type Part = Markup | string | number | readonly Part[];

/** No markup at all. */
export const NOTHING: Markup = { markup: '' };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of markup: strings put into it are made visible and escaped, markup stays, lists are joined. */
export function m(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: literals.reduce((text, literal, at) => text + markupOf(parts[at - 1] ?? '') + literal) };
}

/** Text of our own that is markup: a style sheet, a script. */
export function trusted(text: string): Markup {
  return { markup: text };
}

/** `text` harmless in content and in quoted attributes. */
function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

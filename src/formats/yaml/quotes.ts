/** Scalars in quotes: where they end, and what they mean. https://yaml.org/spec/1.2.2/#73-flow-scalar-styles */
import { blanksFrom, foldedLines } from './block-scalar.ts';

/** The quote that closes the one at `open`; -1: none does. */
export function closeOf(text: string, open: number, quote: string): number {
  let at = text.indexOf(quote, open + 1);
  if (quote === "'") {
    while (at >= 0 && text[at + 1] === "'") at = text.indexOf(quote, at + 2);
    return at;
  }
  while (at >= 0 && isEscaped(text, open, at)) at = text.indexOf(quote, at + 1);
  return at;
}

function isEscaped(text: string, open: number, at: number): boolean {
  let first = at;
  while (first - 1 > open && text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

/** What stands between quotes; null for escapes that JSON does not know, and for any in several lines. */
export function unquoted(lines: readonly string[], quote: string): string | null {
  const written = lines.length === 1 ? (lines[0] ?? '') : foldedLines(trimmed(lines));
  if (quote === "'") return written.replaceAll("''", "'");
  if (!written.includes('\\')) return written;
  if (lines.length > 1) return null;
  try {
    const value: unknown = JSON.parse(`"${written.replaceAll(ESCAPE, (all, hex?: string) => (hex ? `\\u00${hex}` : all))}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** An escape; `\\xE9` is the one that JSON writes in another way. */
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|[^])/g;

/** Without the blanks around the line ends. */
function trimmed(lines: readonly string[]): string[] {
  return lines.map((line, i) => {
    const rest = i === 0 ? line : line.replace(/^ +/, '');
    return i === lines.length - 1 ? rest : rest.slice(0, blanksFrom(rest, rest.length));
  });
}

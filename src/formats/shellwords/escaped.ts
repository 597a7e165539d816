/** Scripts in strings whose escapes are not the shell's: `"vllm serve \\\nQwen/Qwen3-8B"` in JSON, YAML, TOML and HCL. */
import type { Span } from '../../types.ts';

/** Whether `text[start, end)` is what stands between double quotes on one line, and has escapes. */
export function isEscaped(text: string, start: number, end: number): boolean {
  if (text[start - 1] !== '"') return false;
  const written = text.slice(start, end);
  return written.includes('\\') && !written.includes('\n');
}

/** Spans that `read` finds in what such a string means, placed where it is written; none that is empty. */
export function throughEscapes(text: string, start: number, end: number, read: (plain: string) => readonly Span[]): Span[] {
  const written = text.slice(start, end);
  const { plain, places } = unescaped(written);
  const at = (offset: number) => start + (places[offset] ?? written.length);
  return read(plain)
    .filter((span) => span.end > span.start)
    .map((span) => ({ ...span, start: at(span.start), end: at(span.end - 1) + 1 }));
}

const MEANT: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\n'],
  ['t', ' '],
]);

/** A string without its escapes, and where each of its characters stood. */
function unescaped(written: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < written.length; at++) {
    const isEscape = written[at] === '\\' && at + 1 < written.length;
    if (isEscape) at++;
    const char = written[at] ?? '';
    places.push(at);
    plain += isEscape ? (MEANT.get(char) ?? char) : char;
  }
  return { plain, places };
}

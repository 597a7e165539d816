/** Lists of names in TOML lockfiles: the strings of a line, and lists or strings that are not closed. */
import { tomlLines } from './lockfile-toml.ts';
import type { Range, TextProblem } from './lockfile.ts';

/** A string and the place of its content. */
export interface TomlString extends Range {
  readonly text: string;
}

/** The strings without escapes in a stretch of one line. */
export function tomlStrings(text: string, { start, end }: Range): TomlString[] {
  return [...text.slice(start, end).matchAll(/"([^"]*)"/g)].map(({ 1: inner = '', index }) => {
    const from = start + index + 1;
    return { start: from, end: from + inner.length, text: inner };
  });
}

/** What a line-by-line reading of a TOML lockfile passes over: the first list or string that is not closed on its lines. */
export function tomlProblem(text: string): TextProblem | null {
  let list: number | null = null;
  for (const { header, key, value } of tomlLines(text)) {
    const written = text.slice(value.start, value.end).trimEnd();
    if (list !== null && (header !== null || /^[\w-]+\s*=/.test(written))) return { message: 'a list is not closed', at: list };
    if (written.startsWith('[') && !written.endsWith(']')) list = value.start;
    else if (list !== null && written.endsWith(']')) list = null;
    if (key !== '' && /^"[^"]*$/.test(written)) return { message: 'a string is not closed', at: value.start };
  }
  return list === null ? null : { message: 'a list is not closed', at: list };
}

/** Suppressions in source: `pedigree: ignore[rule-id, rule-id] reason` in a comment, on the line or the line above. */
import { linesOf, type Lines } from '../formats/position.ts';
import type { Evidence, SourceFile } from '../types.ts';
import { UsageError } from '../usage-error.ts';

/** A suppression in source. */
export interface Ignore {
  readonly path: string;
  readonly line: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The lines whose findings it accepts. */
  readonly covers: readonly number[];
}

const DIRECTIVE = /pedigree: ?ignore/iy;
const LIST = /[ \t]{0,100}\[([^\]\r\n]{0,1000})\]([^\r\n]{0,2000})/y;
const RULE = /^[a-z0-9-]+(?:\/[a-z0-9.-]+)?$/;
/** What opens a comment, or a line of one. */
const OPENER = /#|\/\/|\/\*|--|;|%|<!--|\{-|\(\*|!|\bREM\b|\bdnl\b|^\s*\*/gi;
const PAGE_OPENER = /<!--|\/\*|\/\//g;
const PAGE = /\.(?:html?|xhtml|vue|svelte|astro|mdx?|markdown|rst|adoc)$/i;
/** A line that is nothing but a comment; a notebook writes it in quotes. */
const ALONE = /^[\s"]*(?:#|\/\/|\/\*|--|;|%|<!--|\{|\(\*|!|\*|REM\b|dnl\b|$)/i;
/** What closes a comment, or a line of a notebook. */
const CLOSER = /(?:\*\/\}?|-->|-\}|\*\)|[#%]\}|(?:\\n)?",?)$/;
const FURTHEST = 2000;

/**
 * The suppressions of a file, among the evidence of its comments; never those in strings.
 * @throws UsageError for one without rules or reason.
 */
export function ignoresOf(file: SourceFile, evidence: readonly Evidence[]): Ignore[] {
  const marks = evidence.filter(isInComment);
  if (marks.length === 0) return [];
  const lines = linesOf(file.text);
  const isQuoted = quotedTest(file.text);
  const found = marks.flatMap(({ location: { line, column } }) => {
    const at = lines.range(line).start + column - 1;
    return isQuoted(at) ? [] : (ignoreAt(file, lines, line, at) ?? []);
  });
  const below = linesBelow(found.filter(({ isAlone }) => isAlone).map(({ line }) => line));
  return found.map(({ isAlone, ...ignore }) => ({ ...ignore, covers: [ignore.line, ...(isAlone ? [below(ignore.line)] : [])] }));
}

/** Comments are words that the syntax itself calls a mention; a text of no known format has none. */
function isInComment({ form, usage, keys, value, extractor }: Evidence): boolean {
  return form === 'word' && usage === 'mention' && keys.length === 0 && extractor !== 'plain' && /^pedigree(?::ignore)?$/i.test(value);
}

/** For a suppression that stands alone on its line, of `lines` in ascending order: the first line below that is none itself. */
function linesBelow(lines: readonly number[]): (line: number) => number {
  const next = new Map<number, number>();
  for (const line of lines.toReversed()) next.set(line, next.get(line + 1) ?? line + 1);
  return (line) => next.get(line) ?? line + 1;
}

function ignoreAt({ path, text }: SourceFile, lines: Lines, line: number, at: number) {
  DIRECTIVE.lastIndex = at;
  // In backticks it is spoken of, as where its form is explained.
  if (text[at - 1] === '`' || !DIRECTIVE.test(text)) return null;
  const before = text.slice(Math.max(lines.range(line).start, at - FURTHEST), at);
  const between = behindOpener(path, text, before, at);
  LIST.lastIndex = DIRECTIVE.lastIndex;
  const list = LIST.exec(text);
  if (between === null || (list === null && /[\p{L}\p{N}]/u.test(between))) return null;
  const rules = (list?.[1] ?? '').split(',').map((rule) => rule.trim());
  const reason = (list?.[2] ?? '').trimEnd().replace(CLOSER, '').trim();
  if (list === null || !rules.every((rule) => RULE.test(rule))) {
    throw new UsageError(`${path}:${line}: name the rules that are accepted: pedigree: ignore[rule-id, rule-id] reason`);
  }
  if (!/[\p{L}\p{N}]/u.test(reason)) {
    throw new UsageError(`${path}:${line}: a suppression needs a reason: pedigree: ignore[${rules.join(', ')}] reason`);
  }
  return { path, line, rules, reason, isAlone: ALONE.test(before) };
}

/** What stands between the mark that opens a comment and the suppression; null when no comment opens on its line or around it. */
function behindOpener(path: string, text: string, before: string, at: number): string | null {
  const last = [...before.matchAll(PAGE.test(path) ? PAGE_OPENER : OPENER)].at(-1);
  if (last !== undefined) return before.slice(last.index + last[0].length);
  const above = text.slice(Math.max(0, at - FURTHEST), at);
  const isInside = above.lastIndexOf('/*') > above.lastIndexOf('*/') || above.lastIndexOf('<!--') > above.lastIndexOf('-->');
  return isInside ? before : null;
}

/** Whether a string in three quotes is open at an offset; asked in ascending order. A documentation string is no comment. */
function quotedTest(text: string): (at: number) => boolean {
  const quotes = ['"""', "'''"].map((quote) => ({ quote, next: text.indexOf(quote), isOpen: false }));
  return (at) => {
    for (const state of quotes) {
      for (; state.next >= 0 && state.next < at; state.next = text.indexOf(state.quote, state.next + 3)) state.isOpen = !state.isOpen;
    }
    return quotes.some(({ isOpen }) => isOpen);
  };
}

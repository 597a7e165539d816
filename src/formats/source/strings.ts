/** Strings in code: values, keys, modules and documentation, and whether they are said to people. */
import type { Span, Usage } from '../../types.ts';
import { LAST, lineEnd } from '../lexer/state.ts';
import { innerSpans } from './embedded.ts';
import { endStatement, innermostKey, KEY, keysOf, nameText, type Draft, type Frame, type Range } from './frames.ts';
import { draft, hasAnchor, note, type Reader } from './reader.ts';
import { isOfWhatItBelongsTo, mayBeSetting, mayTell } from './telling.ts';
import { HELP_KEYS, isLogging, isMessage, isProse, isSaid, isSetter, KEYWORDS, TELLING_WORDS } from './words.ts';

const IMPORT = ['import'];
const FURTHEST_MARK = 40;
const LONGEST_VALUE = 300;

/** Takes a string whose content are the `parts`: start and end of each stretch between the code in it. */
export function readString(read: Reader, start: number, end: number, parts: readonly number[]): void {
  const { frame } = read;
  if (frame.afterBlock) endStatement(frame);
  const whole = { start: parts[0] ?? start, end: parts.at(-1) ?? start };
  const anchored = start >= read.silent && hasAnchor(read, whole.start, whole.end);
  const named = read.last === LAST.hole ? frame.before : read.last === LAST.name ? frame.name : null;
  if (isKey(read, frame, end)) {
    if (anchored) drafts(read, parts, 'key', keysOf(read.text, frame));
    takeKey(read, frame, whole, end);
  } else if (anchored && isDocs(read, frame, named, end)) {
    for (let i = 0; i + 1 < parts.length; i += 2) draft(read, rangeAt(parts, i), 'word', [], { usage: 'mention', wide: true });
  } else if (anchored && isImport(read, frame, named)) {
    drafts(read, parts, 'import', IMPORT);
  } else {
    value(read, whole, parts, anchored, named);
  }
  if (frame.kind === 'subscript' && frame.count === 0) frame.firstString = whole;
  else if (frame.members === 0 && frame.count === 0) frame.firstString = whole;
  frame.lastString = whole;
  frame.count++;
  note(read, LAST.string, end);
}

/** `["model"] =` leaves its key to what closes the bracket. */
function takeKey({ text }: Reader, frame: Frame, key: Range, end: number): void {
  if (frame.kind === 'list' && text[end] === ']') return;
  if (frame.kind === 'list' || frame.kind === 'group') frame.kind = 'object';
  frame.key = key;
  frame.keyBy = KEY.written;
}

function rangeAt(parts: readonly number[], at: number): Range {
  return { start: parts[at] ?? 0, end: parts[at + 1] ?? 0 };
}

function drafts(read: Reader, parts: readonly number[], form: 'key' | 'string' | 'import', keys: readonly string[]): void {
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const range = rangeAt(parts, i);
    if (!hasAnchor(read, range.start, range.end)) continue;
    const path = form === 'import' ? read.text.slice(range.start, range.end) : ' ';
    draft(read, range, form, keys, { wide: form === 'import', value: /\s/.test(path) ? undefined : path });
  }
}

/** A string that opens a member and is followed by `:` or `=>`, or stands alone in `[...] =`. */
function isKey({ text, language }: Reader, frame: Frame, end: number): boolean {
  if (frame.count > 0 || frame.kind === 'root' || frame.kind === 'hole' || frame.kind === 'subscript') return false;
  if (frame.kind === 'block' && frame.first !== null) return false;
  let at = end;
  while (at - end < FURTHEST_MARK && (text[at] === ' ' || text[at] === '\n' || text[at] === '\t')) at++;
  if (text[at] === ':') return text[at + 1] !== ':' && frame.ternary === 0;
  if (language.pairs !== '' && text.startsWith(language.pairs, at)) return true;
  if (text[at] === '=') return !/[=>]/.test(text[at + 1] ?? '') && (frame.kind === 'object' || frame.kind === 'call');
  return frame.kind === 'list' && at === end && /^\]\s{0,4}=[^=]/.test(text.slice(at, at + 8));
}

/** A statement that is nothing but a string, or a string behind `@doc`. */
function isDocs({ text, language }: Reader, frame: Frame, named: Range | null, end: number): boolean {
  if (language.docs !== 'statement') return named !== null && language.docs.includes(text.slice(named.start, named.end));
  if (frame.count > 0 || frame.first !== null || (frame.kind !== 'root' && frame.kind !== 'block')) return false;
  return /^[ \t]{0,40}(?:[;#\r\n]|$)/.test(text.slice(end, end + 48));
}

function isImport(read: Reader, frame: Frame, named: Range | null): boolean {
  if (named !== null && read.calls.has(nameText(read.text, named))) return true;
  if (frame.importing === 0 || (frame.importing === 2 && frame.kind === 'root')) return false;
  if (frame.kind === 'call' && frame.parent?.importing === 0) return true;
  if (read.language.imports.paths === 'names') return false;
  if (frame.importing === 1 && read.language.imports.words.includes('export') && read.last === LAST.name) return isFrom(read, frame);
  return true;
}

/** Behind `from`, `import` or `export`. */
function isFrom({ text, words }: Reader, { name }: Frame): boolean {
  const word = name ? text.slice(name.start, name.end) : '';
  return word === 'from' || words.has(word);
}

function value(read: Reader, whole: Range, parts: readonly number[], anchored: boolean, named: Range | null): void {
  const { text, frame } = read;
  if (!anchored && !maySet(read, whole, parts, named)) return;
  const keys = keysOf(text, frame);
  if (named) addNamed(read, frame, named, keys);
  addPaired(read, frame, keys);
  if (!anchored) return setting(read, whole, keys);
  const content = text.slice(whole.start, whole.end);
  const isFilled = parts.length > 2 || read.last === LAST.hole;
  const said = saidBy(read, frame, keys) ?? (named === null ? null : nameText(text, named));
  const isLong = parts.length > 2 || content.includes('\n');
  const isForPeople = isSaidAs(said, isFilled ? `${content} {}` : content) || (isLong && isProse(content)) || isMessage(content, isFilled);
  const usage: Usage | undefined = isForPeople ? 'mention' : undefined;
  if (usage === undefined && parts.length > 2 && TEMPLATED_HOST.test(content))
    return draft(read, whole, 'string', keys, { value: content });
  const inner = usage === undefined && parts.length === 2 ? innerSpans(text, whole.start, whole.end, keys) : null;
  if (inner) for (const one of inner) read.drafts.push(innerDraft(one, frame));
  else for (let i = 0; i + 1 < parts.length; i += 2) part(read, rangeAt(parts, i), keys, usage);
}

/** An address in whose host something is filled in: `https://ark.${region}.example.com/api`. */
const TEMPLATED_HOST = /^(?:https?|wss?):\/\/[\w.-]{0,100}(?:\$?\{[^{}\s"'`]{1,80}\}[\w.-]{1,100}){1,3}(?:[/:?#]\S*)?$/;

function innerDraft({ start, end, form, keys, usage, value, scope }: Span, frame: Frame): Draft {
  const place = scope === '' ? { frame, scope: undefined } : { frame: null, scope };
  return { start, end, form, keys, usage, value, ...place, label: null, given: undefined, module: undefined };
}

/** Whether a string without an anchor may say which model or where, by what it starts with or by its key; a path that is read already may. */
function maySet({ text, frame, silent }: Reader, { start, end }: Range, parts: readonly number[], named: Range | null): boolean {
  if (parts.length !== 2 || end - start > LONGEST_VALUE) return false;
  if (start < silent || mayTell(innermostKey(text, frame)) || mayBeSetting(text, start, end)) return true;
  if (named !== null && mayTell(nameText(text, named))) return true;
  return frame.firstString !== null && frame.members === 1 && mayTell(nameText(text, frame.firstString));
}

/** Notes a string without an anchor. */
function setting(read: Reader, whole: Range, keys: readonly string[]): void {
  const { text } = read;
  if (keys.length === 0 || /\s/.test(text.slice(whole.start, whole.end))) return;
  const last = keys.at(-1) ?? '';
  const isOfOwner = isOfWhatItBelongsTo(last) && whole.start >= read.silent;
  if (isOfOwner && !mayTell(keys.at(-2) ?? '') && !mayBeSetting(text, whole.start, whole.end)) return;
  draft(read, whole, 'string', keys);
}

/** One stretch of a string; in a text of several lines each line is a span, unless the whole is a sentence. */
function part(read: Reader, range: Range, keys: readonly string[], usage: Usage | undefined): void {
  const { text } = read;
  if (!hasAnchor(read, range.start, range.end)) return;
  const content = text.slice(range.start, range.end);
  if (usage !== undefined || !content.includes('\n')) return draft(read, range, 'string', keys, { usage, value: unescaped(read, content) });
  for (let start = range.start; start < range.end;) {
    const end = Math.min(range.end, lineEnd(text, start));
    if (hasAnchor(read, start, end)) draft(read, { start, end }, 'string', keys);
    start = end + 1;
  }
}

/** `model "qwen-max"`, `-Model "qwen-max"`, `#define MODEL "qwen-max"`: the name right before a string is its key. */
function addNamed({ text, language }: Reader, frame: Frame, named: Range, keys: string[]): void {
  const word = nameText(text, named);
  if (KEYWORDS.has(word) || language.lisp || frame.key?.start === named.start) return;
  if (frame.key !== null && frame.keyBy === KEY.compared) keys.pop();
  keys.push(word.replace(/^[@$-]+/, ''));
}

/** `put("model", "qwen-max")`, `{"model", "qwen-max"}`: the first string is the key of the second. */
function addPaired({ text, language }: Reader, frame: Frame, keys: string[]): void {
  const { firstString, kind, members, callee, parent } = frame;
  if (firstString === null || members !== 1 || frame.count > 0 || frame.key !== null) return;
  if (
    kind === 'call'
      ? callee === null || !isSetter(nameText(text, callee))
      : kind !== 'object' || !language.directives || (parent?.kind !== 'object' && parent?.kind !== 'block') || frame.keyed
  )
    return;
  keys.push(nameText(text, firstString));
}

/** `puts "..."`, `Write-Host "..."`: said without brackets. */
function isTelling(word: string): boolean {
  return TELLING_WORDS.has(word) || isLogging(word);
}

/** The call or statement around a string that logs, prints or raises, or the key that holds help; null when nothing does. */
function saidBy({ text }: Reader, inner: Frame, keys: readonly string[]): string | null {
  const help = keys.find((key, place) => (place > 0 || keys.length === 1) && HELP_KEYS.test(key));
  if (help !== undefined) return help;
  for (let one: Frame | null = inner; one; one = one.parent) {
    const callee = one.kind === 'call' && one.callee ? nameText(text, one.callee) : null;
    if (callee !== null && isLogging(callee)) return callee;
    if (one.kind === 'root' || one.kind === 'block') return statementOf(text, one);
    if (one.kind === 'hole') return null;
  }
  return null;
}

/** The first word of a statement that does so. */
function statementOf(text: string, { first }: Frame): string | null {
  const word = first === null ? '' : nameText(text, first);
  return TELLING_WORDS.has(word) ? word : null;
}

/** What checks compares values: only a sentence is said there. */
function isSaidAs(by: string | null, content: string): boolean {
  if (by === null || !(isTelling(by) || HELP_KEYS.test(by))) return false;
  return CHECK.test(by) ? isProse(content) : isSaid(content);
}

const CHECK = /(?:^|[.:])assert\w{0,24}$|^expect$/i;

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/"'\\.-]))/g;

/** The text that a short string with escapes means; undefined when it is as written. */
function unescaped({ language }: Reader, content: string): string | undefined {
  if (
    !content.includes('\\') ||
    content.length > LONGEST_VALUE ||
    /\s/.test(content) ||
    language.strings.every(({ escape }) => escape === '')
  ) {
    return undefined;
  }
  const meant = content.replaceAll(ESCAPE, (_, long: string, four: string, two: string, plain: string) => {
    if (plain !== undefined) return plain;
    const code = Number.parseInt(long ?? four ?? two, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
  return meant !== content && /^[\p{L}\p{N}_.\-/:@+~]+$/u.test(meant) ? meant : undefined;
}

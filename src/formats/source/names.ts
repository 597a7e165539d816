/** Names in code: identifiers, keys without quotes, and module paths. */
import { LAST } from '../lexer/state.ts';
import { startCase } from './cases.ts';
import { endStatement, KEY, keysOf, type Frame, type Range } from './frames.ts';
import { draft, hasAnchor, isAnchored, note, type Reader } from './reader.ts';
import { DECLARING, EXPORTED } from './words.ts';

const IMPORT = ['import'];
/** Only its type is taken, which is gone where the code runs: https://www.typescriptlang.org/docs/handbook/modules/reference.html#type-only-imports-and-exports */
const TYPE_IMPORT = ['import', 'type'];
const FURTHEST_IMPORT = 1000;
const LONGEST_WORD = 20;
/** Names that evidence would cut: `my-deepseek`, `App\\DeepSeek`. */
const WIDER = /[-\\/+*<>=%&~!?#]/;
const FURTHEST_COLON = 20;
/** https://docs.python.org/3/reference/simple_stmts.html#the-import-statement */
const MODULE_BEFORE = /(?:^|[\n;:])[ \t]{0,40}from[ \t]{1,8}([\w.]{1,200})[ \t]{1,8}import\b/g;
/** https://developer.mozilla.org/docs/Web/JavaScript/Reference/Statements/import */
const MODULE_BEHIND = /^[\w$,\s]{0,1000}\}?\s{0,8}from\s{0,8}["']([^"']{1,200})["']/;
const TOP_DOMAIN = /(?:^|[^\w.$])((?:com|org|net|cn|io)\.)$/;
const LONGEST_DOMAIN = 5;
const LONGEST_POINTS = 10;
const LONGEST_PACKAGE = 200;
/** Lisp forms that give their second word a value. */
const LISP_DEFINES = /^(?:set|def|let|custom-set|put|parameterize)/;

/** Takes a name. */
export function readName(read: Reader, start: number, end: number): void {
  const { frame } = read;
  if (frame.afterBlock) endStatement(frame);
  if (!read.dotted) frame.chain = -1;
  const name = { start, end };
  const isTold = frame.count > 0 && frame.importing === 0 && frame.lead !== null;
  const word = isTold || end - start > LONGEST_WORD ? '' : read.text.slice(start, end);
  if (frame.count === 0) openImport(read, frame, word);
  if (start >= read.silent && isAnchored(read, start, end)) spanOf(read, frame, name);
  if (frame.importing > 0) followImport(read, frame, word);
  if (read.language.lisp) lispKey(read, frame, name);
  if (frame.first === null) startCase(read, frame, word);
  frame.first ??= name;
  if (frame.lead === null && !DECLARING.has(word)) frame.lead = name;
  frame.name = name;
  frame.count++;
  note(read, LAST.name, end);
}

function spanOf(read: Reader, frame: Frame, name: Range): void {
  const written = read.text.slice(name.start, name.end);
  const value = WIDER.test(written) ? written : undefined;
  if (frame.importing === 1 && read.language.imports.paths !== 'strings') {
    const path = isRelative(read.text, name.start) ? { start: name.start - 1, end: name.end } : name;
    return draft(read, path, 'import', IMPORT, { wide: true, value: path === name ? value : `.${written}` });
  }
  if (frame.importing > 0) {
    const keys = isOfType(read.text, name.start) ? TYPE_IMPORT : IMPORT;
    return draft(read, name, 'identifier', keys, { wide: true, value, module: moduleOf(read, name) });
  }
  const symbol = written.includes('://') || (read.language.lisp && isQuoted(read, frame, name.start));
  if (symbol) return draft(read, name, 'string', keysOf(read.text, frame));
  draft(read, name, isKey(read, frame, name.end) ? 'key' : 'identifier', keysOf(read.text, frame), {
    value: value ?? packageAt(read.text, name),
  });
}

/** The module of `from x import name` and `import { name } from 'x'`. */
function moduleOf({ text, language }: Reader, { start, end }: Range): string | undefined {
  if (language.imports.paths === 'strings') return MODULE_BEHIND.exec(text.slice(end, end + FURTHEST_IMPORT))?.[1];
  const before = text.slice(Math.max(0, start - FURTHEST_IMPORT), start);
  const from = [...before.matchAll(MODULE_BEFORE)].at(-1);
  const between = from && before.slice(from.index + from[0].length);
  return between !== undefined && (/^\s{0,8}\(/.test(between) ? !between.includes(')') : !between.includes('\n')) ? from?.[1] : undefined;
}

/** `from .deepseek import x`: a module of one's own, whose path starts with points. https://docs.python.org/3/reference/import.html#package-relative-imports */
function isRelative(text: string, start: number): boolean {
  return text[start - 1] === '.' && /\s\.{1,8}$/.test(text.slice(Math.max(0, start - LONGEST_POINTS), start));
}

/** A package named after a domain, as Java's are, when the name comes right behind its first part: https://docs.oracle.com/javase/specs/jls/se21/html/jls-6.html#jls-6.1 */
function packageAt(text: string, { start, end }: Range): string | undefined {
  if (text[start - 1] !== '.' || text[end] !== '.') return undefined;
  const first = TOP_DOMAIN.exec(text.slice(Math.max(0, start - LONGEST_DOMAIN), start))?.[1];
  return first === undefined ? undefined : first + /^[\w.]*/.exec(text.slice(start, start + LONGEST_PACKAGE))?.[0];
}

/** `import type { X }`, `import { type X }`. */
function isOfType(text: string, at: number): boolean {
  if (/\btype\s{1,8}$/.test(text.slice(Math.max(0, at - 16), at))) return true;
  const before = text.slice(Math.max(0, at - FURTHEST_IMPORT), at);
  return /^import\s{1,8}type\s{1,8}[{*]/.test(before.slice(Math.max(0, before.lastIndexOf('import'))));
}

/** `'deepseek-chat` is data, as is what stands in `'(...)`. */
function isQuoted({ text }: Reader, frame: Frame, start: number): boolean {
  return frame.quoted || text[start - 1] === "'" || text[start - 1] === '`';
}

/** A name that opens a member of an object and is followed by what gives it a value. */
function isKey({ text }: Reader, frame: Frame, end: number): boolean {
  if (frame.kind !== 'object' || frame.count > 0) return false;
  let at = end;
  while (at - end < FURTHEST_COLON && text[at] === ' ') at++;
  const mark = text[at];
  return (mark === ':' && text[at + 1] !== ':') || (mark === '=' && text[at + 1] !== '=');
}

function openImport(read: Reader, frame: Frame, word: string): void {
  if (word === '' || (frame.kind !== 'root' && frame.kind !== 'block') || !read.words.has(word)) return;
  frame.importing = frame.importBase = 1;
}

/** What stands behind a word of an import: `import` of `from x import y`, `as`, or a declaration that is exported. */
function followImport(read: Reader, frame: Frame, word: string): void {
  const { taking, paths } = read.language.imports;
  if (frame.count === 0) return;
  if (paths === 'strings' ? EXPORTED.has(word) : word === 'var' || word === 'await') frame.importing = frame.importBase = 0;
  else if (word !== '' && word === taking) frame.importing = frame.importBase = 2;
  else if (word === 'as') frame.importing = 2;
}

/** In a Lisp the first name of a bracket is called, and `:key` or the name that a form defines is the key of what follows. */
function lispKey(read: Reader, frame: Frame, name: Range): void {
  const { text } = read;
  if (frame.kind === 'call' && frame.count === 0) {
    frame.callee = name;
    if (read.calls.has(text.slice(name.start, name.end))) frame.importing = frame.importBase = 1;
    return;
  }
  if (frame.importing > 0) return endArgument(read, frame);
  const isKeyword = text[name.start] === ':';
  const callee = frame.callee ? text.slice(frame.callee.start, Math.min(frame.callee.end, frame.callee.start + LONGEST_WORD)) : '';
  if (!isKeyword && (frame.quoted || (frame.kind === 'call' && !LISP_DEFINES.test(callee)))) return;
  if (isQuoted(read, frame, name.start) && frame.key !== null) return;
  frame.key = { start: name.start + (isKeyword ? 1 : 0), end: name.end };
  frame.keyBy = KEY.written;
}

/** `(use-package x ...)`: one module, and then code; `(:require ...)` goes on. */
function endArgument({ text }: Reader, frame: Frame): void {
  if (frame.kind === 'call' && frame.callee !== null && text[frame.callee.start] !== ':') frame.importing = frame.importBase = 0;
}

/** `#include <x/y.h>`: the path between the brackets, when `end` is behind the word `include`. */
export function readInclude(read: Reader, end: number): void {
  const found = /^[ \t]{0,40}[<"]([^<>"\r\n]{1,200})[>"]/.exec(read.text.slice(end, end + 256));
  if (found === null) return;
  const path = { start: end + found[0].length - (found[1] ?? '').length - 1, end: end + found[0].length - 1 };
  if (hasAnchor(read, path.start, path.end)) draft(read, path, 'import', IMPORT, { wide: true, value: found[1] });
  read.silent = path.end;
}

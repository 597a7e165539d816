/** Brackets in code: which ones call, which ones hold data, and what closes with them. */
import { LAST } from '../lexer/state.ts';
import { endStatement, frame, tellMember, type Frame, type FrameKind, type Range } from './frames.ts';
import { isImportCall, note, type Reader } from './reader.ts';
import { KEYWORDS } from './words.ts';

const DEEPEST = 200;

/** Takes an opening bracket. */
export function readOpen(read: Reader, code: number, at: number): void {
  const outer = read.frame;
  if (outer.afterBlock) endStatement(outer);
  if (outer.depth >= DEEPEST) {
    outer.overflow++;
    return note(read, LAST.open, at + 1);
  }
  const kind = code === 60 ? 'call' : code === 40 ? parenthesis(read, outer, at) : code === 91 ? square(read, at) : brace(read, outer, at);
  const callee = kind === 'call' || kind === 'subscript' ? calleeOf(read, outer, code, at) : null;
  const scope = kind === 'call' && outer.chain >= 0 && code !== 60 && !read.language.lisp ? outer.chain : at;
  const inner = frame(outer, kind, closerOf(code), scope, callee, read.language.lisp && isQuote(read, outer, at));
  inner.importing = inner.importBase = inherited(read, outer, inner);
  if (kind === 'call') tellArguments(read, inner);
  else if (kind === 'object' && outer.kind === 'call' && outer.key === null) inner.told = outer.told;
  outer.count++;
  outer.subscript = null;
  read.frame = inner;
  note(read, LAST.open, at + 1);
}

/** The name that is called became a span just now: it learns what it is given. */
function tellArguments({ drafts }: Reader, call: Frame): void {
  const last = drafts.at(-1);
  if (last === undefined || last.start !== call.callee?.start || last.end !== call.callee.end) return;
  last.given = call.told = [];
}

function closerOf(code: number): number {
  return code === 40 ? 41 : code + 2;
}

function isQuote({ text }: Reader, outer: Frame, at: number): boolean {
  return outer.quoted || text[at - 1] === "'" || text[at - 1] === '`';
}

function calleeOf(read: Reader, outer: Frame, code: number, at: number): Range | null {
  if (read.language.lisp) return null;
  if (code === 60) return outer.name && outer.name.start === at + 1 ? outer.name : null;
  return read.last === LAST.name ? outer.name : outer.called;
}

/** An import goes on in its brackets; the argument of a call that imports is one. */
function inherited(read: Reader, outer: Frame, { kind, callee, closer }: Frame): 0 | 1 | 2 {
  if (kind === 'call' && callee && isImportCall(read, callee)) return read.language.imports.paths === 'strings' ? 2 : 1;
  if (outer.importing === 0) return 0;
  if (read.language.lisp || read.language.imports.paths === 'strings') return outer.importing;
  if (closer === 41 && outer.count === 1 && outer.importing === 1) return (outer.importing = outer.importBase = 0);
  return 2;
}

function keywordBefore(read: Reader): boolean {
  const { name } = read.frame;
  return (
    name !== null && name.end - name.start < 12 && read.text[name.start - 1] !== '.' && KEYWORDS.has(read.text.slice(name.start, name.end))
  );
}

function parenthesis(read: Reader, outer: Frame, at: number): FrameKind {
  if (read.language.lisp) return isQuote(read, outer, at) ? 'list' : 'call';
  if (read.last === LAST.name && read.language.nameFirst && isDeclaration(read, outer)) return 'block';
  if (read.last === LAST.name) return keywordBefore(read) && !(outer.name && isImportCall(read, outer.name)) ? 'group' : 'call';
  return read.last === LAST.close && read.lastEnd === at && outer.called !== null ? 'call' : 'group';
}

/** `const (` holds statements. */
function isDeclaration({ text }: Reader, { name, count }: Frame): boolean {
  return name !== null && count === 1 && /^(?:const|var|type)$/.test(text.slice(name.start, Math.min(name.end, name.start + 6)));
}

function square(read: Reader, at: number): FrameKind {
  const value = read.last === LAST.name ? !keywordBefore(read) : read.last === LAST.close || read.last === LAST.string;
  return value && read.lastEnd === at && read.text[at - 1] !== '!' && !read.language.lisp ? 'subscript' : 'list';
}

const BASIC = /^(?:string|byte|rune|any|bool|u?int\d{0,2}|float\d{2}|interface|struct|char|auto)$/;

function brace(read: Reader, outer: Frame, at: number): FrameKind {
  const { language, text, last } = read;
  const name = last === LAST.name && outer.name ? text.slice(outer.name.start, outer.name.end) : '';
  if (last === LAST.name && language.composites && read.lastEnd === at && !KEYWORDS.has(name)) {
    return BASIC.test(name) || text[(outer.name?.start ?? 0) - 1] === ']' ? 'object' : 'call';
  }
  if (language.braces === 'data' || last === LAST.open || outer.importing > 0) return 'object';
  if (last === LAST.name) return /^(?:return|default|yield|await|in|of)$/.test(name) ? 'object' : 'block';
  if (last !== LAST.mark || read.dotted) return 'block';
  const mark = text.slice(read.lastEnd - 2, read.lastEnd);
  if (mark.endsWith(';') || mark === '->' || (mark === '=>' && language.pairs !== '=>') || (mark.endsWith('>') && mark !== '=>'))
    return 'block';
  return mark.endsWith(':') && outer.key === null ? 'block' : 'object';
}

/** Takes a closing bracket: closes what it belongs to, and all that is still open within. */
export function readClose(read: Reader, code: number, at: number): void {
  const inner = read.frame;
  note(read, LAST.close, at + 1);
  if (inner.overflow > 0) {
    inner.overflow--;
    return;
  }
  for (let one: Frame | null = inner; one && one.kind !== 'hole'; one = one.parent) {
    if (one.closer === code && one.parent) return leave(read, one, one.parent);
  }
}

function leave(read: Reader, inner: Frame, outer: Frame): void {
  read.frame = outer;
  tellMember(inner);
  outer.isSpelledOut = inner.kind === 'object' && inner.told !== null;
  outer.chain = inner.kind === 'call' ? inner.at : -1;
  outer.called = inner.kind === 'call' ? inner.callee : inner.kind === 'subscript' ? outer.name : null;
  outer.subscript = isSubscript(inner) ? inner.firstString : null;
  outer.computed = outer.kind === 'object' && outer.count === 1 && isSubscript(inner) ? inner.name : null;
  if (inner.kind === 'block') outer.afterBlock = true;
}

/** One string alone stands in it. */
function isSubscript({ kind, count, members }: Frame): boolean {
  return (kind === 'subscript' || kind === 'list') && count === 1 && members === 0;
}

/** Code within a string, a tag or a text starts. */
export function readHole(read: Reader, at: number): void {
  if (read.last !== LAST.hole) read.frame.before = read.last === LAST.name ? read.frame.name : null;
  read.frame = frame(read.frame, 'hole', 0, at, null);
  note(read, LAST.nothing, at + 1);
}

/** The code ends. */
export function readHoleEnd(read: Reader, at: number): void {
  for (let one: Frame | null = read.frame; one; one = one.parent) {
    if (one.kind !== 'hole' || !one.parent) continue;
    read.frame = one.parent;
    break;
  }
  note(read, LAST.hole, at + 1);
}

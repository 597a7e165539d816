/** Source code -> spans: comments, strings with the keys they belong to, imports, and the names at anchors. */
import type { Span } from '../../types.ts';
import type { Language } from '../languages/row.ts';
import { LAST, type Tokens } from '../lexer/state.ts';
import { lex, type Part } from '../lexer/index.ts';
import { readClose, readHole, readHoleEnd, readOpen } from './brackets.ts';
import { keysOf, nameText, scopeOf, type Draft } from './frames.ts';
import { readLine, readMark } from './marks.ts';
import { readInclude, readName } from './names.ts';
import { draft, hasAnchor, isAnchored, note, reader, type Reader } from './reader.ts';
import { noteCall, noteName, surrounded } from './settings.ts';
import { readString } from './strings.ts';
import { isProse, isSaid } from './words.ts';

/** Another language's text inside a page. */
export interface Inner {
  readonly start: number;
  readonly end: number;
  /** The tag that it stands behind: `<script lang="ts">`. */
  readonly tag: string;
}

/** What was read of a source text. */
export interface Code {
  readonly spans: Span[];
  readonly inner: readonly Inner[];
  /** Offset behind what was read. */
  readonly end: number;
}

/** How the text between elements is taken: as words said to people, as such where it is more than one word, or by how it reads. */
export type TextUsage = 'mention' | 'said' | 'by-words';

/** Spans of a part of a text that is written in one language; only what stands at anchors or under a key. */
export function readCode(text: string, language: Language, anchors: readonly number[], part: Part, texts: TextUsage = 'said'): Code {
  const read = reader(text, language, anchors, part.start);
  const end = lex(text, part, language, tokensOf(read, texts));
  const spans = read.drafts.map((one) => placed(text, one));
  return { spans, inner: read.inner, end };
}

function placed(text: string, draft: Draft): Span {
  const span = spanOf(text, draft);
  const { given, module } = draft;
  if (given !== undefined) return { ...span, given: given.map((key) => (key === null ? '' : nameText(text, key))) };
  return module === undefined ? span : { ...span, module };
}

function spanOf(text: string, { start, end, form, keys: inner, label, usage, value, frame, scope }: Draft): Span {
  const keys = label === null ? inner : [label, ...inner];
  const own = scope ?? (frame === null ? '' : scopeOf(text, frame));
  if (frame === null && usage !== undefined && value === undefined) return { start, end, form, usage, keys, scope: own };
  const bare: Span = { start, end, form, keys, scope: own };
  const span = frame === null ? bare : surrounded(bare, text, frame);
  if (usage === undefined) return value === undefined ? span : { ...span, value };
  return value === undefined ? { ...span, usage } : { ...span, usage, value };
}

/** Spans of a whole file in one language. */
export function sourceSpans(text: string, language: Language, anchors: readonly number[]): Span[] {
  if (anchors.length === 0) return [];
  return readCode(text, language, anchors, { start: 0, end: text.length }).spans;
}

function isForPeople(texts: TextUsage, content: string): boolean {
  return texts === 'mention' || (texts === 'said' ? isSaid(content) : isProse(content));
}

function tokensOf(read: Reader, texts: TextUsage): Tokens {
  const { text, language } = read;
  return {
    name(start, end) {
      readName(read, start, end);
      noteName(read, start, end);
      if (language.directives && text[start - 1] === '#' && /^(?:include|import|include_next)$/.test(text.slice(start, end)))
        readInclude(read, end);
    },
    number(start, end) {
      if (isAnchored(read, start, end)) draft(read, { start, end }, 'identifier', keysOf(text, read.frame));
      read.frame.count++;
      note(read, LAST.number, end);
    },
    mark: (mark, start, end) => readMark(read, mark, start, end),
    open(code, at) {
      readOpen(read, code, at);
      noteCall(read);
    },
    close: (code, at) => readClose(read, code, at),
    hole: (at) => readHole(read, at),
    holeEnd: (at) => readHoleEnd(read, at),
    string: (start, end, parts) => readString(read, start, end, parts),
    comment(start, end) {
      if (hasAnchor(read, start, end)) draft(read, { start, end }, 'word', [], { usage: 'mention', wide: true });
    },
    text(start, end) {
      if (!hasAnchor(read, start, end)) return;
      draft(read, { start, end }, 'word', [], { usage: isForPeople(texts, text.slice(start, end)) ? 'mention' : undefined });
    },
    line: (at) => readLine(read, at),
    inner: (tag, start, end) => read.inner.push({ start, end, tag }),
  };
}

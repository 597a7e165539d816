/** What is known of a piece of code while it is read, and the spans found so far. */
import { lowerBound } from './anchors.ts';
import type { Form, Usage } from '../../types.ts';
import type { Language } from '../languages/row.ts';
import { LAST, type Last } from '../lexer/state.ts';
import { frame, type Draft, type Frame, type Range } from './frames.ts';

export interface Reader {
  readonly text: string;
  readonly language: Language;
  readonly anchors: readonly number[];
  readonly words: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  readonly drafts: Draft[];
  /** Other languages inside elements. */
  readonly inner: (Range & { readonly tag: string })[];
  frame: Frame;
  last: Last;
  /** The last mark joins what follows to what stands before. */
  dotted: boolean;
  lastEnd: number;
  /** Number of the first anchor that is not behind the last name. */
  anchor: number;
  /** Names before this offset are part of a span already. */
  silent: number;
  /** A key that was looked at, and what that told. */
  key: Range | null;
  isTelling: boolean;
}

/** A reader before the character at `start`. */
export function reader(text: string, language: Language, anchors: readonly number[], start: number): Reader {
  return {
    text,
    language,
    anchors,
    words: new Set(language.imports.words),
    calls: new Set(language.imports.calls),
    drafts: [],
    inner: [],
    frame: frame(null, 'root', 0, -1, null),
    last: LAST.nothing,
    dotted: false,
    lastEnd: 0,
    anchor: lowerBound(anchors, start),
    silent: 0,
    key: null,
    isTelling: false,
  };
}

/** An anchor stands in a range; ranges of names come in order. */
export function isAnchored(read: Reader, start: number, end: number): boolean {
  while ((read.anchors[read.anchor] ?? Infinity) < start) read.anchor++;
  return (read.anchors[read.anchor] ?? Infinity) < end;
}

/** The same for ranges in any order. */
export function hasAnchor({ anchors }: Reader, start: number, end: number): boolean {
  return (anchors[lowerBound(anchors, start)] ?? Infinity) < end;
}

/** Notes a span. */
export function draft(
  read: Reader,
  { start, end }: Range,
  form: Form,
  keys: readonly string[],
  more: { readonly usage?: Usage | undefined; readonly value?: string | undefined; readonly wide?: boolean } = {},
): void {
  read.drafts.push({
    start,
    end,
    form,
    keys,
    frame: more.wide === true ? null : read.frame,
    ...(more.usage && { usage: more.usage }),
    ...(more.value !== undefined && { value: more.value }),
  });
}

/** Notes what was read last. */
export function note(read: Reader, last: Last, end: number, dotted = false): void {
  read.last = last;
  read.lastEnd = end;
  read.dotted = dotted;
}

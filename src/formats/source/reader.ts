/** What is known of a piece of code while it is read, and the spans found so far. */
import { lowerBound } from './anchors.ts';
import type { Form, Usage } from '../../types.ts';
import type { Language } from '../languages/row.ts';
import { LAST, type Last } from '../lexer/state.ts';
import { labelAround } from './cases.ts';
import { frame, type Draft, type Frame, type Range } from './frames.ts';

/** What the reader of source code knows so far. */
export interface Reader {
  readonly text: string;
  readonly language: Language;
  readonly anchors: readonly number[];
  readonly words: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  /** 1 for each character that one of them starts with. */
  readonly callStarts: Uint8Array;
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
  /** Number of the first anchor that is not before what was asked about last. */
  near: number;
  /** Names before this offset are part of a span already. */
  silent: number;
  /** A key that was looked at, and what that told. */
  key: Range | null;
  isTelling: boolean;
  /** A case with a label was read. */
  hasLabels: boolean;
}

type ImportSets = Pick<Reader, 'words' | 'calls' | 'callStarts'>;

const imports = new Map<Language, ImportSets>();

function importsOf(language: Language): ImportSets {
  let sets = imports.get(language);
  if (sets === undefined) {
    const callStarts = new Uint8Array(128);
    for (const call of language.imports.calls) callStarts[call.charCodeAt(0)] = 1;
    sets = { words: new Set(language.imports.words), calls: new Set(language.imports.calls), callStarts };
    imports.set(language, sets);
  }
  return sets;
}

/** Whether what is called imports. */
export function isImportCall({ text, calls, callStarts }: Reader, { start, end }: Range): boolean {
  return callStarts[text.charCodeAt(start)] === 1 && calls.has(text.slice(start, end));
}

/** A reader before the character at `start`. */
export function reader(text: string, language: Language, anchors: readonly number[], start: number): Reader {
  return {
    text,
    language,
    anchors,
    ...importsOf(language),
    drafts: [],
    inner: [],
    frame: frame(null, 'root', 0, -1, null),
    last: LAST.nothing,
    dotted: false,
    lastEnd: 0,
    anchor: lowerBound(anchors, start),
    near: 0,
    silent: 0,
    key: null,
    isTelling: false,
    hasLabels: false,
  };
}

/** An anchor stands in a range; ranges of names come in order. */
export function isAnchored(read: Reader, start: number, end: number): boolean {
  while ((read.anchors[read.anchor] ?? Infinity) < start) read.anchor++;
  return (read.anchors[read.anchor] ?? Infinity) < end;
}

/** The same for ranges in any order. */
export function hasAnchor(read: Reader, start: number, end: number): boolean {
  const { anchors, near } = read;
  const isNear = (anchors[near] ?? Infinity) >= start && (near === 0 || (anchors[near - 1] ?? 0) < start);
  if (!isNear) read.near = lowerBound(anchors, start);
  return (anchors[read.near] ?? Infinity) < end;
}

/** Notes a span. */
export function draft(
  read: Reader,
  { start, end }: Range,
  form: Form,
  keys: readonly string[],
  { usage, value, module, wide = false }: More = NOTHING,
): void {
  const frame = wide ? null : read.frame;
  const label = form === 'string' && !wide && read.hasLabels ? labelAround(read.text, read.frame) : null;
  read.drafts.push({ start, end, form, keys, usage, value, frame, label, scope: undefined, given: undefined, module });
}

interface More {
  readonly usage?: Usage | undefined;
  readonly value?: string | undefined;
  readonly module?: string | undefined;
  /** It belongs to the whole file. */
  readonly wide?: boolean;
}

const NOTHING: More = {};

/** Notes what was read last. */
export function note(read: Reader, last: Last, end: number, dotted = false): void {
  read.last = last;
  read.lastEnd = end;
  read.dotted = dotted;
}

/** Text inside JSON strings, read as the text that it stands for, with the way back to its places. */
import type { Span } from '../../types.ts';
import { lowerBound } from './anchors.ts';

/** A run of decoded text: where it starts there, where it is written, and how wide one character is written. */
interface Run {
  readonly at: number;
  readonly written: number;
  readonly width: number;
  /** Number of the JSON string that it is part of. */
  readonly part: number;
}

/** Code in strings of JSON, written out, with the way back to its places. */
export interface Decoded {
  readonly text: string;
  /** Offsets into the decoded text of the given anchors that stand in it. */
  anchors(written: readonly number[]): number[];
  /** Spans of the decoded text as spans of the file: one for each JSON string that they touch. */
  place(spans: readonly Span[]): Span[];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Decodes the JSON strings whose contents stand at `parts` of `file`, one after the other. */
export function decodeStrings(file: string, parts: readonly { readonly start: number; readonly end: number }[]): Decoded {
  const runs: Run[] = [];
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string, written: number, width: number, part: number) => {
    runs.push({ at: length, written, width, part });
    pieces.push(piece);
    length += piece.length;
  };
  parts.forEach(({ start, end }, part) => {
    for (let at = start; at < end;) {
      const slash = file.indexOf('\\', at);
      const stop = slash < 0 || slash > end ? end : slash;
      if (stop > at) add(file.slice(at, stop), at, 1, part);
      at = stop;
      if (at >= end) break;
      const width = Math.min(end - at, file[at + 1] === 'u' ? 6 : 2);
      add(escaped(file, at), at, width, part);
      at += width;
    }
  });
  const text = pieces.join('');
  return {
    text,
    anchors: (written) => anchorsOf(runs, text.length, written),
    place: (spans) => spans.flatMap((span) => placed(file, text, runs, span)),
  };
}

function escaped(file: string, at: number): string {
  const letter = file[at + 1] ?? '';
  if (letter !== 'u') return ESCAPES[letter] ?? letter;
  const code = Number.parseInt(file.slice(at + 2, at + 6), 16);
  return Number.isNaN(code) ? 'u' : String.fromCharCode(code);
}

function anchorsOf(runs: readonly Run[], length: number, written: readonly number[]): number[] {
  return runs.flatMap(({ at, written: start, width }, place) => {
    const count = (runs[place + 1]?.at ?? length) - at;
    const end = start + Math.max(count * width, width);
    const found: number[] = [];
    for (let i = lowerBound(written, start); (written[i] ?? Infinity) < end; i++) {
      found.push(width === 1 ? at + (written[i] ?? 0) - start : at);
    }
    return found;
  });
}

/** The run that holds an offset of the decoded text. */
function runAt(runs: readonly Run[], at: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placed(file: string, text: string, runs: readonly Run[], span: Span): Span[] {
  const ranges: { start: number; end: number; part: number }[] = [];
  for (let i = runAt(runs, span.start); i < runs.length; i++) {
    const run = runs[i];
    if (run === undefined || run.at >= span.end) break;
    const next = runs[i + 1]?.at ?? text.length;
    const start = run.written + (run.width === 1 ? Math.max(0, span.start - run.at) : 0);
    const end = run.width === 1 ? run.written + Math.min(span.end, next) - run.at : run.written + run.width;
    const last = ranges.at(-1);
    if (last && last.part === run.part) last.end = end;
    else ranges.push({ start, end, part: run.part });
  }
  const meant = text.slice(span.start, span.end);
  return ranges.map(({ start, end }): Span => {
    const isAsMeant = ranges.length > 1 || span.value !== undefined || /\s/.test(meant) || file.slice(start, end) === meant;
    return { ...span, start, end, ...(!isAsMeant && { value: meant }) };
  });
}

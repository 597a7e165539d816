/** The dependencies of a lockfile, found again where its other lines name them. */
import { lowerBound } from '../formats/source/anchors.ts';
import type { SourceFile, Span } from '../types.ts';
import { wordAt } from './words.ts';

/** By name as written and with `_` for `-`, in small letters; and the lengths of these names, longest first. */
export interface Dependencies {
  readonly byName: ReadonlyMap<string, Span>;
  readonly lengths: readonly number[];
}

/** A dependency's name within a text that says nothing else. */
export interface NamedAgain {
  readonly span: Span;
  readonly start: number;
  readonly end: number;
  readonly whole: true;
}

const BEFORE = /[a-z0-9_-]/;
/** A version may follow (`name-1.0.tgz`), another word may not. */
const BEHIND = /^(?:[a-z0-9_]|-[a-z])/;

/** The dependencies that stand at anchors. */
export function dependenciesOf({ text, anchors }: SourceFile, spans: readonly Span[]): Dependencies {
  const inside = ({ start, end }: Span) => (anchors[lowerBound(anchors, start)] ?? Infinity) < end;
  const byName = new Map<string, Span>();
  for (const span of spans) {
    if (span.form !== 'package' || !inside(span)) continue;
    const value = span.value ?? text.slice(span.start, span.end);
    for (const name of [value.toLowerCase(), value.toLowerCase().replaceAll('-', '_')]) byName.set(name, { ...span, value });
  }
  const lengths = new Set([...byName.keys()].map(({ length }) => length));
  return { byName, lengths: [...lengths].sort((a, b) => b - a) };
}

/** Where a line that says nothing new (an address, a need of another package) names a dependency again. Hashes name none. */
export function dependencyAt(text: string, anchor: number, within: Span, { byName, lengths }: Dependencies): NamedAgain | null {
  const word = wordAt(text, anchor, within.start, within.end, 'word');
  const written = text.slice(word.start, word.end).toLowerCase();
  for (const length of lengths) {
    for (let at = 0; at + length <= written.length; at++) {
      if (BEFORE.test(written[at - 1] ?? '')) continue;
      const span = byName.get(written.slice(at, at + length));
      if (span === undefined || BEHIND.test(written.slice(at + length, at + length + 2))) continue;
      return { span, start: word.start + at, end: word.start + at + length, whole: true };
    }
  }
  return null;
}

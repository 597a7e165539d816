/** Which extractors may read a file, by its path: few are asked for each, and each by one expression. */
import picomatch from 'picomatch';
import type { Extractor } from '../types.ts';

/** `*.{yaml,yml}` and `pom.xml` end in what stands behind their last point; other globs may end in anything. */
const ENDINGS = /\.(?:\{([\w,-]+)\}|([\w-]+))$/;

const expressions = new Map<Extractor, RegExp>();

/** Whether the globs of an extractor name a path. */
export function isNamed(extractor: Extractor, path: string): boolean {
  let expression = expressions.get(extractor);
  if (expression === undefined) expressions.set(extractor, (expression = expressionOf(extractor.files)));
  return expression.test(path);
}

/** Sorts extractors by how paths end: gives those whose globs do not all end in another way than a path does, in the same order. */
export function byEnding(extractors: readonly Extractor[]): (path: string) => readonly Extractor[] {
  const sorted = extractors.map((extractor) => ({ extractor, endings: endingsOf(extractor.files) }));
  const open = sorted.filter(({ endings }) => endings === null).map(({ extractor }) => extractor);
  const known = new Map<string, readonly Extractor[]>();
  for (const ending of sorted.flatMap(({ endings }) => [...(endings ?? [])])) {
    if (known.has(ending)) continue;
    const claiming = sorted.filter(({ endings }) => endings === null || endings.has(ending));
    known.set(
      ending,
      claiming.map(({ extractor }) => extractor),
    );
  }
  return (path) => known.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ?? open;
}

/** Null when one of the globs may end in anything. */
function endingsOf(globs: readonly string[]): ReadonlySet<string> | null {
  const endings = globs.map((glob) => ENDINGS.exec(glob.toLowerCase()));
  return endings.includes(null) ? null : new Set(endings.flatMap((ending) => (ending?.[1] ?? ending?.[2] ?? '').split(',')));
}

function expressionOf(globs: readonly string[]): RegExp {
  return new RegExp(globs.map((glob) => picomatch.makeRe(glob, { dot: true }).source).join('|'), 'i');
}

/** Which extractors may read a file, by its path: few are asked for each, and most by its name or its ending alone. */
import picomatch from 'picomatch';
import type { Extractor } from '../types.ts';

/** A path in small letters, its last part, and what stands behind its last point. */
interface Named {
  readonly path: string;
  readonly name: string;
  readonly ending: string;
}

type Asks = (named: Named) => boolean;

function namedOf(path: string): Named {
  const lower = path.toLowerCase();
  return { path: lower, name: lower.slice(lower.lastIndexOf('/') + 1), ending: lower.slice(lower.lastIndexOf('.') + 1) };
}

const asked = new Map<Extractor, readonly Asks[]>();

function names(extractor: Extractor, named: Named): boolean {
  let asks = asked.get(extractor);
  if (asks === undefined) asked.set(extractor, (asks = extractor.files.map(asksOf)));
  return asks.some((ask) => ask(named));
}

/** `*.{yaml,yml}` and `pom.xml` end in what stands behind their last point; other globs may end in anything. */
const ENDINGS = /\.(?:\{([\w,-]+)\}|([\w-]+))$/;
const ENDING_ALONE = /^\*\*\/\*\.(?:\{([\w,-]+)\}|([\w-]+))$/;
const NAME_ALONE = /^\*\*\/([\w.@-]+)$/;

function asksOf(glob: string): Asks {
  const lower = glob.toLowerCase();
  if (lower === '**') return () => true;
  const alone = ENDING_ALONE.exec(lower);
  if (alone) {
    const endings = new Set((alone[1] ?? alone[2] ?? '').split(','));
    return ({ name, ending }) => endings.has(ending) && name.length > ending.length;
  }
  const whole = NAME_ALONE.exec(lower)?.[1];
  if (whole !== undefined) return ({ name }) => name === whole;
  const literals = literalsOf(lower);
  let expression: RegExp | undefined;
  return ({ path }) => literals.some((one) => path.includes(one)) && (expression ??= picomatch.makeRe(lower, { dot: true })).test(path);
}

/** Texts, one of which is part of every path that a glob names. */
function literalsOf(glob: string): readonly string[] {
  let best: readonly string[] = [''];
  for (const piece of glob.split(/(\{[^{}]*\})/)) {
    const isGroup = piece.startsWith('{');
    const literals = isGroup ? piece.slice(1, -1).split(',').map(literalOf) : [literalOf(piece)];
    if (shortest(literals) > shortest(best)) best = literals;
  }
  return best;
}

/** The longest text between the wildcards. */
function literalOf(piece: string): string {
  let longest = '';
  for (const part of piece.split(/\[[^\]]*\]|[*?/]+/)) if (part.length > longest.length) longest = part;
  return longest;
}

function shortest(literals: readonly string[]): number {
  return Math.min(...literals.map(({ length }) => length));
}

/** Finds the first extractor whose globs name a path and that `claims` it. */
export function finderOf(
  extractors: readonly Extractor[],
): (path: string, claims: (extractor: Extractor) => boolean) => Extractor | undefined {
  const known = new Map<string, readonly Extractor[]>();
  const endings = extractors.map(({ files }) => endingsOf(files));
  return (path, claims) => {
    const named = namedOf(path);
    let likely = known.get(named.ending);
    if (likely === undefined) {
      likely = extractors.filter((_, i) => endings[i]?.has(named.ending) ?? true);
      if (named.ending.length < LONGEST_ENDING) known.set(named.ending, likely);
    }
    return likely.find((extractor) => names(extractor, named) && claims(extractor));
  };
}

/** What is longer is a name without a point. */
const LONGEST_ENDING = 20;

/** Null when one of the globs may end in anything. */
function endingsOf(globs: readonly string[]): ReadonlySet<string> | null {
  const endings = globs.map((glob) => ENDINGS.exec(glob.toLowerCase()));
  return endings.includes(null) ? null : new Set(endings.flatMap((ending) => (ending?.[1] ?? ending?.[2] ?? '').split(',')));
}

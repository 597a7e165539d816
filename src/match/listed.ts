/** Colliding names in a list of models: `Qwen, DeepSeek, GLM and Kimi`. What stands next to it says what is meant. */
import type { Candidate } from './candidate.ts';

/** `, and **`: the most that stands between two names of a list. */
const WIDEST_GAP = 8;
/** Written as a name of its own is: `GLM`. One that may be an ordinary word has to stand between two names. */
const OWN_NAME = /^[A-Z]{2,}$|^[A-Z][a-z]+[A-Z]/;

/** A candidate with the columns that its name takes. */
interface Named {
  readonly candidate: Candidate;
  readonly from: number;
  readonly to: number;
}

/** The candidates of one file that count only by what they stand next to. `counts` tells those that count anyhow. */
export function listedIn(candidates: readonly Candidate[], counts: (candidate: Candidate) => boolean): ReadonlySet<Candidate> {
  const listed = new Set<Candidate>();
  for (const line of linesOf(candidates)) {
    const known = new Set<Candidate>(line.flatMap(({ candidate }) => (counts(candidate) ? [candidate] : [])));
    if (known.size === 0 || known.size === line.length) continue;
    const take = (named: Named, before: Named | undefined, after: Named | undefined) => {
      const isBeside = [isNext(before, named, known), isNext(named, after, known)];
      const { candidate } = named;
      const isOwn = candidate.strength === 'codebase' || OWN_NAME.test(textOf(candidate));
      const isNeeded = isOwn ? isBeside.includes(true) : !isBeside.includes(false);
      if (!isNeeded || known.has(candidate) || !mayBeListed(candidate)) return;
      listed.add(candidate);
      known.add(candidate);
    };
    line.forEach((named, at) => take(named, line[at - 1], line[at + 1]));
    line.toReversed().forEach((named, at, reversed) => take(named, reversed[at + 1], reversed[at - 1]));
  }
  return listed;
}

/** Only prose lists names: code and settings name things after models, and after other things. */
function mayBeListed({ evidence, strength, kind }: Candidate): boolean {
  return evidence.usage === 'mention' && (evidence.form === 'word' || evidence.form === 'string') && kind === 'name' && strength !== 'sure';
}

/** Two names of different families, next to each other, one of which counts. */
function isNext(left: Named | undefined, right: Named | undefined, known: ReadonlySet<Candidate>): boolean {
  if (left === undefined || right === undefined || left.candidate.family === right.candidate.family) return false;
  const gap = right.from - left.to;
  return (
    gap > 0 &&
    gap <= WIDEST_GAP &&
    [left, right].some(({ candidate }) => known.has(candidate) && /^(?:name|model-id)$/.test(candidate.kind))
  );
}

function textOf({ evidence, start, end }: Candidate): string {
  return evidence.value.slice(start, end);
}

/** Candidates that share a line, from left to right, where there are several. */
function linesOf(candidates: readonly Candidate[]): Named[][] {
  const lines = new Map<number, Named[]>();
  for (const candidate of candidates) {
    const { location, value } = candidate.evidence;
    const isAsWritten = location.endColumn - location.column === value.length;
    const from = location.column + (isAsWritten ? candidate.start : 0);
    const named = { candidate, from, to: isAsWritten ? location.column + candidate.end : location.endColumn };
    const line = lines.get(location.line);
    if (line) line.push(named);
    else lines.set(location.line, [named]);
  }
  return [...lines.values()].filter(({ length }) => length > 1).map((line) => line.sort((a, b) => a.from - b.from));
}

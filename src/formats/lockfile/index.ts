/** What lockfile readers share: lines with offsets, shortest dependency chains, and the spans of packages with all else skipped. */
import type { PackageFacts, SourceFile, Span } from '../../types.ts';
import { linesOf } from '../position.ts';
import { SyntaxProblem } from '../problem.ts';

/** Offsets `[start, end)` into a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One package of a lockfile or manifest; `start` and `end` are the place of its name. */
export interface NamedPackage extends Range {
  /** How the dependency graph knows it; unique in the file. */
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  /** The section it stands in: `['packages']`. */
  readonly keys: readonly string[];
  /** Only where a file holds more than one ecosystem. */
  readonly ecosystem?: string;
  /** The tree's own project, which depends on no one: only a name. */
  readonly own?: boolean;
}

/** A line without its terminator. */
export interface TextLine extends Range {
  readonly text: string;
  /** Spaces and tabs before its first character. */
  readonly indent: number;
}

/** A chain longer than this keeps its first step and its last ones, with `…` between them. */
const LONGEST_CHAIN = 24;

/** Every line of `text` that is not blank, in order. Lines end with LF, CRLF or CR. */
export function* linesIn(text: string): Generator<TextLine> {
  let feed = -1;
  let carriage = -1;
  for (let start = 0; start < text.length;) {
    if (feed < start) feed = found(text, '\n', start);
    if (carriage < start) carriage = found(text, '\r', start);
    const end = Math.min(feed, carriage);
    const indent = indentOf(text, start, end);
    if (start + indent < end) yield { start, end, indent, text: text.slice(start, end) };
    start = end + 1;
  }
}

function found(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at - start;
}

/** Whether an anchor starts in `[start, end)`. */
export function holdsAnchor({ anchors }: SourceFile, start: number, end: number): boolean {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((anchors[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (anchors[low] ?? Infinity) < end;
}

/** Ids that no other id needs: where a lockfile does not name the direct dependencies, these can only be direct ones. */
export function unneeded(ids: Iterable<string>, needs: (id: string) => Iterable<string>): string[] {
  const all = [...ids];
  const needed = new Set<string>();
  for (const id of all) for (const need of needs(id)) if (need !== id) needed.add(need);
  return all.filter((id) => !needed.has(id));
}

/**
 * Shortest chains of a dependency graph: takes the ids of the direct dependencies (`roots`) and the ids that an id needs; gives, for an
 * id, the names from a direct dependency down to it, or `[]` when none leads there. Of equal chains the first in order of `roots` and
 * `needs` wins. The graph is walked once, as far as the chains that are asked for.
 */
export function chainsFrom(
  roots: () => Iterable<string>,
  needs: (id: string) => Iterable<string>,
  nameOf: (id: string) => string = (id) => id,
): (id: string) => string[] {
  let walked: Walk | undefined;
  return (id) => {
    walked ??= startAt(roots());
    walkTo(id, walked, needs);
    return chainOf(walked.steps, id).map((step) => (step === null ? '…' : nameOf(step)));
  };
}

interface Step {
  readonly parent: string | null;
  readonly root: string;
  readonly depth: number;
}

/** Steps in the order that they are found in, which is that of their depth; and those whose needs were not looked at yet. */
interface Walk {
  readonly steps: Map<string, Step>;
  readonly next: Iterator<[string, Step]>;
}

function startAt(roots: Iterable<string>): Walk {
  const steps = new Map<string, Step>();
  for (const root of roots) steps.set(root, { parent: null, root, depth: 1 });
  return { steps, next: steps.entries() };
}

function walkTo(id: string, { steps, next }: Walk, needs: (id: string) => Iterable<string>): void {
  while (!steps.has(id)) {
    const { done, value } = next.next();
    if (done === true) return;
    const [parent, { root, depth }] = value;
    for (const need of needs(parent)) if (!steps.has(need)) steps.set(need, { parent, root, depth: depth + 1 });
  }
}

function chainOf(steps: ReadonlyMap<string, Step>, id: string): (string | null)[] {
  const last = steps.get(id);
  if (last === undefined) return [];
  const chain: (string | null)[] = [];
  for (let at: string | null = id; at !== null && chain.length < LONGEST_CHAIN; at = steps.get(at)?.parent ?? null) chain.push(at);
  if (last.depth > LONGEST_CHAIN) chain.splice(-2, 2, null, last.root);
  return chain.reverse();
}

/** Where a text is wrong. */
export interface TextProblem {
  readonly message: string;
  readonly at: number;
}

/** What becomes of a lockfile: its packages, the stretches that its format accounts for, and how each package is reached. */
export interface Lock {
  readonly ecosystem: string;
  readonly packages: readonly NamedPackage[];
  /** Ascending, without overlap. What lies in one and is not a package's name is skipped; what lies in none is read as plain words. */
  readonly known: readonly Range[];
  readonly chain: (id: string) => string[];
  /** What is wrong with the text, if the reader found anything. */
  readonly problem?: TextProblem | null;
}

/**
 * Spans of a lockfile: the packages whose name holds an anchor, `skip` spans over all else that is `known`, and comments on lines of their
 * own (`#`). Throws SyntaxProblem, with the spans, when the text has a problem, holds an unresolved merge conflict, or has anchors but nothing of its format.
 */
export function lockSpans(file: SourceFile, lock: Lock): Span[] {
  const spans = spansIn(file, lock);
  const problem = lock.problem ?? conflictIn(file.text) ?? strange(file, lock);
  if (problem === null) return spans;
  throw new SyntaxProblem(problem.message, linesOf(file.text).at(problem.at).line, spans);
}

function conflictIn(text: string): TextProblem | null {
  for (const mark of ['<<<<<<< ', '>>>>>>> ']) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      if (isMargin(text, at)) return { message: 'an unresolved merge conflict', at };
    }
  }
  return null;
}

function isMargin(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

function strange(file: SourceFile, { packages, known }: Lock): TextProblem | null {
  return packages.length > 0 || known.length > 0 || file.anchors.length === 0 ? null : { message: 'no package entry found', at: 0 };
}

function spansIn(file: SourceFile, { ecosystem, packages, known, chain }: Lock): Span[] {
  const named = packages.filter(({ start, end }) => holdsAnchor(file, start, end)).sort((a, b) => a.start - b.start);
  const spans = named.map((one) =>
    one.own
      ? projectSpan(one)
      : packageSpan(one, { ecosystem: one.ecosystem ?? ecosystem, version: one.version, dependencyPath: chain(one.id) }),
  );
  return [...spans, ...skipped(file, known, named), ...comments(file, known)].sort((a, b) => a.start - b.start);
}

/** Lines that are comments, outside of what is `known`. */
function comments(file: SourceFile, known: readonly Range[]): Span[] {
  const { text } = file;
  const spans: Span[] = [];
  let next = 0;
  for (let hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
    while ((known[next]?.end ?? Infinity) <= hash) next++;
    if ((known[next]?.start ?? Infinity) <= hash || !isFirstOnLine(text, hash)) continue;
    const end = Math.min(found(text, '\n', hash), known[next]?.start ?? Infinity);
    if (holdsAnchor(file, hash, end)) spans.push({ start: hash, end, form: 'word', usage: 'mention', keys: [], scope: '' });
    hash = end;
  }
  return spans;
}

function isFirstOnLine(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === ' ' || text[before - 1] === '\t') before--;
  return isMargin(text, before);
}

/** The span of a dependency's name; `name` is given when it differs from the text. */
export function packageSpan({ start, end, name, keys }: Omit<NamedPackage, 'id' | 'version'>, facts: PackageFacts): Span {
  return { start, end, form: 'package', keys, scope: '', value: name, package: facts };
}

/** The span of a project's own name. */
function projectSpan({ start, end }: Range): Span {
  return { start, end, form: 'string', keys: ['name'], scope: '' };
}

/** A span that says nothing. */
export function skipSpan(start: number, end: number): Span {
  return { start, end, form: 'word', keys: [], scope: '', skip: true };
}

function skipped(file: SourceFile, known: readonly Range[], named: readonly Range[]): Span[] {
  const spans: Span[] = [];
  const skip = (start: number, end: number) => {
    if (start < end && holdsAnchor(file, start, end)) spans.push(skipSpan(start, end));
  };
  let next = 0;
  for (const { start, end } of known) {
    let at = start;
    for (let one = named[next]; one !== undefined && one.start < end; one = named[++next]) {
      skip(at, one.start);
      at = Math.max(at, one.end);
    }
    skip(at, end);
  }
  return spans;
}

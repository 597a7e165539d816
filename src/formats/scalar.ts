/** What every configuration format comes down to: keys, values and comments with their places. */
import type { Span } from '../types.ts';
import { calledOf, type Place } from './place.ts';
import { linesOf } from './position.ts';
import { SyntaxProblem } from './problem.ts';

/** One key, value, comment, or name that a value refers to. Offsets leave out quotes and comment marks' line ends. */
export interface Scalar {
  readonly role: 'key' | 'value' | 'comment' | 'name';
  readonly start: number;
  readonly end: number;
  /** The value meant: unquoted, unescaped, alias resolved. */
  readonly value: string;
  /** Keys above it, outermost first; of a value, its own key is the last. Places in lists are not keys. */
  readonly keys: readonly string[];
  /** Path of the mapping it stands in, places in lists included: `services.llm`, `models.0`. */
  readonly scope: string;
  /** The scope around that mapping. */
  readonly outer: string;
}

/** What a format reader made of a text; with a problem, what it read in spite of it. */
export interface Reading {
  readonly scalars: readonly Scalar[];
  readonly problem: { readonly message: string; readonly at: number } | null;
}

const LONGEST_VALUE = 300;

/** A key, value or comment at a place. */
export function scalar(role: Scalar['role'], start: number, end: number, value: string, place: Place): Scalar {
  const { keys, scope, outer } = calledOf(place);
  return { role, start, end, value, keys, scope, outer };
}

/** The same scalar in another scope. */
export function inScope(one: Scalar, scope: string): Scalar {
  if (one.scope === scope) return one;
  const { role, start, end, value, keys, outer } = one;
  return { role, start, end, value, keys, scope, outer };
}

const FORMS = { key: 'key', value: 'string', name: 'identifier' } as const;

/** The span of a scalar. Long or wordy values are left as written, so that words are cut out of them. */
export function spanOf(text: string, { role, start, end, value, keys, scope }: Scalar): Span {
  if (role === 'comment') return { start, end, form: 'word', usage: 'mention', keys: [], scope: '' };
  const form = FORMS[role];
  const written = value.length > LONGEST_VALUE || /\s/.test(value) || value === '' || value === text.slice(start, end);
  return written ? { start, end, form, keys, scope } : { start, end, form, keys, scope, value };
}

/** The spans of a reading, in order; throws a SyntaxProblem that carries them when the text has a problem. */
export function spansOf(text: string, { scalars, problem }: Reading): Span[] {
  const spans = scalars.filter(({ start, end }) => end > start).map((one) => spanOf(text, one));
  return spansOrProblem(text, spans, problem);
}

/** Spans in order; throws a SyntaxProblem that carries them when there is a problem. */
export function spansOrProblem(text: string, spans: readonly Span[], problem: Reading['problem']): Span[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  if (problem !== null) throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, ordered);
  return ordered;
}

const PAIR_NAME = new Set(['name', 'key', 'Name', 'Key']);
const PAIR_VALUE = new Set(['value', 'Value', 'valueFrom']);

/** Keys of the two halves of such an entry. */
export function isPairKey(key: string): boolean {
  return PAIR_NAME.has(key) || PAIR_VALUE.has(key);
}

/** `{ name: X, value: Y }` says that Y's key is X: such pairs become a key and a value of the mapping that holds the list. */
export function pairsNamed(scalars: readonly Scalar[]): Scalar[] {
  const valued = new Set(scalars.filter((one) => isEntry(one, PAIR_VALUE)).map(({ scope }) => scope));
  const names = new Map<string, string>();
  for (const one of scalars) {
    if (valued.has(one.scope) && isEntry(one, PAIR_NAME) && /^\S+$/.test(one.value)) names.set(one.scope, one.value);
  }
  return scalars.map((one) => {
    const name = names.get(one.scope);
    if (name === undefined) return one;
    const above = one.keys.slice(0, -1);
    if (isEntry(one, PAIR_NAME)) return { ...one, role: 'key', keys: above, scope: one.outer };
    return isEntry(one, PAIR_VALUE) ? { ...one, keys: [...above, name], scope: one.outer } : one;
  });
}

function isEntry({ role, keys }: Scalar, names: ReadonlySet<string>): boolean {
  return (role === 'value' || (role === 'name' && names === PAIR_VALUE)) && names.has(keys.at(-1) ?? '');
}

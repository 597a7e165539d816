/** Where a reader is in a document: steps from its root. What a place is called is worked out when it is asked for, as few are. */

import { INTEREST, type Interest, type Wanted } from './wanted.ts';

/** The root, a document of several, an entry of a mapping, an element of a list, or what is inside a mapping. */
export interface Place {
  readonly above: Place | null;
  readonly step: Step;
  /** The last key above it, its own included. */
  readonly key: string;
  /** What is wanted of what stands there. */
  readonly interest: Interest;
  /** Of an element its number, of a mapping where it starts. */
  readonly at: number;
  /** Length of its path. */
  readonly length: number;
  /** Once asked for. */
  called: Called | null;
}

const STEP = { root: 0, member: 1, element: 2, mapping: 3 } as const;
type Step = (typeof STEP)[keyof typeof STEP];

/** What a place is called: see Scalar. */
interface Called {
  readonly keys: readonly string[];
  readonly path: string;
  readonly scope: string;
  readonly outer: string;
}

const DEEPEST_KEYS = 64;
const LONGEST_PATH = 500;
const LONGEST_KEY = 300;

/** The top of a file. */
export const ROOT: Place = rootAt('');

function rootAt(path: string): Place {
  const called = { keys: [], path, scope: path, outer: '' };
  return { above: null, step: STEP.root, key: '', interest: INTEREST.none, at: 0, length: path.length, called };
}

/** The place of one document of several. */
export function documentPlace(index: number): Place {
  return rootAt(`#${index}`);
}

/** The place of an entry of the mapping at `above`. */
export function member(above: Place, key: string, interest: Interest = INTEREST.whole): Place {
  const length = joinedLength(above, Math.min(key.length, LONGEST_KEY));
  return { above, step: STEP.member, key, interest, at: 0, length, called: null };
}

/** What is wanted of the entry of a key. */
export function interestIn(above: Place, key: string, wanted: Wanted): Interest {
  return above.interest === INTEREST.whole ? INTEREST.whole : wanted.under(key, above.key);
}

/** The place of an element of the list at `above`. */
export function element(above: Place, index: number): Place {
  const length = joinedLength(above, index < 10 ? 1 : String(index).length);
  return { above, step: STEP.element, key: above.key, interest: above.interest, at: index, length, called: null };
}

/** The place inside a mapping that starts at offset `at`; paths too long to keep become that offset. */
export function mapping(above: Place, at: number): Place {
  const length = above.length > LONGEST_PATH ? 1 + String(at).length : above.length;
  const interest = above.interest === INTEREST.whole ? INTEREST.whole : INTEREST.none;
  return { above, step: STEP.mapping, key: above.key, interest, at, length, called: null };
}

function joinedLength({ length }: Place, more: number): number {
  return length === 0 ? more : length + 1 + more;
}

/** Path of a place, places in lists included. */
export function pathOf(place: Place): string {
  return calledOf(place).path;
}

/** What a place is called. */
export function calledOf(place: Place): Called {
  if (place.called !== null) return place.called;
  const unknown: Place[] = [];
  let called = ROOT_CALLED;
  for (let one: Place | null = place; one !== null; one = one.above) {
    if (one.called !== null) {
      called = one.called;
      break;
    }
    unknown.push(one);
  }
  for (let one = unknown.pop(); one !== undefined; one = unknown.pop()) one.called = called = below(called, one);
  return called;
}

const ROOT_CALLED: Called = { keys: [], path: '', scope: '', outer: '' };

function below({ keys, path, scope, outer }: Called, { step, key, at }: Place): Called {
  if (step === STEP.element) return { keys, path: joined(path, String(at)), scope, outer };
  if (step === STEP.member) {
    const above = keys.length < DEEPEST_KEYS ? keys : keys.slice(0, DEEPEST_KEYS - 1);
    return { keys: [...above, key], path: joined(path, key.slice(0, LONGEST_KEY)), scope, outer };
  }
  const own = path.length > LONGEST_PATH ? `@${at}` : path;
  return { keys, path: own, scope: own, outer: scope };
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

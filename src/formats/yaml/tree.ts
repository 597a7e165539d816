/** YAML by a parser: the nodes of every document, walked with an explicit stack. */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document,
  type Node,
  type Scalar as YamlScalar,
} from 'yaml';
import { blockContent } from './block-scalar.ts';
import { documentPlace, element, mapping, member, ROOT, type Place } from '../place.ts';
import { scalar, type Reading, type Scalar } from '../scalar.ts';
import { messageOf } from '../../thrown.ts';

interface Step {
  readonly node: unknown;
  readonly place: Place;
  readonly role: 'key' | 'value';
}

interface Walk {
  readonly text: string;
  readonly scalars: Scalar[];
  readonly steps: Step[];
  /** Scalars by anchor, the latest of a name. */
  readonly anchors: Map<string, string>;
}

const LONGEST_PROBLEM = 100;

/** Reads every document. With a problem, the scalars are not to be relied on. */
export function readYamlTree(text: string): Reading {
  try {
    const documents = parsed(text);
    const isStream = documents.filter(({ contents }) => contents !== null).length > 1;
    const scalars: Scalar[] = [];
    for (const [i, document] of documents.entries()) {
      const error = document.errors[0];
      if (error) return { scalars: [], problem: { message: problemOf(error), at: error.pos[0] } };
      for (const one of walk(text, document.contents, isStream ? documentPlace(i) : ROOT)) scalars.push(one);
    }
    return { scalars: withComments(text, scalars), problem: null };
  } catch (error) {
    return { scalars: [], problem: { message: problemOf(error), at: 0 } };
  }
}

/** What the parser says is wrong, without the text that it quotes: that may be long, and a secret. */
function problemOf(error: unknown): string {
  const message = messageOf(error);
  return `YAML: ${message.replace(/(?<=\w): .*/s, '').slice(0, LONGEST_PROBLEM)}`;
}

/** The parser makes an Error for every mistake of a text; most of their cost is their stack traces, which nobody reads. */
function parsed(text: string): readonly Document.Parsed[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function walk(text: string, root: unknown, place: Place): Scalar[] {
  const state: Walk = { text, scalars: [], steps: [{ node: root, place, role: 'value' }], anchors: new Map() };
  for (let step = state.steps.pop(); step !== undefined; step = state.steps.pop()) visit(state, step);
  return state.scalars;
}

function visit(state: Walk, { node, place, role }: Step): void {
  if (!isNode(node) || !node.range) return;
  const [start, end] = node.range;
  if (isScalar(node)) return leaf(state, node, place, role, [start, end]);
  if (isAlias(node)) {
    const value = state.anchors.get(node.source);
    state.scalars.push(scalar(role, start, end, value ?? state.text.slice(start, end), place));
  } else if (state.text.startsWith('{{', start)) {
    state.scalars.push(scalar(role, start, end, state.text.slice(start, end), place));
  } else {
    state.steps.push(...inside(node, place, start).reverse());
  }
}

/** The steps into a mapping or list, in order. */
function inside(node: Node, place: Place, start: number): Step[] {
  if (isSeq(node)) {
    return node.items.map((item, i) => ({ node: isPair(item) ? item.value : item, place: element(place, i), role: 'value' }));
  }
  if (!isMap(node)) return [];
  const within = mapping(place, start);
  return node.items.flatMap<Step>(({ key, value }) => [
    { node: key, place: within, role: 'key' },
    { node: value, place: member(within, isScalar(key) ? String(key.value) : ''), role: 'value' },
  ]);
}

function leaf({ text, scalars, anchors }: Walk, node: YamlScalar, place: Place, role: Step['role'], range: [number, number]): void {
  const value = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  if (node.anchor !== undefined) anchors.set(node.anchor, value);
  let [start, end] = range;
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') [start, end] = [start + 1, Math.max(start + 1, end - 1)];
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') [start, end] = blockContent(text, start, end);
  scalars.push(scalar(role, start, end, value, place));
}

/** Adds the comments: `#` at a line's start or behind a blank, in the text that no scalar covers. */
function withComments(text: string, scalars: Scalar[]): Scalar[] {
  const comments: Scalar[] = [];
  let next = 0;
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    while ((scalars[next]?.end ?? Infinity) <= at) next++;
    if ((scalars[next]?.start ?? Infinity) <= at || !/^\s?$/.test(text[at - 1] ?? '')) continue;
    const feed = text.indexOf('\n', at);
    const end = trimmed(text, at, feed < 0 ? text.length : feed);
    comments.push(scalar('comment', at, end, '', ROOT));
    at = end;
  }
  return [...scalars, ...comments];
}

function trimmed(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

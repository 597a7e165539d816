/** The cases of a switch or match: what stands in one counts for its label alone. */
import { LAST } from '../lexer/state.ts';
import { endStatement, nameText, type Frame } from './frames.ts';
import type { Reader } from './reader.ts';

/** `case .groq:`, `case "groq":`, `Provider::Groq =>`, `GROQ -> "x"`: what a label is made of, with the word before it or without. */
const MOST_PARTS = 2;
/** Blocks within the block of a case. */
const MOST_BLOCKS = 12;
const LABEL = /^(?!(?:_|default|else)$)[\w.:\\@/-]{1,80}$/;

/** Takes the first word of a statement: a case ends where another one starts. */
export function startCase({ text, last, lastEnd }: Reader, frame: Frame, word: string): void {
  if (frame.kind !== 'block' || (word !== 'case' && word !== 'default')) return;
  const isShared = last === LAST.mark && text[lastEnd - 1] === ':' && frame.labels > 0;
  frame.label = null;
  frame.labels = isShared ? frame.labels + 1 : 1;
  frame.labelAt = frame.members;
}

/** Takes the `:` behind `case` and its label; whether it is one. One of several cases has no label. */
export function endLabel(read: Reader, frame: Frame): boolean {
  const { text, last } = read;
  const word = frame.first === null ? '' : nameText(text, frame.first);
  if (frame.kind !== 'block' || (word !== 'case' && word !== 'default')) return false;
  const label = last === LAST.string ? frame.lastString : last === LAST.name ? frame.name : null;
  const isOne = frame.labels === 1 && frame.members === frame.labelAt && frame.count === MOST_PARTS;
  frame.label = isOne && word === 'case' ? label : null;
  if (frame.label !== null) read.hasLabels = true;
  endStatement(frame);
  return true;
}

/** Takes the arrow behind a label: it holds for what follows, until another one comes. */
export function takeArm(read: Reader, frame: Frame): void {
  const { text, last } = read;
  if (frame.kind !== 'block' || frame.count === 0) return;
  const isCase = frame.first !== null && nameText(text, frame.first) === 'case';
  const label = last === LAST.string ? frame.lastString : last === LAST.name ? frame.name : null;
  const isOne = frame.count === (isCase ? MOST_PARTS : 1) && label !== null && !isBehindComma(text, label.start);
  frame.label = isOne ? label : null;
  if (isOne) read.hasLabels = true;
}

/** `A, B ->`: one of several. */
function isBehindComma(text: string, at: number): boolean {
  return /,[ \t]{0,8}["']?$/.test(text.slice(Math.max(0, at - 10), at));
}

/** The last part of the label of the case that `inner` stands in. */
export function labelAround(text: string, inner: Frame): string | null {
  let blocks = 0;
  for (let one: Frame | null = inner; one && blocks < MOST_BLOCKS; one = one.parent) {
    if (one.kind !== 'block') continue;
    if (one.label !== null) return partOf(nameText(text, one.label));
    blocks++;
  }
  return null;
}

function partOf(label: string): string | null {
  return LABEL.test(label) ? (label.split(/\.|::|\\/).at(-1) ?? null) : null;
}

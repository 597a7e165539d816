/** Words that are searched together: https://doi.org/10.1145/360825.360855, each step a place in a table. */
import { MAKES, MAKES_AT_END } from './compiled/layout.ts';
import { kindOf } from './packed.ts';

const KINDS = 32;

/** From a node, by the kind of the next character, to a node; and what words end at a node. */
export interface Nodes {
  readonly steps: readonly number[];
  readonly said: readonly number[];
}

/** Nodes for patterns that are words and nothing else, with what each of them says. */
export function tellingNodes(patterns: readonly (readonly [pattern: RegExp, says: number])[]): Nodes {
  const steps: number[] = Array.from({ length: KINDS }, () => 0);
  const said: number[] = [0];
  for (const [pattern, says] of patterns) {
    for (const [word, isEnd] of wordsOf(pattern)) {
      let node = 0;
      for (const letter of word) node = childOf(steps, said, node, kindOf(letter));
      said[node] = (said[node] ?? 0) | (isEnd && says === MAKES ? MAKES_AT_END : says);
    }
  }
  followAll(steps, said);
  return { steps, said };
}

function wordsOf({ source }: RegExp): (readonly [word: string, isEnd: boolean])[] {
  return source.split('|').map((part) => {
    const word = part.replace(/\\b$/, '');
    if (!/^[a-z_]+$/.test(word)) throw new Error(`/${source}/ holds more than words: ${part}`);
    return [word, word !== part] as const;
  });
}

function childOf(steps: number[], said: number[], node: number, kind: number): number {
  const known = steps[node * KINDS + kind] ?? 0;
  if (known !== 0) return known;
  const child = said.length;
  said.push(0);
  for (let at = 0; at < KINDS; at++) steps.push(0);
  steps[node * KINDS + kind] = child;
  return child;
}

/** Where no word goes on, a shorter one may. */
function followAll(steps: number[], said: number[]): void {
  const back: number[] = said.map(() => 0);
  const queue = steps.slice(0, KINDS).filter((child) => child !== 0);
  for (const node of queue) {
    const shorter = back[node] ?? 0;
    said[node] = (said[node] ?? 0) | (said[shorter] ?? 0);
    for (let kind = 0; kind < KINDS; kind++) {
      const child = steps[node * KINDS + kind] ?? 0;
      const other = steps[shorter * KINDS + kind] ?? 0;
      if (child === 0) steps[node * KINDS + kind] = other;
      else {
        back[child] = other;
        queue.push(child);
      }
    }
  }
}

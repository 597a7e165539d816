/**
 * The line hash that code scanning uses to follow an alert (`primaryLocationLineHash`): a rolling hash over the 100 UTF-16 code units,
 * blanks left out, from the start of a line on. Byte-identical to what the upload action computes, which warns when it differs.
 * Algorithm: github/codeql-action src/fingerprints.ts.
 */

import type { Finding } from '../types.ts';

const WINDOW = 100;
const FACTOR = 37;
const END = 65535;
const WORD = 2 ** 32;
const [POWER_LOW, POWER_HIGH] = power();

/** The hash of every line: two words of 32 bits each. */
interface Rolled {
  readonly count: number;
  readonly lows: Uint32Array;
  readonly highs: Uint32Array;
}

/** `hash:n` for every line of `text`, first line first; `n` counts equal hashes. `text` holds its byte order mark, if any. */
export function lineHashes(text: string): string[] {
  const rolled = roll(text);
  return [...numbered(rolled, new Set(rolled.lows.keys())).values()];
}

/** The same of the lines that are asked for, by their index. Equal hashes are only counted of those. */
function numbered({ count, lows, highs }: Rolled, wanted: ReadonlySet<number>): Map<number, string> {
  const counts = new Map<number, Map<number, number>>();
  for (const line of wanted) {
    const low = lows[line] ?? 0;
    const known = counts.get(low) ?? new Map<number, number>();
    counts.set(low, known.set(highs[line] ?? 0, 0));
  }
  const hashes = new Map<number, string>();
  for (let line = 0; line < count; line++) {
    const [low, high] = [lows[line] ?? 0, highs[line] ?? 0];
    const known = counts.get(low);
    const before = known?.get(high);
    if (known === undefined || before === undefined) continue;
    known.set(high, before + 1);
    if (wanted.has(line))
      hashes.set(line, `${high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')}:${before + 1}`);
  }
  return hashes;
}

function roll(text: string): Rolled {
  const { length } = text;
  const window = new Uint16Array(WINDOW);
  const lines = new Int32Array(WINDOW).fill(-1);
  const most = linesIn(text);
  const lows = new Uint32Array(most);
  const highs = new Uint32Array(most);
  let [low, high, index, count] = [0, 0, 0, 0];
  let [atStart, afterReturn] = [true, false];
  // Behind the text comes its end, and as many zeros as the window holds.
  for (let i = 0; i <= length + WINDOW; i++) {
    let unit = i < length ? text.charCodeAt(i) : i === length ? END : 0;
    if (unit === 32 || unit === 9 || (afterReturn && unit === 10)) {
      afterReturn = false;
      continue;
    }
    afterReturn = unit === 13;
    if (afterReturn) unit = 10;
    const line = lines[index] ?? -1;
    if (line >= 0) {
      lows[line] = low;
      highs[line] = high;
    }
    lines[index] = atStart && i <= length ? count++ : -1;
    atStart = unit === 10;
    const begin = window[index] ?? 0;
    window[index] = unit;
    // Whole numbers below 2^53: exact. `>>> 0` is modulo 2^32.
    const nextLow = low * FACTOR + unit - POWER_LOW * begin;
    high = (high * FACTOR - POWER_HIGH * begin + Math.floor(nextLow / WORD)) >>> 0;
    low = nextLow >>> 0;
    index = index === WINDOW - 1 ? 0 : index + 1;
  }
  return { count, lows, highs };
}

/** At least as many as there are. */
function linesIn(text: string): number {
  let count = 2;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) count++;
  return count;
}

/** 37^100 modulo 2^64 as two words. */
function power(): [number, number] {
  let [low, high] = [1, 0];
  for (let i = 0; i < WINDOW; i++) {
    const next = low * FACTOR;
    high = (high * FACTOR + Math.floor(next / WORD)) % WORD;
    low = next % WORD;
  }
  return [low, high];
}

/** Findings with the hash of their primary line. `textOf` gives a file's text, or null when it cannot be read again. */
export function withLineHashes(findings: readonly Finding[], textOf: (path: string) => string | null): Finding[] {
  const wanted = new Map<string, Set<number>>();
  for (const { locations } of findings) {
    const [place] = locations;
    if (place !== undefined) wanted.set(place.path, (wanted.get(place.path) ?? new Set()).add(place.line - 1));
  }
  const hashes = new Map<string, ReadonlyMap<number, string>>();
  for (const [path, lines] of wanted) {
    const text = textOf(path);
    if (text !== null) hashes.set(path, numbered(roll(text), lines));
  }
  return findings.map((finding) => {
    const [place] = finding.locations;
    return place === undefined ? finding : { ...finding, lineHash: hashes.get(place.path)?.get(place.line - 1) ?? null };
  });
}

/**
 * The line hash that code scanning uses to follow an alert (`primaryLocationLineHash`): a rolling hash over the 100 UTF-16 code units,
 * blanks left out, from the start of a line on. Byte-identical to what the upload action computes, which warns when it differs.
 * Algorithm: github/codeql-action src/fingerprints.ts.
 */

import type { Finding } from '../types.ts';

const WINDOW = 100;
const FACTOR = 37;
const END = 65535;
/** So many units tell most lines apart. */
const BEGIN = 3;
const WORD = 2 ** 32;
const [POWER_LOW, POWER_HIGH] = power();

/** Hashes of lines, in order: two words of 32 bits each. */
interface Hashed {
  readonly lines: ArrayLike<number>;
  readonly lows: ArrayLike<number>;
  readonly highs: ArrayLike<number>;
}

/** `hash:n` for every line of `text`, first line first; `n` counts equal hashes. `text` holds its byte order mark, if any. */
export function lineHashes(text: string): string[] {
  const rolled = roll(text);
  return [...numbered(rolled, new Set(Array.from(rolled.lines))).values()];
}

/** The same of some lines of `text`, by their index: with little more than those to do where few lines begin as they do. */
export function hashesOfLines(text: string, wanted: ReadonlySet<number>): Map<number, string> {
  const starts = startsOf(text);
  const begins = starts.map((start) => beginOf(text, start));
  const asked = new Set([...wanted].map((line) => begins[line]));
  const lines = [...begins.keys()].filter((line) => asked.has(begins[line]));
  const [lows, highs]: [number[], number[]] = [[], []];
  let read = 0;
  for (const line of lines) {
    const { low, high, length } = hashAt(text, starts[line] ?? 0);
    lows.push(low);
    highs.push(high);
    read += length;
    if (read > text.length + WINDOW) return numbered(roll(text), wanted);
  }
  return numbered({ lines, lows, highs }, wanted);
}

/** Equal hashes are only counted of the lines that are asked for. */
function numbered({ lines, lows, highs }: Hashed, wanted: ReadonlySet<number>): Map<number, string> {
  const counts = new Map<number, Map<number, number>>();
  for (let at = 0; at < lines.length; at++) {
    if (!wanted.has(lines[at] ?? -1)) continue;
    const low = lows[at] ?? 0;
    const known = counts.get(low) ?? new Map<number, number>();
    counts.set(low, known.set(highs[at] ?? 0, 0));
  }
  const hashes = new Map<number, string>();
  for (let at = 0; at < lines.length; at++) {
    const [line, low, high] = [lines[at] ?? -1, lows[at] ?? 0, highs[at] ?? 0];
    const known = counts.get(low);
    const before = known?.get(high);
    if (known === undefined || before === undefined) continue;
    known.set(high, before + 1);
    if (wanted.has(line))
      hashes.set(line, `${high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')}:${before + 1}`);
  }
  return hashes;
}

/** Where each line starts; a carriage return and the line feed behind it are one end of a line. */
function startsOf(text: string): number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

/** The first units of a line as one number below 2^53. */
function beginOf(text: string, start: number): number {
  let begin = 0;
  eachUnit(text, start, BEGIN, (unit) => (begin = begin * 65536 + unit));
  return begin;
}

function hashAt(text: string, start: number): { low: number; high: number; length: number } {
  let [low, high] = [0, 0];
  const length = eachUnit(text, start, WINDOW, (unit) => {
    const nextLow = low * FACTOR + unit;
    high = (high * FACTOR + Math.floor(nextLow / WORD)) >>> 0;
    low = nextLow >>> 0;
  });
  return { low, high, length };
}

/**
 * Gives `take` the next `count` units from the start of a line: no blanks, one unit for each end of a line; behind the text its end, and
 * zeros. Gives how much of the text that is.
 */
function eachUnit(text: string, start: number, count: number, take: (unit: number) => void): number {
  let at = start;
  let afterReturn = false;
  for (let left = count; left > 0; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : at === text.length ? END : 0;
    const isLeftOut = unit === 32 || unit === 9 || (afterReturn && unit === 10);
    afterReturn = unit === 13;
    if (isLeftOut) continue;
    take(afterReturn ? 10 : unit);
    left--;
  }
  return at - start;
}

/** Every line. */
function roll(text: string): Hashed {
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
  return { lines: Int32Array.from({ length: count }, (_, line) => line), lows, highs };
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
    if (text !== null) hashes.set(path, hashesOfLines(text, lines));
  }
  return findings.map((finding) => {
    const [place] = finding.locations;
    return place === undefined ? finding : { ...finding, lineHash: hashes.get(place.path)?.get(place.line - 1) ?? null };
  });
}

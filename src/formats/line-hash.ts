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

/** `hash:n` for every line of `text`, first line first; `n` counts equal hashes. `text` holds its byte order mark, if any. */
export function lineHashes(text: string): string[] {
  const window = new Uint16Array(WINDOW);
  const lines = new Int32Array(WINDOW).fill(-1);
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  let [low, high, index, line] = [0, 0, 0, 0];
  let [atStart, afterReturn] = [true, false];
  const emit = () => {
    const at = lines[index] ?? -1;
    if (at < 0) return;
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    hashes[at] = `${hash}:${count}`;
    lines[index] = -1;
  };
  const update = (unit: number) => {
    const begin = window[index] ?? 0;
    window[index] = unit;
    const nextLow = low * FACTOR + unit - POWER_LOW * begin;
    const nextHigh = high * FACTOR - POWER_HIGH * begin + Math.floor(nextLow / WORD);
    low = modulo(nextLow);
    high = modulo(nextHigh);
    index = (index + 1) % WINDOW;
  };
  for (let i = 0; i <= text.length; i++) {
    let unit = i === text.length ? END : text.charCodeAt(i);
    if (unit === 32 || unit === 9 || (afterReturn && unit === 10)) {
      afterReturn = false;
      continue;
    }
    afterReturn = unit === 13;
    if (afterReturn) unit = 10;
    emit();
    if (atStart) {
      atStart = false;
      lines[index] = line++;
    }
    if (unit === 10) atStart = true;
    update(unit);
  }
  for (let i = 0; i < WINDOW; i++) {
    emit();
    update(0);
  }
  return hashes;
}

function modulo(value: number): number {
  const rest = value % WORD;
  return rest < 0 ? rest + WORD : rest;
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
  const hashes = new Map<string, readonly string[]>();
  return findings.map((finding) => {
    const [place] = finding.locations;
    if (place === undefined) return finding;
    let lines = hashes.get(place.path);
    if (lines === undefined) {
      const text = textOf(place.path);
      hashes.set(place.path, (lines = text === null ? [] : lineHashes(text)));
    }
    return { ...finding, lineHash: lines[place.line - 1] ?? null };
  });
}

/** Stage 1 of a file: opened once, read in chunks into one buffer, closed. Says whether it is worth reading again. */
import { Buffer } from 'node:buffer';
import type { Search } from '../rules/search.ts';
import { hasZero, sniff, UTF_8, type Encoding } from './decode.ts';
import { doorFinder, type Door, type Doors } from './doors.ts';
import { fill, withFile, type OpenFile, type Place } from './file.ts';
import { setMark, unsetMark } from './mark.ts';
import { isLockfile, isTextName } from './names.ts';
import type { Outcome } from './outcome.ts';
import { hasAnchor, type Prefilter } from './prefilter.ts';
import { openSieve, type Sieve } from './sieve.ts';

const FIRST_CHUNK = 1 << 16;
const CHUNK = 1 << 20;
/** Lockfiles and files that are opened by name may be this large. */
const LARGE = 64 << 20;
const POINTER = 'version https://git-lfs.github.com/';

/** What every thread needs to judge files. */
export interface ReaderOptions {
  readonly search: Pick<Search, 'doors'>;
  readonly doors: Doors;
  readonly maxFileSize: number;
}

/** A thread's tools: everything that is compiled or allocated once. */
export interface Reader {
  readonly prefilter: Prefilter;
  /** The prefilter, compiled; null where this machine cannot run it. */
  readonly sieve: Sieve | null;
  readonly doorOf: (path: string) => Door | null;
  readonly limitOf: (path: string) => number;
  readonly buffer: Uint8Array;
  /** UTF-16 text as one byte a character. */
  readonly narrowed: Uint8Array;
}

type TextEncoding = Extract<Encoding, { readonly kind: 'text' }>;

/** What became of a file, and how many bytes it has. */
export interface Examined {
  readonly outcome: Outcome;
  readonly size: number;
}

/** Makes what a thread reads files with. */
export function createReader({ search: { doors: prefilter }, doors, maxFileSize }: ReaderOptions): Reader {
  const doorOf = doorFinder(doors);
  const room = CHUNK + 2 * (prefilter.overlap + 4);
  const sieve = openSieve(prefilter, [room, room / 2]);
  const [buffer = new Uint8Array(room), narrowed = new Uint8Array(room / 2)] = sieve?.rooms ?? [];
  return {
    prefilter,
    sieve,
    doorOf,
    limitOf: (path) => (isLockfile(nameOf(path)) || doorOf(path) !== null ? Math.max(LARGE, maxFileSize) : maxFileSize),
    buffer,
    narrowed,
  };
}

/** Reads the file at `place` as far as needed; `path` is what it is called. Never throws. Writes down which file that was, if asked, under a number. */
export function examine(reader: Reader, place: Place, path: string, marks?: Float64Array, number = 0): Examined {
  if (marks !== undefined) unsetMark(marks, number);
  const examined = withFile(place, (file) => {
    if (marks !== undefined) setMark(marks, number, file.stat);
    return { outcome: outcomeOf(reader, file, path), size: file.size };
  });
  return typeof examined === 'string' ? { outcome: examined, size: 0 } : examined;
}

function outcomeOf(reader: Reader, file: OpenFile, path: string): Outcome {
  const { buffer } = reader;
  const end = fill(file.fd, buffer, 0, file.size > 0 && file.size < FIRST_CHUNK ? file.size : FIRST_CHUNK);
  if (end === 0) return 'scanned';
  const door = reader.doorOf(path);
  if (door === 'model' || (isPointer(buffer, end) && (door === 'pointer' || isTextName(nameOf(path))))) return 'kept';
  const encoding = encodingOf(buffer, end, path, reader.sieve);
  if (encoding.kind === 'unsupported') return 'encoding';
  if (encoding.kind === 'binary') return door === 'name' ? 'kept' : 'binary';
  const isWanted = door === 'name' || holdsAnchor(reader, file, end, encoding);
  if (!isWanted) return 'scanned';
  return Math.max(file.size, end) > reader.limitOf(path) ? 'too-large' : 'kept';
}

/** The encoding of a file by its first bytes; a script, or what is text by its name, stays text although it holds zeros. */
export function encodingOf(bytes: Uint8Array, length: number, path: string, sieve: Sieve | null = null): Encoding {
  const encoding = sniff(bytes, length, sieve?.has(bytes) === true ? sieve.hasZero : hasZero);
  const isScript = bytes[0] === 0x23 && bytes[1] === 0x21;
  return encoding.kind === 'binary' && (isScript || isTextName(nameOf(path))) ? UTF_8 : encoding;
}

/**
 * Reads on, from `first` bytes that the buffer holds already, until an anchor is found or the file is over. A text that only looks
 * like UTF-16 is searched both ways: its first bytes may be there to hide the others.
 */
function holdsAnchor(reader: Reader, { fd, size }: OpenFile, first: number, { encoding, isGuess }: TextEncoding): boolean {
  const { buffer, prefilter, sieve } = reader;
  const isWide = encoding !== 'utf-8';
  let end = first;
  let total = first;
  for (;;) {
    if (isWide && hasWideAnchor(reader, end, encoding === 'utf-16be')) return true;
    if ((!isWide || isGuess) && hasAnchor(prefilter, buffer, end, sieve)) return true;
    if (total >= size) return false;
    const start = carry(buffer, end, isWide ? 2 * prefilter.overlap : prefilter.overlap, isWide && end % 2 === 1);
    end = fill(fd, buffer, start, start + Math.min(CHUNK, size - total));
    if (end === start) return false;
    total += end - start;
  }
}

/** Moves the last bytes to the front of the buffer, so that nothing is cut in two; gives how many. */
function carry(buffer: Uint8Array, end: number, overlap: number, isOdd: boolean): number {
  const kept = Math.min(end, isOdd ? overlap + 1 : overlap);
  buffer.copyWithin(0, end - kept, end);
  return kept;
}

function hasWideAnchor({ buffer, narrowed, prefilter, sieve }: Reader, end: number, isBigEndian: boolean): boolean {
  const length = end >> 1;
  const low = isBigEndian ? 1 : 0;
  for (let at = 0; at < length; at++) {
    narrowed[at] = buffer[2 * at + 1 - low] === 0 ? (buffer[2 * at + low] ?? 0) : 0;
  }
  return hasAnchor(prefilter, narrowed, length, sieve);
}

function isPointer(buffer: Uint8Array, end: number): boolean {
  return end < 1024 && buffer[0] === 0x76 && Buffer.from(buffer.buffer, buffer.byteOffset, end).toString('latin1').startsWith(POINTER);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

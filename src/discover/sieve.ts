/** Lays out the memory of the compiled prefilter (sieve/sieve.ts): its tables, and room for texts. */
import { existsSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { Prefilter, Probes } from '../rules/literal-table.ts';

/** Searches texts that lie in its own memory. */
export interface Sieve {
  /** For texts, one after the other. */
  readonly rooms: readonly Uint8Array[];
  /** Whether bytes lie in one of them. */
  readonly has: (bytes: Uint8Array) => boolean;
  /** The next even position from an even one on, in the first `length` bytes, where a literal may stand; -1: none. */
  readonly next: (bytes: Uint8Array, from: number, length: number) => number;
  /** Whether one of the first `length` bytes is zero. */
  readonly hasZero: (bytes: Uint8Array, length: number) => boolean;
}

interface Code {
  readonly open: (marks: number, probes: number, shortProbes: number, pairs: number, count: number) => void;
  readonly next: (text: number, from: number, length: number) => number;
  readonly hasZero: (text: number, length: number) => number;
}

/** The compiled code, beside the program. */
const FILE = join(import.meta.dirname, 'sieve.wasm');
const PAGE = 1 << 16;
/** A byte for each hash: see TOP of rules/literal-table.ts. */
const MARKS = 1 << 20;
/** Nothing lies at 0; what is searched is read in pieces of so many bytes, and a little farther. */
const PIECE = 16;
const BEYOND = 32;

/** A sieve for texts of up to so many bytes; null where this machine cannot run it: then the prefilter itself searches. */
export function openSieve(prefilter: Prefilter, sizes: readonly number[], file = FILE): Sieve | null {
  if (endianness() !== 'LE' || !existsSync(file)) return null;
  const layout = layoutOf(prefilter, sizes);
  try {
    const pages = Math.ceil(layout.end / PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { env: { memory } });
    return isCode(exports) ? sieveOf(exports, memory.buffer, layout) : null;
  } catch {
    return null;
  }
}

/** Where everything lies, and what is put there. */
interface Layout {
  readonly parts: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  readonly arguments: Parameters<Code['open']>;
  readonly rooms: readonly { readonly at: number; readonly size: number }[];
  readonly end: number;
}

function layoutOf({ marks, probes, shortProbes }: Prefilter, sizes: readonly number[]): Layout {
  let end = PIECE;
  const take = (size: number) => {
    const at = end;
    end += Math.ceil(size / PIECE) * PIECE;
    return at;
  };
  const parts: { at: number; bytes: Uint8Array }[] = [];
  const put = ({ buffer, byteOffset, byteLength }: Int32Array | Uint8Array) => {
    const at = take(byteLength);
    parts.push({ at, bytes: new Uint8Array(buffer, byteOffset, byteLength) });
    return at;
  };
  const putProbes = ({ groups, firsts, shift, rows, letters }: Probes) =>
    put(new Int32Array([shift, groups.length - 1, put(groups), put(firsts), put(rows), put(letters)]));
  const opened: Layout['arguments'] = [take(MARKS), putProbes(probes), putProbes(shortProbes), put(marks), marks.length / 2];
  const rooms = sizes.map((size) => ({ at: take(size + BEYOND), size }));
  return { parts, arguments: opened, rooms, end };
}

function sieveOf(code: Code, buffer: ArrayBuffer, layout: Layout): Sieve {
  for (const { at, bytes } of layout.parts) new Uint8Array(buffer, at).set(bytes);
  code.open(...layout.arguments);
  return {
    rooms: layout.rooms.map(({ at, size }) => new Uint8Array(buffer, at, size)),
    has: (bytes) => bytes.buffer === buffer,
    next: ({ byteOffset }, from, length) => code.next(byteOffset, from, length),
    hasZero: ({ byteOffset }, length) => code.hasZero(byteOffset, length) !== 0,
  };
}

function isCode(exports: object): exports is Code {
  return 'open' in exports && 'next' in exports && 'hasZero' in exports;
}

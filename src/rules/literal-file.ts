/**
 * Compiled literals as bytes that are used as they lie: 32-bit numbers in the machine's order, each table behind its size in bytes and
 * at a multiple of four. The build writes those of the shipped rules.
 */
import type { Prefilter, Probes } from './literal-table.ts';

/** Tells the order of bytes; another format takes another number. */
const MAGIC = 0x50_45_44_02;

type Table = Int32Array | Uint8Array;
type Next = () => Uint8Array;

/** The bytes of compiled literals. */
export function packPrefilter({ overlap, wide, bits, marks, probes, shortProbes }: Prefilter): Uint8Array {
  const head = [new Int32Array([MAGIC, overlap]), Buffer.from(wide?.source ?? ''), bits, marks];
  const tables: Table[] = [...head, ...tablesOf(probes), ...tablesOf(shortProbes)];
  const parts = tables.flatMap((table) => [new Int32Array([table.byteLength]), table]);
  const packed = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + aligned(byteLength), 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return packed;
}

/** Compiled literals that lie in `buffer`; null where it is of another kind of machine, or cut off. */
export function unpackPrefilter(buffer: ArrayBufferLike): Prefilter | null {
  let at = 0;
  const next = () => {
    const [size = 0] = new Int32Array(buffer, at, 1);
    const table = new Uint8Array(buffer, at + 4, size);
    at += 4 + aligned(size);
    return table;
  };
  try {
    const [magic, overlap = 0] = numbers(next());
    return magic === MAGIC ? prefilterOf(overlap, next) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function prefilterOf(overlap: number, next: Next): Prefilter {
  const wide = Buffer.from(next()).toString('utf8');
  const [bits, marks] = [numbers(next()), numbers(next())];
  return { overlap, bits, marks, probes: probesOf(next), shortProbes: probesOf(next), wide: wide === '' ? null : new RegExp(wide, 'g') };
}

function tablesOf({ groups, firsts, shift, rows, letters }: Probes): Table[] {
  return [new Int32Array([shift]), groups, firsts, rows, letters];
}

function probesOf(next: Next): Probes {
  const [shift = 0] = numbers(next());
  return { groups: numbers(next()), firsts: numbers(next()), shift, rows: numbers(next()), letters: next() };
}

function numbers({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length >>> 2);
}

function aligned(size: number): number {
  return (size + 3) & ~3;
}

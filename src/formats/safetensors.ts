/** Safetensors headers: https://github.com/huggingface/safetensors#format */
import { readJson } from './json/index.ts';
import type { Scalar } from './scalar.ts';

/** What the header of a file says. */
export interface SafetensorsHeader {
  /** Entries of `__metadata__`; a key may stand twice. */
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  /** What is wrong with it. A header that goes on behind the bytes at hand is not wrong. */
  readonly problem: string | null;
}

const UTF8 = new TextDecoder();
const LENGTH_BYTES = 8;
/** The format's own limit. */
const LONGEST_HEADER = 100_000_000;
const OPEN_BRACE = 0x7b;
const METADATA = '__metadata__';

/** Whether `bytes` start as a safetensors file does: a plausible length, then an object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes[LENGTH_BYTES] === OPEN_BRACE && bytes[6] === 0 && bytes[7] === 0;
}

/** Reads as much of a header as `bytes`, the first ones of a file of `size`, hold. */
export function readSafetensors(bytes: Uint8Array, size: number): SafetensorsHeader {
  if (bytes.length < LENGTH_BYTES) return { metadata: [], problem: 'safetensors: it ends before its header does' };
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true));
  const whole = Math.max(size, bytes.length);
  const lies = length > LONGEST_HEADER || length > whole - LENGTH_BYTES;
  const cut = length > bytes.length - LENGTH_BYTES;
  const text = UTF8.decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + Math.min(length, bytes.length)));
  const { scalars, problem } = readJson(text);
  const entries = scalars.filter((one) => isMetadata(one) && !(cut && one.end === text.length));
  return { metadata: entries.map(({ keys, value }) => ({ key: keys[1] ?? '', value })), problem: problemOf(lies, cut, problem?.message) };
}

function isMetadata({ role, keys }: Scalar): boolean {
  return role === 'value' && keys.length === 2 && keys[0] === METADATA;
}

function problemOf(lies: boolean, cut: boolean, message: string | undefined): string | null {
  if (lies) return 'safetensors: the header is longer than the file or the format allows';
  return cut || message === undefined ? null : `safetensors: ${message}`;
}

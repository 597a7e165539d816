/** Bytes of a file -> text. The first bytes tell the encoding; nothing else does. */
import { Buffer, isAscii } from 'node:buffer';

const SNIFFED = 4096;
const NUL_WINDOW = 8192;
/** Of the pairs of bytes of a text in UTF-16, so many are ASCII where it is Latin, and no more than a few are something else. */
const LATIN = 0.4;
const FEW = 0.05;

/** What the first bytes of a file say about its encoding: the length of its mark, and whether they may be there to hide a text of UTF-8. */
export type Encoding =
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly skip: number; readonly isGuess: boolean }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** The text of a file, or why its bytes are not read as text. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What every file is taken for that shows no sign of another encoding. */
export const UTF_8: Encoding = { kind: 'text', encoding: 'utf-8', skip: 0, isGuess: false };
const UTF_8_MARKED: Encoding = { ...UTF_8, skip: 3 };
const UTF_16LE: Encoding = { kind: 'text', encoding: 'utf-16le', skip: 2, isGuess: true };
const UTF_16BE: Encoding = { ...UTF_16LE, encoding: 'utf-16be' };
const UTF_32: Encoding = { kind: 'unsupported', reason: 'UTF-32 is not read' };
const BINARY: Encoding = { kind: 'binary' };

/** Takes the first bytes of a file (`length` of them are valid, 8 kB are enough) and gives its encoding: by mark, else by zeros. */
export function sniff(bytes: Uint8Array, length: number, holdsZero = hasZero): Encoding {
  const first = length < 2 ? 0 : ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (first === 0xfffe) return isZero(bytes, 2, length) ? UTF_32 : UTF_16LE;
  if (first === 0xfeff) return UTF_16BE;
  if (first === 0xefbb && length > 2 && bytes[2] === 0xbf) return UTF_8_MARKED;
  if (first === 0 && length > 3 && bytes[2] === 0xfe && bytes[3] === 0xff) return UTF_32;
  const window = length > NUL_WINDOW ? NUL_WINDOW : length;
  if (!holdsZero(bytes, window)) return UTF_8;
  const encoding = encodingByZeros(bytes, length);
  return encoding === undefined ? BINARY : { kind: 'text', encoding, skip: 0, isGuess: true };
}

/** Whether one of the first `length` bytes is zero. */
export function hasZero(bytes: Uint8Array, length: number): boolean {
  return bytes.subarray(0, length).includes(0);
}

/** Takes all bytes of a file and gives its text without the byte order mark; malformed sequences become U+FFFD. */
export function decode(bytes: Uint8Array): Decoded {
  const found = sniff(bytes, bytes.length);
  return found.kind === 'text' ? { kind: 'text', text: textOf(bytes, found.encoding, found.skip), encoding: found.encoding } : found;
}

/** Takes bytes and a known encoding and gives the text behind the first `skip` bytes. */
export function textOf(bytes: Uint8Array, encoding: string, skip: number): string {
  if (encoding === 'utf-8' && isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', skip);
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(skip));
}

/**
 * Text without a mark in UTF-16 has a zero in every other byte where it is Latin, and beside it ASCII, but for few letters; fonts have
 * control characters there, and a picture of one colour the same bytes again and again.
 */
function encodingByZeros(bytes: Uint8Array, length: number): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.min(length, SNIFFED) >> 1;
  if (pairs < 2 || !hasZeros(bytes.subarray(0, 2 * pairs), LATIN * pairs)) return undefined;
  let [even, odd, control, ascii] = [0, 0, 0, 0];
  for (let at = 0; at < 2 * pairs; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    if (first !== 0 && second !== 0) continue;
    if (first === 0) even++;
    if (second === 0) odd++;
    if (isControl(first | second)) control++;
    else if ((first | second) < 0x7f) ascii++;
  }
  if (control > FEW * pairs || ascii < LATIN * pairs) return undefined;
  if (odd >= LATIN * pairs && even < FEW * pairs) return 'utf-16le';
  if (even >= LATIN * pairs && odd < FEW * pairs) return 'utf-16be';
  return undefined;
}

/** Whether there are so many zeros: most files that are no text hold few. */
function hasZeros(bytes: Uint8Array, many: number): boolean {
  let left = many;
  for (let at = bytes.indexOf(0); at >= 0 && left > 0; at = bytes.indexOf(0, at + 1)) left--;
  return left <= 0;
}

/** Neither a character that is seen, nor a blank, tab or line end. */
function isControl(unit: number): boolean {
  return (unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13) || (unit >= 0x7f && unit < 0xa0);
}

function isZero(bytes: Uint8Array, at: number, length: number): boolean {
  return length >= at + 2 && bytes[at] === 0 && bytes[at + 1] === 0;
}

/** GGUF headers, versions 1 to 3, of either byte order: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */

/** One key of a header. Keys may stand twice. */
export interface GgufField {
  readonly key: string;
  /** The value as text; of a list its first strings. */
  readonly values: readonly string[];
  /** How long a list says it is; null for a single value. */
  readonly length: number | null;
}

/** What the header of a file says. */
export interface GgufHeader {
  readonly version: number;
  readonly bigEndian: boolean;
  readonly fields: readonly GgufField[];
  /** What is wrong with it. A header that goes on behind the bytes at hand is not wrong. */
  readonly problem: string | null;
}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Length of the whole file. */
  readonly size: number;
  readonly little: boolean;
  /** Version 1 counts in 4 bytes, later ones in 8. */
  readonly wide: boolean;
  at: number;
  ended: boolean;
  problem: string | null;
}

const UTF8 = new TextDecoder();
const MAGIC = [0x47, 0x47, 0x55, 0x46];
const VERSIONS = [1, 2, 3];
const PREAMBLE = 8;
const STRING = 8;
const LIST = 9;
const BOOLEAN = 7;
/** Bytes of each value type, by number; strings and lists say their own. */
const WIDTHS = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
const LONGEST_KEY = 65_535;
const LONGEST_STRING = 65_536;
const MOST_STRINGS = 64;

/** Whether `bytes` start as a GGUF file does. */
export function isGguf(bytes: Uint8Array): boolean {
  return bytes.length >= PREAMBLE && MAGIC.every((byte, i) => bytes[i] === byte);
}

/** Reads as much of a header as `bytes`, the first ones of a file of `size`, hold; null when it is no GGUF. */
export function readGguf(bytes: Uint8Array, size: number): GgufHeader | null {
  if (!isGguf(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = VERSIONS.includes(view.getUint32(4, true));
  const version = little ? view.getUint32(4, true) : Math.min(view.getUint32(4, true), view.getUint32(4, false));
  if (!VERSIONS.includes(version)) return { version, bigEndian: false, fields: [], problem: `GGUF: version ${version} is not known` };
  const cursor: Cursor = {
    bytes,
    view,
    size: Math.max(size, bytes.length),
    little,
    wide: version > 1,
    at: PREAMBLE,
    ended: false,
    problem: null,
  };
  return { version, bigEndian: !little, fields: readFields(cursor), problem: cursor.problem && `GGUF: ${cursor.problem}` };
}

function readFields(cursor: Cursor): GgufField[] {
  const tensors = readCount(cursor);
  const count = tensors === null ? null : readCount(cursor);
  const fields: GgufField[] = [];
  for (let i = 0; count !== null && i < count && !cursor.ended; i++) {
    const key = readString(cursor, LONGEST_KEY);
    const field = key === null ? null : readField(cursor, key);
    if (field) fields.push(field);
  }
  return fields;
}

function readField(cursor: Cursor, key: string): GgufField | null {
  if (!has(cursor, 4)) return null;
  const type = cursor.view.getUint32(advance(cursor, 4), cursor.little);
  if (type === LIST) return readList(cursor, key);
  const value = type === STRING ? readString(cursor, cursor.size) : readScalar(cursor, type);
  return value === null ? null : { key, values: [value], length: null };
}

function readScalar(cursor: Cursor, type: number): string | null {
  const width = WIDTHS[type];
  if (width === undefined) return stop(cursor, `value type ${type} is not known`);
  if (!has(cursor, width)) return null;
  const at = advance(cursor, width);
  const { view, little } = cursor;
  if (type === BOOLEAN) return String(view.getUint8(at) !== 0);
  const readers = [
    () => view.getUint8(at),
    () => view.getInt8(at),
    () => view.getUint16(at, little),
    () => view.getInt16(at, little),
    () => view.getUint32(at, little),
    () => view.getInt32(at, little),
    () => view.getFloat32(at, little),
    null,
    null,
    null,
    () => view.getBigUint64(at, little),
    () => view.getBigInt64(at, little),
    () => view.getFloat64(at, little),
  ];
  return String(readers[type]?.());
}

/** The length of a list, and its first strings. Lists of lists are not read: no program writes them. */
function readList(cursor: Cursor, key: string): GgufField | null {
  if (!has(cursor, 4)) return null;
  const type = cursor.view.getUint32(advance(cursor, 4), cursor.little);
  const length = readCount(cursor);
  if (length === null) return null;
  const width = type === STRING ? widthOfCount(cursor) : WIDTHS[type];
  if (width === undefined || width === 0) return stop(cursor, `a list of value type ${type} is not read`);
  if (length > (cursor.size - cursor.at) / width) return stop(cursor, 'a list is longer than the file');
  if (type === STRING) return { key, values: readStrings(cursor, length), length };
  if (has(cursor, length * width)) advance(cursor, length * width);
  return { key, values: [], length };
}

function readStrings(cursor: Cursor, length: number): string[] {
  const values: string[] = [];
  for (let i = 0; i < length && !cursor.ended; i++) {
    const value = i < MOST_STRINGS ? readString(cursor, cursor.size) : skipString(cursor);
    if (value !== null && i < MOST_STRINGS) values.push(value);
  }
  return values;
}

/** A string of at most `longest` bytes; only its first 64 KiB are decoded. */
function readString(cursor: Cursor, longest: number): string | null {
  const length = readCount(cursor);
  if (length === null) return null;
  if (length > longest) return stop(cursor, 'a string is longer than it may be');
  if (!has(cursor, length)) return null;
  const at = advance(cursor, length);
  return UTF8.decode(cursor.bytes.subarray(at, at + Math.min(length, LONGEST_STRING)));
}

function skipString(cursor: Cursor): null {
  const length = readCount(cursor);
  if (length !== null && has(cursor, length)) advance(cursor, length);
  return null;
}

/** A count or length. Beyond 2^53 it is not exact, and far beyond any file. */
function readCount(cursor: Cursor): number | null {
  const width = widthOfCount(cursor);
  if (!has(cursor, width)) return null;
  const at = advance(cursor, width);
  return cursor.wide ? Number(cursor.view.getBigUint64(at, cursor.little)) : cursor.view.getUint32(at, cursor.little);
}

function widthOfCount({ wide }: Cursor): number {
  return wide ? 8 : 4;
}

/** Whether the next `length` bytes are at hand. Reading ends where they are not; that the file itself ends before is a problem. */
function has(cursor: Cursor, length: number): boolean {
  if (cursor.ended || cursor.at + length > cursor.size) {
    if (!cursor.ended) stop(cursor, 'it ends before its header does');
    return false;
  }
  if (cursor.at + length > cursor.bytes.length) cursor.ended = true;
  return !cursor.ended;
}

function advance(cursor: Cursor, length: number): number {
  const { at } = cursor;
  cursor.at += length;
  return at;
}

function stop(cursor: Cursor, problem: string): null {
  cursor.ended = true;
  cursor.problem ??= problem;
  return null;
}

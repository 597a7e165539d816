/** Stage 2 of a file: what the prefilter kept is read again, whole, for the extractors. */
import type { Diagnostic, SourceFile } from '../types.ts';
import { textOf } from './decode.ts';
import { fill, placeOf, readUpTo, withFile, type OpenFile } from './file.ts';
import { failure, tooLarge, unknownEncoding } from './outcome.ts';
import { onceFor } from '../rules/lazily.ts';
import type { Search } from '../rules/search.ts';
import { anchorsIn, hasAnchor, type Prefilter } from './prefilter.ts';
import { encodingOf, type Reader } from './read.ts';
import { openSieve } from './sieve.ts';

const FIRST_READ = 1 << 16;
const HEAD = 1 << 20;
const MODEL_HEAD = 16 << 20;
/** Larger files are few. */
const LARGEST_ROOM = 8 << 20;
/** Texts up to here are searched by compiled code. */
const SIEVED = 1 << 20;

const sieveOf = onceFor((words: Prefilter) => openSieve(words, [SIEVED]));
const rooms = new WeakMap<Reader, Uint8Array>();

/** A file that is worth extracting from. */
export interface Kept {
  /** Relative to the root, with `/`; bytes that are not UTF-8 are written `\xNN`. */
  readonly path: string;
  readonly size: number;
  /** The path as it is on disk, one code unit a byte, where it is not UTF-8. */
  readonly raw?: string;
}

/** Where kept files lie, and what is looked for in them. */
export interface KeptFrom {
  readonly root: string;
  readonly reader: Reader;
  readonly search: Pick<Search, 'words'>;
}

/** Reads a kept file for the extractors. Gives a diagnostic instead when it changed or vanished since it was kept. Never throws. */
export function readKept(from: KeptFrom, kept: Kept): SourceFile | Diagnostic {
  const read = withFile(placeOf(from.root, kept.path, kept.raw), (file) => sourceOf(from, file, kept));
  if (typeof read !== 'string') return read;
  return failure(kept.path, read === 'link' || read === 'special' ? 'vanished' : read);
}

function sourceOf({ reader, search }: KeptFrom, file: OpenFile, { path, raw = path }: Kept): SourceFile | Diagnostic {
  const isModel = reader.doorOf(raw) === 'model';
  const limit = reader.limitOf(raw);
  if (file.size > limit && !isModel) return tooLarge(path, file.size, limit);
  const sieve = sieveOf(search.words);
  const bytes = readInto(sieve?.rooms[0] ?? reader.buffer, reader, file, file.size > limit ? MODEL_HEAD : limit);
  const encoding = encodingOf(bytes, bytes.length, raw, sieve);
  if (encoding.kind === 'text' && file.size <= limit) {
    const name = encoding.isGuess && hasAnchor(reader.prefilter, bytes, bytes.length) ? 'utf-8' : encoding.encoding;
    const text = textOf(bytes, name, encoding.skip);
    return { path, text, size: file.size, anchors: anchorsIn(search.words, text, bytes, sieve), head: new Uint8Array() };
  }
  if (encoding.kind === 'unsupported' && !isModel) return unknownEncoding(path);
  return { path, text: '', size: file.size, anchors: [], head: bytes.slice(0, isModel ? MODEL_HEAD : HEAD) };
}

/** Whether a file was kept for its name, whatever it holds. */
export function isKeptByName({ reader }: Pick<KeptFrom, 'reader'>, { path, raw = path }: Kept): boolean {
  return reader.doorOf(raw) !== null;
}

/** A kept file as one UTF-8 text, byte order mark and invalid bytes included, as code scanning hashes its lines; null: not readable. */
export function readAsUtf8(
  {
    root,
    reader,
    kept,
  }: { readonly root: string; readonly reader: Pick<Reader, 'limitOf'>; readonly kept: readonly Pick<Kept, 'path' | 'raw'>[] },
  path: string,
): string | null {
  const file = byPath(kept).get(path);
  if (file === undefined) return null;
  const bytes = withFile(placeOf(root, path, file.raw), (open) => readUpTo(open, reader.limitOf(path)));
  return typeof bytes === 'string' ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const byPath = onceFor((kept: readonly Pick<Kept, 'path' | 'raw'>[]) => new Map(kept.map((file) => [file.path, file])));

/** Reads into a buffer that serves for all: one for each file would be cleared first, and thrown away after. */
function readInto(room: Uint8Array, reader: Reader, file: OpenFile, limit: number): Uint8Array {
  const most = Math.min(limit, Math.max(file.size, FIRST_READ));
  if (most > LARGEST_ROOM) return readUpTo(file, limit);
  const buffer = most <= room.length ? room : roomFor(reader, most);
  return buffer.subarray(0, fill(file.fd, buffer, 0, most));
}

/** A buffer that is kept beside a reader. */
function roomFor(reader: Reader, size: number): Uint8Array {
  const before = rooms.get(reader);
  if (before !== undefined && size <= before.length) return before;
  const room = new Uint8Array(Math.min(LARGEST_ROOM, 2 * size));
  rooms.set(reader, room);
  return room;
}

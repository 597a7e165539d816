/** A commit or the index as a folder: of all its files, what a scan would read twice; empty files for the rest where they must be counted. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sniff, textOf } from '../discover/decode.ts';
import type { Beside } from '../discover/index.ts';
import { exists, placeOf, readUpTo, withFile } from '../discover/file.ts';
import { hasAnchor } from '../discover/prefilter.ts';
import { createReader, type Reader, type ReaderOptions } from '../discover/read.ts';
import type { Diagnostic } from '../types.ts';
import { blobsOf, sizesOf, type TreeEntry } from './git.ts';

/** A state of the tree, written to a folder of its own. */
export interface Snapshot {
  readonly root: string;
  /** Files of the tree that do not stand there, and would all be counted; bytes of those that stand there empty, too. */
  readonly beside: Beside;
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of files that are left out, as they hold what they hold in the tree that is scanned, and what they say is known. */
  readonly same: ReadonlySet<string>;
  readonly remove: () => void;
}

/** The tree that is scanned, as far as it spares reading another. */
export interface Scanned {
  readonly root: string;
  /** Whether the scan looked at a file that held this object, and did not keep it. */
  readonly isSilent: (entry: TreeEntry) => boolean;
  /** Whether what a file says is known, wherever else it stands. */
  readonly isSaid: (path: string) => boolean;
}

/** What is written, and what stays empty. */
export interface SnapshotOptions {
  /** A folder of the repository. */
  readonly folder: string;
  readonly entries: readonly TreeEntry[];
  readonly reader: ReaderOptions;
  /** Every file stands there or is counted beside. */
  readonly isWhole: boolean;
  /** Whether a scan would look at a file wherever it came by: such a file need not stand there. */
  readonly isInSight?: ((path: string) => boolean) | undefined;
  readonly scanned?: Scanned | undefined;
}

/** So many bytes of objects are read in one go, and so much of one file. */
const BATCH = 64 << 20;
/** Files that say of the folder around them that it holds dependencies. */
const MARKERS = new Set(
  'pyvenv.cfg modules.txt autoload.php go.mod go.work composer.json Manifest.lock Podfile Cartfile mix.exs Checkouts hex_core'.split(' '),
);
const FILE = /^100/;
/** Digits of an id; those of SHA-256 are more. */
const SHA1 = 40;
/** What stands for a binary file. */
const BINARY = Buffer.alloc(16);
/** Opens every file at once: nothing runs while they are written. */
const PRIVATE = 0o700;

/** Writes a snapshot into a new folder of its own. The caller removes it. */
export function takeSnapshot({ folder, entries, reader: options, isWhole, isInSight, scanned }: SnapshotOptions): Snapshot {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pedigree-')));
  const diagnostics: Diagnostic[] = [];
  const remove = () => rmSync(root, { recursive: true, force: true });
  try {
    const reader = createReader(options);
    const { needed, same } = apart(entries.filter(isFile), scanned);
    const byId = new Map<string, TreeEntry[]>();
    for (const entry of needed) push(byId, entry);
    const beside = { texts: 0, binaries: 0, bytes: 0 };
    const into: Writing = { root, reader, isWhole, isInSight, beside, diagnostics };
    for (const batch of batchesOf(folder, [...byId.keys()])) {
      const blobs = blobsOf(folder, batch.ids);
      for (const [at, id] of batch.ids.entries()) for (const entry of byId.get(id) ?? []) put(into, entry, blobs[at] ?? null);
      for (const id of batch.tooLarge)
        for (const entry of byId.get(id) ?? []) diagnostics.push(lost(entry, 'limit/size', 'it is too large'));
    }
    return { root, beside, diagnostics, same, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A snapshot while it is written. */
interface Writing extends Pick<SnapshotOptions, 'isWhole' | 'isInSight'> {
  readonly root: string;
  readonly reader: Reader;
  readonly beside: { texts: number; binaries: number; bytes: number };
  readonly diagnostics: Diagnostic[];
}

/** Writes one file, or counts it beside. */
function put(into: Writing, entry: TreeEntry, blob: Buffer | null): void {
  const { root, beside, diagnostics } = into;
  const content = contentFor(into, entry, blob);
  if (content === null) return;
  if (content.length === 0) beside.bytes += blob?.length ?? 0;
  const isLeftOut = (content.length === 0 || content === BINARY) && !isMarker(entry) && into.isInSight?.(utf8(entry)) === true;
  if (!isLeftOut) write(root, entry, content, diagnostics);
  else if (content === BINARY) beside.binaries++;
  else beside.texts++;
}

function isFile({ mode, path }: TreeEntry): boolean {
  return FILE.test(mode) && isSafe(path);
}

/** Files that must be read, and those of which the scan knows enough. */
function apart(entries: readonly TreeEntry[], scanned: Scanned | undefined): { needed: readonly TreeEntry[]; same: Set<string> } {
  const same = new Set<string>();
  if (scanned === undefined) return { needed: entries, same };
  // Where a marker is gone, the scan looks into a folder that the other tree would skip.
  const isAlike = entries.filter(isMarker).every(({ path }) => exists(placeOf(scanned.root, path, path)));
  const isKnown = (entry: TreeEntry): boolean => {
    if (isMarker(entry)) return false;
    if (scanned.isSilent(entry)) return true;
    const isShared = isAlike && scanned.isSaid(utf8(entry)) && idOf(scanned.root, entry) === entry.id;
    if (isShared) same.add(utf8(entry));
    return isShared;
  };
  return { needed: entries.filter((entry) => !isKnown(entry)), same };
}

/** The id of the object that a file below a root would be: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage */
function idOf(root: string, { path, id }: TreeEntry): string | null {
  const read = withFile(placeOf(root, path, path), (file) => ({ bytes: readUpTo(file, file.size) }));
  if (typeof read === 'string') return null;
  const hash = createHash(id.length === SHA1 ? 'sha1' : 'sha256');
  return hash.update(`blob ${read.bytes.length}\0`).update(read.bytes).digest('hex');
}

function push(byId: Map<string, TreeEntry[]>, entry: TreeEntry): void {
  const alike = byId.get(entry.id);
  if (alike === undefined) byId.set(entry.id, [entry]);
  else alike.push(entry);
}

interface Batch {
  ids: string[];
  tooLarge: string[];
}

/** Objects in groups that fit into memory. */
function batchesOf(folder: string, ids: readonly string[]): Batch[] {
  const sizes = ids.length === 0 ? [] : sizesOf(folder, ids);
  const batches: Batch[] = [{ ids: [], tooLarge: [] }];
  let bytes = 0;
  for (const [at, id] of ids.entries()) {
    const size = sizes[at] ?? 0;
    if (bytes + size > BATCH && bytes > 0) {
      batches.push({ ids: [], tooLarge: [] });
      bytes = 0;
    }
    if (size > BATCH) batches.at(-1)?.tooLarge.push(id);
    else batches.at(-1)?.ids.push(id);
    bytes += size > BATCH ? 0 : size;
  }
  return batches;
}

/** What is written for a file; null: nothing. */
function contentFor({ reader, isWhole, diagnostics }: Writing, entry: TreeEntry, blob: Buffer | null): Buffer | null {
  if (blob === null) {
    diagnostics.push(lost(entry, 'limit/missing', 'its content is not in this clone'));
    return null;
  }
  if (isWorth(reader, entry, blob)) return blob;
  if (!isWhole && !isMarker(entry)) return null;
  return sniff(blob, blob.length).kind === 'binary' ? BINARY : Buffer.alloc(0);
}

function isMarker({ path }: TreeEntry): boolean {
  return MARKERS.has(path.slice(path.lastIndexOf('/') + 1));
}

/** Whether the walk may keep a file: it is opened by name, or holds an anchor in any encoding. */
function isWorth(reader: Reader, { path }: TreeEntry, blob: Buffer): boolean {
  if (reader.doorOf(path) !== null) return true;
  // Aligned: the search reads four bytes at a time.
  const bytes = new Uint8Array(blob);
  if (hasAnchor(reader.prefilter, bytes, bytes.length)) return true;
  const encoding = sniff(bytes, bytes.length);
  if (encoding.kind !== 'text') return encoding.kind === 'unsupported';
  if (encoding.encoding === 'utf-8') return false;
  const narrow = Buffer.from(textOf(bytes, encoding.encoding, encoding.skip), 'latin1');
  return hasAnchor(reader.prefilter, new Uint8Array(narrow), narrow.length);
}

function write(root: string, entry: TreeEntry, content: Buffer, diagnostics: Diagnostic[]): void {
  const place = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(entry.path, 'latin1')]);
  try {
    mkdirSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(dirname(entry.path), 'latin1')]), { recursive: true, mode: PRIVATE });
    writeFileSync(place, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    diagnostics.push(lost(entry, 'limit/path', error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written'));
  }
}

/** A path that stays inside: crafted trees may hold others. */
function isSafe(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git' && !/[\0]/.test(part));
}

function lost(entry: TreeEntry, code: string, why: string): Diagnostic {
  return { level: 'warning', code, message: `not read: ${why}`, path: utf8(entry) };
}

/** The path as people see it. */
export function utf8({ path }: TreeEntry): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

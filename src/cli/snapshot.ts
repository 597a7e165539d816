/** A commit or the index as a folder: of all its files, what a scan would read twice; empty files for the rest where they must be counted. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sniff, textOf } from '../discover/decode.ts';
import { hasAnchor } from '../discover/prefilter.ts';
import { createReader, type Reader, type ReaderOptions } from '../discover/read.ts';
import type { Diagnostic } from '../types.ts';
import { blobsOf, sizesOf, type TreeEntry } from './git.ts';

export interface Snapshot {
  readonly root: string;
  /** Bytes of the files that stand there empty. */
  readonly emptied: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly remove: () => void;
}

export interface SnapshotOptions {
  /** A folder of the repository. */
  readonly folder: string;
  readonly entries: readonly TreeEntry[];
  readonly reader: ReaderOptions;
  /** Every file stands there, so that all are counted. */
  readonly isWhole: boolean;
}

/** So many bytes of objects are read in one go, and so much of one file. */
const BATCH = 64 << 20;
/** Files that say of the folder around them that it holds dependencies. */
const MARKERS = new Set(
  'pyvenv.cfg modules.txt autoload.php go.mod go.work composer.json Manifest.lock Podfile Cartfile mix.exs Checkouts hex_core'.split(' '),
);
const FILE = /^100/;
/** What stands for a binary file. */
const BINARY = Buffer.alloc(16);
/** Opens every file at once: nothing runs while they are written. */
const PRIVATE = 0o700;

/** Writes a snapshot into a new folder of its own. The caller removes it. */
export function takeSnapshot({ folder, entries, reader: options, isWhole }: SnapshotOptions): Snapshot {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pedigree-')));
  const diagnostics: Diagnostic[] = [];
  const remove = () => rmSync(root, { recursive: true, force: true });
  try {
    const reader = createReader(options);
    const byId = new Map<string, TreeEntry[]>();
    for (const entry of entries) if (FILE.test(entry.mode) && isSafe(entry.path)) push(byId, entry);
    let emptied = 0;
    for (const batch of batchesOf(folder, [...byId.keys()])) {
      const blobs = blobsOf(folder, batch.ids);
      for (const [at, id] of batch.ids.entries()) {
        for (const entry of byId.get(id) ?? []) {
          const content = contentFor(reader, entry, blobs[at] ?? null, isWhole, diagnostics);
          if (content === null) continue;
          if (content.length === 0) emptied += blobs[at]?.length ?? 0;
          write(root, entry, content, diagnostics);
        }
      }
      for (const id of batch.tooLarge)
        for (const entry of byId.get(id) ?? []) diagnostics.push(lost(entry, 'limit/size', 'it is too large'));
    }
    return { root, emptied, diagnostics, remove };
  } catch (error) {
    remove();
    throw error;
  }
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
function contentFor(reader: Reader, entry: TreeEntry, blob: Buffer | null, isWhole: boolean, diagnostics: Diagnostic[]): Buffer | null {
  if (blob === null) {
    diagnostics.push(lost(entry, 'limit/missing', 'its content is not in this clone'));
    return null;
  }
  if (isWorth(reader, entry, blob)) return blob;
  if (!isWhole && !MARKERS.has(entry.path.slice(entry.path.lastIndexOf('/') + 1))) return null;
  return sniff(blob, blob.length).kind === 'binary' ? BINARY : Buffer.alloc(0);
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

function lost({ path }: TreeEntry, code: string, why: string): Diagnostic {
  return { level: 'warning', code, message: `not read: ${why}`, path: Buffer.from(path, 'latin1').toString('utf8') };
}

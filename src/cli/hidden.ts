/** What a change takes out of a scan's sight: files moved into folders that are not looked into, links, and texts made to look binary. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../discover/decode.ts';
import { leavesRoot, readUpTo, withFile } from '../discover/file.ts';
import { skippedFolder } from '../discover/names.ts';
import { hasAnchor } from '../discover/prefilter.ts';
import { createReader, encodingOf, type ReaderOptions } from '../discover/read.ts';
import type { Diagnostic } from '../types.ts';
import { changesBetween, filesOfCommit, type ChangedEntry } from './git.ts';
import { escapedGlob, foldersOf } from './left-out.ts';

/** Globs that bring hidden files back, and what can only be told. */
export interface Hidden {
  readonly globs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const MOST = 2000;
const LARGEST = 8 << 20;
/** So much of a file that is text but for some bytes is printable; of an image or archive, less than half. */
const TEXTUAL = 0.85;

/** What lies between two commits below `root`; `isLeftOut`: files that nobody wants to see. */
export function hiddenBetween(root: string, from: string, to: string, reader: ReaderOptions, isLeftOut: (path: string) => boolean): Hidden {
  const changes = changesBetween(root, from, to).filter(({ path }) => !isLeftOut(utf8(path)));
  const { hidden, unseen } = outOfSight(root, from, to, changes);
  const present = changes.filter(({ status }) => status !== 'D');
  return {
    globs: hidden.slice(0, MOST).map((path) => escapedGlob(utf8(path))),
    diagnostics: [
      ...(hidden.length > MOST ? [tooMany(hidden.length)] : []),
      ...[...unseen].map(([folder, count]) => unseenNotice(folder, count)),
      ...present.flatMap((change) => linkNotice(root, change)),
      ...binaryNotices(root, present, reader),
    ],
  };
}

/** Files below folders that a scan skips. */
interface OutOfSight {
  /** The base had them in sight, or had no such folder: they are looked at all the same. */
  readonly hidden: readonly string[];
  /** How many files the change adds to folders that the base skips, too. */
  readonly unseen: ReadonlyMap<string, number>;
}

function outOfSight(root: string, from: string, to: string, changes: readonly ChangedEntry[]): OutOfSight {
  const [before, after] = [from, to].map((commit) => skipping(filesOfCommit(root, commit).map(({ path }) => path)));
  const hidden: string[] = [];
  const unseen = new Map<string, number>();
  const origins = new Map(changes.flatMap(({ path, from: origin }) => (origin === null ? [] : [[path, origin] as const])));
  for (const path of after?.files ?? []) {
    const folder = after?.folderOf(path) ?? null;
    if (folder === null || before === undefined) continue;
    const origin = before.has(path) ? path : origins.get(path);
    if (origin === undefined ? !before.has(folder) : before.folderOf(origin) === null) hidden.push(path);
    else if (origin === undefined) unseen.set(folder, (unseen.get(folder) ?? 0) + 1);
  }
  return { hidden, unseen };
}

function tooMany(count: number): Diagnostic {
  return { level: 'warning', code: 'limit/hidden', message: `the change takes ${count} files out of sight; not all were looked at` };
}

function unseenNotice(folder: string, count: number): Diagnostic {
  const files = count === 1 ? '1 file' : `${count} files`;
  return { level: 'note', code: 'change/unseen', message: `the change adds ${files} here, where nothing is looked at`, path: utf8(folder) };
}

/** The files of a tree, and for a file the outermost folder around it that a scan skips. */
export function skipping(files: readonly string[]) {
  const known = new Set<string>(files);
  for (const path of files) for (const folder of foldersOf(path)) known.add(folder);
  const answers = new Map<string, boolean>();
  const isSkipped = (folder: string) => {
    const before = answers.get(folder);
    if (before !== undefined) return before;
    const parts = folder.split('/');
    const above = parts.slice(0, -1).join('/');
    const beside = above === '' ? '' : `${above}/`;
    const answer =
      skippedFolder(parts.at(-1) ?? '', {
        parent: parts.at(-2) ?? '',
        holds: (name) => known.has(`${folder}/${name}`),
        hasBeside: (name) => known.has(`${beside}${name}`),
      }) !== null;
    answers.set(folder, answer);
    return answer;
  };
  return { files, has: (path: string) => known.has(path), folderOf: (path: string) => foldersOf(path).find(isSkipped) ?? null };
}

/** A link that the change puts in place of a file, or that leads out of the tree now: what it leads to is not looked at. */
function linkNotice(root: string, { status, path: bytes, from }: ChangedEntry): Diagnostic[] {
  const path = utf8(bytes);
  if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) return [];
  const isLeaving = leavesRoot(root, path) && (from === null || !leavesRoot(root, path, utf8(from)));
  const deed = status === 'T' ? 'puts a link in place of a file' : isLeaving ? 'adds a link that leads out of the scanned tree' : '';
  return deed === '' ? [] : [{ level: 'warning', code: 'limit/link', message: `not followed: the change ${deed}`, path }];
}

/** Files that are text but for a few bytes, and that a scan takes for binary. */
function binaryNotices(root: string, changes: readonly ChangedEntry[], options: ReaderOptions): Diagnostic[] {
  const reader = createReader(options);
  return changes.flatMap(({ path }): Diagnostic[] => {
    const bytes = withFile(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]), (file) => readUpTo(file, LARGEST));
    if (typeof bytes === 'string' || reader.doorOf(path) !== null) return [];
    if (encodingOf(bytes, bytes.length, path).kind !== 'binary' || !isTextual(bytes)) return [];
    const own = new Uint8Array(bytes);
    if (!hasAnchor(reader.prefilter, own, own.length)) return [];
    return [
      {
        level: 'warning',
        code: 'limit/binary',
        message: 'not read: zero bytes make a text binary, and it may name a model',
        path: utf8(path),
      },
    ];
  });
}

function isTextual(bytes: Uint8Array): boolean {
  const printable = textOf(bytes.subarray(0, 1 << 20), 'utf-8', 0).replaceAll(/[^\t\n\r\p{L}\p{N}\p{P}\p{S}\p{Zs}]|\ufffd/gu, '').length;
  return bytes.length > 0 && printable >= TEXTUAL * Math.min(bytes.length, 1 << 20);
}

function utf8(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

/**
 * From a root to the files that are worth extracting from, and a count of everything else. Every entry below the targets is counted
 * once: scanned + skipped + failed = discovered. A folder that is skipped is one entry; a folder that is walked is none.
 */
import { resolve } from 'node:path';
import type { Search } from '../rules/search.ts';
import type { Coverage, Diagnostic } from '../types.ts';
import type { Counts, ReadAhead } from './ahead.ts';
import { openCache, type Cache, type CacheOptions, type FilePlace } from './cache.ts';
import { createCrew } from './crew.ts';
import type { Doors } from './doors.ts';
import { compileGlobs } from '../formats/globs/index.ts';
import { excludeOf } from './ignoring.ts';
import type { Hands } from './hands.ts';
import type { Kept, KeptFrom } from './kept.ts';
import { count, coverageBeside, coverageOf, failure, tooLarge, unknownEncoding, type Beside, type Tally } from './outcome.ts';
import { createReader, type Examined, type Reader, type ReaderOptions } from './read.ts';
import { fileAt, outcomeAt, type Chunk } from './share.ts';
import { resolveTargets } from './targets.ts';
import { walk, type FoundFile } from './walk.ts';
import { holdYoung } from './young.ts';

export type { ReadAhead } from './ahead.ts';
export type { CacheOptions } from './cache.ts';
export type { Doors } from './doors.ts';
export { KEPT_BATCH, shareOf, takeKept, type KeptShare, type OpenHand } from './share.ts';
export { isKeptByName, readAsUtf8, readKept, type Kept, type KeptFrom } from './kept.ts';
export { coverageWithout, type Beside } from './outcome.ts';
export { lettingGo } from './young.ts';

/** Which files are found, and how they are looked at. */
export interface DiscoverOptions {
  /** Absolute path of a folder. */
  readonly root: string;
  /** Files, folders and globs: relative to the root, or absolute and inside it. */
  readonly targets: readonly string[];
  /** Globs; when there are any, only files that match one are looked at. See compileGlobs. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether ignore rules hide files (never those that git tracks, or that hold environment variables). */
  readonly gitignore: boolean;
  /** Bytes; larger texts are not read. Lockfiles and files opened by name have a limit of their own. */
  readonly maxFileSize: number;
  /** Threads. */
  readonly jobs: number;
  /** What a file must hold to be kept, and what counts in a kept file. */
  readonly search: Search;
  readonly doors: Doors;
  /** Where what is learned is kept for the next scan of the same root; nowhere unless it is given. */
  readonly cache?: CacheOptions | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Files that are counted though they do not stand below the root. */
  readonly beside?: Beside | undefined;
  /** Is told the sizes of files that were looked at and not kept, by path. */
  readonly silent?: Map<string, number> | undefined;
}

/** What was found, and what readKept needs. */
export interface Discovery extends KeptFrom {
  /** Sorted by path. */
  readonly kept: readonly Kept[];
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
  /** With a cache only. */
  readonly memory: Memory | null;
  /** Workers that could go on with kept files; null: there are none. */
  readonly hands: Hands | null;
}

/** What the scan before noted of kept files, and what this one leaves for the next. Kept files go by their number. */
export interface Memory {
  readonly notes: Uint8Array;
  /** The number of the note about a kept file; -1: there is none that still holds. */
  readonly noteOf: (kept: number) => number;
  /** Whether the next scan could know a kept file again: only then there is sense in a note. */
  readonly isLasting: (kept: number) => boolean;
  /** Leaves what is known, with notes about some kept files. To be called once. */
  readonly leave: (about: readonly number[], notes: () => Uint8Array) => void;
}

/** Where one file of so many is kept, what comes of them makes much that lasts; of fewer it cannot be told. */
const FEW = 50;
const TELLING = 64;

/**
 * Walks the targets and examines every file once. `ahead` reads some of what is kept while other threads still examine; nothing that a
 * cache may know.
 * @throws UsageError for a target that does not exist or lies outside the root, and for a glob that is not supported.
 */
export async function discover(options: DiscoverOptions, ahead?: ReadAhead): Promise<Discovery> {
  const { gitignore, jobs, onProgress, search, maxFileSize } = options;
  const root = resolve(options.root);
  const targets = await resolveTargets(root, options.targets);
  const globs = compileGlobs(options.include, options.exclude);
  const readerOptions: ReaderOptions = { search: { doors: search.doors }, doors: options.doors, maxFileSize };
  const reader = createReader(readerOptions);
  const cache = options.cache ? openCache(options.cache, root, { ...readerOptions, search, top: gitignore && excludeOf(root) }) : null;
  const crew = createCrew({ root, readerOptions, jobs, cache, onProgress }, reader);
  const odd = new Map<string, string>();
  const onFile = (file: FoundFile, slot: number) => {
    if (file.raw !== undefined) odd.set(file.raw, file.path);
    crew.add(file, slot);
  };
  const { tally, diagnostics } = walk({ root, targets, globs, gitignore, list: cache?.list, shown: cache?.shown, onFile });
  const from: KeptFrom = { root, reader, search };
  const { chunks, hands } = await crew.finish(ahead && !cache ? readingAhead(from, ahead) : undefined);
  const settled = settleAll(reader, chunks, odd, tally, options.silent);
  if (settled.kept.length > tally.scanned / FEW) holdYoung(false);
  return {
    ...from,
    kept: settled.kept,
    coverage: coverageBeside(coverageOf(tally), options.beside),
    diagnostics: [...diagnostics, ...settled.diagnostics],
    hands,
    memory: cache && memoryOf(cache, chunks, settled.places),
  };
}

function readingAhead(from: KeptFrom, ahead: ReadAhead): (kept: readonly Kept[], counts: Counts) => Promise<void> {
  return async (kept, counts) => {
    if (counts.kept >= TELLING && counts.kept > counts.examined / FEW) holdYoung(false);
    await ahead(from, kept);
  };
}

function memoryOf(cache: Cache, chunks: readonly Chunk[], places: readonly FilePlace[]): Memory {
  const placeOf = (kept: number): FilePlace => places[kept] ?? [-1, -1];
  return {
    notes: cache.notes,
    noteOf: (kept) => cache.noteOf(chunks, placeOf(kept)),
    isLasting: (kept) => cache.isLasting(chunks, placeOf(kept)),
    leave: (about, bytes) => cache.leave(chunks, { about: about.map(placeOf), bytes }),
  };
}

/** What came of all files. */
interface Settled {
  readonly kept: Kept[];
  /** Where they stand among the chunks. */
  readonly places: FilePlace[];
  readonly diagnostics: Diagnostic[];
}

/** Outcomes -> what is kept, counted and told, in the order of the files. `odd`: paths as people see them, by the bytes that are not UTF-8. */
function settleAll(
  reader: Reader,
  chunks: readonly Chunk[],
  odd: ReadonlyMap<string, string>,
  tally: Tally,
  silent: DiscoverOptions['silent'],
): Settled {
  const settled: Settled = { kept: [], places: [], diagnostics: [] };
  for (const [number, chunk] of chunks.entries()) {
    for (let at = 0; at < chunk.count; at++) {
      const outcome = outcomeAt(chunk, at);
      const size = chunk.sizes[at] ?? 0;
      if (outcome === 'scanned' || outcome === 'binary') silent?.set(fileAt(chunk, at).path, size);
      if (outcome === 'kept' || outcome === 'scanned') {
        tally.scanned++;
        tally.bytes += size;
        if (outcome === 'scanned') continue;
      }
      const file = fileAt(chunk, at);
      const path = odd.get(file.raw ?? '') ?? file.path;
      if (outcome === 'kept') {
        settled.kept.push({ ...file, path, size });
        settled.places.push([number, at]);
      } else settle(settled.diagnostics, reader, tally, { outcome, path, size });
    }
  }
  return settled;
}

/** Counts a file that is not kept, and tells what its user should know. */
function settle(
  diagnostics: Diagnostic[],
  reader: Reader,
  tally: Tally,
  { outcome, path, size }: Examined & { readonly path: string },
): void {
  if (outcome === 'denied' || outcome === 'vanished' || outcome === 'io') {
    count(tally.failed, outcome);
    diagnostics.push(failure(path, outcome));
  } else if (outcome !== 'pending' && outcome !== 'kept' && outcome !== 'scanned') {
    count(tally.skipped, outcome);
    if (outcome === 'too-large') diagnostics.push(tooLarge(path, size, reader.limitOf(path)));
    if (outcome === 'encoding') diagnostics.push(unknownEncoding(path));
  }
}

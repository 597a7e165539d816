/** Stage 1 over all files: on this thread, and on workers where there is enough to do. Workers begin while this thread still walks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { progressIn, type Counts, type Progress } from './ahead.ts';
import type { Cache } from './cache.ts';
import { handsOf, type Hands, type Mate } from './hands.ts';
import type { Kept } from './kept.ts';
import type { Reader, ReaderOptions } from './read.ts';
import { BEGUN, createPacker, examineNext, examineOne, IS_ALL, NEWS, outcomeAt, type Chunk, type WorkerTask } from './share.ts';
import type { FoundFile } from './walk.ts';
import { holdYoung } from './young.ts';

/** A worker costs about 50 ms of one core: it is worth that for so many files, or once so many bytes were read and files are left. */
const MANY_FILES = 1500;
const MANY_BYTES = 32 << 20;
/** Megabytes for what a worker throws away at once: it keeps next to nothing, and would take three times more. */
const YOUNG = 16;
/** A walk of so many files is a long one. */
const LONG = 2048;
/** Files of a chunk. */
const CHUNK = 512;

/** What every thread that reads is told. */
export interface CrewOptions {
  readonly root: string;
  readonly readerOptions: ReaderOptions;
  /** Threads, this one included. */
  readonly jobs: number;
  readonly cache: Cache | null;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Reads kept files before all are found; is told how many there are so far. */
type Ahead = (kept: readonly Kept[], counts: Counts) => Promise<void>;

/** Those who examine files. */
export interface Crew {
  /** Takes the next file of the walk; `slot` is where the cache has it. */
  readonly add: (file: FoundFile, slot: number) => void;
  /** Examines what is left, and hands on what was kept as long as others examine. The outcomes are the same for any number of threads. */
  readonly finish: (ahead?: Ahead) => Promise<Examined>;
}

/** All files, and the workers that wait for more; null: there are none. */
interface Examined {
  readonly chunks: readonly Chunk[];
  readonly hands: Hands | null;
}

/** A crew that waits for files. */
export function createCrew(options: CrewOptions, reader: Reader): Crew {
  const chunks: Chunk[] = [];
  const mates: Mate[] = [];
  const packer = createPacker(CHUNK);
  let slots: number[] = [];
  const call = (wanted: number) => {
    const fresh = startWorkers(options, Math.min(wanted, options.jobs - 1) - mates.length);
    for (const chunk of chunks) tell(fresh, chunk);
    mates.push(...fresh);
  };
  const pack = () => {
    if (slots.length === 0) return;
    const chunk = packer.pack(options.cache !== null);
    if (chunks.length * CHUNK === LONG) holdYoung(true);
    options.cache?.recall(chunk, slots);
    chunks.push(chunk);
    tell(mates, chunk);
    slots = [];
    call(Math.floor((chunks.length * CHUNK) / MANY_FILES));
  };
  return {
    add(file, slot) {
      slots.push(slot);
      if (packer.add(file) === CHUNK) pack();
    },
    async finish(ahead) {
      pack();
      const progress = progressIn(chunks);
      const readAhead = ahead === undefined ? async () => {} : () => readSome(options, chunks, mates, progress, ahead);
      await examineRest(options, reader, chunks, { call: () => call(1), readAhead });
      const waiting = await sentOn(mates);
      examineLost(options, reader, chunks);
      return { chunks, hands: handsOf(waiting) };
    },
  };
}

/** What this thread does between the files that it examines: calls for help when it has read much and files are left, and reads ahead. */
interface Between {
  readonly call: () => void;
  readonly readAhead: () => Promise<void>;
}

/** This thread's share of the work. */
async function examineRest({ root, onProgress }: CrewOptions, reader: Reader, chunks: readonly Chunk[], between: Between): Promise<void> {
  const total = sizeOf(chunks);
  let read = 0;
  let before = 0;
  for (const chunk of chunks) {
    for (let bytes = examineNext(chunk, root, reader); bytes !== null; bytes = examineNext(chunk, root, reader)) {
      read += bytes;
      const done = before + Math.min(Atomics.load(chunk.taken, 0), chunk.count);
      if (read >= MANY_BYTES && done < total) between.call();
      onProgress?.(done, total);
      await between.readAhead();
    }
    before += chunk.count;
  }
}

/** Tells all that there are no more files, and gives those who wait for something else. */
async function sentOn(mates: readonly Mate[]): Promise<Mate[]> {
  for (const { state } of mates) Atomics.store(state, IS_ALL, 1);
  tell(mates);
  const waiting: Mate[] = [];
  for (const mate of mates) if (await isWaiting(mate)) waiting.push(mate);
  return waiting;
}

/** Examines what a thread took that ended before it was done. */
function examineLost({ root }: CrewOptions, reader: Reader, chunks: readonly Chunk[]): void {
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.count; at++) if (outcomeAt(chunk, at) === 'pending') examineOne(chunk, at, root, reader);
  }
}

/** Reads what was kept so far, as long as others are busy. */
async function readSome(
  { onProgress }: CrewOptions,
  chunks: readonly Chunk[],
  mates: readonly Mate[],
  progress: Progress,
  ahead: Ahead,
): Promise<void> {
  while (mates.some(hasBegun) && isLeft(chunks)) {
    const kept = progress.next();
    if (kept.length === 0) return;
    await ahead(kept, progress.counts());
    onProgress?.(takenOf(chunks), sizeOf(chunks));
  }
}

function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { count }) => sum + count, 0);
}

function takenOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { taken, count }) => sum + Math.min(Atomics.load(taken, 0), count), 0);
}

/** Whether there are files that nobody took. */
function isLeft(chunks: readonly Chunk[]): boolean {
  const last = chunks.at(-1);
  return last !== undefined && Atomics.load(last.taken, 0) < last.count;
}

function hasBegun({ state }: Mate): boolean {
  return Atomics.load(state, BEGUN) === 1;
}

function tell(mates: readonly Mate[], chunk?: Chunk): void {
  for (const { worker, state } of mates) {
    if (chunk !== undefined) worker.postMessage(chunk);
    Atomics.add(state, NEWS, 1);
    Atomics.notify(state, NEWS);
  }
}

/** Waits for a worker that has begun to be done, and tells whether it waits for more; one that has not begun is told not to. */
async function isWaiting({ worker, state, waits }: Mate): Promise<boolean> {
  if (Atomics.compareExchange(state, BEGUN, 0, 2) !== 1) return false;
  worker.ref();
  const isAlive = await waits;
  worker.unref();
  return isAlive;
}

function startWorkers({ root, readerOptions }: CrewOptions, count: number): Mate[] {
  const script = join(import.meta.dirname, 'worker.js');
  if (count < 1 || !existsSync(script)) return [];
  const threads = process.getBuiltinModule('node:worker_threads');
  return Array.from({ length: count }, () => {
    const state = new Int32Array(new SharedArrayBuffer(16));
    const task: WorkerTask = { root, reader: readerOptions, state };
    const worker = new threads.Worker(script, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
    const waits = new Promise<boolean>((resolve) => {
      worker.once('message', () => resolve(true));
      for (const event of ['error', 'exit']) worker.on(event, () => resolve(false));
    });
    worker.unref();
    return { worker, state, waits };
  });
}

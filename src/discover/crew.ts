/** Stage 1 over all files: on this thread, and on workers where there is enough to do. Workers begin while this thread still walks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cache } from './cache.ts';
import { handsOf, type Hands, type Mate } from './hands.ts';
import type { Reader, ReaderOptions } from './read.ts';
import { BEGUN, createPacker, examineOne, examineShared, IS_ALL, NEWS, outcomeAt, type Chunk, type WorkerTask } from './share.ts';
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

export interface CrewOptions {
  readonly root: string;
  readonly readerOptions: ReaderOptions;
  /** Threads, this one included. */
  readonly jobs: number;
  readonly cache: Cache | null;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Those who examine files. */
export interface Crew {
  /** Takes the next file of the walk; `slot` is where the cache has it. */
  readonly add: (file: FoundFile, slot: number) => void;
  /** Examines what is left. The outcomes are the same for any number of threads. */
  readonly finish: () => Promise<Examined>;
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
    async finish() {
      pack();
      examineRest(options, reader, chunks, () => call(1));
      for (const { state } of mates) Atomics.store(state, IS_ALL, 1);
      tell(mates);
      const waiting: Mate[] = [];
      for (const mate of mates) if (await isWaiting(mate)) waiting.push(mate);
      for (const chunk of chunks) {
        for (let at = 0; at < chunk.count; at++) if (outcomeAt(chunk, at) === 'pending') examineOne(chunk, at, options.root, reader);
      }
      return { chunks, hands: handsOf(waiting) };
    },
  };
}

/** This thread's share of the work. Calls for help when it has read much and files are left. */
function examineRest({ root, onProgress }: CrewOptions, reader: Reader, chunks: readonly Chunk[], call: () => void): void {
  const total = chunks.reduce((sum, { count }) => sum + count, 0);
  let read = 0;
  let before = 0;
  for (const chunk of chunks) {
    examineShared(chunk, root, reader, (bytes) => {
      read += bytes;
      const done = before + Math.min(Atomics.load(chunk.taken, 0), chunk.count);
      if (read >= MANY_BYTES && done < total) call();
      onProgress?.(done, total);
    });
    before += chunk.count;
  }
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

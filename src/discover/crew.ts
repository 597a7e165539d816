/** Stage 1 over all files: on this thread, and on workers where there is enough to do. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Reader, ReaderOptions } from './read.ts';
import { createShare, examineOne, examineShared, outcomeAt, packPaths, type Share, type WorkerTask } from './share.ts';
import type { FoundFile } from './walk.ts';

/** A worker costs about 50 ms of one core: it is worth that for so many files, or once so many bytes were read and files are left. */
const MANY_FILES = 1500;
const MANY_BYTES = 32 << 20;

export interface CrewOptions {
  readonly root: string;
  readonly readerOptions: ReaderOptions;
  /** Threads, this one included. */
  readonly jobs: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A worker that was started. */
interface Mate {
  readonly worker: Worker;
  readonly state: Int32Array;
  readonly ended: Promise<void>;
}

/** Examines all files. The outcomes are the same for any number of threads. */
export async function examineAll(options: CrewOptions, reader: Reader, files: readonly FoundFile[]): Promise<Share> {
  const share = createShare(files.length);
  let mates: readonly Mate[] = [];
  const call = () => {
    if (mates.length === 0) mates = startWorkers(options, share, files);
  };
  if (files.length >= MANY_FILES) call();
  examineShared(
    share,
    options.root,
    reader,
    (index) => files[index],
    (bytes) => {
      const done = Math.min(Atomics.load(share.taken, 0), files.length);
      if (bytes >= MANY_BYTES && done < files.length) call();
      options.onProgress?.(done, files.length);
    },
  );
  await Promise.all(mates.map(dismiss));
  for (const [index, file] of files.entries()) {
    if (outcomeAt(share, index) === 'pending') examineOne(share, index, options.root, reader, file);
  }
  return share;
}

/** Waits for a worker that has begun; one that has not is told not to. */
async function dismiss({ worker, state, ended }: Mate): Promise<void> {
  if (Atomics.compareExchange(state, 0, 0, 2) === 1) await ended;
  worker.unref();
}

function startWorkers({ root, readerOptions, jobs }: CrewOptions, share: Share, files: readonly FoundFile[]): Mate[] {
  const script = new URL('./worker.js', import.meta.url);
  if (jobs < 2 || !existsSync(script)) return [];
  const paths = packPaths(files);
  return Array.from({ length: Math.min(jobs - 1, Math.ceil(files.length / MANY_FILES)) }, () => {
    const state = new Int32Array(new SharedArrayBuffer(4));
    const task: WorkerTask = { root, reader: readerOptions, share, paths, state };
    const worker = new Worker(script, { workerData: task });
    const ended = new Promise<void>((resolve) => {
      for (const event of ['message', 'error', 'exit']) worker.once(event, () => resolve());
    });
    return { worker, state, ended };
  });
}

/** The worker thread: examines files that it takes from shared memory until none is left. */
import { parentPort, workerData } from 'node:worker_threads';
import { createReader } from './read.ts';
import { examineShared, unpackPaths, type WorkerTask } from './share.ts';

run(workerData);

function run({ root, reader, share, paths, state }: WorkerTask): void {
  if (Atomics.compareExchange(state, 0, 0, 1) !== 0) return;
  examineShared(share, root, createReader(reader), unpackPaths(paths), () => undefined);
  parentPort?.postMessage('done');
}

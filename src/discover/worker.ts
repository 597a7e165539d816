/** The worker thread: examines files of the chunks that it is sent until there are no more. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { createReader } from './read.ts';
import { BEGUN, examineShared, IS_ALL, NEWS, type WorkerTask } from './share.ts';

if (parentPort !== null) run(workerData, parentPort);

function run({ root, reader: options, state }: WorkerTask, port: MessagePort): void {
  if (Atomics.compareExchange(state, BEGUN, 0, 1) !== 0) return;
  const reader = createReader(options);
  for (;;) {
    const news = Atomics.load(state, NEWS);
    const isAll = Atomics.load(state, IS_ALL) === 1;
    for (let chunk = receiveMessageOnPort(port); chunk !== undefined; chunk = receiveMessageOnPort(port)) {
      examineShared(chunk.message, root, reader, () => undefined);
    }
    if (isAll) break;
    Atomics.wait(state, NEWS, news);
  }
  port.postMessage('done');
}

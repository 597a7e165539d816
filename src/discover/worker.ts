/** The worker thread: examines files of the chunks that it is sent until there are no more, and then reads kept files, if it is asked to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { loaderIn } from '../rules/compiled.ts';
import { SHIPPED } from '../rules/shipped.ts';
import { createReader, type Reader } from './read.ts';
import {
  BEGUN,
  examineNext,
  GOES_ON,
  IS_ALL,
  KEPT_BATCH,
  NEWS,
  takeKept,
  type KeptShare,
  type Made,
  type OpenHand,
  type WorkerTask,
} from './share.ts';

/** What the stages give a worker: gather/hand.ts. */
interface Stages {
  readonly openHand: OpenHand;
}

if (parentPort !== null) run(workerData, parentPort);

function run({ root, reader: options, state }: WorkerTask, port: MessagePort): void {
  if (Atomics.compareExchange(state, BEGUN, 0, 1) !== 0) return;
  const reader = createReader(options);
  for (;;) {
    const news = Atomics.load(state, NEWS);
    const isAll = Atomics.load(state, IS_ALL) === 1;
    for (let chunk = receiveMessageOnPort(port); chunk !== undefined; chunk = receiveMessageOnPort(port)) {
      while (examineNext(chunk.message, root, reader) !== null);
    }
    if (isAll) break;
    Atomics.wait(state, NEWS, news);
  }
  port.postMessage('done');
  Atomics.wait(state, GOES_ON, 0);
  const next = receiveMessageOnPort(port);
  if (next === undefined) return;
  readKept(next.message, root, reader, port);
  port.postMessage('done');
}

/** Sends what kept files say, as long as there are some to take. */
function readKept(share: KeptShare, root: string, reader: Reader, port: MessagePort): void {
  const folder = import.meta.dirname;
  const stages = loaderIn(folder).load('stages');
  if (!hasHand(stages)) return;
  const hand = stages.openHand(share, root, reader, (name) => readFileSync(join(folder, SHIPPED, name)));
  if (hand === null) return;
  for (let first = takeKept(share); first < share.kept.length; first = takeKept(share)) {
    const bytes = hand(first, first + KEPT_BATCH);
    if (bytes === null) continue;
    const made: Made = { first, bytes };
    port.postMessage(made, [bytes.buffer]);
  }
}

function hasHand(stages: unknown): stages is Stages {
  return typeof stages === 'object' && stages !== null && 'openHand' in stages && typeof stages.openHand === 'function';
}

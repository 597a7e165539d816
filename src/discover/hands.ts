/** Workers that have examined files, and wait for what comes next. */
import type { Worker } from 'node:worker_threads';
import { GOES_ON, type KeptShare, type Made } from './share.ts';

/** A worker that was started. */
export interface Mate {
  readonly worker: Worker;
  readonly state: Int32Array;
  /** Whether it waits for more, once it has done its first part. */
  readonly waits: Promise<boolean>;
}

/** Workers that wait. They go on once, or home. */
export interface Hands {
  /** Has them read kept files of a share; `place` is given what they make. Ends when none of them works any more. */
  readonly work: (share: KeptShare, place: (made: Made) => void) => Promise<void>;
  readonly dismiss: () => void;
}

/** The hands that these are; null: none. */
export function handsOf(mates: readonly Mate[]): Hands | null {
  if (mates.length === 0) return null;
  return {
    async work(share, place) {
      await Promise.all(mates.map((mate) => workOf(mate, share, place)));
    },
    dismiss: () => mates.forEach(goOn),
  };
}

async function workOf(mate: Mate, share: KeptShare, place: (made: Made) => void): Promise<void> {
  const { worker } = mate;
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (message: Made | 'done') => (message === 'done' ? resolve() : place(message)));
    for (const event of ['error', 'exit']) worker.once(event, () => resolve());
  });
  worker.ref();
  worker.postMessage(share);
  goOn(mate);
  await ended;
  worker.unref();
}

function goOn({ state }: Mate): void {
  Atomics.store(state, GOES_ON, 1);
  Atomics.notify(state, GOES_ON);
}

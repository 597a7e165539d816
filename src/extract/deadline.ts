/**
 * Work on files of an untrusted tree, under a deadline. V8 ends it on this thread, whatever loop or pattern it is in:
 * https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options (`timeout`).
 */
import { createContext, Script } from 'node:vm';

/** A file may take so long, and so much more for each of its bytes; of no file more bytes are read. */
const FILE_MS = 10_000;
const BYTE_MS = 2000 / 2 ** 20;
const MOST_BYTES = 64 << 20;
/** Files are worked on in groups, as a deadline costs more than a small file does. */
const GROUP = 64;
const GROUP_BYTES = 1 << 20;

const CALL = new Script('task()');
const room = { task: (): void => undefined };

/** Whether a task ended within so many milliseconds. Its errors pass through. */
export function endsWithin(milliseconds: number, task: () => void): boolean {
  room.task = task;
  try {
    CALL.runInContext(createContext(room), { timeout: milliseconds });
    return true;
  } catch (error) {
    // The error may be of the context's own realm.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}

/** The deadline of work on so many bytes, in milliseconds. */
export function deadlineOf(bytes: number): number {
  return Math.ceil(FILE_MS + Math.min(bytes, MOST_BYTES) * BYTE_MS);
}

/** Work on files, and what is made of one that is late. */
export interface Work<T, R> {
  readonly on: (item: T) => R;
  readonly late: (item: T) => R;
  readonly bytes: (item: T) => number;
  readonly deadline?: (bytes: number) => number;
}

/** What is made of every item, in order. A group that is late is finished item by item, so that only the one that takes long is lost. */
export function inTurn<T, R>(items: readonly T[], { on, late, bytes, deadline = deadlineOf }: Work<T, R>): R[] {
  const done: R[] = [];
  while (done.length < items.length) {
    const { until, total } = groupFrom(items, done.length, bytes);
    const inTime = endsWithin(deadline(total), () => {
      for (const item of items.slice(done.length, until)) done.push(on(item));
    });
    if (inTime) continue;
    for (const item of items.slice(done.length, until)) {
      const at = done.length;
      if (!endsWithin(deadline(bytes(item)), () => done.push(on(item)))) done.splice(at, 1, late(item));
    }
  }
  return done;
}

function groupFrom<T>(items: readonly T[], start: number, bytes: (item: T) => number): { until: number; total: number } {
  let total = 0;
  let until = start;
  for (const item of items.slice(start, start + GROUP)) {
    if (until > start && total + bytes(item) > GROUP_BYTES) break;
    total += bytes(item);
    until++;
  }
  return { until, total };
}

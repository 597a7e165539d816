/** Stage 2 on several threads: each takes the next kept files from a common counter. */
import { KEPT_BATCH, shareOf, takeKept, type Discovery, type Kept } from '../discover/index.ts';
import { saidByAll, saidOrNot, type Promises, type Said } from './one.ts';
import { unpack } from './pack.ts';

/**
 * With fewer files that say something, what another thread must load and compile anew costs as much as it saves. From here on the wait is
 * shorter, at some cost of processor time.
 */
export const MANY = 400;

/** What kept files say, in order; the same for any number of threads. `digest` is that of the rules. */
export async function saidTogether(found: Discovery, kept: readonly Kept[], promises: Promises, digest: string): Promise<Said[]> {
  const { hands } = found;
  const said: (Said | undefined)[] = kept.map(() => undefined);
  const place = (first: number, some: readonly (Said | undefined)[]) => some.forEach((one, index) => (said[first + index] = one));
  const share = shareOf(kept, found.search.words, digest);
  let helped: Promise<void> | undefined;
  let telling = 0;
  for (let first = takeKept(share); first < kept.length; first = takeKept(share)) {
    const own = saidOrNot(found, kept.slice(first, first + KEPT_BATCH), promises);
    place(first, own);
    telling += own.filter(({ evidence }) => evidence.length > 0).length;
    const seen = first + KEPT_BATCH;
    if (hands !== null && helped === undefined && (telling / seen) * (kept.length - seen) >= MANY) {
      helped = hands.work(share, (made) => place(made.first, unpacked(made.bytes, kept, made.first)));
    }
  }
  if (helped === undefined) hands?.dismiss();
  await helped;
  return withRest(found, kept, said, promises);
}

function unpacked(bytes: Uint8Array, kept: readonly Kept[], first: number): (Said | undefined)[] {
  const packed = unpack(bytes);
  return Array.from({ length: packed?.count ?? 0 }, (_, number) => packed?.said(number, kept[first + number]?.path ?? ''));
}

/** What a thread that ended has left is done here. */
function withRest(found: Discovery, kept: readonly Kept[], said: readonly (Said | undefined)[], promises: Promises): Said[] {
  const left = kept.filter((_, index) => said[index] === undefined);
  const rest = saidByAll(found, left, promises).values();
  return said.flatMap((one) => one ?? rest.next().value ?? []);
}

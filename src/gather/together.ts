/** Stage 2 on several threads: each takes the next kept files from a common counter. */
import { KEPT_BATCH, shareOf, takeKept, type Discovery, type Kept } from '../discover/index.ts';
import { saidByAll, type Promises, type Said } from './one.ts';
import { unpack } from './pack.ts';

/** With fewer files, what another thread must load and compile anew costs as much as it saves. From here on the wait is shorter, at some cost of processor time. */
export const MANY = 300;

/** What kept files say, in order; the same for any number of threads. `digest` is that of the rules. */
export async function saidTogether(found: Discovery, kept: readonly Kept[], promises: Promises, digest: string): Promise<Said[]> {
  const { hands } = found;
  if (hands === null || kept.length < MANY) {
    hands?.dismiss();
    return saidByAll(found, kept, promises);
  }
  const said: (Said | undefined)[] = kept.map(() => undefined);
  const share = shareOf(kept, found.search.words, digest);
  const ended = hands.work(share, ({ first, bytes }) => {
    const packed = unpack(bytes);
    for (let number = 0; number < (packed?.count ?? 0); number++)
      said[first + number] = packed?.said(number, kept[first + number]?.path ?? '');
  });
  for (let first = takeKept(share); first < kept.length; first = takeKept(share)) {
    for (const [number, one] of saidOrNot(found, kept.slice(first, first + KEPT_BATCH), promises).entries()) said[first + number] = one;
  }
  await ended;
  return withRest(found, kept, said, promises);
}

/** A mistake of the user is told in the end, when the first of them is known. */
function saidOrNot(found: Discovery, kept: readonly Kept[], promises: Promises): Said[] {
  try {
    return saidByAll(found, kept, promises);
  } catch {
    return [];
  }
}

/** What a thread that ended has left is done here. */
function withRest(found: Discovery, kept: readonly Kept[], said: readonly (Said | undefined)[], promises: Promises): Said[] {
  const left = kept.filter((_, index) => said[index] === undefined);
  const rest = saidByAll(found, left, promises).values();
  return said.flatMap((one) => one ?? rest.next().value ?? []);
}

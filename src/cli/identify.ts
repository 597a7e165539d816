/** `pedigree identify`: ids as arguments or one a line on stdin -> one JSON object a line, in the same order. */
import { createInterface } from 'node:readline';
import { identify } from '../match/identify.ts';
import { idsOf } from '../match/ids.ts';
import type { Identity } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { print } from './output.ts';

const BATCH = 2000;

/** Prints an identity for each id and gives the exit code. */
export async function identifyCommand(args: readonly string[]): Promise<number> {
  const flag = args.find((arg) => arg.startsWith('--') && arg !== '--');
  if (flag !== undefined) throw new UsageError(`identify takes model ids, not ${flag}; put ids that start with a dash on stdin`);
  const ids = idsOf(await catalogueWith());
  const answer = (id: string) => `${JSON.stringify(publicIdentity(identify(id, ids)))}\n`;
  const named = args.filter((arg) => arg !== '--');
  if (named.length > 0) return print(named.map(answer).join(''));
  let batch: string[] = [];
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    batch.push(answer(line));
    if (batch.length >= BATCH) {
      await print(batch.join(''));
      batch = [];
    }
  }
  return print(batch.join(''));
}

function publicIdentity({ id, family, developer, origin, lineage, confidence, reason, parts }: Identity): Omit<Identity, 'name'> {
  return { id, family, developer, origin, lineage, confidence, reason, parts };
}

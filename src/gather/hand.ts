/** A worker thread's part of stage 2: what some of the kept files say, packed. */
import type { OpenHand } from '../discover/index.ts';
import { promiseOf } from '../match/index.ts';
import { compileCatalogue } from '../rules/catalogue.ts';
import { shippedFrom } from '../rules/shipped.ts';
import { saidByAll } from './one.ts';
import { pack } from './pack.ts';

/** Reads some of the kept files to the end and packs what they say; null where this thread would read them with other rules. */
export const openHand: OpenHand = ({ kept, words, digest }, root, reader, read) => {
  const source = shippedFrom(read);
  if (source.digest !== digest) return null;
  const catalogue = compileCatalogue(source);
  const from = { root, reader, search: { words } };
  return (first, until) => pack(saidByAll(from, kept.slice(first, until), (file) => promiseOf(file, catalogue)));
};

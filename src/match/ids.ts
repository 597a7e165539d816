/** The id tables of a catalogue, built when first needed. */
import type { Catalogue } from '../rules/catalogue.ts';
import { compileIds, type IdCatalogue } from './identify-catalogue.ts';

const built = new WeakMap<Catalogue, IdCatalogue>();

/** Those of a catalogue, made once. */
export function idsOf(catalogue: Catalogue): IdCatalogue {
  let ids = built.get(catalogue);
  if (ids === undefined) built.set(catalogue, (ids = compileIds(catalogue.rules, catalogue.tables?.ids)));
  return ids;
}

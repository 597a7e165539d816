/** What a value may be evidence of, in whatever form it is read and wherever it stands. */
import type { Catalogue } from '../rules/catalogue.ts';
import { everyCandidate } from './candidate.ts';
import { familyWordsIn } from './family-word.ts';
import { findIds } from './identify-find.ts';
import { idsOf } from './ids.ts';
import { memo } from './memo.ts';
import { callsIn } from './omitted.ts';

type Named = 'something' | ReadonlySet<string | null>;

/** `something` where the value may count by itself; else the families beside whose sure sign it may. */
export const mayNameIn = memo((value: string, catalogue: Catalogue): Named => {
  const families = new Set<string | null>();
  for (const { strength, family } of everyCandidate(value, catalogue)) {
    if (strength === 'sure' || strength === 'context') return 'something';
    families.add(family);
  }
  if (callsIn(value).some((call) => catalogue.omitted.has(call))) return 'something';
  if (packageNames(catalogue).has(value.toLowerCase().replaceAll(/[_.]/g, '-'))) return 'something';
  for (const { family } of findIds(value, idsOf(catalogue))) families.add(family);
  for (const { word } of familyWordsIn(value, catalogue)) families.add(word.family);
  for (const family of catalogue.generic.get(value.toLowerCase()) ?? []) families.add(family);
  families.delete(null);
  return families;
});

const names = new WeakMap<Catalogue, ReadonlySet<string>>();

/** Names of packages of every ecosystem. */
function packageNames(catalogue: Catalogue): ReadonlySet<string> {
  let known = names.get(catalogue);
  if (known === undefined) {
    known = new Set([...catalogue.packages.keys()].map((key) => key.slice(key.indexOf(':') + 1)));
    names.set(catalogue, known);
  }
  return known;
}

/** Whether a family's examples hold: each is read against the rules of all families. */
import type { FamilyRule } from '../rules/schema.ts';
import type { IdCatalogue } from './identify-catalogue.ts';
import { identify } from './identify.ts';

/** What is wrong with the examples, one line each. A family built on any other (`base: any`) is told by its developer. */
export function wrongExamples({ id, developer, models, examples }: FamilyRule, ids: IdCatalogue): string[] {
  const isOnAny = models.some(({ base }) => base === 'any');
  const missed = examples.match.flatMap((text) => {
    const found = identify(text, ids);
    const isRight = found.family === id || (isOnAny && found.developer === developer);
    return isRight ? [] : [`examples.match: ${text} is of ${found.family === null ? 'no family' : `the family ${found.family}`}`];
  });
  const taken = examples.noMatch.filter((text) => identify(text, ids).family === id);
  return [...missed, ...taken.map((text) => `examples.noMatch: ${text} is of this family`)];
}

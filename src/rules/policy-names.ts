/** Whether a policy speaks of what there is: a rule about a family that no rule file knows would never hold, and nobody would see it. */
import type { z } from 'zod';
import type { Catalogue } from './catalogue.ts';
import { MESSAGE_WORDS } from './message-words.ts';
import { policySchema, type Condition, type PolicyFile } from './policy-schema.ts';

const COUNTRY = /^[A-Z]{2}$/;
const WORD = /\{(\w+)\}/g;

type Named = (value: string) => boolean;

/** The schema of a policy whose names the rules must know. */
export function policySchemaFor(catalogue: Catalogue): z.ZodType<PolicyFile> {
  const known = namesOf(catalogue);
  return policySchema.superRefine(({ rules, allow }, context) => {
    const conditions = [
      ...rules.map(({ when }, at) => ({ when, path: ['rules', at, 'when'] })),
      ...allow.map(({ when }, at) => ({ when, path: ['allow', at, 'when'] })),
    ];
    for (const { when, path } of conditions) {
      for (const [key, value] of unknownIn(when, known)) {
        context.addIssue({ code: 'custom', path: [...path, key], message: `no ${key} is called ${JSON.stringify(value)}` });
      }
    }
    rules.forEach(({ message }, at) => {
      for (const [, word = ''] of message.matchAll(WORD)) {
        if (MESSAGE_WORDS.some((one) => one === word)) continue;
        context.addIssue({ code: 'custom', path: ['rules', at, 'message'], message: `no word is called {${word}}` });
      }
    });
  });
}

function namesOf({ families, developers, hosts }: Catalogue): ReadonlyMap<keyof Condition, Named> {
  const lists = new Set([...developers.values()].flatMap(({ facts }) => facts.flatMap(({ list }) => list ?? [])));
  const isCountry = (value: string) => COUNTRY.test(value) || value === 'unknown';
  return new Map<keyof Condition, Named>([
    ['family', (value) => families.has(value)],
    ['developer', (value) => developers.has(value) || hosts.has(value) || value === 'unknown'],
    ['host', (value) => isCountry(value) || hosts.has(value)],
    ['listing', (value) => lists.has(value)],
    ...(['origin', 'weights', 'developerCountry', 'region', 'country'] as const).map((key) => [key, isCountry] as const),
  ]);
}

function unknownIn(when: Condition, known: ReadonlyMap<keyof Condition, Named>): [string, string][] {
  return [...known].flatMap(([key, isKnown]) =>
    (when[key] ?? []).filter((value) => !isKnown(value)).map((value): [string, string] => [key, value]),
  );
}

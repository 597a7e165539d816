/** Calls that name no model: what their library takes then is what runs. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { OmittedRule } from '../rules/clients-schema.ts';
import type { Evidence } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { readId } from './read-id.ts';

/** `a.b.c` -> `c`, `b.c`: how a rule may write what is called. */
export function callsIn(value: string): string[] {
  const [, owner, name] = /(?:^|[.:])(?:(\w+)(?:\.|::))?(\w+)$/.exec(value) ?? [];
  if (name === undefined) return [];
  return owner === undefined ? [name] : [name, `${owner}.${name}`];
}

/**
 * What `one` is evidence of when it calls something of a library without a model, which the library then chooses; null: it does not.
 * `file`: all evidence of its file, whose imports tell the library.
 */
export function omittedOf(one: Evidence, file: readonly Evidence[], catalogue: Catalogue): Candidate | null {
  if (one.given === undefined) return null;
  for (const call of callsIn(one.value)) {
    const rule = catalogue.omitted.get(call)?.find((known) => isOmitted(known, one.given ?? []) && isOf(known, call, one.value, file));
    if (rule !== undefined) return candidateOf(one, call, rule, catalogue);
  }
  return null;
}

/** An argument without a name may be the model, or hold it. */
function isOmitted(rule: OmittedRule, given: readonly string[]): boolean {
  return given.every((name) => name !== '' && !rule.arguments.includes(name));
}

/** What stands before the call is a module of the library, or the name called is imported from one. */
function isOf({ modules }: OmittedRule, call: string, value: string, file: readonly Evidence[]): boolean {
  const isBelow = (module: string) => modules.some((one) => module === one || module.startsWith(`${one}.`) || module.startsWith(`${one}/`));
  const before = value.slice(0, -call.length).replace(/(?:\.|::)$/, '');
  if (before !== '') return isBelow(before);
  const name = call.replace(/\..*$/, '');
  return file.some((other) => other.module !== undefined && other.value === name && isBelow(other.module));
}

function candidateOf(
  evidence: Evidence,
  call: string,
  { models, source, note, confidence }: OmittedRule,
  catalogue: Catalogue,
): Candidate | null {
  const [model = ''] = models;
  const named = readId({ ...evidence, form: 'string', value: model, keys: ['model'], whole: true }, catalogue);
  if (named === null) return null;
  const takes = models.join(' or, in other releases, ');
  return {
    ...named,
    evidence,
    kind: 'symbol',
    subject: models.length === 1 ? named.subject : { type: 'family' },
    start: evidence.value.length - call.length,
    end: evidence.value.length,
    strength: 'sure',
    confidence,
    reason: `a call that names no model takes ${takes} (${source}${note === undefined ? '' : `; ${note}`})`,
    takes,
  };
}

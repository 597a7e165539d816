/** Chooses among what stands around a model. */
import { roleOf } from '../rules/key-role.ts';
import type { Fact, Place } from './facts.ts';
import { only, type Target } from './target.ts';
import type { FileWorld, World } from './world.ts';

/** A model at a place. */
export interface Subject extends Place {
  /** As it is written, with host and organisation. */
  readonly id: string;
  readonly family: string | null;
  readonly developer: string;
  readonly extractor: string;
  /** It is only spoken of: what the file does with models is not about it. */
  readonly isMention: boolean;
}

/** One way to tell where a model goes; null: it says nothing. */
export type Step = (subject: Subject, world: World, file: FileWorld) => Target | null;

/** What the facts of one place say: its addresses, else its providers, clients, images. */
export function fromFacts(facts: readonly Fact[], subject: Subject, world: World): Target | null {
  if (facts.length === 0) return null;
  const possible = facts.filter((fact) => isPossible(fact.target, subject, world));
  return (
    fromKind(possible, subject, 'address') ??
    fromKind(possible, subject, 'provider') ??
    fromKind(possible, subject, 'client') ??
    fromKind(possible, subject, 'image')
  );
}

/** One target; of several addresses, the one whose name starts as the model's own does. */
export function fromKind(facts: readonly Fact[], subject: Subject, kind: Fact['kind']): Target | null {
  const found = facts.filter((fact) => fact.kind === kind && fact.target !== null);
  if (found.length === 0) return null;
  return only(targetsOf(found)) ?? only(targetsOf(withStem(found, subject))) ?? several(targetsOf(found));
}

/** The targets of facts that have one. */
export function targetsOf(facts: readonly Fact[]): Target[] {
  return facts.flatMap(({ target }) => target ?? []);
}

export function several(targets: readonly Target[]): Target {
  const names = [
    ...new Set(
      targets.map((target) => (target.kind === 'host' ? target.host.name : target.kind === 'own' ? 'an own server' : 'another address')),
    ),
  ];
  return { kind: 'open', by: `several stand together (${names.slice(0, 3).join(', ')})`, isSeveral: true };
}

/** Facts whose name starts with the same words as the model's: `LLM_BASE_URL` for `LLM_MODEL`; the longest, then those without such words. */
export function withStem(facts: readonly Fact[], { keys }: Subject): Fact[] {
  const stem = words(roleOf(keys.at(-1) ?? '')?.stem ?? '');
  const lengths = facts.map((fact) => {
    const own = words(fact.stem);
    return own.every((word, i) => word === stem[i]) ? own.length : -1;
  });
  const most = Math.max(...lengths, -1);
  return most < 0 ? [] : facts.filter((_, i) => lengths[i] === most);
}

/** The words of a stem, without `api`. */
export function words(stem: string): string[] {
  return stem
    .replace(/\bapi$/, '')
    .split(' ')
    .filter((word) => word !== '');
}

/** Hosts that serve only their own developer's models cannot be meant for others. */
export function isPossible(target: Target | null, { family, developer }: Subject, { clients }: World): boolean {
  if (target?.kind !== 'host' || !clients.exclusive.has(target.host.id)) return true;
  return target.host.developer === developer || (target.host.family ?? null) === family;
}

/** The host is its developer's own, or its family's. */
export function isHome(target: Target, { family, developer }: Subject): boolean {
  return target.kind === 'host' && (target.host.developer === developer || (family !== null && target.host.family === family));
}

/** Another model stands in that scope. */
export function isTaken(scope: string, subject: Subject, file: FileWorld): boolean {
  return scope !== subject.scope && file.models.has(scope);
}

/** Chooses among what stands around a model. */
import { roleOf } from '../rules/key-role.ts';
import type { Fact, Place } from './facts.ts';
import { only, type Target } from './target.ts';
import { words, type Told } from './told.ts';
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

/** What is told at one place: its addresses, else its providers, clients, images. */
export function fromTold(told: readonly Told[], subject: Subject, world: World): Target | null {
  if (told.every(({ targets }) => targets.size === 0)) return null;
  return (
    fromKind(told, subject, world, 'address') ??
    fromKind(told, subject, world, 'provider') ??
    fromKind(told, subject, world, 'client') ??
    fromKind(told, subject, world, 'image')
  );
}

/** One target; of several addresses, the one whose name starts as the model's own does. */
function fromKind(told: readonly Told[], subject: Subject, world: World, kind: Fact['kind']): Target | null {
  const found = possible(
    told.flatMap(({ targets }) => targets.get(kind) ?? []),
    subject,
    world,
  );
  if (found.length === 0) return null;
  return only(found) ?? only(withStem(told, subject, world, kind)) ?? several(found);
}

/** Of several that could be meant none is chosen. */
export function several(targets: readonly Target[]): Target {
  const names = [
    ...new Set(
      targets.map((target) => (target.kind === 'host' ? target.host.name : target.kind === 'own' ? 'an own server' : 'another address')),
    ),
  ];
  return { kind: 'open', by: `several stand together (${names.slice(0, 3).join(', ')})`, isSeveral: true };
}

/** What is told by names that start with the same words as the model's: `LLM_BASE_URL` for `LLM_MODEL`; the longest, then those without such words. */
function withStem(told: readonly Told[], subject: Subject, world: World, kind: Fact['kind']): Target[] {
  const stem = words(stemOf(subject));
  for (let count = stem.length; count >= 0; count--) {
    const found = namedSo(told, subject, world, kind, stem.slice(0, count).join(' '));
    if (found.length > 0) return found;
  }
  return [];
}

/** What is told by names that start with exactly these words. */
export function namedSo(told: readonly Told[], subject: Subject, world: World, kind: Fact['kind'], name: string): Target[] {
  return possible(
    told.flatMap(({ named }) => named(kind, name)),
    subject,
    world,
  );
}

/** Words before `MODEL` or the like in the name that a model is given to. */
export function stemOf({ keys }: Subject): string {
  return roleOf(keys.at(-1) ?? '')?.stem ?? '';
}

/** The targets that can be meant. */
export function possible(targets: readonly Target[], subject: Subject, world: World): Target[] {
  return targets.filter((target) => isPossible(target, subject, world));
}

/** Hosts that serve only their own developer's models cannot be meant for others. */
export function isPossible(target: Target, subject: Subject, world: World): boolean {
  if (target.kind !== 'host') return true;
  const { family, developer } = subject;
  if (saysMaker(target, subject, world)) return false;
  if (!world.clients.exclusive.has(target.host.id)) return true;
  return target.host.developer === developer || (target.host.family ?? null) === family;
}

/** A provider's name beside `deepseek-ai/DeepSeek-R1` says who made that, not where it runs. */
function saysMaker({ host, provider }: HostTarget, { id }: Subject, { catalogue }: World): boolean {
  return provider !== undefined && host.family !== undefined && isIdElsewhere(host, id, catalogue);
}

type HostTarget = Extract<Target, { kind: 'host' }>;

/** A maker's own API takes no id that a hub has given to its model, `Qwen/Qwen3-8B`; routers call that API by its name, `deepseek/...`. */
export function isIdElsewhere(host: HostTarget['host'], id: string, catalogue: World['catalogue']): boolean {
  return isIdOfMaker(host, id, catalogue) && catalogue.providers.get(organisationOf(id))?.id !== host.id;
}

/** The API of one maker's models has no id of somebody else's, `vllm-ascend/DeepSeek-V2-Lite-W8A8`; a provider's name may only say how it is called. */
export function isIdOfOthers(host: HostTarget['host'], id: string, { providers }: World['catalogue']): boolean {
  const organisation = organisationOf(id);
  return host.family !== undefined && organisation !== '' && !providers.has(organisation);
}

/** An id under the name of the host's own developer, which is no hub. */
export function isIdOfMaker(host: HostTarget['host'], id: string, { developers }: World['catalogue']): boolean {
  if (host.domains.some(({ role }) => role === 'hub')) return false;
  return developers.get(host.developer ?? '')?.organisations.includes(organisationOf(id)) ?? false;
}

/** `deepseek-ai` of `deepseek-ai/DeepSeek-R1`; of other ids nothing. */
function organisationOf(id: string): string {
  return /^([\w.-]{2,60})\/[\w.-]+$/.exec(id)?.[1]?.toLowerCase() ?? '';
}

/** The host is its developer's own, or its family's. */
export function isHome(target: Target, { family, developer }: Subject): boolean {
  return target.kind === 'host' && (target.host.developer === developer || (family !== null && target.host.family === family));
}

/** Where a key of the model's own developer belongs, of those that are told. */
export function homeKey({ targets }: Told, subject: Subject): Target | null {
  return only((targets.get('credential') ?? []).filter((target) => isHome(target, subject)));
}

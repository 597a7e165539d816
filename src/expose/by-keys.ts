/** The names that a model stands under: the call that it is given to, a command line or configuration path. */
import type { ClientRule } from '../rules/clients-schema.ts';
import { addressTarget } from './address.ts';
import { isPossible, type Subject } from './choose.ts';
import { byHub } from './by-hub.ts';
import { cloudTarget, providerOfId } from './id.ts';
import { byProviderKey, hasOwnAddress } from './provider-key.ts';
import type { Target } from './target.ts';
import type { FileWorld, World } from './world.ts';

/** The call that it is given to, its command line or configuration path, a key that is a provider's name. */
export function byKeys(subject: Subject, world: World, file: FileWorld): Target | null {
  const found =
    byAddressKey(subject, world) ??
    byCall(subject, world, file) ??
    byPath(subject, world, file) ??
    byHub(subject, world, file) ??
    byProviderKey(subject, world, file);
  if (found === null || !isPossible(found, subject, world)) return null;
  return found.kind === 'own' ? (cloudTarget(subject.id, world.catalogue) ?? found) : found;
}

/** `https://api.example.com/v1: qwen3-max`: the key is the address. */
function byAddressKey({ keys }: Subject, { clients, catalogue }: World): Target | null {
  const key = keys.findLast((one) => /^https?:\/\//i.test(one));
  return key === undefined ? null : (addressTarget(key, 'base_url', clients, catalogue)?.target ?? null);
}

function byCall(subject: Subject, world: World, file: FileWorld): Target | null {
  for (const key of subject.keys.toReversed()) {
    const rule = hasOwnAddress(key, file) ? null : world.clients.callOf(key, file.modules);
    const found = rule && ruleTarget(rule, subject, world, file, `through ${key}`);
    if (found !== null) return found;
  }
  return null;
}

function byPath(subject: Subject, world: World, file: FileWorld): Target | null {
  const rule = world.clients.pathOf(subject.keys, subject.path, isCommandPlace(subject));
  return rule && ruleTarget(rule, subject, world, file, `through ${subject.keys.slice(0, 4).join('.')}`);
}

const COMMAND_KEYS =
  /^(?:command|cmd|args?|argv|run|script|scripts|entrypoint|exec\w*|shell|commands|user_?data|inline|\w+(?:[-_](?:command|cmd)s?|Commands?|Cmds?))$/i;

/** Words of a command line stand among the keys. */
function isCommandPlace({ keys, extractor }: Subject): boolean {
  return /^(?:source\/(?:shell|make)|infra\/)/.test(extractor) || keys.some((key) => COMMAND_KEYS.test(key));
}

function ruleTarget(rule: ClientRule, { id, path }: Subject, { clients, catalogue }: World, file: FileWorld, by: string): Target | null {
  if (rule.reach !== 'prefix') return clients.targetOf(rule, by);
  const section = /^([\w.-]{2,40})\//.exec(id)?.[1];
  return (section === undefined ? undefined : file.sections.get(section.toLowerCase())) ?? providerOfId(id, path, clients, catalogue);
}

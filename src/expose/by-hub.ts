/** Keys that are called after hubs of weights, some of which are providers, too. */
import type { Subject } from './choose.ts';
import type { Target } from './target.ts';
import type { FileWorld, World } from './world.ts';

const HUBS = new Set('huggingface hf huggingface_hub hf_hub hf_mirror modelscope ms modelers openmind_hub wisemodel'.split(' '));
const REPOSITORY = /^(?:repo|repo_?id|repository|model_?(?:repo|hub))$/i;

/**
 * Weights to take from a hub: another hub stands beside it and no provider does (`{huggingface: "BAAI/bge-m3", modelscope: "Xorbits/bge-m3"}`),
 * or what the hub is given is a repository. https://modelscope.cn/docs/models/download
 */
export function byHub({ keys, scope }: Subject, { clients }: World, file: FileWorld): Target | null {
  const at = keys.findLastIndex((key) => HUBS.has(key.toLowerCase()));
  const hub = keys[at];
  if (hub === undefined) return null;
  const below = keys.slice(at + 1);
  const isTaken = below.length > 0 ? below.every((key) => REPOSITORY.test(key)) : isAmongHubs(hub, scope, clients, file);
  return isTaken ? { kind: 'own', by: `its weights are taken from the hub ${hub}` } : null;
}

function isAmongHubs(hub: string, scope: string, clients: World['clients'], file: FileWorld): boolean {
  const beside = new Set(file.settingsIn(scope).map(({ keys }) => keys.at(-1)?.toLowerCase() ?? ''));
  beside.delete(hub.toLowerCase());
  const others = [...beside];
  return others.some((key) => HUBS.has(key)) && others.every((key) => HUBS.has(key) || clients.providerOf(key, '') === null);
}

/** Keys, names and files that are called after a provider. */
import { wordsOfName } from '../rules/key-role.ts';
import { providerTarget } from './clients.ts';
import { isIdOfMaker, isIdOfOthers, type Subject } from './choose.ts';
import { rootOf } from './root.ts';
import type { Target } from './target.ts';
import type { FileWorld, World } from './world.ts';

/** The provider that the nearest such key names. */
export function byProviderKey({ keys, path, id }: Subject, { clients, catalogue }: World, file: FileWorld): Target | null {
  for (let i = keys.length - 1; i >= 0; i--) {
    const name = rootOf(keys[i] ?? '');
    const rule = clients.providerOf(name, path);
    const isLibrary = rule !== null && clients.isImported(rule, file.modules);
    if (!(isLibrary && name === (keys[i] ?? '').split('.')[0]) && !isProviderKey(keys, i, clients)) continue;
    if (hasOwnAddress(name, file)) continue;
    const found = file.sections.get(name.toLowerCase()) ?? providerTarget(name, path, clients, catalogue, isLibrary);
    if (found !== null && !(found.kind === 'host' && isHubId(found.host, id, catalogue))) return found;
  }
  return null;
}

/** Under a maker's name, an id of a hub or a router: the key says whose model it is. */
function isHubId(host: Extract<Target, { kind: 'host' }>['host'], id: string, catalogue: World['catalogue']): boolean {
  return isIdOfMaker(host, id, catalogue) || isIdOfOthers(host, id, catalogue);
}

/** Words that name other things too where they are keys. */
const PLAIN_WORDS = new Set(
  'custom local openai hf huggingface github vertex mlx infinity jan triton tabby cloudflare nim azure fal ark docker gateway'.split(' '),
);

/** `MODEL_NAMES["siliconflow"]`, `deepseek("...")`: a key that is a provider's name. */
function isProviderKey(keys: readonly string[], at: number, clients: World['clients']): boolean {
  const key = keys[at] ?? '';
  const name = rootOf(key);
  if (name !== key && at > 0) return false;
  return /^[\w-]+$/.test(name) && !PLAIN_WORDS.has(name.toLowerCase()) && clients.providerOf(name, '') !== null;
}

/** The name is a variable of this file with an address of its own. */
export function hasOwnAddress(key: string, file: FileWorld): boolean {
  return file.boundTo(key).targets.has('address');
}

const MOST_WORDS = 3;
/** What models run on is called after a provider, too. */
const HARDWARE = /^nvidia[-_]?(?:l4t|cuda|gpus?|arm(?:64)?|jetson|docker|driver|runtime|smi|device|visible)/i;

/** `OPENROUTER_MODEL`, `groqModel`: a name that starts with a provider of other developers' models, or with a server's. */
export function byNamePrefix(subject: Subject, { clients, catalogue }: World): Target | null {
  const { keys } = subject;
  const [outer = ''] = keys.length > 1 && OF_PROVIDER.test(keys[0] ?? '') ? keys : [];
  return providerBefore(keys.at(-1) ?? '', subject, clients, catalogue) ?? providerBefore(outer, subject, clients, catalogue);
}

/** What is told of one provider in one object: `TogetherChatSettings`, `groq_config`. */
const OF_PROVIDER = /(?:settings?|config(?:uration)?|schema|options)$/i;

function providerBefore(
  name: string,
  { path, developer }: Subject,
  clients: World['clients'],
  catalogue: World['catalogue'],
): Target | null {
  const parts = wordsOfName(name);
  for (let count = Math.min(MOST_WORDS, parts.length - 1); count > 0; count--) {
    const provider = parts.slice(0, count).join('');
    if (!isProviderName(provider, clients) || HARDWARE.test(name)) continue;
    const found = providerTarget(provider, path, clients, catalogue);
    if (found !== null && (found.kind !== 'host' || servesOthers(found, developer, clients))) return found;
  }
  return null;
}

/** It runs models of other developers than its own, as this one. */
function servesOthers({ host }: Extract<Target, { kind: 'host' }>, developer: string, { exclusive }: World['clients']): boolean {
  return (host.developer ?? '') !== developer && !exclusive.has(host.id);
}

/** `providers/openrouter/models.ts`: ids with an organisation in a file that is named after a provider of other developers' models. */
export function byFileName({ path, developer, id }: Subject, { clients, catalogue }: World): Target | null {
  const parts = path
    .replace(/\.\w+$/, '')
    .split('/')
    .slice(-3)
    .reverse();
  for (const name of id.includes('/') ? parts : []) {
    const found = isProviderName(name, clients) ? providerTarget(name, path, clients, catalogue) : null;
    if (found?.kind === 'host' && servesOthers(found, developer, clients))
      return { ...found, by: `the file is named after ${found.host.name}` };
  }
  return null;
}

/** A name that means a provider wherever it stands, and nothing else. */
export function isProviderName(name: string, clients: World['clients']): boolean {
  return name.length > 3 && !PLAIN_WORDS.has(name.toLowerCase()) && clients.providerOf(name, '') !== null;
}

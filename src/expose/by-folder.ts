/** Folders and files that are named after a provider: `relay/adaptor/zhipu/constants.go`, `providers/openrouter.ts`. */
import { wordsOfName } from '../rules/key-role.ts';
import { isPossible, type Subject } from './choose.ts';
import { providerTarget } from './clients.ts';
import { movedBy } from './far.ts';
import { isProviderName } from './provider-key.ts';
import { hostTarget, isSameHost, only, type Target } from './target.ts';
import type { FileWorld, World } from './world.ts';

/** Folders that hold one folder or file for each provider. */
const PLACES =
  /^(?:providers?|adaptors?|adapters?|llms?|llm[_-]?clients?|clients?|integrations?|channels?|vendors?|presets?|partners?|packages|connectors?|extensions?|apis?|backends?)$/i;
/** Words of a file's name that do not name the provider. */
const GENERAL = new Set(
  'provider adaptor adapter client api llm chat model models config options settings settings service constants constant info test tests spec impl index language completion image video embedding embeddings base openai anthropic'.split(
    ' ',
  ),
);
const DEEPEST = 4;

/** The provider after which the nearest such folder or file is named, at the place that the folder or the codebase calls. */
export function byFolder(subject: Subject, world: World, file: FileWorld): Target | null {
  const parts = subject.path.split('/');
  for (let at = parts.length - 1; at > 0 && parts.length - at <= DEEPEST; at--) {
    if (!PLACES.test(parts[at - 1] ?? '')) continue;
    const isFile = at === parts.length - 1;
    if (isFile && isNamedAsModel(parts[at] ?? '', subject)) continue;
    const found = providerNamed(parts[at] ?? '', isFile, subject, world);
    if (found?.kind === 'own') return found;
    if (found?.kind !== 'host' || !isPossible(found, subject, world)) continue;
    return placed(found, parts.slice(0, isFile ? at : at + 1).join('/'), world, file);
  }
  return byTwoNames(parts, subject, world, file);
}

/** `aliyun/AliyunImageModels.java`: folder and file are both called after who serves the models, and the models are not. */
function byTwoNames(parts: readonly string[], subject: Subject, world: World, file: FileWorld): Target | null {
  const folder = (parts.at(-2) ?? '').toLowerCase();
  const words = wordsOfName((parts.at(-1) ?? '').replace(/\..*$/, ''));
  const isTwice = words.length > 1 && words.some((_, i) => words.slice(0, i + 1).join('') === folder);
  if (!isTwice || subject.id.toLowerCase().includes(folder) || !isProviderName(folder, world.clients)) return null;
  const found = providerTarget(folder, subject.path, world.clients, world.catalogue);
  if (found?.kind !== 'host' || found.host.domains.some(({ role }) => role === 'hub')) return null;
  if (!isPossible(found, subject, world)) return null;
  return placed({ ...found, by: `its folder and its file are named after ${folder}` }, parts.slice(0, -1).join('/'), world, file);
}

/** `presets/ERNIE-Image.json` of the model ERNIE-Image: not of a provider. */
function isNamedAsModel(name: string, { id }: Subject): boolean {
  return /[-_.\d]/.test(id) && name.slice(0, name.lastIndexOf('.')).toLowerCase() === id.toLowerCase();
}

function providerNamed(name: string, isFile: boolean, { path }: Subject, { clients, catalogue }: World): Target | null {
  const plain = isFile ? name.replace(/\..*$/, '') : (name.split('.').at(-1) ?? name);
  const words = wordsOfName(plain).filter((word) => !GENERAL.has(word));
  for (const one of new Set([plain, words.join(''), words.join('-'), words.join('_')])) {
    const found = one.length > 2 ? providerTarget(one, path, clients, catalogue) : null;
    if (found !== null) return found.kind === 'open' ? null : { ...found, by: `its folder or file is named after ${one}` };
  }
  return null;
}

/** Of several places of a host, the one whose address stands in the folder, or that the codebase calls. */
function placed(found: Target & { kind: 'host' }, folder: string, world: World, file: FileWorld): Target {
  const called = only((world.byFolder.get(folder) ?? []).filter((target) => isSameHost(target, found))) ?? movedBy(found, file, world);
  if (called.kind === 'host' && called.region !== null) return { ...called, by: found.by };
  const regions = new Set(found.host.domains.filter(({ role }) => role === 'api').map(({ region }) => region));
  if (regions.size <= 1) return { ...hostTarget(found.host, found.by) };
  return { kind: 'open', by: `${found.by}; which place of ${found.host.name} is called is not told` };
}

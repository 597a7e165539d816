/** What else a policy may ask of an occurrence: code that comes with the weights, a version that is not pinned, a key that is written out. */
import { LITERAL_KEY, roleOf } from '../rules/key-role.ts';
import { onceFor } from '../rules/lazily.ts';
import type { Component, Evidence, Exposure, Occurrence } from '../types.ts';
import type { Place } from './facts.ts';
import type { FileWorld, World } from './world.ts';

/** What else a policy may ask about the use of a model. */
export type Trait = 'remote-code' | 'unpinned' | 'literal-key';

const LOADERS =
  /from_?pretrained|snapshot_?download|hf_hub_download|SentenceTransformer|CrossEncoder|pipeline$|FastLanguageModel|^LLM$|(?:^|\.)LLM$|Engine$/i;
const DOWNLOADS = /^(?:huggingface-cli|hf|modelscope|vllm|sglang[\w.]*|text-generation-launcher|text-embeddings-router|lmdeploy)$/;
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
const YES = /^(?:true|yes|on|1)$/i;
/** Names of what moves: no pin. */
const BRANCH = /^(?:main|master|head|latest|refs\/heads\/.{0,100})$/i;
/** Places that read the variable that holds a model. */
const MOST_READERS = 8;

/** One call, command or section that is given the model, and what its settings say. */
interface Use {
  readonly keys: readonly string[];
  readonly beside: Beside;
}

/** The traits of an occurrence, by what stands in its own call, command or section, or in those that are given the variable that holds it. */
export function traitsOf({ type }: Component, occurrence: Occurrence, exposure: Exposure, world: World): Trait[] {
  const file = world.files.get(occurrence.location.path);
  if (file === undefined || occurrence.usage !== 'use' || type === 'package') return [];
  const traits: Trait[] = [];
  if (occurrence.kind === 'model-id' && (exposure === 'self-hosted' || exposure === 'unknown')) {
    const uses = usesOf(occurrence, file, world);
    if (uses.some(({ beside }) => beside.hasRemoteCode)) traits.push('remote-code');
    if (HUB_ID.test(occurrence.value) && uses.some(isUnpinned) && !isOffline(occurrence, file)) traits.push('unpinned');
  }
  if (hasLiteralKey(occurrence, besideOf(file, occurrence.scope), file)) traits.push('literal-key');
  return traits;
}

function usesOf({ context, location, scope }: Occurrence, file: FileWorld, { names, files }: World): Use[] {
  const keys = context.split('.');
  const name = keys.at(-1) ?? '';
  const place: Place = { path: location.path, line: location.line, keys, scope, within: [], binding: null };
  const readers = /^[A-Za-z_]\w*$/.test(name) ? names.readersOf(name, place, MOST_READERS) : [];
  const read = readers.flatMap((reader) => {
    const other = files.get(reader.path);
    return other === undefined || reader.scope === '' ? [] : [{ keys: reader.keys, beside: besideOf(other, reader.scope) }];
  });
  return [{ keys, beside: besideOf(file, scope) }, ...read];
}

/** `HF_HUB_OFFLINE=1` for the program, or for the service that it stands in: nothing is downloaded. https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables */
function isOffline({ extractor, scope }: Occurrence, file: FileWorld): boolean {
  const services = offlineServices(file);
  const isProgram = extractor.startsWith('source/') || extractor.startsWith('notebook/');
  return isProgram ? services.size > 0 : services.has(serviceOf(scope));
}

const offlineServices = onceFor(
  ({ settings }: FileWorld): ReadonlySet<string> =>
    new Set(settings.flatMap((one) => (OFFLINE.test(one.keys.at(-1) ?? '') && YES.test(one.value) ? [serviceOf(one.scope)] : []))),
);

const OFFLINE = /^(?:HF_HUB|TRANSFORMERS)_OFFLINE$/;

/** `services.llm` of `services.llm.environment` and `services.llm.command`. */
function serviceOf(scope: string): string {
  return scope.split('.').slice(0, 2).join('.');
}

function isUnpinned({ keys, beside }: Use): boolean {
  return !beside.isPinned && keys.some((key) => LOADERS.test(key) || DOWNLOADS.test(key));
}

/** What the settings of one scope say together. */
interface Beside {
  readonly hasRemoteCode: boolean;
  /** A revision that is no branch is named, or nothing is downloaded. */
  readonly isPinned: boolean;
  readonly hasLiteralKey: boolean;
}

function besideOf(file: FileWorld, scope: string): Beside {
  return besideIn(file.settingsIn(scope));
}

const besideIn = onceFor((settings: readonly Evidence[]): Beside => {
  return {
    hasRemoteCode: hasRemoteCode(settings),
    isPinned: isPinned(settings),
    hasLiteralKey: settings.some(({ value }) => value === LITERAL_KEY),
  };
});

function hasRemoteCode(settings: readonly Evidence[]): boolean {
  return settings.some(({ form, keys, value }) => {
    if (form === 'key') return roleOf(value)?.role === 'remote-code' && /^trust/i.test(value) && isFlag(keys);
    return roleOf(keys.at(-1) ?? '')?.role === 'remote-code' && YES.test(value);
  });
}

/** A command's flag stands alone; a key of a section has a value of its own. */
function isFlag(keys: readonly string[]): boolean {
  return keys.length > 0;
}

function isPinned(settings: readonly Evidence[]): boolean {
  const branches = new Set(settings.flatMap(({ form, keys, value }) => (form !== 'key' && BRANCH.test(value) ? (keys.at(-1) ?? []) : [])));
  return settings.some(({ form, keys, value }) => {
    const name = form === 'key' ? value : (keys.at(-1) ?? '');
    const role = roleOf(name)?.role;
    if (role === 'offline') return form === 'key' || YES.test(value);
    return role === 'revision' && (form === 'key' ? !branches.has(name) : !BRANCH.test(value));
  });
}

function hasLiteralKey({ kind, location, scope }: Occurrence, beside: Beside, file: FileWorld): boolean {
  if (kind === 'credential') return literalLines(file).has(location.line);
  return kind === 'endpoint' && scope !== '' && beside.hasLiteralKey;
}

/** Lines on which a key is written out. */
const literalLines = onceFor(
  ({ settings }: FileWorld): ReadonlySet<number> =>
    new Set(settings.flatMap(({ value, location }) => (value === LITERAL_KEY ? [location.line] : []))),
);

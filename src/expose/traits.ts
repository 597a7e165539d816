/** What else a policy may ask of an occurrence: code that comes with the weights, a version that is not pinned, a key that is written out. */
import { LITERAL_KEY, roleOf } from '../rules/key-role.ts';
import type { Component, Evidence, Exposure, Occurrence } from '../types.ts';
import type { FileWorld, World } from './world.ts';

export type Trait = 'remote-code' | 'unpinned' | 'literal-key';

const LOADERS =
  /from_?pretrained|snapshot_?download|hf_hub_download|SentenceTransformer|CrossEncoder|pipeline$|FastLanguageModel|^LLM$|(?:^|\.)LLM$|Engine$/i;
const DOWNLOADS = /^(?:huggingface-cli|hf|modelscope)$/;
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
const YES = /^(?:true|yes|on|1)$/i;

/** The traits of an occurrence, by what stands in its own call, command or section. */
export function traitsOf({ type }: Component, occurrence: Occurrence, exposure: Exposure, { files }: World): Trait[] {
  const file = files.get(occurrence.location.path);
  if (file === undefined || occurrence.usage !== 'use' || type === 'package') return [];
  const beside = besideOf(file, occurrence.scope);
  const traits: Trait[] = [];
  const isLoaded = occurrence.kind === 'model-id' && (exposure === 'self-hosted' || exposure === 'unknown');
  if (isLoaded && beside.hasRemoteCode) traits.push('remote-code');
  if (isLoaded && !beside.hasRevision && isDownloaded(occurrence)) traits.push('unpinned');
  if (hasLiteralKey(occurrence, beside, file)) traits.push('literal-key');
  return traits;
}

/** What the settings of one scope say together. */
interface Beside {
  readonly hasRemoteCode: boolean;
  readonly hasRevision: boolean;
  readonly hasLiteralKey: boolean;
}

const NOTHING: Beside = { hasRemoteCode: false, hasRevision: false, hasLiteralKey: false };
const known = new WeakMap<FileWorld, ReadonlyMap<string, Beside>>();

function besideOf(file: FileWorld, scope: string): Beside {
  let scopes = known.get(file);
  if (scopes === undefined) known.set(file, (scopes = scopesOf(file)));
  return scopes.get(scope) ?? NOTHING;
}

function scopesOf({ settings }: FileWorld): ReadonlyMap<string, Beside> {
  const scopes = new Map<string, Evidence[]>();
  for (const one of settings) {
    const scope = scopes.get(one.scope);
    if (scope) scope.push(one);
    else scopes.set(one.scope, [one]);
  }
  return new Map([...scopes].map(([scope, found]) => [scope, besideIn(found)]));
}

function besideIn(settings: readonly Evidence[]): Beside {
  return {
    hasRemoteCode: hasRemoteCode(settings),
    hasRevision: hasRevision(settings),
    hasLiteralKey: settings.some(({ value }) => value === LITERAL_KEY),
  };
}

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

function isDownloaded({ value, context }: Occurrence): boolean {
  return HUB_ID.test(value) && (LOADERS.test(context) || context.split('.').some((key) => LOADERS.test(key) || DOWNLOADS.test(key)));
}

function hasRevision(settings: readonly Evidence[]): boolean {
  return settings.some(({ form, keys: own, value: written }) => roleOf(form === 'key' ? written : (own.at(-1) ?? ''))?.role === 'revision');
}

function hasLiteralKey({ kind, location, scope }: Occurrence, beside: Beside, file: FileWorld): boolean {
  if (kind === 'credential') return (file.byLine.get(location.line) ?? []).some(({ value }) => value === LITERAL_KEY);
  return kind === 'endpoint' && scope !== '' && beside.hasLiteralKey;
}

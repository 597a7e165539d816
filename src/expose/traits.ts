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
  const beside = file.settings.filter(({ scope }) => scope === occurrence.scope);
  const traits: Trait[] = [];
  const isLoaded = occurrence.kind === 'model-id' && (exposure === 'self-hosted' || exposure === 'unknown');
  if (isLoaded && hasRemoteCode(occurrence, beside)) traits.push('remote-code');
  if (isLoaded && isUnpinned(occurrence, beside)) traits.push('unpinned');
  if (hasLiteralKey(occurrence, beside, file)) traits.push('literal-key');
  return traits;
}

function hasRemoteCode({ location }: Occurrence, beside: readonly Evidence[]): boolean {
  return beside.some(({ form, keys, value, location: at }) => {
    if (form === 'key') return roleOf(value)?.role === 'remote-code' && at.path === location.path && /^trust/i.test(value) && isFlag(keys);
    return roleOf(keys.at(-1) ?? '')?.role === 'remote-code' && YES.test(value);
  });
}

/** A command's flag stands alone; a key of a section has a value of its own. */
function isFlag(keys: readonly string[]): boolean {
  return keys.length > 0;
}

function isUnpinned({ value, context }: Occurrence, beside: readonly Evidence[]): boolean {
  const keys = context.split('.');
  if (!HUB_ID.test(value) || !(LOADERS.test(context) || keys.some((key) => LOADERS.test(key) || DOWNLOADS.test(key)))) return false;
  return !beside.some(({ form, keys: own, value: written }) => roleOf(form === 'key' ? written : (own.at(-1) ?? ''))?.role === 'revision');
}

function hasLiteralKey({ kind, location, scope }: Occurrence, beside: readonly Evidence[], file: FileWorld): boolean {
  if (kind === 'credential') return (file.byLine.get(location.line) ?? []).some(({ value }) => value === LITERAL_KEY);
  return kind === 'endpoint' && scope !== '' && beside.some(({ value }) => value === LITERAL_KEY);
}

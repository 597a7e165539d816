/** Models that a folder holds and whose files declare what they are made from. */
import type { Ancestor, Component, Evidence, Occurrence } from '../types.ts';
import { fold } from './fold.ts';

/** A base that a model file names. */
interface Declaration {
  readonly evidence: Evidence;
  readonly base: Component;
  readonly relation: string;
}

/** Names that say only what kind of file or folder it is. */
const COMMON =
  /^(?:models?|weights|checkpoints?(?:-\d+)?|adapters?|lora|qlora|output|outputs?|results?|final|best|latest|merged?|src|app|docs?|configs?|data|assets|ollama|docker|main|base|v?\d+|\.)$/i;
/** Extractors of files that say of which model they are a part. */
const OWN_FILE = /^model\/(?:huggingface-config|model-card|modelfile|gguf)$/;

/** New components for models that only their folder names, and the ancestors that known ones declare, by component id. */
export function declaredModels(
  components: readonly Component[],
  files: readonly (readonly Evidence[])[],
): { readonly added: readonly Component[]; readonly ancestors: ReadonlyMap<string, readonly Ancestor[]> } {
  const weights = weightsByFolder(components);
  const added: Component[] = [];
  const ancestors = new Map<string, readonly Ancestor[]>();
  for (const [folder, { declarations, names }] of heldByFolder(components, files)) {
    const [first] = declarations;
    if (first === undefined || declarations.some(({ base }) => base.id !== first.base.id)) continue;
    const known = weights.get(folder)?.find(({ id, family }) => id !== first.base.id && family === first.base.family);
    const name = nameOf(folder, names);
    if (known !== undefined) ancestors.set(known.id, chainOf(first));
    else if (name !== null && !isSame(name, first.base.name)) added.push(heldModel(name, declarations));
  }
  return { added, ancestors };
}

/** What the files of one folder say of the model that lies there. */
interface Held {
  readonly declarations: Declaration[];
  readonly names: string[];
}

function heldByFolder(components: readonly Component[], files: readonly (readonly Evidence[])[]): Map<string, Held> {
  const bases = basesByPlace(components);
  const folders = new Map<string, Held>();
  for (const evidence of files.flat()) {
    if (evidence.form !== 'base' && evidence.form !== 'file') continue;
    const folder = folderOf(evidence.location.path);
    const held = folders.get(folder) ?? { declarations: [], names: [] };
    folders.set(folder, held);
    if (evidence.form === 'file') held.names.push(evidence.value);
    const base = evidence.form === 'base' ? bases.get(placeOf(evidence)) : undefined;
    if (base !== undefined && isDeclaring(evidence)) held.declarations.push({ evidence, base, relation: relationOf(evidence) });
  }
  return folders;
}

/** mergekit recipes name what is merged elsewhere; the other files lie beside the weights. */
function isDeclaring({ extractor, usage, keys, location: { path } }: Evidence): boolean {
  return (
    usage === 'use' &&
    (OWN_FILE.test(extractor) || (extractor === 'model/mergekit' && /mergekit_config\.ya?ml$/.test(path))) &&
    !keys.includes('auto_map')
  );
}

function relationOf({ extractor, location: { path } }: Evidence): string {
  if (path.endsWith('adapter_config.json')) return 'adapter';
  if (extractor === 'model/mergekit') return 'merge';
  if (extractor === 'model/gguf') return 'quantization';
  return extractor === 'model/modelfile' ? 'base' : 'finetune';
}

function basesByPlace(components: readonly Component[]): Map<string, Component> {
  const models = components.filter(({ type, id }) => type === 'model' && id.startsWith('model/'));
  return new Map(models.flatMap((one) => one.occurrences.map((occurrence) => [placeOf(occurrence), one] as const)));
}

function placeOf({ location: { path, line } }: Pick<Evidence | Occurrence, 'location'>): string {
  return `${path}\0${line}`;
}

function weightsByFolder(components: readonly Component[]): Map<string, Component[]> {
  const folders = new Map<string, Component[]>();
  for (const one of components.filter(({ id }) => id.startsWith('model/'))) {
    const own = one.occurrences.filter(({ kind }) => kind === 'weights').map(({ location }) => folderOf(location.path));
    for (const folder of new Set(own)) folders.set(folder, [...(folders.get(folder) ?? []), one]);
  }
  return folders;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The name of the weights, or of the nearest folder that is more than `model` or `checkpoint-500`. */
function nameOf(folder: string, names: readonly string[]): string | null {
  const own = names.map((name) => name.replace(/\.(?:gguf|safetensors|bin|pt|pth)$/i, '')).find((name) => !COMMON.test(name));
  return own ?? folder.split('/').findLast((part) => part !== '' && !COMMON.test(part)) ?? null;
}

function isSame(name: string, base: string): boolean {
  return fold(name) === fold(base) || fold(name).endsWith(`/${fold(base)}`);
}

function chainOf({ evidence, base, relation }: Declaration): Ancestor[] {
  return [{ name: evidence.value, family: base.family, relation, evidence: 'declared' }, ...base.lineage];
}

function heldModel(name: string, declarations: readonly Declaration[]): Component {
  const first = declarations.find(({ relation }) => relation === 'adapter') ?? declarations[0];
  const base = first?.base;
  return {
    id: `model/${base?.family ?? 'unknown'}/${fold(name).replaceAll(/[^a-z0-9.@/:_-]+/g, '-')}`,
    type: 'model',
    name,
    version: null,
    purl: null,
    family: base?.family ?? null,
    developer: 'unknown',
    origin: { weights: base?.origin.weights ?? null, developer: null, host: [] },
    lineage: first === undefined ? [] : chainOf(first),
    exposures: [],
    occurrences: declarations.map(({ evidence }) => occurrenceOf(name, evidence)),
  };
}

function occurrenceOf(name: string, { location, keys, extractor, scope }: Evidence): Occurrence {
  return {
    location,
    kind: 'weights',
    usage: 'use',
    value: name,
    context: keys.join('.'),
    confidence: 'high',
    reason: 'a file of the model declares what it is made from',
    exposure: null,
    extractor,
    scope,
    dependencyPath: [],
  };
}

/** What the path of a model file says: its own name, the folder it lies in, or the download cache that holds it. */
import type { Span } from '../../types.ts';

/** A name, and where in the path it stands. */
export interface PathName {
  readonly value: string;
  readonly field: 'file' | 'folder' | 'huggingface-cache' | 'modelscope-cache' | 'lmstudio-models';
}

/** Parts of names that tools give to every model's files and folders. */
const COMMON = new Set(
  (
    'model models safetensors index pytorch tf flax rust ggml gguf ggjt adapter adapters lora qlora diffusion consolidated weight weights checkpoint checkpoints ckpt ' +
    'best last final latest merged quantized quant decoder encoder past with embed embeddings unet vae transformer text image vision audio ' +
    'mmproj projector optimizer scheduler training args rng state dict tokenizer processor ema non fp16 fp32 f16 f32 bf16 int8 int4 uint8 fp8 k m s l xl xs of ' +
    'snapshots blobs refs main data assets resources res static public src lib libs app bin build dist out output outputs result results saved ' +
    'trained save export exports onnx openvino original hub cache huggingface download downloads tmp temp files artifacts dummy 2'
  ).split(' '),
);
const COUNTED = /^(?:\d+(?:\.\d+)?[bm]?|i?q\d+|[0-9a-f]{12,64})$/i;
const PART = /[-_.\s]+/;
const ENDING = /\.[a-z0-9]{1,12}$/i;
const ROOTS = new Set(['models', 'hub', 'huggingface', 'checkpoints', 'weights']);
const FARTHEST = 8;

/** The cache folder of a download tool above `path`, as the name of the model that it holds. */
export function cacheName(path: string): PathName | null {
  const parts = path.split('/').slice(0, -1);
  const hub = parts.find((part) => part.startsWith('models--'));
  if (hub !== undefined) return { value: hub.slice('models--'.length).replace('--', '/'), field: 'huggingface-cache' };
  return (
    below(parts, ['modelscope', 'hub', 'models'], 'modelscope-cache') ??
    below(parts, ['modelscope', 'hub'], 'modelscope-cache') ??
    below(parts, ['.lmstudio', 'models'], 'lmstudio-models') ??
    below(parts, ['lm-studio', 'models'], 'lmstudio-models')
  );
}

/** `org/name` of the two folders below `folders`. */
function below(parts: readonly string[], folders: readonly string[], field: PathName['field']): PathName | null {
  const at = parts.findIndex((_, i) => folders.every((folder, k) => parts[i + k] === folder));
  const organisation = parts[at + folders.length];
  const name = parts[at + folders.length + 1];
  if (at < 0 || organisation === undefined || name === undefined || organisation.startsWith('.')) return null;
  return { value: `${organisation}/${name}`.replaceAll('___', '.'), field };
}

/** A base model as it is written, or, where that is a path into a download cache, the model that the cache holds. */
export function baseName(value: string): string {
  return cacheName(`${value}/`)?.value ?? value;
}

/** The name of a weight file, or of the nearest folder above it that is more than `model`, `weights` or a number. */
export function weightsName(path: string): PathName {
  const cached = cacheName(path);
  if (cached) return cached;
  const parts = path.split('/');
  const file = parts.pop() ?? path;
  if (!isCommon(file.replace(ENDING, ''))) return { value: file, field: 'file' };
  const nearest = parts.length - 1;
  for (let i = nearest; i >= 0 && i > nearest - FARTHEST; i--) {
    const folder = parts[i] ?? '';
    if (isCommon(folder)) continue;
    const organisation = parts[i - 1];
    const owned = organisation !== undefined && ROOTS.has(parts[i - 2] ?? '') && !isCommon(organisation);
    return { value: owned ? `${organisation}/${folder}` : folder, field: 'folder' };
  }
  return { value: file, field: 'file' };
}

function isCommon(name: string): boolean {
  return name.split(PART).every((part) => part === '' || COMMON.has(part.toLowerCase()) || COUNTED.test(part));
}

/** The span that says that the weights of a model lie here. */
export function weightsSpan(path: string): Span {
  return nameSpan(weightsName(path));
}

/** The span that says of which model a download cache holds this file; none outside one. */
export function cacheSpans(path: string): Span[] {
  const name = cacheName(path);
  return name ? [nameSpan(name)] : [];
}

function nameSpan({ value, field }: PathName): Span {
  return { start: 0, end: 0, form: 'file', keys: [field], scope: '', value };
}

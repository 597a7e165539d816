/**
 * The JSON files of a model folder: https://huggingface.co/docs/transformers/main_classes/configuration,
 * https://huggingface.co/docs/peft/package_reference/config, https://huggingface.co/docs/diffusers/api/pipelines/overview
 */
import { readJson } from '../../formats/json/index.ts';
import type { Scalar } from '../../formats/scalar.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';
import { declaredSpans, formSpan, isName, partSpan } from './declared.ts';
import { cacheSpans, weightsSpan } from './names.ts';

const BASES = new Set(['base_model_name_or_path', 'base_model', '_name_or_path', 'name_or_path', 'base_model_name', 'base_model_id']);
const ARCHITECTURES = new Set([
  'model_type',
  'architectures',
  'architecture',
  'tokenizer_class',
  '_class_name',
  'base_model_class',
  'qwen_type',
]);
/** What tells a transformers, diffusers, TensorRT-LLM or MLX `config.json` from everybody else's. */
const SIGNS = ['"model_type"', '"_name_or_path"', '"_diffusers_version"', '"transformers_version"', '"auto_map"', '"pretrained_config"'];
const CLASSES = '"architectures"';
const CLASS_SIGNS = ['"hidden_size"', '"vocab_size"', '"torch_dtype"', '"num_hidden_layers"', '"num_attention_heads"'];
const QUOTE = 34;

/** Architectures, base models and code that comes with the weights; other keys and values as of JSON. */
export const huggingfaceConfig: Extractor = {
  id: 'model/huggingface-config',
  files: [
    '**/config.json',
    '**/{adapter,tokenizer,generation,preprocessor,processor,video_preprocessor,genai,mlc-chat}{_,-}config.json',
    '**/mlc-chat-config.json',
    '**/{model_index,chat_template,configuration}.json',
    '**/*.{safetensors,bin}.index.json',
    '**/blobs/*',
  ],
  claims: (file) => (isPlainName(file.path) ? isModelConfig(file) : file.text !== ''),
  read({ path, text }) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const before = name.endsWith('.index.json') ? [weightsSpan(path)] : cacheSpans(path);
    return declaredSpans(text, readJson(text), (scalar) => declaredBy(scalar, text, name), before);
  },
};

/** Names that other programs give to their files too. */
function isPlainName(path: string): boolean {
  return /(?:^|\/)(?:config\.json|configuration\.json|blobs\/[^/]*)$/i.test(path);
}

function isModelConfig({ text }: SourceFile): boolean {
  if (!/^\s*\{/.test(text)) return false;
  if (SIGNS.some((sign) => text.includes(sign))) return true;
  return text.includes(CLASSES) && CLASS_SIGNS.some((sign) => text.includes(sign));
}

function declaredBy(scalar: Scalar, text: string, name: string): Span[] | null {
  const key = scalar.keys.at(-1) ?? '';
  if (text.charCodeAt(scalar.start - 1) !== QUOTE || !isName(scalar.value)) return null;
  if (scalar.keys.includes('auto_map')) return remoteCode(scalar);
  if (BASES.has(key) || isMlxAdapter(scalar, name)) return [formSpan(scalar, 'base')];
  if (ARCHITECTURES.has(key) || isModelKind(scalar) || isComponent(scalar, name)) return [formSpan(scalar, 'architecture')];
  return null;
}

/** MLX writes the base of an adapter as `"model": "org/name"`. */
function isMlxAdapter({ keys }: Scalar, name: string): boolean {
  return name === 'adapter_config.json' && keys.length === 1 && keys[0] === 'model';
}

/** ONNX Runtime GenAI and ModelScope: `"model": { "type": "qwen2" }`. */
function isModelKind({ keys }: Scalar): boolean {
  return keys.length === 2 && keys[0] === 'model' && keys[1] === 'type';
}

/** Diffusers lists a pipeline's parts as `"transformer": ["diffusers", "WanTransformer3DModel"]`. */
function isComponent({ keys, value }: Scalar, name: string): boolean {
  return name === 'model_index.json' && keys.length === 1 && !keys[0]?.startsWith('_') && /^[A-Z]\w+$/.test(value);
}

/** `auto_map`: `module.Class` or `org/repo--module.Class`. The class is an architecture; where it comes from is a string. */
function remoteCode(scalar: Scalar): Span[] | null {
  const dot = scalar.value.lastIndexOf('.');
  const repository = scalar.value.indexOf('--');
  const from = partSpan(scalar, 0, repository > 0 ? repository : Math.max(dot, 0), 'string');
  const made = partSpan(scalar, dot + 1, scalar.value.length, 'architecture');
  return from && made && [from, made].filter(({ start, end }) => end > start);
}

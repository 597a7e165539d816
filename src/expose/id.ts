/** What a model id itself says of where it runs. */
import type { Catalogue } from '../rules/catalogue.ts';
import { domainOf, isApiAt } from '../rules/domain.ts';
import { roleOf } from '../rules/key-role.ts';
import { providerTarget, type Clients } from './clients.ts';
import { hostTarget, type Target } from './target.ts';

/** Bedrock ids: an inference profile, the maker, the model and its version. https://docs.aws.amazon.com/bedrock/latest/userguide/model-ids.html */
const BEDROCK = /(?:^|[/:])(?:(us|us-gov|eu|apac|jp|au|ca|sa|global)\.)?([a-z]+)\.[a-z0-9.-]+(?:-v\d+)?(?::\d+)?$/i;
const FILE = /\.(?:json|ya?ml|toml|py|[jt]sx?|md|sh|txt|go|rs|java|gguf|bin|png|html?)$/i;
const PROFILES: ReadonlyMap<string, string> = new Map([
  ['us', 'US'],
  ['us-gov', 'US'],
  ['jp', 'JP'],
  ['au', 'AU'],
  ['ca', 'CA'],
]);
/** Ollama runs these itself. https://docs.ollama.com/cloud */
const OLLAMA_CLOUD = /[:-]cloud$/;
const HUB = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|modelscope\.cn|hf-mirror\.com)\/|^hf:\/\/|^ms:\/\//i;
/** Not a mere link to a model's page. */
const TAKEN_FROM_HUB = /^(?:hf|ms|ollama):\/\/|^hf\.co\/|\/resolve\/|\/raw\//i;
/** Weights in a form that only programs on one's own machine read. */
const LOCAL_PACKAGING =
  /(?:^|[-_.])(?:gguf|ggml|mlx|mlc|onnx|openvino|rknn|mnn|litert)(?:$|[-_.])|-(?:4|8)bit(?:-|$)|q\d_k_|q4f16|^mlx-community\/|^onnx-community\/|\.(?:gguf|safetensors|onnx|bin|pt|litertlm|task)$/i;
/** Docker Hub's namespace for weights, which Docker runs locally. https://docs.docker.com/ai/model-runner */
const DOCKER_MODEL = /^(?:docker\.io\/|index\.docker\.io\/)?ai\/[a-z0-9._-]+(?::[\w.-]+)?$/;
const WEIGHTS = /\.(?:gguf|ggml|safetensors|bin|pt|pth|onnx|ckpt|litertlm|llamafile|rkllm|mnn)$/i;
/** Records and pictures, no weights. */
const DATA = /\.(?:parquet|jsonl|csv|tsv|arrow|log|png|jpe?g|gif|svg|pdf|html?)$/i;
/** The last part of a path, with a number in it: `../models/qwen2.5-7b`, not `../packages/klingai`. */
const VERSIONED = /\d[^/\\]{0,80}$/;
const PATH = /^(?:\.{1,2}\/|~\/|\/(?!v\d\/|api\/)|\$\{?HOME|[A-Z]:\\|s3:\/\/|gs:\/\/|pvc:\/\/|file:\/\/|oci:\/\/)/;

/** A page about a model, which nothing calls; null where the address is that of an API, of weights, or given as a model. */
export function pageTarget({ id, keys }: { readonly id: string; readonly keys: readonly string[] }, catalogue: Catalogue): Target | null {
  const [, name, path = ''] = /^https?:\/\/([^/?#]+)([^\s]*)$/i.exec(id) ?? [];
  const domain = name === undefined ? null : domainOf(name.toLowerCase(), catalogue);
  if (domain === null || isApiAt(domain, path)) return null;
  if (TAKEN_FROM_HUB.test(id)) return ownTarget(id);
  if (roleOf(keys.at(-1) ?? '')?.role === 'model' || keys.some((key) => COMMAND.test(key))) return null;
  return { kind: 'open', by: `it stands in the address of a page of ${domain.host.name}, which calls nothing` };
}

/** Commands that take weights from the address of their page: `git clone`. */
const COMMAND = /^(?:git|curl|wget|hf|huggingface-cli|ollama|lms|aria2c|uvx?|llama-\w+)$/;

/** The host that the spelling of the id belongs to, wherever it stands. */
export function idTarget(id: string, clients: Clients, catalogue: Catalogue): Target | null {
  const bedrock = BEDROCK.exec(id);
  const aws = catalogue.hosts.get('amazon-bedrock');
  if (bedrock !== null && aws?.makers.includes(bedrock[2]?.toLowerCase() ?? '') && /\d/.test(id) && !FILE.test(id)) {
    return {
      kind: 'host',
      host: aws,
      region: PROFILES.get(bedrock[1]?.toLowerCase() ?? '') ?? null,
      by: 'its id is spelled as Bedrock does',
    };
  }
  if (HUB.test(id)) return null;
  const rule = clients.prefixOf(id) ?? clients.prefixOf(id.replace(SPEC, '$1/'));
  const target = rule && clients.targetOf(rule, `its id starts with ${/^[^/:]*./.exec(id)?.[0] ?? ''}`);
  return target?.kind === 'own' ? (cloudTarget(id, catalogue) ?? target) : target;
}

/** `openrouter:qwen/qwen3-coder`, as many libraries write provider and model. */
const SPEC = /^([A-Za-z][\w-]{2,30}):(?=[\w.-]{1,80}\/)/;

/** What the first part of the id names, where a client reads it as a provider: `deepseek/deepseek-chat`, `deepseek:deepseek-chat`. */
export function providerOfId(id: string, path: string, clients: Clients, catalogue: Catalogue): Target | null {
  const found = /^([\w.-]{2,40})[/:](?=\S)/.exec(id);
  const name = found?.[1];
  if (name === undefined || (id[name.length] === ':' && /^\w{0,8}[bB]?$/.test(id.slice(name.length + 1)))) return null;
  return providerTarget(name, path, clients, catalogue, true);
}

/** `org/name:novita` at the router of Hugging Face. https://huggingface.co/docs/inference-providers */
export function routedTarget(target: Target, id: string, path: string, clients: Clients, catalogue: Catalogue): Target | null {
  const provider = /^[\w.-]+\/[\w.-]+:([a-z][a-z0-9-]+)$/.exec(id)?.[1];
  if (provider === undefined || target.kind !== 'host' || target.host.id !== 'huggingface') return null;
  const routed = providerTarget(provider, path, clients, catalogue, true);
  return routed?.kind === 'host' ? { ...routed, by: `${target.by}; the id ends with the provider ${provider}` } : null;
}

/** Ollama's own cloud. */
export function cloudTarget(id: string, catalogue: Catalogue): Target | null {
  const host = OLLAMA_CLOUD.test(id) ? catalogue.hosts.get('ollama') : undefined;
  return host === undefined ? null : hostTarget(host, 'its tag says that Ollama runs it');
}

/** A path, an address of a hub, or weights packed for one's own machine. */
export function ownTarget(id: string, isModelPlace = true): Target | null {
  if (DATA.test(id)) return { kind: 'open', by: 'it names a file of data' };
  if (PATH.test(id) && (isModelPlace || VERSIONED.test(id))) return { kind: 'own', by: 'it is named by a path to its weights' };
  if (TAKEN_FROM_HUB.test(id)) return { kind: 'own', by: 'its weights are taken from a hub' };
  return packedTarget(id);
}

/** Weights packed for one's own machine, which no API is called with. */
export function packedTarget(id: string): Target | null {
  return LOCAL_PACKAGING.test(id) || DOCKER_MODEL.test(id)
    ? { kind: 'own', by: 'its weights are packed for programs that run them locally' }
    : null;
}

/** A file of weights, which no API is called with; one at an address may be handed to one. */
export function isWeightsFile(id: string): boolean {
  return WEIGHTS.test(id) && !id.includes('://');
}

/** A cloud whose region stands beside it: `region_name="eu-central-1"`. */
export function inRegion(target: Target, region: string | undefined, catalogue: Catalogue): Target {
  if (target.kind !== 'host' || target.region !== null || region === undefined) return target;
  const wild = target.host.domains.find(({ domain }) => /^[a-z-]+\.\*\./.test(domain))?.domain;
  const known = wild === undefined ? null : domainOf(wild.replace('*', region.toLowerCase()), catalogue);
  return known?.host.id === target.host.id && known.region !== null ? { ...target, region: known.region } : target;
}

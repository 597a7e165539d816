/** Model ids in a value: those that a rule knows, and those under an organisation that publishes models. */
import type { Catalogue } from '../rules/catalogue.ts';
import { roleOf, wordsOfName } from '../rules/key-role.ts';
import type { Evidence } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { findId, findOwned, type FoundId } from './identify-find.ts';
import { idsOf } from './ids.ts';
import { PLACES, isDeployed, isNumberedVariable } from './grammar-words.ts';
import { CODE_HOST, isModelArgument, isModelPlace, isProjectName, isWordOfTable } from './model-place.ts';

/** A model whose name a rule knows; not a class that a path leads to (`langchain_deepseek:ChatDeepSeek`). */
export function readId(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const found = findId(evidence.value, idsOf(catalogue));
  if (found === null) return null;
  const text = evidence.value.slice(found.start, found.end);
  if (isSymbol(text, catalogue) || !isSpecific(text, found, evidence)) return null;
  const model = modelCandidate(evidence, found, strengthOf(found));
  return isProjectName(evidence) ||
    isNameOfRun(evidence) ||
    isKeyOfText(found, evidence) ||
    isFileOfOthers(found, evidence) ||
    isOnPage(found, evidence) ||
    isRepository(found, evidence) ||
    isOfDeployment(found, evidence)
    ? { ...model, kind: 'name', subject: { type: 'family' } }
    : model;
}

/** A class or function, with what leads to it; not `ChatGLM3` and `PaddlePaddle/PaddleOCR`, which models are called, too. */
function isSymbol(text: string, { symbols }: Catalogue): boolean {
  const start = text.search(/[^:/.]*$/);
  return text[start - 1] !== '/' && !/\d$/.test(text) && symbols.has(text.slice(start));
}

/** A name that begins as only a family's does, where it is no model: `GLM-4.5-powered`. Variables of statistics are called `glm_4_fit`. */
export function readName(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const found = findId(evidence.value, idsOf(catalogue));
  if (found === null || strengthOf(found) !== 'sure') return null;
  const { family, start, end, identity } = found;
  const text = evidence.value.slice(start, end);
  if (/^[a-z.]+_\d+(?:_|$)/.test(text) || !text.startsWith(identity.lineage[0]?.name ?? '')) return null;
  const reason = `named after ${family ?? 'a family'}`;
  const strength = isWordOfTable(evidence) ? 'signed' : 'sure';
  return { evidence, kind: 'name', family, subject: { type: 'family' }, start, end, strength, confidence: 'medium', reason };
}

/** An id that no rule knows, under an organisation that publishes models, where a model is named. */
export function readOwned(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const found = /[/_]/.test(evidence.value) ? findOwned(evidence.value, isModelArgument(evidence), idsOf(catalogue)) : null;
  return found && !isSetting(evidence.value.slice(found.start, found.end)) ? modelCandidate(evidence, found, 'sure') : null;
}

function modelCandidate(evidence: Evidence, { identity, start, end }: FoundId, strength: Candidate['strength']): Candidate {
  return {
    evidence,
    kind: evidence.form === 'file' ? 'weights' : 'model-id',
    family: identity.family,
    subject: { type: 'model', identity },
    start,
    end,
    strength,
    confidence: identity.confidence,
    reason: identity.reason,
  };
}

/**
 * A model, not only a family: an organisation before it, or a generation, size or variant. `DEEPSEEK_API_KEY`, `qwenChatModel` and, where
 * no model is named, `qwen2_results_final` are names.
 */
function isSpecific(text: string, { identity }: FoundId, evidence: Evidence): boolean {
  const { parts, lineage, confidence, developer } = identity;
  if (DATA_FILE.test(evidence.value) || REFERENCE.test(evidence.value) || DATASET.test(text)) return false;
  if (/^non-/i.test(text) || REVERSED.test(evidence.value) || (isNumberedVariable(text) && !isModelPlace(evidence))) return false;
  if (!/[-_.:/\d]/.test(text) || (CONSTANT.test(text) && !/\d/.test(text))) return false;
  if (WEIGHTS.test(evidence.value)) return true;
  if (isOther(text, identity) || (isIdentifier(text, identity) && !isModelPlace(evidence))) return false;
  if (isImage(evidence) ? isOfAPlace(identity, 'latest') : !text.includes('/') && isOfAPlace(identity) && !isModelPlace(evidence))
    return false;
  if (confidence === 'high' && /[a-z][-.:][a-z]/i.test(text)) return true;
  if ((text.includes('/') && identity.name.toLowerCase() !== identity.family) || lineage.some((ancestor) => ancestor.evidence !== 'name'))
    return true;
  if (developer === 'unknown' && parts.sizes.length === 0 && !isModelPlace(evidence)) return false;
  return parts.generation !== null || parts.sizes.length > 0 || parts.variants.length > 0;
}

/** A constant, a setting, or a path of keys or modules: `QWEN3_CONFIG_4B`, `ChatGLM_API_Base`, `gpt_sovits.character`, `bridges.bridge_qwen_7b`. */
function isIdentifier(text: string, { developer, name }: FoundId['identity']): boolean {
  if (PARAMETERS.test(text)) return false;
  return KEY_PATH.test(text) || isSetting(text) || (developer === 'unknown' && (CONSTANT.test(text) || MODULE_PATH.test(name)));
}

/** What names an address or a key, or the path to a class, wherever it stands: `deepseek-api-url`, `deepseek_mtp.DeepseekModel`. */
function isOther(text: string, { developer }: FoundId['identity']): boolean {
  return NO_MODEL_END.test(text) || (developer === 'unknown' && CLASS_PATH.test(text));
}

/** What its name says is a key, or an address or model of what stands before that: `MOONSHOT_MODEL_NAME`; not `deepseek_coder_base`. */
function isSetting(text: string): boolean {
  const meaning = SNAKE.test(text) ? roleOf(text) : null;
  if (meaning === null || meaning.stem === '') return false;
  return meaning.role === 'key' || wordsOfName(text).length - meaning.stem.split(' ').length > 1;
}

/** Weights of frameworks, under endings that other files have, too. */
const PARAMETERS = /\.(?:bin|pt|mnn|tflite|rknn|pdparams|npz|engine)$/i;
const SNAKE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/i;
const NO_MODEL_END = /-(?:keys?|tokens?|secret|password|ur[il]s?(?:-base)?|api-(?:base|host|endpoint))$/i;
const CLASS_PATH = /^[a-z]\w*(?:\.[a-z]\w*)*\.(?:[A-Z]+[a-z]+)+$/;
const KEY_PATH = /^[a-z]\w*(?:\.[a-z]+(?:_[a-z]+)*)+$/;
const MODULE_PATH = /^[a-z]\w*(?:\.[a-z]\w*)+$/i;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** A file of a program's, which somebody named after a model: `qwen_input_chat.json`. */
function isFileOfOthers({ identity, end }: FoundId, { value }: Evidence): boolean {
  const { generation, sizes } = identity.parts;
  const isTune = identity.developer === 'unknown' || identity.lineage[0]?.evidence === 'name';
  return (isTune || (generation === null && sizes.length === 0)) && FILE_END.test(value.slice(end));
}

/** What hubs hold beside models: `huggingface.co/collections/Qwen/qwen25-66e8`. https://huggingface.co/docs/hub */
function isOnPage({ start }: FoundId, { value }: Evidence): boolean {
  return HUB_PAGE.test(value.slice(0, start));
}

/** Whose code it is, of which nothing says that it is a model: `github.com/deepseek-ai/deepseek-harness`. */
function isRepository({ identity: { confidence, parts }, start }: FoundId, { value }: Evidence): boolean {
  return confidence !== 'high' && parts.sizes.length === 0 && CODE_HOST.test(value.slice(0, start));
}

const HUB_PAGE = /(?:huggingface\.co|hf\.co|modelscope\.(?:cn|ai))\/(?:collections|datasets|papers|spaces|studios)\/$/i;

/** What runs a model, and is called after it: `cpu-qwen-tts`, `translate.service.deepSeek.model`. */
function isOfDeployment({ identity, start, end }: FoundId, evidence: Evidence): boolean {
  if (identity.parts.sizes.length > 0 || isModelPlace(evidence)) return false;
  return evidence.value
    .slice(start, end)
    .toLowerCase()
    .split(/[-_.:/]/)
    .some(isDeployed);
}

/** The value is an image of a program: `vinlic/glm-free-api`. */
function isImage({ keys }: Evidence): boolean {
  return roleOf(keys.at(-1) ?? '')?.role === 'image';
}

/** Nothing but words of regions, services and programs behind the family's: `qwen-cn`, `deepseek-api`. */
function isOfAPlace({ parts }: FoundId['identity'], tag?: string): boolean {
  const { generation, sizes, packaging } = parts;
  const variants = parts.variants.filter((word) => word !== tag);
  return generation === null && sizes.length + packaging.length === 0 && variants.length > 0 && variants.every((word) => PLACES.has(word));
}

const WEIGHTS = /\.(?:gguf|safetensors|onnx|pth|ckpt|mlmodelc?|llamafile|litertlm|task)$/i;
/** What a model wrote or is drawn as, not the model: `math_Qwen2-7B-Instruct.parquet`. */
const DATA_FILE = /\.(?:parquet|arrow|feather|[ct]sv|jsonl|ndjson|np[yz]|xlsx?|log|png|jpe?g|gif|svg|webp|ico|mp[34]|wav|pdf)$/i;
/** What a run, a template of prompts or a parser of answers is called, not a model: `experiment_name=qwen3_8b_grpo`, `template: qwen3`. */
function isNameOfRun({ keys, value }: Evidence): boolean {
  const key = keys.at(-1) ?? '';
  return RUN_KEY.test(key) || (TEMPLATE_KEY.test(key) && !value.includes('/'));
}

const RUN_KEY = /(?:^|[._-])(?:exp|experiment|run|job)[_-]?names?$/i;
/** https://llamafactory.readthedocs.io, https://docs.vllm.ai/en/latest/features/reasoning_outputs.html, https://docs.vllm.ai/en/latest/features/tool_calling.html */
const TEMPLATE_KEY =
  /(?:^|(?<!(?:name|file|path|ur[il]))[._-])(?:(?:prompt|chat|conv(?:ersation)?)[_-]?)?template(?:[_-]?(?:name|type|factory|map|id))?$|(?:^|[._-])(?:reasoning|tool(?:[_-]?call)?)[_-]?parser$/i;

/**
 * What a text of the interface is called: `NSLocalizedString("deepseek_translate")`, `t("qwen_coder")`.
 * https://developer.apple.com/documentation/foundation/nslocalizedstring, https://www.i18next.com/overview/api
 */
function isKeyOfText({ identity: { parts } }: FoundId, { keys, value }: Evidence): boolean {
  return TRANSLATES.test(keys.at(-1) ?? '') && !value.includes('/') && parts.generation === null && parts.sizes.length === 0;
}

const TRANSLATES =
  /^(?:NSLocalizedString|LocalizedString(?:Key|Resource)|String\.localized|(?:[\w$]+\.)?(?:\$?t|tr|\$tc|translate|gettext|_))$/;

/** A key or a package of somebody's own: `com.example.deepseek.model`. */
const REVERSED = /^(?:com|org|net|io|cn|dev|me)\.[a-z][\w-]*\./;

/** What models learn from: `people/Chinese-DeepSeek-R1-Distill-data-110k`. */
const DATASET = /[-_](?:datasets?|data[-_]\d+k)(?:[-_]|$)/i;

/**
 * A variable that LiteLLM reads a setting from (https://docs.litellm.ai/docs/proxy/configs); a node of n8n by its package and class,
 * `@n8n/n8n-nodes-langchain.lmChatDeepSeek` (https://docs.n8n.io/integrations/creating-nodes/build/reference/node-file-structure/).
 */
const REFERENCE = /^os\.environ\/[A-Z0-9_]+$|(?:^|\/)n8n-nodes-[\w-]+\.\w+$/;
const FILE_END =
  /^\.(?:json[l5c]?|ya?ml|toml|mdx?|rst|txt|html?|[cm]?[jt]sx?|pyi?|ipynb|go|rs|java|scala|zig|exs?|el|jl|nix|sh|ps1|sql|tf|modelfile)(?![\w-])/i;

function strengthOf({ strength }: FoundId): Candidate['strength'] {
  return strength === 'name' ? 'sure' : strength === 'id' ? 'context' : 'signed';
}

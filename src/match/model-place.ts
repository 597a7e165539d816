/** Places where people name models. */
import { roleOf } from '../rules/key-role.ts';
import type { Evidence } from '../types.ts';

/** Keys under which people name models: `model`, `--model-name`, `MODEL_ID`, `modelName`, `FROM`. */
const MODEL_KEY =
  /(?:^|[-_.])models?(?:$|[-_.](?:name|id|path|version|type)s?$)|model(?:name|id|path)?s?$|^from$|^base[-_]?model|_path$|deployment|engine|checkpoint|tokenizer|repo[-_]?id|served/i;
const MODEL_CALL =
  /from_?pretrained|snapshot_?download|hf_hub_download|pull|SentenceTransformer|CrossEncoder|pipeline|completion|embedding|llm|chat/i;

const ONLY_MODELS =
  /^(?:[a-z0-9]*[-_.])?models?(?:[-_]?(?:name|id|ids|path|uri|list|repo|name[-_]or[-_]path))?$|repo[-_]?id$|^(?:\w*\.)*(?:from_pretrained|snapshot_download|hf_hub_download|SentenceTransformer|CrossEncoder)$/i;

/** The value stands under a key that names a model. */
export function isModelKey({ whole, keys }: Evidence): boolean {
  return whole && keys.some((key) => MODEL_KEY.test(key)) && roleOf(keys.at(-1) ?? '')?.role !== 'address';
}

/** The value stands where a model is named: under such a key, as an argument of a loading call, or as a base that a file declares. */
export function isModelPlace(evidence: Evidence): boolean {
  const { form, keys, whole } = evidence;
  return form === 'base' || form === 'file' || isModelKey(evidence) || (whole && keys.some((key) => MODEL_CALL.test(key)));
}

/** The value stands where nothing but a model is named: `model`, `model_name_or_path`, `repo_id`, an argument of a loader of weights. */
export function isModelArgument({ form, keys, whole }: Evidence): boolean {
  return form === 'base' || (whole && (keys.slice(-2).some((key) => ONLY_MODELS.test(key)) || isNameOfModel(keys)));
}

/** `ModelMeta(name=...)`, `models: [{ id: ... }]`. */
function isNameOfModel(keys: readonly string[]): boolean {
  return /^(?:name|id)$/.test(keys.at(-1) ?? '') && keys.slice(-3, -1).some((key) => /^models?$|^Model[A-Z]\w*$/.test(key));
}

const MANIFEST = /^(?:node|python|java|rust|php|ruby|dart|elixir|go|dotnet|swift|julia|r)\//;
const PROJECT_KEY = /^(?:.*\.)?(?:name|artifactId|module|app|PackageId|RootNamespace|AssemblyName)$/;

const DEPLOYMENT = /^(?:config|infra)\//;

/** One word in a cell of a table, which may list places and people: `Hunyuan` is a county. */
export function isWordOfTable(evidence: Evidence): boolean {
  return evidence.extractor === 'docs/csv' && /^[A-Za-z]+$/.test(evidence.value) && !isModelPlace(evidence);
}

/** Before whose code it is. */
export const CODE_HOST = /(?:github|gitlab|gitee|bitbucket)(?:usercontent)?\.(?:com|org)[/:]$/i;

/** The name of a project or of a part of it, in its manifest or lockfile; a module or chart that is deployed, by where it lies. */
export function isProjectName({ form, keys, extractor }: Evidence): boolean {
  const key = keys.at(-1) ?? '';
  if (form !== 'string') return false;
  if (MANIFEST.test(extractor)) return PROJECT_KEY.test(key);
  return (
    DEPLOYMENT.test(extractor) &&
    (isObjectName(keys, extractor) || key === 'chart' || (key === 'source' && keys[0] === 'module') || isRelease(keys))
  );
}

/** `metadata.name` of an object of Kubernetes: what it is called, whatever it runs. */
function isObjectName(keys: readonly string[], extractor: string): boolean {
  return extractor === 'infra/kubernetes' && keys.at(-1) === 'name' && keys.at(-2) === 'metadata';
}

/** `name` of a Helm release in Terraform. */
function isRelease(keys: readonly string[]): boolean {
  return keys[1] === 'helm_release' && keys.length === 4 && /^(?:name|repository)$/.test(keys[3] ?? '');
}

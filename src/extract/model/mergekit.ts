/** Recipes of mergekit, which makes models of models: https://github.com/arcee-ai/mergekit#merge-configuration */
import type { Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor, Span } from '../../types.ts';
import { declaredSpans, formSpan, isName, partSpan } from './declared.ts';

const RECIPE = /^(?:merge_method|gate_mode|slices|experts)[ \t]*:/m;
const SOURCE = /^[ \t-]*(?:model|source_model|base_model|sources|positive_prompts)[ \t]*:/m;
const MODEL = new Set(['model', 'base_model', 'source_model']);
/** `tokenizer_source: model:org/name`. */
const TOKENIZER = 'model:';

/** Each model that is merged is a base; other keys and values as of YAML. */
export const mergekit: Extractor = {
  id: 'model/mergekit',
  files: ['**/*.{yml,yaml}'],
  claims: ({ text }) => (text.includes('merge_method') || text.includes('source_model')) && RECIPE.test(text) && SOURCE.test(text),
  read: ({ text }) => declaredSpans(text, readYaml(text), declaredBy),
};

function declaredBy(scalar: Scalar): Span[] | null {
  const { keys, value } = scalar;
  const key = keys.at(-1) ?? '';
  if (key === 'tokenizer_source' && value.startsWith(TOKENIZER)) {
    const tokenizer = partSpan(scalar, TOKENIZER.length, value.length, 'string');
    return tokenizer && [tokenizer];
  }
  const isModel = MODEL.has(key) || (key === 'path' && MODEL.has(keys.at(-2) ?? ''));
  return isModel && isName(value) ? modelsOf(scalar) : null;
}

/** `org/name@revision+org/adapter`: the models, without their revisions. */
function modelsOf(scalar: Scalar): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const part of scalar.value.split('+')) {
    const at = part.indexOf('@');
    const span = partSpan(scalar, from, from + (at > 0 ? at : part.length), 'base');
    if (span && span.end > span.start) spans.push(span);
    from += part.length + 1;
  }
  return spans.length > 0 ? spans : [formSpan(scalar, 'base')];
}

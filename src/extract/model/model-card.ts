/** Model cards, READMEs with YAML front matter: https://huggingface.co/docs/hub/model-cards */
import { frontMatterOf } from '../../formats/frontmatter.ts';
import type { Reading, Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor, Span } from '../../types.ts';
import { declaredSpans, formSpan, isName, partSpan } from './declared.ts';
import { cacheSpans } from './names.ts';

/** Keys of the front matter that only the cards of models and data sets have. */
const CARD =
  /^(?:base_model|base_model_relation|library_name|pipeline_tag|license_name|model-index|model_name|datasets|new_version|inference)[ \t]*:/m;
/** A base model among the tags, as trainers write it: `base_model:adapter:org/name`. */
const TAG = /^base_model:(?:(?:adapter|finetune|merge|quantized):)?/;

/** Base models, by key or tag; other keys and values as of YAML, the text below as a mention. */
export const modelCard: Extractor = {
  id: 'model/model-card',
  files: ['**/readme*.{md,markdown,mdx}', '**/{modelcard,model_card,model-card}*.{md,markdown}'],
  claims({ text }) {
    const matter = frontMatterOf(text);
    return matter !== null && CARD.test(text.slice(matter.start, matter.end));
  },
  read({ path, text }) {
    const matter = frontMatterOf(text) ?? { start: 0, end: 0, body: 0 };
    const reading = moved(readYaml(text.slice(matter.start, matter.end)), matter.start);
    const prose: Span = { start: matter.body, end: text.length, form: 'word', usage: 'mention', keys: [], scope: '' };
    return declaredSpans(text, reading, declaredBy, [...cacheSpans(path), prose]);
  },
};

function moved({ scalars, problem }: Reading, by: number): Reading {
  return {
    scalars: scalars.map((one) => ({ ...one, start: one.start + by, end: one.end + by })),
    problem: problem && { message: problem.message, at: problem.at + by },
  };
}

function declaredBy(scalar: Scalar): Span[] | null {
  const { keys, value } = scalar;
  if (!isName(value)) return null;
  if (keys[0] === 'base_model') return [formSpan(scalar, 'base')];
  const tag = keys[0] === 'tags' ? TAG.exec(value) : null;
  const base = tag && partSpan({ ...scalar, keys: ['tags', 'base_model'] }, tag[0].length, value.length, 'base');
  return base && base.end > base.start ? [base] : null;
}

/** Safetensors files, by what their header says of the training: https://github.com/huggingface/safetensors#format, modelspec.ai */
import { SyntaxProblem } from '../../formats/problem.ts';
import { isSafetensors, readSafetensors } from '../../formats/safetensors.ts';
import type { Extractor, Form } from '../../types.ts';
import { isName } from './declared.ts';
import { weightsSpan } from './names.ts';

/** LoRA trainers (kohya `ss_*`, ai-toolkit) and the Stability model specification. */
const BASES =
  /^(?:ss_base_model_version|ss_base_model|ss_sd_model_name|base_model(?:_name_or_path)?|modelspec\.(?:base_model|merged_from))$/;
const ARCHITECTURES = /^(?:modelspec\.architecture|general\.architecture|model_type|_class_name|architecture)$/;
const NAMES = /^(?:modelspec\.title|ss_output_name|model_name)$/;
/** Longer values are counts of tags and lists of training images. */
const LONGEST = 1000;

/** The weights, and what the metadata of trainers says: base model, architecture, title. */
export const safetensors: Extractor = {
  id: 'model/safetensors',
  files: ['**/*.safetensors', '**/blobs/*'],
  claims: ({ path, text, head }) => text === '' && (isSafetensors(head) || /\.safetensors$/i.test(path)),
  read({ path, head, size }) {
    const { metadata, problem } = readSafetensors(head, size);
    const told = metadata.filter(({ value }) => value.length <= LONGEST && isName(value));
    const spans = [
      weightsSpan(path),
      ...told.map(({ key, value }) => ({ start: 0, end: 0, form: formOf(key), keys: ['__metadata__', key], scope: '', value })),
    ];
    if (problem) throw new SyntaxProblem(problem, 1, spans);
    return spans;
  },
};

function formOf(key: string): Form {
  if (BASES.test(key)) return 'base';
  if (ARCHITECTURES.test(key)) return 'architecture';
  return NAMES.test(key) ? 'file' : 'string';
}

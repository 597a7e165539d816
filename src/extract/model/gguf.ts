/** GGUF model files, by their header: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
import { isGguf, readGguf, type GgufField } from '../../formats/gguf.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import type { Extractor, Form, Span } from '../../types.ts';
import { weightsSpan } from './names.ts';

const ARCHITECTURES = new Set(['general.architecture', 'tokenizer.ggml.pre', 'clip.projector_type']);
/** Keys that name this model. */
const NAMES = /^general\.(?:name|basename|(?:source\.)?(?:url|repo_url|huggingface\.repository))$/;
const BASE = /^general\.base_model\.\d{1,9}/;
/** Lists of the vocabulary: their length tells something, their words do not. */
const VOCABULARY = 'tokenizer.';
/** Longer values are texts (chat templates, licences) and told line by line. */
const LONGEST = 300;
const DEEPEST = 32;

/** The weights, and what the header says: architecture, name, base models, length of the vocabulary. */
export const gguf: Extractor = {
  id: 'model/gguf',
  files: ['**'],
  claims: ({ head }) => isGguf(head),
  read({ path, head, size }) {
    const header = readGguf(head, size);
    const fields = header?.fields ?? [];
    const first = new Map(fields.toReversed().map(({ key, values }) => [key, values[0] ?? '']));
    const spans = [weightsSpan(path), ...fields.flatMap((field) => fieldSpans(field, first))];
    if (header?.problem) throw new SyntaxProblem(header.problem, 1, spans);
    return spans;
  },
};

/** Spans of one key; `first` is the first value of every key. */
function fieldSpans({ key, values, length }: GgufField, first: ReadonlyMap<string, string>): Span[] {
  const scope = BASE.exec(key)?.[0] ?? '';
  const place = { start: 0, end: 0, keys: key.split('.', DEEPEST), scope };
  if (length !== null && key.startsWith(VOCABULARY)) {
    return [{ ...place, keys: [...place.keys, 'length'], form: 'string', value: String(length) }];
  }
  const form = formOf(key, scope, first);
  const organisation = form === 'base' && key.endsWith('.name') ? (first.get(`${scope}.organization`) ?? '') : '';
  const owner = organisation === '' || organisation.length > LONGEST ? '' : `${organisation}/`;
  const told = values.flatMap((value) => (value.length > LONGEST ? value.split('\n') : [value]));
  return told.filter((value) => value.trim() !== '' && value.length <= LONGEST).map((value) => ({ ...place, form, value: owner + value }));
}

/** A base model is told by its address, and by its name where it has none. */
function formOf(key: string, scope: string, first: ReadonlyMap<string, string>): Form {
  if (ARCHITECTURES.has(key)) return 'architecture';
  if (NAMES.test(key)) return 'file';
  if (scope === '') return 'string';
  const hasAddress = first.has(`${scope}.repo_url`) || first.has(`${scope}.url`);
  return key === `${scope}.repo_url` || key === `${scope}.url` || (key === `${scope}.name` && !hasAddress) ? 'base' : 'string';
}

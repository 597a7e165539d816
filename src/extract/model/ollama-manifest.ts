/** What Ollama keeps of a model that it pulled: https://github.com/ollama/ollama/blob/main/docs/faq.mdx (where are models stored) */
import { jsonSpans } from '../../formats/json/index.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import type { Extractor, Span } from '../../types.ts';

const PATH = /(?:^|\/)manifests\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/;
const DEFAULT_HOST = 'registry.ollama.ai';
const DEFAULT_NAMESPACE = 'library';

/** The model that the path names, as `ollama run` takes it, and the fields of the manifest. */
export const ollamaManifest: Extractor = {
  id: 'model/ollama-manifest',
  files: ['**/manifests/*/*/*/*'],
  claims: ({ text }) => /^\s*\{/.test(text) && (text.includes('vnd.ollama.image') || text.includes('vnd.docker.distribution.manifest')),
  read({ path, text }) {
    const named = nameSpans(path);
    try {
      return [...named, ...jsonSpans(text)];
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      throw new SyntaxProblem(error.message, error.line, [...named, ...error.spans]);
    }
  },
};

/** `manifests/<host>/<namespace>/<model>/<tag>`, as `ollama run` takes it. */
function nameSpans(path: string): Span[] {
  const [, host = '', namespace = '', model = '', tag = ''] = PATH.exec(path) ?? [];
  if (model === '') return [];
  const owner = host === DEFAULT_HOST ? (namespace === DEFAULT_NAMESPACE ? '' : `${namespace}/`) : `${host}/${namespace}/`;
  return [{ start: 0, end: 0, form: 'file', keys: ['manifests', host], scope: '', value: `${owner}${model}:${tag}` }];
}

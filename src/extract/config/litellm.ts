/** LiteLLM proxy configuration: one scope for each entry of `model_list`. https://docs.litellm.ai/docs/proxy/configs */
import { readJson } from '../../formats/json.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { within } from './scopes.ts';

const ENTRY = /^(?:[^.]+\.){0,6}?model_list\.\d+/;

export const litellm: Extractor = {
  id: 'config/litellm',
  files: ['**/*.{yaml,yml,json}'],
  claims: ({ text }) => /^[ \t]*["']?model_list["']?[ \t]*:/m.test(text) && text.includes('litellm_params'),
  read: ({ path, text }) => refinedSpans(text, /\.json$/i.test(path) ? readJson(text) : readYaml(text), within(ENTRY)),
};

/** LiteLLM proxy configuration: one scope for each entry of `model_list`. https://docs.litellm.ai/docs/proxy/configs */
import { readJson } from '../../formats/json/index.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { LITELLM_ENTRY, within } from './scopes.ts';
import { wantedIn } from './wanted.ts';

/** Keys and values, as of YAML or JSON; those of one entry of `model_list` share a scope. */
export const litellm: Extractor = {
  id: 'config/litellm',
  files: ['**/*.{yaml,yml,json}'],
  claims: ({ text }) => text.includes('litellm_params') && /^[ \t]*["']?model_list["']?[ \t]*:/m.test(text),
  read: (file) =>
    refinedSpans(
      file.text,
      /\.json$/i.test(file.path) ? readJson(file.text, wantedIn(file)) : readYaml(file.text, wantedIn(file)),
      within(LITELLM_ENTRY),
    ),
};

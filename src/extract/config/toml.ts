/** TOML of no more specific kind. https://toml.io/en/v1.0.0 */
import { readToml } from '../../formats/toml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { wantedIn } from './wanted.ts';

/** Keys and values, each with its path; of a large file only what may say something. */
export const toml: Extractor = {
  id: 'config/toml',
  files: ['**/*.{toml,tml}', '**/*.toml.{example,sample,template,tmpl,j2,dist}'],
  read: (file) => refinedSpans(file.text, readToml(file.text, wantedIn(file))),
};

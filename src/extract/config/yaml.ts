/** YAML of no more specific kind. https://yaml.org/spec/1.2.2/ */
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { wantedIn } from './wanted.ts';

/** Keys and values, each with its path, of every document; of a large file only what may say something. */
export const yaml: Extractor = {
  id: 'config/yaml',
  files: ['**/*.{yaml,yml}', '**/*.{yaml,yml}.{example,sample,template,tmpl,tpl,j2,dist,erb}', '**/.clang-{format,tidy}'],
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file))),
};

/** JSON, JSONC, JSON5 and JSON Lines of no more specific kind. https://www.rfc-editor.org/rfc/rfc8259, https://spec.json5.org */
import { readJson, readJsonLines } from '../../formats/json/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { wantedIn } from './wanted.ts';

/** Keys and values, each with its path; of a large file only what may say something. */
export const json: Extractor = {
  id: 'config/json',
  files: [
    '**/*.{json,jsonc,json5,jsonl,ndjson,code-workspace,code-snippets,webmanifest,tfstate,har,avsc,hjson,arb,xcstrings}',
    '**/*.json.{example,sample,template,tmpl,j2,dist}',
    '**/.{babelrc,eslintrc,prettierrc,swcrc,jshintrc,stylelintrc,continuerc,releaserc,devcontainer}',
  ],
  read: (file) =>
    refinedSpans(file.text, /\.(?:jsonl|ndjson)$/i.test(file.path) ? readJsonLines(file.text) : readJson(file.text, wantedIn(file))),
};

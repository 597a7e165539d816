/** JSON, JSONC, JSON5 and JSON Lines of no more specific kind. https://www.rfc-editor.org/rfc/rfc8259, https://spec.json5.org */
import { readJson, readJsonLines } from '../../formats/json.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

export const json: Extractor = {
  id: 'config/json',
  files: [
    '**/*.{json,jsonc,json5,jsonl,ndjson,code-workspace,code-snippets,webmanifest,tfstate,har,avsc,hjson}',
    '**/*.json.{example,sample,template,tmpl,j2,dist}',
    '**/.{babelrc,eslintrc,prettierrc,swcrc,jshintrc,stylelintrc,continuerc,releaserc,devcontainer}',
  ],
  read: ({ path, text }) => refinedSpans(text, /\.(?:jsonl|ndjson)$/i.test(path) ? readJsonLines(text) : readJson(text)),
};

/** JSON, JSONC, JSON5 and JSON Lines of no more specific kind. https://www.rfc-editor.org/rfc/rfc8259, https://spec.json5.org */
import { readJson, readJsonLines } from '../../formats/json/index.ts';
import type { Reading } from '../../formats/scalar.ts';
import type { Extractor, SourceFile } from '../../types.ts';
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
  read: (file) => refinedSpans(file.text, readingOf(file)),
};

/** Logs and tables of a value a line are called `.json`, too. */
function readingOf(file: SourceFile): Reading {
  if (/\.(?:jsonl|ndjson)$/i.test(file.path)) return readJsonLines(file.text);
  const whole = readJson(file.text, wantedIn(file));
  if (whole.problem === null) return whole;
  const lines = readJsonLines(file.text);
  return lines.problem === null ? lines : whole;
}

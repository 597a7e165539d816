/** Files written inside another, as in `data: { "config.yaml": | ... }` of a ConfigMap. */
import { readDotenv } from '../../formats/dotenv.ts';
import { readIni, readProperties } from '../../formats/ini.ts';
import { readJson } from '../../formats/json/index.ts';
import type { Reading, Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import { LITELLM_ENTRY, within } from './scopes.ts';

const READERS: ReadonlyMap<string, (text: string) => Reading> = new Map([
  ['yaml', readYaml],
  ['yml', readYaml],
  ['json', readJson],
  ['toml', readToml],
  ['env', readDotenv],
  ['properties', readProperties],
  ['ini', readIni],
  ['conf', readIni],
  ['cfg', readIni],
]);

/** Whether a key names a file that can be read. */
export function isFileName(key: string): boolean {
  return key.includes('.') && READERS.has(endingOf(key));
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** Keys whose block of lines is YAML: values of a Helm release, applications of a Ray service. */
const YAML_KEY = /^values$|(?:^|[a-z_])[cC]onfig(?:uration)?(?:V\d)?$|^(?:manifest|yaml_body)$/;
const YAML_START = /^\s*(?:#[^\n]*\n\s*){0,20}(?:- )?["']?[A-Za-z][\w./-]*["']?:(?:\s|$)/;
/** Files inside files inside files. */
const DEEPEST = 3;

/** The scalars of a block of lines that is a file: by the name that is its key, or by what such a key holds; null when it is none, or cannot be read. */
export function embeddedScalars(text: string, { start, end, keys, scope }: Scalar): Scalar[] | null {
  if (text[lineStart(text, start) - 1] !== '\n' || scope.split('@').length > DEEPEST) return null;
  const from = lineStart(text, start);
  const block = text.slice(from, end);
  const read = readerOf(keys, block, text);
  if (read === undefined) return null;
  const { scalars, problem } = read(block);
  if (problem !== null || scalars.length === 0) return null;
  const place = block.includes('litellm_params') ? within(LITELLM_ENTRY) : same;
  return scalars
    .filter((one) => one.end > one.start)
    .map(place)
    .map((one) => moved(one, from, keys, `${scope}@${start}`))
    .toSorted((a, b) => a.start - b.start);
}

/** Whether the block of lines under a key may be YAML. */
export function holdsYaml(key: string): boolean {
  return YAML_KEY.test(key);
}

function readerOf(keys: readonly string[], block: string, text: string): ((text: string) => Reading) | undefined {
  const name = keys.at(-1) ?? '';
  if (isFileName(name)) return READERS.get(endingOf(name));
  const mayHold = holdsYaml(name) || (keys.at(-2) === 'data' && isConfigMap(text));
  return mayHold && block.includes('\n') && YAML_START.test(block) ? readYaml : undefined;
}

/** Whether a file holds a ConfigMap, whose `data` are files under any name. https://kubernetes.io/docs/concepts/configuration/configmap/ */
export function isConfigMap(text: string): boolean {
  if (text !== asked.text) asked = { text, isMap: text.includes('ConfigMap') && /^ {0,8}kind: ["']?ConfigMap\b/m.test(text) };
  return asked.isMap;
}

/** The file that was asked about last; each of its blocks asks. */
let asked = { text: '', isMap: false };

function same(one: Scalar): Scalar {
  return one;
}

/** The start of the line, when only blanks stand before an offset. */
function lineStart(text: string, at: number): number {
  let start = at;
  while (text[start - 1] === ' ') start--;
  return start === 0 || text[start - 1] === '\n' ? start : at;
}

function moved(one: Scalar, by: number, keys: readonly string[], scope: string): Scalar {
  return {
    ...one,
    start: one.start + by,
    end: one.end + by,
    keys: [...keys, ...one.keys],
    scope: one.scope === '' ? scope : `${scope}.${one.scope}`,
  };
}

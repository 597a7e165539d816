/** Files written inside another, as in `data: { "config.yaml": | ... }` of a ConfigMap. */
import { readDotenv } from '../../formats/dotenv.ts';
import { readIni, readProperties } from '../../formats/ini.ts';
import { readJson } from '../../formats/json/index.ts';
import { spanOf, type Reading, type Scalar } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Span } from '../../types.ts';

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

/** The spans of a block of lines whose key is a file's name; null when it is no such value, or cannot be read. */
export function embeddedSpans(text: string, { start, end, keys, scope }: Scalar): Span[] | null {
  const name = keys.at(-1) ?? '';
  const read = isFileName(name) ? READERS.get(endingOf(name)) : undefined;
  if (read === undefined || text[lineStart(text, start) - 1] !== '\n') return null;
  const from = lineStart(text, start);
  const { scalars, problem } = read(text.slice(from, end));
  if (problem !== null || scalars.length === 0) return null;
  return scalars
    .filter((one) => one.end > one.start)
    .map((one) => moved(one, from, keys, `${scope}@${start}`))
    .toSorted((a, b) => a.start - b.start)
    .map((one) => spanOf(text, one));
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

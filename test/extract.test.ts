import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import picomatch from 'picomatch';
import { finderOf } from '../src/extract/claims.ts';
import { extract, extractorOf } from '../src/extract/index.ts';
import { EXTRACTORS } from '../src/extract/list.ts';
import { decode } from '../src/discover/decode.ts';
import type { Evidence, SourceFile } from '../src/types.ts';

const FORMATS = join(import.meta.dirname, '../fixtures/formats');
const ANCHORS = /qwen|deepseek|dashscope|kimi|moonshot|zhipu|bigmodel|chatglm|glm-?\d|minimax|mimo|langchain/gi;

/** A fixture file as the scan would hand it to an extractor, with the words above as anchors. */
function fixtureFile(root: string, path: string): SourceFile {
  const bytes = readFileSync(join(root, path));
  const decoded = decode(bytes);
  const text = decoded.kind === 'text' ? decoded.text : '';
  const anchors = [...text.matchAll(ANCHORS)].map((match) => match.index);
  return { path, text, size: bytes.length, anchors, head: decoded.kind === 'text' ? new Uint8Array() : bytes.subarray(0, 1 << 20) };
}

/** `line:column-endColumn form usage [keys] {scope} = value`, then what a manifest says. */
function line({ location, form, usage, keys, scope, value, package: facts }: Evidence): string {
  const place = `${location.line}:${location.column}-${location.endColumn}`;
  const dependency = facts ? ` | ${facts.ecosystem} ${facts.version ?? '-'} ${facts.dependencyPath.join(' > ')}` : '';
  return `${place} ${form} ${usage} [${keys.join('.')}] {${scope}} = ${value}${dependency}`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && name !== 'expected.txt')
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

describe.each(EXTRACTORS.filter(({ id }) => id !== 'plain'))('$id', ({ id }) => {
  const folder = join(FORMATS, id);
  const cases = existsSync(folder) ? readdirSync(folder) : [];

  it('has fixtures', () => expect(cases, `add fixtures/formats/${id}/<case>/`).not.toEqual([]));

  it.each(cases)('%s', async (name) => {
    const root = join(folder, name);
    const read = filesBelow(root).map((path) => {
      const file = fixtureFile(root, path);
      expect(extractorOf(file).id, `who reads ${relative(FORMATS, join(root, path))}`).toBe(id);
      const { evidence, diagnostics } = extract(file);
      return [`# ${path}`, ...evidence.map(line), ...diagnostics.map((d) => `! ${d.code} line ${d.line}`), ''].join('\n');
    });
    await expect(read.join('\n')).toMatchFileSnapshot(join(root, 'expected.txt'));
  });
});

it('finds by name and ending what the globs of the extractors name', () => {
  const expressions = EXTRACTORS.map(({ files }) => files.map((glob) => picomatch.makeRe(glob, { dot: true, nocase: true })));
  const find = finderOf(EXTRACTORS);
  const paths = readdirSync(FORMATS, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  for (const path of paths.flatMap((one) => [one, one.slice(one.lastIndexOf('/') + 1), one.toUpperCase(), one.replace(/\.[^.]*$/, '')])) {
    const asked: string[] = [];
    find(path, ({ id }) => asked.push(id) === 0);
    expect(asked, path).toEqual(EXTRACTORS.filter((_, i) => expressions[i]?.some((one) => one.test(path))).map(({ id }) => id));
  }
});

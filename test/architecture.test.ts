import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXTRACTORS } from '../src/extract/list.ts';
import { REPORTERS } from '../src/report/index.ts';

const SRC = join(import.meta.dirname, '../src');
const STAGES = ['discover', 'extract', 'match', 'lineage', 'expose', 'judge', 'gate', 'report'];
/** What any file may import: the words, and what is said of errors. */
const WORDS = ['types', 'usage-error', 'thrown'];
/** What else the files of a folder may import: folders of src, or a file there. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  formats: [],
  rules: ['formats', 'report'],
  gather: ['rules', 'discover', 'extract', 'match', 'gate', 'report'],
  scan: ['survey', 'rules', 'formats', ...STAGES],
  survey: ['stages', 'rules', ...STAGES],
  stages: ['gather', ...STAGES],
  cli: ['findings', 'formats', 'rules', 'scan', 'report', 'match', 'extract', 'judge', 'gate', 'discover'],
  bin: ['cli'],
  build: ['rules', 'match', 'report', 'cli'],
  ...Object.fromEntries(STAGES.map((stage) => [stage, ['findings', 'formats', 'rules']])),
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

function part(path: string): string {
  if (path === 'rules/build.ts') return 'build';
  return path.includes('/') ? (path.split('/')[0] ?? '') : path.replace(/\.ts$/, '');
}

function mayImport(own: string, to: string): boolean {
  return WORDS.includes(to) ? !WORDS.includes(own) : (MAY[own] ?? []).includes(to);
}

function codeOf({ text }: { text: string }): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, '');
}

function importsOf({ text }: { text: string }): string[] {
  return [...text.matchAll(/(?:from|import|getBuiltinModule)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** Functions that are declared at the start of a line, by where the brace that ends them stands. */
function functionsOf(text: string): { name: string; lines: number }[] {
  return [...text.matchAll(/^(?:export )?(?:async )?function\*? (\w+)[\s\S]*?^\}$/gm)].map(([code, name = '']) => ({
    name,
    lines: code.split('\n').length,
  }));
}

/** Whether a docstring stands above a line; a list of words is told with the type that is made of it. */
function isTold(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? '';
  return (
    above.endsWith('*/') ||
    (/^export type \w+ = (?:\(typeof|Level)/.test(lines[at] ?? '') && above.startsWith('export ') && isTold(lines, at - 1))
  );
}

describe('architecture', () => {
  it.each(files)('$path imports only what its place allows', (file) => {
    const own = part(file.path);
    const foreign = importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => part(relative(SRC, resolve(SRC, dirname(file.path), name)).replaceAll('\\', '/')))
      .filter((to) => to !== own && !mayImport(own, to));
    expect(foreign).toEqual([]);
  });

  it.each(files.filter(({ path }) => !/^(?:discover|rules|cli)\/|^bin/.test(path)))('$path does no input or output', (file) => {
    expect(importsOf(file).filter((name) => /^node:(?:fs|process|child_process|net|http|https|worker_threads)|^pino$/.test(name))).toEqual(
      [],
    );
    expect(codeOf(file)).not.toMatch(/\bconsole\.|\bprocess\.|\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)/);
  });

  it.each(files)('$path opens no connection', (file) => {
    expect(importsOf(file).filter((name) => /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns)$/.test(name))).toEqual([]);
    expect(codeOf(file)).not.toMatch(/\bfetch\(|\bWebSocket\(/);
  });

  it.each(files)('$path starts no process and runs no code of its own making', ({ path, text }) => {
    const code = codeOf({ text });
    if (path !== 'cli/git.ts') expect(code).not.toMatch(/child_process/);
    if (path !== 'extract/deadline.ts' && path !== 'rules/compiled.ts') expect(code).not.toMatch(/node:vm/);
    if (path !== 'discover/crew.ts') expect(code).not.toMatch(/\bWorker\(/);
    expect(code).not.toMatch(/\beval\(|new Function\(|import\([^')\s]/);
  });

  it.each(files)('$path holds no class but errors, no default export, no any', ({ text }) => {
    const code = codeOf({ text });
    expect(code).not.toMatch(/^(?:export )?class (?!\w+ extends Error\b)/m);
    expect(code).not.toMatch(/^export default\b/m);
    expect(code).not.toMatch(/: any\b|\bas any\b|<any>|@ts-/);
  });

  it.each(files)('$path holds no function over 40 lines', ({ text }) => {
    expect(functionsOf(text).filter(({ lines }) => lines > 40)).toEqual([]);
  });

  it.each(files)('$path is at most 300 lines', ({ text }) => expect(text.split('\n').length).toBeLessThanOrEqual(300));

  it('lists every extractor, and its id is its path', () => {
    const paths = files
      .filter(({ path, text }) => path.startsWith('extract/') && /: Extractor = /.test(text))
      .map(({ path }) => path.slice('extract/'.length, -'.ts'.length));
    expect(EXTRACTORS.map(({ id }) => id).sort()).toEqual(paths.sort());
    expect(EXTRACTORS.at(-1)?.id).toBe('plain');
  });

  it('lists every report: each function of a Report that is named after its file', () => {
    const listed = readFileSync(join(SRC, 'report/index.ts'), 'utf8');
    const reporters = files
      .filter(({ path, text }) => {
        const name = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
        return (
          path.startsWith('report/') && new RegExp(`export function ${name}\\((?:\\w+|\\{[^}]*\\}): Report\\b[^)]*\\): string`).test(text)
        );
      })
      .map(({ path }) => `./${path.slice('report/'.length)}`);
    expect([...listed.matchAll(/await import\('([^']+)'\)/g)].map((match) => match[1] ?? '').sort()).toEqual(reporters.sort());
    expect(Object.keys(REPORTERS).length).toBe(reporters.length);
  });

  it.each(['scan.ts', 'survey.ts'])('%s fits on one screen', (name) => {
    expect(readFileSync(join(SRC, name), 'utf8').split('\n').length).toBeLessThanOrEqual(80);
  });

  it.each(files)('$path says of each export what it is', ({ text }) => {
    const lines = text.split('\n');
    const silent = lines.filter(
      (line, at) => /^export (?:async )?(?:function|const|type|interface|class)\b(?! \{)/.test(line) && !isTold(lines, at),
    );
    expect(silent).toEqual([]);
  });
});

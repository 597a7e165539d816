import { describe, expect, it } from 'vitest';
import { extract } from '../src/extract/index.ts';
import { readYaml } from '../src/formats/yaml/index.ts';
import type { SourceFile } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

function fileOf(path: string, text: string, word: string): SourceFile {
  return { path, text, size: text.length, anchors: [text.indexOf(word)], head: new Uint8Array() };
}

describe('YAML with more lines and elements than a parser should make objects of', () => {
  it('is read by lines, to the same scalars', () => {
    const unit = '- name: a\n  parts: [b, c]\n';
    const few = readYaml(unit.repeat(20));
    const many = readYaml(unit.repeat(20_000));
    const values = (scalars: typeof few.scalars) => scalars.map(({ role, start, end, value, keys }) => ({ role, start, end, value, keys }));
    expect(many.problem).toBeNull();
    expect(many.scalars.length).toBe(few.scalars.length * 1000);
    expect(values(many.scalars.slice(0, few.scalars.length))).toEqual(values(few.scalars));
  });
});

describe('a file of telling keys by the ten thousand', () => {
  const text = `${'- model: m\n  base_url: https://a.example/v1\n'.repeat(25_000)}- model: qwen3-8b\n`;
  const { evidence, settings = [] } = extract(fileOf('settings.yaml', text, 'qwen3'));

  it('gives what stands at its anchors, wherever that is', () => {
    expect(evidence.at(-1)).toMatchObject({ value: 'qwen3-8b', location: { line: 50_001 } });
    expect(settings.at(-1)).toMatchObject({ value: 'qwen3-8b' });
  });

  it('gives no more than 20,000 of the others', () => {
    expect(evidence.length).toBe(20_001);
    expect(settings.length).toBe(20_001);
  });
});

describe('a line that names a family again and again', () => {
  it('is read once, not once for each name', () => {
    const COUNT = 150_000;
    const word = 'deepseek ';
    const anchors = Array.from({ length: COUNT }, (_, at) => at * word.length);
    const file = { ...fileOf('notes.txt', word.repeat(COUNT), word), anchors };
    const start = performance.now();
    expect(extract(file).evidence).toHaveLength(COUNT);
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});

/** What the files of one folder say together of the model that lies there. */
import { describe, expect, it } from 'vitest';
import { extract } from '../src/extract/index.ts';
import type { Component } from '../src/types.ts';
import { reportOf, sourceOf } from './property-pipeline.ts';

const BASE = 'Qwen/Qwen2.5-7B-Instruct';

/** Header of a safetensors file without tensors. */
function weights(): Uint8Array {
  return Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}'), Buffer.alloc(64)]);
}

function config(base: string): Uint8Array {
  return Buffer.from(JSON.stringify({ model_type: 'qwen2', _name_or_path: base, transformers_version: '4.46.0' }));
}

function adapter(base: string): Uint8Array {
  return Buffer.from(JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: base }));
}

/** Names of models with what each was made from, nearest first. */
function linesOf(files: Readonly<Record<string, Uint8Array>>): Record<string, string[]> {
  const report = reportOf(Object.entries(files).map(([path, bytes]) => extract(sourceOf(path, bytes))));
  const models = report.components.filter(({ type, id }) => type === 'model' && id.startsWith('model/'));
  const steps = ({ lineage }: Component) => lineage.map(({ name, relation, evidence }) => `${relation} ${name} (${evidence})`);
  return Object.fromEntries(models.map((one) => [one.name, steps(one)]));
}

describe('the files of a folder', () => {
  it('tell what weights with a name of their own were made from', () => {
    const found = linesOf({
      'out/Qwen2.5-7B-Instruct-finance.safetensors': weights(),
      'out/config.json': config(BASE),
    });
    expect(found['Qwen2.5-7B-Instruct-finance']?.[0]).toBe(`finetune ${BASE} (declared)`);
  });

  it('tell of a model that only the folder names', () => {
    const found = linesOf({ 'models/support-bot/adapter_config.json': adapter(BASE) });
    expect(found['support-bot']?.[0]).toBe(`adapter ${BASE} (declared)`);
  });

  it.each([
    ['a folder that is called as many are', { 'checkpoints/output/adapter_config.json': adapter(BASE) }],
    ['a folder that is called as its base', { 'models/Qwen2.5-7B-Instruct/config.json': config(BASE) }],
    [
      'a folder whose files name two bases',
      { 'models/support-bot/config.json': config(BASE), 'models/support-bot/adapter_config.json': adapter('Qwen/Qwen2.5-14B') },
    ],
  ])('tell of no other model: %s', (_, files) => {
    expect(Object.keys(linesOf(files)).filter((name) => !name.startsWith('Qwen2.5-'))).toEqual([]);
  });
});

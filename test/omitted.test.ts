/** Calls that name no model: what code says of them, and what they are told to take. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../src/formats/languages/index.ts';
import { sourceSpans } from '../src/formats/source/index.ts';
import { findId } from '../src/match/identify-find.ts';
import { idsOf } from '../src/match/ids.ts';
import type { Span } from '../src/types.ts';
import { catalogue, componentsOf } from './exposure.ts';

/** The spans of every `Maker` in a text. */
function makers(path: string, text: string): Span[] {
  const language = languageOf(path, text);
  const anchors = [...text.matchAll(/Maker/g)].map(({ index }) => index);
  return language === null ? [] : sourceSpans(text, language, anchors);
}

describe('what a name that is called is given', () => {
  it.each<[string, string, readonly string[]]>([
    ['a.py', 'x = Maker()', []],
    ['a.py', 'x = Maker(model="a", size=3,)', ['model', 'size']],
    ['a.py', 'x = lib.Maker("a", size=f(a=1, b=2))', ['', 'size']],
    ['a.py', 'x = Maker(*some, **more)', ['', '']],
    ['a.py', 'x = Maker(\n  size=[1, 2],\n  other={"model": 3},\n)', ['size', 'other']],
    ['a.py', 'x = Maker(size=a == 3)', ['']],
    ['a.ts', 'const x = new Maker({ model })', ['']],
    ['a.ts', 'const x = new Maker({ apiKey: key, size: f({ model: 1 }) })', ['apiKey', 'size']],
    ['a.ts', 'const x = new Maker({ ...options })', ['']],
    ['a.ts', 'const x = await Maker.from({ size: 3 }, rest)', ['size', '']],
    ['a.ts', 'const x = new Maker({ size: 3 } as Options, { model: y })', ['size', '', 'model']],
    ['a.ts', 'const x = new Maker({})', []],
    ['a.swift', 'let x = Maker(model: "a", size: 3)', ['model', 'size']],
    ['a.cs', 'var x = new Maker(size: 3);', ['size']],
    ['a.go', 'x := lib.Maker{Model: "a"}', ['Model']],
  ])('%s: %s', (path, text, given) => {
    expect(makers(path, text).flatMap((span) => (span.given === undefined ? [] : [span.given]))).toEqual([given]);
  });
});

describe('where a name is imported from', () => {
  it.each<[string, string, string | undefined]>([
    ['a.py', 'from lib.parts import Maker', 'lib.parts'],
    ['a.py', 'from lib import (\n  Other,\n  Maker,\n)', 'lib'],
    ['a.py', 'try:\n    from lib import Other as O, Maker\nexcept ImportError: pass', 'lib'],
    ['a.py', 'from . import Maker', '.'],
    ['a.py', 'from lib import Other\nimport numpy as Maker', undefined],
    ['a.ts', "import { Other, Maker } from 'lib/parts';", 'lib/parts'],
    ['a.ts', "import Maker from '@scope/lib';", '@scope/lib'],
  ])('%s: %s', (path, text, module) => {
    expect(makers(path, text).map((span) => span.module)).toEqual([module]);
  });
});

describe('rules of calls that name no model', () => {
  const rules = catalogue.rules.clients.flatMap(({ omitted }) => omitted);

  it.each(rules.map((rule) => [rule.calls.join(', '), rule] as const))(
    '%s: all that it may take are of one watched family',
    (_, { models }) => {
      const families = new Set(models.map((model) => findId(model, idsOf(catalogue))?.family));
      expect([...families]).toEqual([expect.any(String)]);
    },
  );
});

describe('a call that names no model', () => {
  it('is told with the model that it takes, or with the family where releases differ', async () => {
    const components = await componentsOf(join(import.meta.dirname, '../fixtures/exposure/py-omitted-model'));
    const told = components.flatMap(({ id, occurrences }) =>
      occurrences.filter(({ usage }) => usage === 'use').map(({ location, value, takes }) => `${location.line} ${value} ${id} ${takes}`),
    );
    expect(told.toSorted()).toEqual([
      '10 FastEmbedEmbeddings model/bge/bge-small-en-v1.5 BAAI/bge-small-en-v1.5',
      '11 FastEmbedEmbeddings model/bge/bge-small-en-v1.5 BAAI/bge-small-en-v1.5',
      '12 TextEmbedding model/bge/bge-small-en-v1.5 BAAI/bge-small-en-v1.5',
      '13 TextEmbedding model/bge/bge-small-en-v1.5 BAAI/bge-small-en-v1.5',
      '14 InferenceClientModel family/qwen Qwen/Qwen3-Next-80B-A3B-Thinking or, in other releases, Qwen/Qwen2.5-Coder-32B-Instruct',
      '19 TextEmbedding model/bge/bge-small-en-v1.5 BAAI/bge-small-en-v1.5',
    ]);
  });
});

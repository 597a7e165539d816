import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../src/extract/evidence.ts';
import { extract } from '../src/extract/index.ts';
import { languageNamed, languageOf, LANGUAGES } from '../src/formats/languages/index.ts';
import { linesOf } from '../src/formats/position.ts';
import { batchSpans } from '../src/formats/source/batch.ts';
import { decodeStrings } from '../src/formats/source/escapes.ts';
import { makeSpans } from '../src/formats/source/make.ts';
import { cellSpans } from '../src/formats/source/notebook.ts';
import { pageSpans, PAGES } from '../src/formats/source/pages.ts';
import { shellSpans } from '../src/formats/source/shell.ts';
import { isProse, isSaid } from '../src/formats/source/words.ts';
import { sourceSpans } from '../src/formats/source/index.ts';
import type { SourceFile, Span } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

type Reader = (text: string, anchors: readonly number[]) => Span[];

const READERS: readonly (readonly [string, Reader])[] = [
  ...LANGUAGES.map(
    (language) => [language.id, (text: string, anchors: readonly number[]) => sourceSpans(text, language, anchors)] as const,
  ),
  ...PAGES.map(
    (page) => [`page ${page.endings[0]}`, (text: string, anchors: readonly number[]) => pageSpans(text, page, anchors)] as const,
  ),
  ['shell', (text, anchors) => shellSpans(text, 0, text.length, anchors)],
  ['make', makeSpans],
  ['batch', (text) => batchSpans(text)],
  ['cell', (text, anchors) => cellSpans(text, languageNamed('python'), anchors)],
];

/** Pieces that open, close, escape or derail something in some language. */
const MARKS = [...'()[]{}<>"\'`/\\#%$@!?:;,.=+-*&|~^ \n\t_\u00a0\ud800\u00e9'];
const PIECES = MARKS.concat(
  String.raw`"""¦'''¦/*¦*/¦(*¦*)¦{-¦-}¦#|¦|#¦#=¦=#¦//¦--¦#{¦\(¦{{¦}}¦<<~A¦R"x(¦)x"¦r#"¦"#¦[[¦]]¦[=[¦{|¦|}¦$$¦%w[¦%q(¦~s(¦q{¦s/`.split('¦'),
  '<?php ¦?>¦<%¦%>¦<a b="c">¦</a>¦<script>¦</script>¦<!--¦-->¦::¦->¦=>¦:=¦"x": ¦import ¦from ¦require("¦f"¦${¦漢字¦\u{1F600}'.split('¦'),
  '<<EOF\n¦\nEOF\n¦=begin\n¦\n=end\n¦\n=cut\n¦\r\n¦model¦qwen¦deepseek-chat¦x = ¦print(¦0x1¦1.5¦url(¦%%bash\n¦!'.split('¦'),
);
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

function everyThird(text: string): number[] {
  return Array.from({ length: Math.ceil(text.length / 3) }, (_, place) => place * 3);
}

function checkSpans(text: string, spans: readonly Span[]): void {
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    expect(span.start).toBeGreaterThanOrEqual(end);
    expect(span.end).toBeGreaterThan(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    end = span.end;
  }
}

/** Every letter at an anchor is part of some evidence. */
function checkAnchors(text: string, anchors: readonly number[], spans: readonly Span[]): void {
  const file: SourceFile = { path: 'x', text, size: text.length, anchors, head: new Uint8Array() };
  const lines = linesOf(text);
  const found = evidenceOf(file, spans, 'x', 'use', lines).map(({ location, value }) => {
    const start = lines.range(location.line).start + location.column - 1;
    return [start, start + Math.max(value.length, location.endColumn - location.column)] as const;
  });
  const wide = spans.filter(({ value }) => value !== undefined);
  for (const anchor of anchors) {
    if (!/[a-z]/.test(text[anchor] ?? '') || wide.some(({ start, end }) => start <= anchor && anchor < end)) continue;
    expect(found.some(([start, end]) => start <= anchor && anchor < end)).toBe(true);
  }
}

describe.each(READERS)('%s', (_, read) => {
  it('reads any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const anchors = everyThird(text);
        const spans = read(text, anchors);
        checkSpans(text, spans);
        checkAnchors(text, anchors, spans);
      }),
      { numRuns: 20, examples: [['<%=#'], ['<%#%>'], ['<?php']] },
    );
  });

  it.each(['/*', '{"a":', '<<A '])('is linear in %j', (unit) => {
    const text = unit.repeat(200_000 / unit.length);
    const anchors = Array.from({ length: 2_000 }, (__, place) => place * 100);
    const before = process.cpuUsage();
    read(text, anchors);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(HANG_MS);
  });
});

/** Keys, scope, form and usage of the only string that holds a word of `qwen`, `deepseek`. */
function spanOf(path: string, text: string): { keys: readonly string[]; scope: string; form: string; usage: string; value: string } {
  const anchors = [...text.matchAll(/qwen|deepseek/gi)].map((match) => match.index);
  const [first] = extract({ path, text, size: text.length, anchors, head: new Uint8Array() }).evidence;
  if (first === undefined) throw new Error(`nothing in ${text}`);
  return { keys: first.keys, scope: first.scope, form: first.form, usage: first.usage, value: first.value };
}

describe('keys', () => {
  it.each([
    ['a.py', 'ChatOpenAI(base_url="https://api.deepseek.com")', ['ChatOpenAI', 'base_url']],
    ['a.py', 'model = "qwen-max"', ['model']],
    ['a.py', 'x = {"model": "qwen-max"}', ['x', 'model']],
    ['a.py', 'x = os.getenv("MODEL", "qwen-max")', ['os.getenv']],
    ['a.py', 'def f(model: str = "qwen-max"): pass', ['f', 'model']],
    ['a.py', 'env["DEEPSEEK_API_KEY"]', ['env']],
    ['a.ts', 'client.chat({ model: "qwen-max" })', ['client.chat', 'model']],
    ['a.ts', 'const model: string = "qwen-max"', ['model']],
    ['a.tsx', 'const x = () => <Chat model={"qwen-max"} />', ['Chat', 'model']],
    ['a.go', 'x := Request{Model: "qwen-max"}', ['Request', 'Model']],
    ['a.go', 'const Model string = "qwen-max"', ['Model']],
    ['a.java', 'A.builder().url(u).modelName("qwen-max").build();', ['modelName']],
    ['a.java', '@Value("${llm.model:qwen-max}") String m;', ['Value', 'llm', 'model']],
    ['a.cs', 'x.Add(endpoint: new Uri("https://api.deepseek.com"));', ['x.Add', 'endpoint']],
    ['a.rb', 'chat(model: "qwen-max")', ['chat', 'model']],
    ['a.php', '<?php $c = ["model" => "qwen-max"];', ['c', 'model']],
    ['a.el', '(make "x" :host "api.deepseek.com")', ['make', 'host']],
    ['a.sql', "UPDATE t SET model = 'qwen-max'", ['model']],
  ])('%s: %s', (path, text, keys) => expect(spanOf(path, text).keys).toEqual(keys));
});

describe('scopes', () => {
  it('differ from call to call, and are one along a chain', () => {
    const text = 'A("qwen-max", "deepseek-chat"); B().url("https://api.deepseek.com").model("qwen-plus");';
    const anchors = [...text.matchAll(/qwen|deepseek/g)].map((match) => match.index);
    const scopes = extract({ path: 'a.js', text, size: 0, anchors, head: new Uint8Array() }).evidence.map(({ scope }) => scope);
    expect(scopes).toEqual(['@1', '@1', '@33', '@33']);
  });
});

describe('usage', () => {
  it.each([
    ['print("using the qwen model")', 'mention'],
    ['print("qwen-max")', 'use'],
    ['# qwen-max', 'mention'],
    ['"""About qwen."""', 'mention'],
    ['raise ValueError("no qwen")', 'mention'],
    ['run("ollama pull qwen3")', 'use'],
    ['add(help="a qwen model")', 'mention'],
    ['def test_qwen(): pass', 'use'],
  ])('%s', (text, usage) => expect(spanOf('a.py', text).usage).toBe(usage));

  it('knows a sentence from a value', () => {
    expect(isProse('You are Qwen, a helpful assistant.')).toBe(true);
    expect(isProse('vllm serve Qwen/Qwen3-8B --port 8000')).toBe(false);
    expect(isProse('{"model": "qwen-max", "stream": true, "n": 1}')).toBe(false);
    expect(isProse('SELECT id FROM models WHERE name')).toBe(false);
    expect(isProse('你是由阿里云创造的通义千问')).toBe(true);
    expect(isSaid('qwen-max')).toBe(false);
  });
});

describe('languages', () => {
  it('have ids and endings of their own', () => {
    const ids = LANGUAGES.map(({ id }) => id);
    const endings = LANGUAGES.flatMap((language) => language.endings);
    expect(ids).toEqual([...new Set(ids)]);
    expect(endings.filter((ending, place) => endings.indexOf(ending) !== place)).toEqual([]);
    expect(endings.filter((ending) => ending !== ending.toLowerCase())).toEqual([]);
  });

  it('are told by name, ending and first line', () => {
    expect(languageOf('a/Jenkinsfile', '')?.id).toBe('groovy');
    expect(languageOf('run', '#!/usr/bin/env -S python3.12 -u\n')?.id).toBe('python');
    expect(languageOf('a.m', '#import <Foundation/Foundation.h>')?.id).toBe('objective-c');
    expect(languageOf('a.m', 'x = 1;')?.id).toBe('matlab');
    expect(languageOf('a.json', '')).toBeNull();
    expect(languageNamed('ipython3')?.id).toBe('python');
  });
});

describe('decodeStrings', () => {
  it('finds the way back to every place', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 }), (texts) => {
        const file = JSON.stringify(texts);
        const parts: { start: number; end: number }[] = [];
        let at = 1;
        for (const text of texts) {
          parts.push({ start: at + 1, end: at + JSON.stringify(text).length - 1 });
          at += JSON.stringify(text).length + 1;
        }
        const decoded = decodeStrings(file, parts);
        expect(decoded.text).toBe(texts.join(''));
        for (let i = 0; i < decoded.text.length; i++) {
          const [span] = decoded.place([{ start: i, end: i + 1, form: 'word', keys: [], scope: '' }]);
          const written = file.slice(span?.start, span?.end);
          expect(JSON.parse(`"${written}"`)).toBe(decoded.text[i]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXTRACTORS } from '../src/extract/list.ts';
import { dockerfileSpans } from '../src/formats/dockerfile.ts';
import { dotenvSpans } from '../src/formats/dotenv.ts';
import { hclSpans } from '../src/formats/hcl/index.ts';
import { iniSpans, propertiesSpans } from '../src/formats/ini.ts';
import { jsonSpans, readJsonLines } from '../src/formats/json/index.ts';
import { SyntaxProblem } from '../src/formats/problem.ts';
import { spansOf } from '../src/formats/scalar.ts';
import { commandSpans } from '../src/formats/shellwords/index.ts';
import { tomlSpans } from '../src/formats/toml/index.ts';
import { xmlSpans } from '../src/formats/xml.ts';
import { readYamlLines } from '../src/formats/yaml/lines.ts';
import { yamlSpans } from '../src/formats/yaml/index.ts';
import type { Span } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

type Read = (text: string) => Span[];

const FORMATS: Record<string, Read> = {
  yaml: yamlSpans,
  'yaml-lines': (text) => spansOf(text, { scalars: readYamlLines(text), problem: null }),
  json: jsonSpans,
  'json-lines': (text) => spansOf(text, readJsonLines(text)),
  toml: tomlSpans,
  ini: iniSpans,
  properties: propertiesSpans,
  dotenv: dotenvSpans,
  xml: xmlSpans,
  hcl: hclSpans,
  dockerfile: dockerfileSpans,
  shell: (text) => commandSpans(text, 0, text.length, [], ''),
};

const EXTRACTED = EXTRACTORS.filter(({ id }) => /^(?:config|infra)\//.test(id)).map(({ id, read }): [string, Read] => [
  id,
  (text) => read({ path: `x/${id}.yaml`, text, size: text.length, anchors: [], head: new Uint8Array() }),
]);

/** What every reader must keep to; answers its spans. */
function spansOfAny(read: Read, text: string): Span[] {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SyntaxProblem) return [...error.spans];
    throw error;
  }
}

function expectSound(read: Read, text: string): void {
  let end = 0;
  for (const span of spansOfAny(read, text)) {
    expect(span.start, JSON.stringify(span)).toBeGreaterThanOrEqual(end);
    expect(span.end, JSON.stringify(span)).toBeGreaterThan(span.start);
    end = span.end;
  }
  expect(end).toBeLessThanOrEqual(text.length);
}

const PIECES = (
  'a|b: |c = |- |# x|\n|\n  |\r\n|"|\'|{|}|[|]|(|)|,|:|=|\\|\\\n|$|${|${A:-b}|{{|}}|$(|`|<|>|</a>|<a b="c">|<!--|-->|&x |*x|| \n|>-\n|---\n|' +
  'command: |args: |env: |run: |name: m|value: v|a.yaml: |\n  |x.sh: |\n  |default: |sh -c |vllm serve |--model |--x=y|A=b |pip install |npx |echo |>> f|<<E\n|E\n|' +
  'RUN |ENV |CMD ["a"]|COPY |"""|\'\'\'|[[a]]\n|[a.b]\n|/*|*/|//|;|%|!|@|é|😀|\u0000|\uFEFF|1|true'
).split('|');

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join('')),
);

const LARGE = 200_000;
const ALIKE = [
  ...'a \n"\'[]{}:,-#&*|>`\\=/<$é\u0000',
  'a\n',
  '{{',
  '${',
  '$(',
  '<a ',
  '- ',
  '[1,',
  '"a":',
  'a="',
  'a:\n',
  '# \n',
  '\\"',
  '<<E\n',
];

describe.each([...Object.entries(FORMATS), ...EXTRACTED])('%s', (_, read) => {
  it('reads any text without failing, and its spans are in order, inside the text and apart', () => {
    fc.assert(
      fc.property(texts, (text) => expectSound(read, text)),
      { numRuns: 200 },
    );
  });
});

describe.each([...Object.entries(FORMATS), ...EXTRACTED.filter(([id]) => id === 'config/yaml')])('%s', (_, read) => {
  it.each(ALIKE)(`reads ${LARGE} characters of %j in time`, { retry: 3 }, (piece) => {
    const text = piece.repeat(LARGE / piece.length);
    const started = process.cpuUsage();
    expect(spansOfAny(read, text).at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
    expect(process.cpuUsage(started).user / 1000, 'milliseconds of CPU').toBeLessThan(HANG_MS);
  });
});

describe('three quotes where TOML has a key', () => {
  it.each(["'''---\nvllm serve ", '"""a\nb = 1\nc = 2', "['''a\nb = 1", "x = {'''a\nb = 1}"])(
    '%j: what stands on the next lines is read once',
    (text) => {
      for (const read of [tomlSpans, ...EXTRACTED.filter(([id]) => id === 'config/toml').map(([, one]) => one)]) expectSound(read, text);
    },
  );
});

describe('places', () => {
  const said = (text: string, spans: readonly Span[]) => spans.map((span) => `${span.keys.join('.')}=${text.slice(span.start, span.end)}`);

  it('keeps offsets into the text behind a multi-byte character and CRLF', () => {
    const text = 'a: "é😀"\r\nb: [x, {c: y}]\r\n';
    expect(said(text, yamlSpans(text))).toEqual(['=a', 'a=é😀', '=b', 'b=x', 'b=c', 'b.c=y']);
  });

  it('reports every duplicate key', () => {
    const text = '{"model": "a", "model": "b"}';
    expect(said(text, jsonSpans(text))).toEqual(['=model', 'model=a', '=model', 'model=b']);
  });

  it('takes an alias for the scalar it stands for', () => {
    const text = 'a: &m x\nb: *m\na2: &m y\nc: *m\n';
    expect(yamlSpans(text).flatMap(({ value }) => value ?? [])).toEqual(['x', 'y']);
  });

  it('ends a multi-line command where its lines end', () => {
    const text = 'vllm serve \\\r\n  --model X\nollama pull Y';
    expect(said(text, commandSpans(text, 0, text.length, [], ''))).toEqual([
      '=vllm',
      'vllm=serve',
      'vllm.serve=model',
      'vllm.serve.model=X',
      '=ollama',
      'ollama=pull',
      'ollama.pull=Y',
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclonedx } from '../src/extract/bom/cyclonedx.ts';
import { packageName, parsePurl } from '../src/extract/bom/purl.ts';
import { spdx } from '../src/extract/bom/spdx.ts';
import { cacheFolder } from '../src/extract/model/cache-folder.ts';
import { MODEL_DOORS } from '../src/extract/model/doors.ts';
import { gguf } from '../src/extract/model/gguf.ts';
import { huggingfaceConfig } from '../src/extract/model/huggingface-config.ts';
import { lfsPointer } from '../src/extract/model/lfs-pointer.ts';
import { mergekit } from '../src/extract/model/mergekit.ts';
import { modelCard } from '../src/extract/model/model-card.ts';
import { modelfile } from '../src/extract/model/modelfile.ts';
import { cacheName, weightsName } from '../src/extract/model/names.ts';
import { ollamaManifest } from '../src/extract/model/ollama-manifest.ts';
import { safetensors } from '../src/extract/model/safetensors.ts';
import { weightsFile } from '../src/extract/model/weights-file.ts';
import { frontMatterOf } from '../src/formats/frontmatter.ts';
import { readGguf, type GgufHeader } from '../src/formats/gguf.ts';
import { readLfsPointer } from '../src/formats/lfs.ts';
import { SyntaxProblem } from '../src/formats/problem.ts';
import { readSafetensors } from '../src/formats/safetensors.ts';
import type { Extractor, SourceFile, Span } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

const UTF8 = new TextEncoder();

interface Layout {
  readonly version: number;
  readonly little: boolean;
}

const V3: Layout = { version: 3, little: true };

/** Bytes of numbers and strings in a GGUF layout. */
function writer({ version, little }: Layout) {
  const bytes: number[] = [];
  const number = (size: 1 | 4 | 8, value: bigint) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt.asUintN(64, value), little);
    const all = [...new Uint8Array(view.buffer)];
    bytes.push(...(little ? all.slice(0, size) : all.slice(8 - size)));
  };
  const count = (value: number | bigint) => number(version === 1 ? 4 : 8, BigInt(value));
  const string = (text: string) => {
    const encoded = UTF8.encode(text);
    count(encoded.length);
    bytes.push(...encoded);
  };
  return { bytes, u32: (value: number) => number(4, BigInt(value)), count, string };
}

/** A header: `fields` are strings, numbers (u32) or lists of strings; `keys` is how many it says there are. */
function header(fields: readonly (readonly [string, string | number | readonly string[]])[], layout = V3, keys?: bigint): Uint8Array {
  const out = writer(layout);
  out.bytes.push(...UTF8.encode('GGUF'));
  out.u32(layout.version);
  out.count(0);
  out.count(keys ?? fields.length);
  for (const [key, value] of fields) {
    out.string(key);
    if (typeof value === 'string') {
      out.u32(8);
      out.string(value);
    } else if (typeof value === 'number') {
      out.u32(4);
      out.u32(value);
    } else {
      out.u32(9);
      out.u32(8);
      out.count(value.length);
      for (const one of value) out.string(one);
    }
  }
  return Uint8Array.from(out.bytes);
}

function read(bytes: Uint8Array, size = bytes.length): GgufHeader {
  const result = readGguf(bytes, size);
  if (result === null) throw new Error('no GGUF');
  return result;
}

function binary(path: string, head: Uint8Array, size = head.length): SourceFile {
  return { path, text: '', size, anchors: [], head };
}

function textFile(path: string, text: string): SourceFile {
  return { path, text, size: text.length, anchors: [], head: new Uint8Array() };
}

/** The spans of a file, whether or not it has a problem; anything else that is thrown fails. */
function spansOf(extractor: Extractor, file: SourceFile): readonly Span[] {
  try {
    return extractor.read(file);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.spans;
    throw error;
  }
}

const told = (spans: readonly Span[]) => spans.map(({ form, keys, value }) => `${form} ${keys.join('.')} = ${value}`);

function safetensorsBytes(json: string, length = BigInt(UTF8.encode(json).length)): Uint8Array {
  const body = UTF8.encode(json);
  const bytes = new Uint8Array(8 + body.length);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(body, 8);
  return bytes;
}

describe('gguf', () => {
  const FIELDS = [
    ['general.architecture', 'qwen2'],
    ['qwen2.block_count', 28],
    ['tokenizer.ggml.tokens', ['a', 'b']],
  ] as const;
  const READ = [
    { key: 'general.architecture', values: ['qwen2'], length: null },
    { key: 'qwen2.block_count', values: ['28'], length: null },
    { key: 'tokenizer.ggml.tokens', values: ['a', 'b'], length: 2 },
  ];

  it.each([1, 2, 3].flatMap((version) => [true, false].map((little) => ({ version, little }))))(
    'reads version $version, little $little',
    (layout) => {
      expect(read(header(FIELDS, layout))).toEqual({ version: layout.version, bigEndian: !layout.little, fields: READ, problem: null });
    },
  );

  it('reads what is at hand of a longer header, without a problem', () => {
    const bytes = header(FIELDS);
    expect(read(bytes.subarray(0, bytes.length - 3), 1 << 30)).toMatchObject({
      fields: [READ[0], READ[1], { ...READ[2], values: ['a'] }],
      problem: null,
    });
    expect(read(bytes.subarray(0, bytes.length - 3)).problem).toMatch(/longer than the file/);
    expect(read(bytes.subarray(0, 50)).problem).toMatch(/ends before|longer than/);
  });

  it('keeps both of two equal keys', () => {
    const twice = read(
      header([
        ['general.architecture', 'llama'],
        ['general.architecture', 'qwen2'],
      ]),
    );
    expect(twice.fields.map(({ values }) => values[0])).toEqual(['llama', 'qwen2']);
  });

  it.each([2n ** 63n, 2n ** 64n - 1n, 2n ** 53n])('stops at a count of %s keys', (keys) => {
    expect(read(header(FIELDS, V3, keys))).toMatchObject({ fields: READ, problem: expect.stringMatching(/ends before/) });
  });

  it.each([2n ** 63n, 2n ** 40n, 1000n])('trusts no length: a string of %s bytes, a list of as many', (length) => {
    const string = writer(V3);
    string.string('general.name');
    string.u32(8);
    string.count(length);
    const list = writer(V3);
    list.string('tokenizer.ggml.tokens');
    list.u32(9);
    list.u32(4);
    list.count(length);
    for (const { bytes } of [string, list]) {
      const whole = Uint8Array.from([...header(FIELDS, V3, 4n), ...bytes, 1, 2, 3]);
      expect(read(whole)).toMatchObject({ fields: READ, problem: expect.stringMatching(/longer than/) });
    }
  });

  it.each([
    ['an unknown version', header(FIELDS, { version: 9, little: true }), /version 9/],
    ['an unknown type', Uint8Array.from([...header([], V3, 1n), 1, 0, 0, 0, 0, 0, 0, 0, 65, 99, 0, 0, 0]), /type 99/],
    [
      'a list of lists',
      Uint8Array.from([...header([], V3, 1n), 1, 0, 0, 0, 0, 0, 0, 0, 65, 9, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
      /list of value type 9/,
    ],
  ])('says of %s what is wrong', (_, bytes, problem) => expect(read(bytes).problem).toMatch(problem));

  it('tells names, base models and architectures', () => {
    const bytes = header([
      ['general.architecture', 'qwen2'],
      ['general.name', 'Acme Chat'],
      ['general.base_model.0.name', 'Qwen2.5 7B'],
      ['general.base_model.0.repo_url', 'https://huggingface.co/Qwen/Qwen2.5-7B'],
      ['general.base_model.1.organization', 'Moonshotai'],
      ['general.base_model.1.name', 'Kimi K2'],
      ['qwen2.embedding_length', 3584],
      ['tokenizer.ggml.pre', 'qwen2'],
      ['tokenizer.ggml.tokens', Array.from({ length: 100 }, (_, i) => `t${i}`)],
    ]);
    const lines = told(gguf.read(binary('models/x/acme.gguf', bytes)));
    expect(lines.filter((line) => !/ = t\d+$/.test(line))).toEqual([
      'file file = acme.gguf',
      'architecture general.architecture = qwen2',
      'file general.name = Acme Chat',
      'string general.base_model.0.name = Qwen2.5 7B',
      'base general.base_model.0.repo_url = https://huggingface.co/Qwen/Qwen2.5-7B',
      'string general.base_model.1.organization = Moonshotai',
      'base general.base_model.1.name = Moonshotai/Kimi K2',
      'string qwen2.embedding_length = 3584',
      'architecture tokenizer.ggml.pre = qwen2',
      'string tokenizer.ggml.tokens.length = 100',
    ]);
  });

  it('throws nothing but a syntax problem, and keeps no more than it was given', () => {
    const base = header(FIELDS);
    const mutated = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 8 }).map((changes) => {
      const bytes = base.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
    const random = fc.uint8Array({ maxLength: 300 }).map((tail) => Uint8Array.from([...base.subarray(0, 8), ...tail]));
    fc.assert(
      fc.property(fc.oneof(mutated, random, fc.uint8Array({ maxLength: 64 })), fc.nat(1 << 20), (bytes, more) => {
        const spans = spansOf(gguf, binary('a.gguf', bytes, bytes.length + more));
        const kept = spans.reduce((sum, { value = '', keys }) => sum + value.length + keys.join('').length, 0);
        expect(kept).toBeLessThanOrEqual(2 * bytes.length + 100);
      }),
      { numRuns: 300 },
    );
  });
});

describe('safetensors', () => {
  it('tells the metadata, in a header that is cut as well', () => {
    const json = JSON.stringify({
      __metadata__: { ss_base_model_version: 'qwen_image', 'modelspec.architecture': 'Qwen-Image/lora' },
      t: { dtype: 'F32' },
    });
    const expected = [
      'file file = style.safetensors',
      'base __metadata__.ss_base_model_version = qwen_image',
      'architecture __metadata__.modelspec.architecture = Qwen-Image/lora',
    ];
    expect(told(safetensors.read(binary('style.safetensors', safetensorsBytes(json))))).toEqual(expected);
    const cut = safetensorsBytes(json).subarray(0, json.length - 4);
    expect(told(safetensors.read(binary('style.safetensors', cut, 1 << 30)))).toEqual(expected);
    expect(readSafetensors(cut, cut.length).problem).toMatch(/longer than the file/);
  });

  it('leaves out a value that the cut goes through', () => {
    const json = '{"__metadata__":{"format":"pt","base_model":"Qwen/Qwen3-8B"}}';
    const cut = safetensorsBytes(json).subarray(0, 8 + json.indexOf('-8B'));
    expect(readSafetensors(cut, 1000)).toEqual({ metadata: [{ key: 'format', value: 'pt' }], problem: null });
  });

  it('throws nothing but a syntax problem', () => {
    const header = fc.tuple(fc.json(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map(([json, length]) => safetensorsBytes(json, length));
    fc.assert(
      fc.property(fc.oneof(header, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        spansOf(safetensors, binary('a.safetensors', bytes));
      }),
      { numRuns: 300 },
    );
  });
});

describe('names', () => {
  it.each([
    ['models--Qwen--Qwen2.5-7B/refs/main', 'Qwen/Qwen2.5-7B'],
    ['a/models--org--name--with--dashes/blobs/x', 'org/name--with--dashes'],
    ['modelscope/hub/Qwen/Qwen2___5-7B/x', 'Qwen/Qwen2.5-7B'],
    ['models/Qwen/x', undefined],
    ['modelscope/hub/x', undefined],
  ])('%s lies in the cache of %s', (path, name) => expect(cacheName(path)?.value).toBe(name));

  it.each([
    ['qwen2.5-7b-q4.gguf', 'qwen2.5-7b-q4.gguf'],
    ['Qwen3-8B/checkpoint-500/pytorch_model-00001-of-00002.bin', 'Qwen3-8B'],
    ['models/org/name/model.fp16.safetensors', 'org/name'],
    ['src/model.pt', 'model.pt'],
    ['ggml-model-q4_0.gguf', 'ggml-model-q4_0.gguf'],
  ])('%s holds the weights of %s', (path, name) => expect(weightsName(path).value).toBe(name));
});

describe('purl', () => {
  it.each([
    ['pkg:npm/%40langchain/core@0.3.0', '@langchain/core', '0.3.0'],
    ['pkg:maven/org.springframework.ai/spring-ai-deepseek@1.0?type=jar#x', 'org.springframework.ai:spring-ai-deepseek', '1.0'],
    ['pkg:golang/github.com/a/b', 'github.com/a/b', null],
    ['pkg://pypi/dash%ZZscope@1', 'dash%ZZscope', '1'],
  ])('%s is %s', (text, name, version) => {
    const purl = parsePurl(text);
    expect(purl && packageName(purl)).toBe(name);
    expect(purl?.version).toBe(version);
  });

  it.each(['', 'pkg:', 'pkg:npm', 'npm/a', 'pkg:npm/'])('%j is none', (text) => expect(parsePurl(text)).toBeNull());
});

describe('claims', () => {
  it.each([
    ['package.json-like', '{"name": "app", "model": "qwen-max"}', false],
    ['of a linter', '{"extends": [], "architectures": ["amd64"]}', false],
    ['of transformers', '{"architectures": ["Qwen2ForCausalLM"], "hidden_size": 1}', true],
    ['with a model type', '{"model_type": "qwen2"}', true],
    ['that is no object', 'model_type: "model_type"', false],
  ])('config.json %s', (_, text, claimed) => expect(huggingfaceConfig.claims?.(textFile('config.json', text))).toBe(claimed));

  it('reads front matter only where it is closed', () => {
    expect(frontMatterOf('---\na: 1\n---\nb')).toEqual({ start: 4, end: 9, body: 12 });
    expect(frontMatterOf('---\na: 1\n')).toBeNull();
    expect(frontMatterOf('text\n---\n---\n')).toBeNull();
  });

  it('reads pointers only whole', () => {
    expect(readLfsPointer('version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 1\n')?.map(({ key }) => key)).toEqual([
      'version',
      'oid',
      'size',
    ]);
    expect(readLfsPointer('version 1\n')).toBeNull();
    expect(readLfsPointer(`version https://git-lfs.github.com/spec/v1\n${'x'.repeat(2000)}`)).toBeNull();
  });

  it('has doors in lower case, without wildcards', () => {
    const all = [...MODEL_DOORS.names, ...MODEL_DOORS.endings, ...MODEL_DOORS.folders, ...MODEL_DOORS.pointerEndings];
    for (const one of all) expect(one).toMatch(/^[a-z0-9_./-]+$/);
  });
});

/** Texts that are nearly right: pieces of each format in any order. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  '\\',
  '\n',
  '\r\n',
  ' ',
  '#',
  '---\n',
  '"""',
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&amp;',
  '"model_type"',
  '"architectures"',
  '"components"',
  '"pedigree"',
  '"ancestors"',
  '"purl"',
  '"pkg:npm/%zz@1"',
  '"type":"machine-learning-model"',
  '"dependencies"',
  '"ref":"a"',
  '"dependsOn"',
  'base_model: ',
  '- model: a+b@c',
  'tags:\n- base_model:x',
  'FROM ',
  'SYSTEM ',
  'PackageName: ',
  'Relationship: a DEPENDS_ON a\n',
  'ExternalRef: a b pkg:npm/x\n',
  '<text>',
  '</text>',
  '<component type="library" bom-ref="a">',
  '<purl>',
  '<dependency ref="b">',
  'qwen',
  'null',
  'é😀',
  '\u0000',
];
const nearly = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
const TEXTS: readonly (readonly [Extractor, string, string])[] = [
  [huggingfaceConfig, 'model_index.json', '{"auto_map":'],
  [huggingfaceConfig, 'config.json', ''],
  [modelCard, 'README.md', '---\nbase_model:\n'],
  [modelfile, 'Modelfile', ''],
  [mergekit, 'merge.yml', 'merge_method: x\n'],
  [ollamaManifest, 'manifests/a/b/c/d', '{'],
  [lfsPointer, 'a.bin', 'version https://git-lfs.github.com/spec/v1\n'],
  [cacheFolder, 'models--a--b/refs/main', ''],
  [weightsFile, 'a.bin', ''],
  [cyclonedx, 'bom.json', '{"bomFormat":"CycloneDX",'],
  [cyclonedx, 'bom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'],
  [spdx, 'a.json', '{"spdxVersion":"SPDX-2.3","SPDXID":"a","packages":['],
  [spdx, 'a.spdx', 'SPDXVersion: SPDX-2.3\n'],
];

describe.each(TEXTS)('$id of %s', (extractor, path, start) => {
  it('throws nothing but a syntax problem, and its spans lie in the text', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ maxLength: 200 })), (rest) => {
        const file = textFile(path, start + rest);
        for (const span of spansOf(extractor, file)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(file.text.length);
        }
      }),
      { numRuns: 150 },
    );
  });
});

const REPEATED: readonly (readonly [Extractor, string, string, string])[] = [
  [modelfile, 'Modelfile', '', 'SYSTEM "a\n'],
  [modelfile, 'Modelfile', '', 'SYSTEM """a\n'],
  [modelfile, 'Modelfile', 'FROM ', '  '],
  [mergekit, 'merge.yml', 'merge_method: x\nbase_model: ', 'a+'],
  [cyclonedx, 'bom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', '<a b="'],
  [cyclonedx, 'bom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', '<components><component type="x">'],
  [cyclonedx, 'bom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', '</a>'],
  [cyclonedx, 'bom.json', '{"bomFormat":"CycloneDX","components":[', '{"components":['],
  [cyclonedx, 'bom.json', '{"bomFormat":"CycloneDX","dependencies":[', '{"ref":"a","dependsOn":["a","b"]},'],
  [spdx, 'a.spdx', 'SPDXVersion: SPDX-2.3\n', 'PackageName: <text>\n'],
  [spdx, 'a.spdx', 'SPDXVersion: SPDX-2.3\n', 'Relationship: a DEPENDS_ON b\n'],
  [huggingfaceConfig, 'config.json', '{"auto_map":{', '"a":"b--c.d",'],
  [modelCard, 'README.md', '---\ntags:\n', '- base_model:a\n'],
];

describe('time', () => {
  it.each(REPEATED.map(([extractor, path, start, piece]) => ({ extractor, path, start, piece })))(
    '$extractor.id reads 40,000 of $piece',
    ({ extractor, path, start, piece }) => {
      const from = performance.now();
      spansOf(extractor, textFile(path, start + piece.repeat(40_000)));
      expect(performance.now() - from).toBeLessThan(HANG_MS);
    },
  );
});

/** A file that is not extracted from would have said nothing that counts. FUZZ_RUNS multiplies the number of inputs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { extract, isReadAsWritten } from '../src/extract/index.ts';
import { match, promiseOf, surelyIn, type Promised } from '../src/match/index.ts';
import type { Evidence, SourceFile } from '../src/types.ts';
import { catalogue, sourceOf } from './property-pipeline.ts';

const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1);
vi.setConfig({ testTimeout: 120_000 * TIMES });

const FIXTURES = join(import.meta.dirname, '../fixtures');

interface Read {
  readonly file: SourceFile;
  readonly evidence: readonly Evidence[];
  readonly promised: Promised;
}

function read(path: string, bytes: Uint8Array): Read {
  const file = sourceOf(path, bytes);
  const promised = isReadAsWritten(file) ? promiseOf(file, catalogue) : 'something';
  return { file, evidence: extract(file).evidence, promised };
}

const FILES = ['formats', 'repos', 'exposure'].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('expected.txt') && statSync(join(FIXTURES, folder, path)).isFile())
    .map((path) => read(`${folder}/${path}`, readFileSync(join(FIXTURES, folder, path)))),
);
const EVERYTHING = FILES.map(({ evidence }) => evidence);
const SIGNS = surelyIn(EVERYTHING, catalogue);

/** For each family that the fixtures name, evidence that is a sure sign of it. */
const SIGNED = [...SIGNS].flatMap((family) => {
  const sign = EVERYTHING.flat().find((one) => surelyIn([[one]], catalogue).has(family));
  return sign ? [[sign]] : [];
});

/** What would be extracted beside everything that the fixtures name. */
function kept({ evidence, promised }: Read): readonly Evidence[] {
  const isWanted = promised === 'something' || [...promised].some((family) => SIGNS.has(family));
  return isWanted ? evidence : [];
}

/** Whether nothing of the file counts, and beside sure signs of all families nothing but what it waits for. */
function isSound(one: Read): boolean {
  if (one.promised === 'something') return true;
  if (surelyIn([one.evidence], catalogue).size > 0) return false;
  const left = match([one.evidence, ...SIGNED], catalogue).flatMap(({ family, occurrences }) =>
    occurrences.some(({ location }) => location.path === one.file.path) ? [family] : [],
  );
  const { promised } = one;
  return left.every((family) => family !== null && promised.has(family));
}

describe('promise', () => {
  it('leaves out no component and no occurrence of the fixtures', () => {
    expect(match(FILES.map(kept), catalogue)).toEqual(match(EVERYTHING, catalogue));
  });

  it.each([
    ['drivers/net/wifi.c', 'if (caps->mimo_ps == MIMO_STATIC) /* MU-MIMO, see step1 */ return seed2;', []],
    ['drivers/net/wifi.c', '// zaitcev and klinger\n', []],
    ['ocr.c', '// chandra\n', ['qwen']],
    ['wifi.c', 'glm_vec3 glm = 0; // GLM\n', ['glm']],
    ['a.py', 'steps = {"minimax": 1, f"GLM": 2}\n', ['minimax', 'glm']],
  ])('%s: %s', (path, text, families) => {
    const { promised } = read(path, Buffer.from(text));
    expect(typeof promised === 'string' ? promised : [...promised].filter((family) => family !== 'mimo')).toEqual(families);
  });

  it.each([
    ['a.py', 'model = "qwen-max"'],
    ['a.yaml', 'model: glm-4.5'],
    ['a.c', 'printf("MIMO\\x2dV2");'],
    ['a.js', 'const u = "https%3A%2F%2Fapi.z.ai"; // glm%2D4'],
    ['a.sh', 'vllm serve --model glm"-4.5"'],
    ['a.sh', "MODEL='glm'-4.5"],
    ['a.js', "const model = 'glm'+'-4.5'"],
    ['a.html', '<a href="x">glm&#45;4</a>'],
    ['a.py', 'OPENAI_BASE_URL = "x"'],
    ['a.py', 'x = 1  # Pedigree: ignore[cn-origin/model] reviewed'],
    ['a.c', '/* pedigree:ignore[cn-origin/model] reviewed */'],
    ['.env', 'LLM_BASE_URL=http://localhost:8000/v1'],
  ])('%s: %s may count', (path, text) => {
    expect(read(path, Buffer.from(text)).promised).toBe('something');
  });

  it('is sound for names put together in any way', () => {
    const PATHS = [
      'a.c',
      'a.py',
      'a.js',
      'a.yaml',
      'a.json',
      'a.toml',
      'a.sh',
      'a.md',
      'a.txt',
      '.env',
      'Dockerfile',
      'a.go',
      'a.xml',
      'Makefile',
    ];
    const TOKENS = [
      ...'mimo MIMO MiMo step1 step-3 Step seed2 glm GLM glm-4 kimi Kimi k2 minimax MiniMax yi-34b Yi zai zai-org ling Ring ring-1t wan2.2 spark Spark vidu kling qvq qwq doubao ernie'.split(
        ' ',
      ),
      ...'model name provider import from const foo bar v2 7b chat flash lightning http:// com .gguf .csv'.split(' '),
      ...' |"|\'|`|/|-|_|.|:|: | = |=|,|, |;|(|)|{|}|${|$|[|]|<|>|&|%|\\|\\n|\\x2d|\\u002f|%2F|&#45;|+|#|//|/* | */|\n|\n  |@|::|->|~|!|* '.split(
        '|',
      ),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 12 }), (path, tokens) =>
        isSound(read(path, Buffer.from(tokens.join('')))),
      ),
      { numRuns: 1500 * TIMES },
    );
  });
});

describe('encoded data', () => {
  const notebook = (data: string) =>
    read(
      'plot.ipynb',
      Buffer.from(JSON.stringify({ cells: [{ cell_type: 'code', source: [], outputs: [{ data: { 'image/png': data } }] }], nbformat: 4 })),
    );
  const named = (data: string) => match([notebook(data).evidence], catalogue).length;

  it('names nothing, whatever stands in it; what is as long and is none does', () => {
    const letters = 'iVBORw0KGgo/qwen2/DeepSeek/Kwaipilot+GLM4+Qwen3/8B/';
    expect(notebook(letters.repeat(9)).evidence.length).toBeGreaterThan(0);
    expect(named(letters.repeat(9))).toBe(0);
    expect(named(`${'a drawing, '.repeat(40)}Qwen/Qwen3-8B`)).toBe(1);
  });
});

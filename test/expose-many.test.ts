import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { componentsOf } from './exposure.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'pedigree-many-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const MANY = 8000;
const IDS = ['qwen-max', 'deepseek-chat', 'moonshot-v1-8k', 'glm-4-plus'];
const HOSTS = ['https://api.deepseek.com', 'https://dashscope.aliyuncs.com/compatible-mode/v1', 'https://api.moonshot.cn/v1'];
/** What looking at each model and each address together would take is many times as much. */
const MOST_SECONDS = 8;

const lines = (line: (id: string, url: string, number: number) => string): string =>
  Array.from({ length: MANY }, (_, i) => line(IDS[i % IDS.length] ?? '', HOSTS[i % HOSTS.length] ?? '', i)).join('\n');

const CASES: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  ['variables of their own', { '.env': lines((id, url, i) => `A${i}_MODEL=${id}\nA${i}_BASE_URL=${url}`) }],
  ['one variable', { '.env': lines((id, url) => `LLM_MODEL=${id}\nLLM_BASE_URL=${url}`) }],
  ['clients', { 'a.py': lines((id, url) => `client = OpenAI(base_url="${url}")\nclient.chat.completions.create(model="${id}")`) }],
  ['local variables', { 'a.py': lines((id, url) => `model = "${id}"\nurl = "${url}"\nask(model, base_url=url)`) }],
  [
    'a variable of the environment that is set and read',
    {
      'a.py': lines((id) => `c = OpenAI(base_url=os.environ["LLM_BASE_URL"])\nc.create(model="${id}")`),
      '.env': lines((_, url) => `LLM_BASE_URL=${url}`),
    },
  ],
  ['keys', { 'a.py': lines((id, _, i) => `x${i} = os.environ["DEEPSEEK_API_KEY"]; y = "${id}"`) }],
  ['modules', { 'a.py': `${lines((_id, _url, i) => `import dashscope.x${i}`)}\n${lines((id) => `ask(model="${id}")`)}` }],
  ['one object', { 'a.json': `{${lines((id, url, i) => `"model_${i}":"${id}","base_url_${i}":"${url}",`)}"end":1}` }],
];

it.each(CASES)('tells where very many models run: %s', { timeout: 120_000 }, async (name, files) => {
  const root = join(ROOT, name.replaceAll(' ', '-'));
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const before = process.cpuUsage();
  const components = await componentsOf(root);
  const { user, system } = process.cpuUsage(before);
  expect(components.flatMap(({ occurrences }) => occurrences).length).toBeGreaterThanOrEqual(MANY);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
});

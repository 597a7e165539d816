/** The built program is a bundle of its own, run as a process; here the sources are run on the same arguments, and must say the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { run } from '../src/cli/commands.ts';
import { CALL, CLEAN, newFolder, OTHER_CALL, removeAll, repository, type Repository, type Run } from './gate-repo.ts';

const said = vi.hoisted(() => ({ out: '', err: '' }));

vi.mock('../src/cli/output.ts', async (original) => ({
  ...(await original<typeof import('../src/cli/output.ts')>()),
  isTerminal: () => false,
  print: async (text: string) => ((said.out += text), 0),
  errors: async (text: string, code: number) => ((said.err += text), code),
}));

/** Reading all rules from YAML takes a second: the shipped ones are read once. */
vi.mock('../src/rules/load.ts', async (original) => {
  const load = await original<typeof import('../src/rules/load.ts')>();
  const kept = new Map<string, ReturnType<typeof load.loadRules>>();
  const loadRules = (folder: string) => {
    const rules = kept.get(folder) ?? load.loadRules(folder);
    kept.set(folder, rules);
    return rules;
  };
  return { ...load, loadRules };
});

const { version: VERSION } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const home = cwd();
const env = process.env;

/** Runs the sources in a folder, in a clean environment. */
async function runSources(folder: string, args: readonly string[], more: Record<string, string>): Promise<Run> {
  [said.out, said.err] = ['', ''];
  process.env = { PATH: env['PATH'] ?? '', ...more };
  chdir(folder);
  try {
    const code = await run(args);
    return { code, ...said };
  } finally {
    chdir(home);
    process.env = env;
  }
}

/** Sources have no version, and a BOM is numbered by its content. */
function same({ code, out, err }: Run): Run {
  return { code, out: out.replaceAll('0.0.0-source', VERSION).replace(/urn:uuid:[-0-9a-f]{36}/, 'urn:uuid'), err };
}

let repo: Repository;
const OUT = newFolder();
const CACHE = newFolder();

const POLICY = `id: own
reviewed: 2026-01-01
source: test
name: Own
description: Own policy
rules:
  - id: own/qwen
    level: error
    title: Not used here
    message: '{subject} is used here.'
    help: Choose another model.
    when: { developer: [alibaba] }
`;

const ACME = `id: acme
name: Acme
developer: alibaba
tier: extended
reviewed: 2026-01-01
source: test
models:
  - { pattern: acme-lm, strength: name }
examples: { match: [acme-lm-1], noMatch: [acne] }
`;
const SUPPRESSED = 'suppressions:\n  - model: qwen3-8b\n    paths: ["serve/**"]\n    reason: reviewed\n    expires: 2099-01-01\n';

beforeAll(() => {
  repo = repository({
    'app.py': CALL,
    'clean/app.py': CLEAN,
    'README.md': 'It can be run with Qwen3-8B.\n',
    'serve/model.yaml': 'model: Qwen/Qwen3-8B\nserver: vllm\n',
    'requirements.txt': 'dashscope==1.20.0\n',
    '.pedigree.yaml': SUPPRESSED,
    'own.yaml': POLICY,
    'wrong.yaml': 'id: own\nrules: 3\n',
    'team/families/acme.yaml': ACME,
    'bad-team/families/acme.yaml': ACME.replace('acme', 'other'),
    'list.json': JSON.stringify({ data: [{ id: 'qwen/qwen3-8b' }, { id: 'nobody/unheard-of-9x' }] }),
    'large/app.py': `${CALL}${'#'.repeat(2000)}\n`,
    'broken/values.yaml': 'model: [qwen3-8b\n',
  });
  keep('old');
  repo.git('switch', '-q', '-c', 'change');
  repo.write('second.py', OTHER_CALL);
  repo.write('.pedigree.yaml', SUPPRESSED.replace('serve/**', '**'));
  repo.remove('README.md');
  repo.write('third.py', `${CALL.trim()}  # pedigree: ignore[cn-origin/in-country-api] tried out\n`);
  repo.commit();
  keep('new');
  repo.run(['baseline', '.', '--output', join(OUT, 'base.jsonl')]);
  repo.write('fourth.py', OTHER_CALL);
  repo.git('add', 'fourth.py');
});
afterAll(removeAll);

/** Keeps what the repository holds now, as a report and as a BOM. */
function keep(age: string): void {
  const formats = [`json=${join(OUT, `${age}.json`)}`, `cyclonedx=${join(OUT, `${age}-bom.json`)}`];
  repo.run(['scan', '.', '--fail-on', 'never', ...formats.flatMap((format) => ['--format', format])]);
}

const FORMATS = ['json', 'sarif', 'cyclonedx', 'html', 'markdown', 'csv', 'junit', 'gitlab-codequality', 'github'];
const ON_GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };

/** Arguments; `OUT` stands for a folder that is outside of the repository. */
const CASES: readonly (readonly [string, Record<string, string>?])[] = [
  ['scan .'],
  ['.'],
  ['scan . --quiet --color always'],
  ['scan . --mentions --no-config --fail-on note'],
  ['scan clean'],
  ['scan nowhere'],
  ['scna'],
  ['scan . --frobnicate'],
  ['scan . --policy inventory --include serve/**'],
  ['scan . --policy own.yaml --no-config'],
  ['scan . --policy wrong.yaml'],
  ['scan . --policy none-such'],
  ...FORMATS.map((format) => [`scan . --format ${format}`] as const),
  ['scan . --format json --policy-from main'],
  ['scan . --format json --diff main'],
  ['scan . --format json --diff none-such'],
  ['scan . --format json --staged'],
  ['scan . --format json --baseline OUT/old.json'],
  ['scan . --format json --baseline OUT/base.jsonl'],
  ['scan . --rules team --policy inventory'],
  ['scan . --rules bad-team'],
  ['scan . --rules nowhere'],
  ['scan . --max-file-size 1kb --exclude *.md --no-gitignore'],
  ['scan . --include [id'],
  ['scan broken'],
  ['scan . --cache --format csv', { XDG_CACHE_HOME: CACHE }],
  ['ci . --max-file-size 1kb'],
  ['ci . --policy-from main --format json --baseline OUT/base.jsonl'],
  ['ci .', { GITLAB_CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'main' }],
  ['ci .', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' }],
  ['ci .'],
  ['ci . --diff @base', ON_GITHUB],
  ['ci .', ON_GITHUB],
  ['baseline .'],
  ['baseline . --prune --output OUT/base.jsonl'],
  ['diff OUT/old.json OUT/new.json'],
  ['diff OUT/old.json OUT/new.json --format json --policy cn-origin --fail-on error'],
  ['diff OUT/old-bom.json OUT/new-bom.json --format markdown'],
  ['diff OUT/old.json nowhere.json'],
  ['identify Qwen/Qwen3-8B unsloth/DeepSeek-R1-Distill-Llama-8B gpt-4o nothing'],
  ['explain qwen'],
  ['explain alibaba'],
  ['explain api.deepseek.com'],
  ['explain cn-origin/in-country-api'],
  ['explain deepseek-r1-distill-llama-8b'],
  ['explain none-such'],
  ['rules list'],
  ['rules check .'],
  ['rules check team'],
  ['rules check bad-team'],
  ['rules gaps list.json'],
  ['rules gaps OUT/old.json'],
  ['policy list'],
  ['policy check own.yaml'],
  ['policy check wrong.yaml'],
];

function argumentsOf(line: string): string[] {
  return line.split(' ').map((word) => word.replace(/^OUT\b/, OUT));
}

describe('the built program and its sources say the same of', () => {
  for (const [line, more = {}] of CASES)
    it(`pedigree ${[line, ...Object.keys(more)].join(' ')}`, async () => {
      const args = argumentsOf(line);
      const built = repo.copy().run(args, more);
      const sources = await runSources(repo.copy().folder, args, more);
      expect(built.out + built.err).not.toBe('');
      expect(same(sources)).toEqual(same(built));
    });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueWith } from '../src/cli/catalogue.ts';
import { MODEL_DOORS } from '../src/extract/model/doors.ts';
import { scan } from '../src/scan.ts';

const REPOS = join(import.meta.dirname, '../fixtures/repos');

/** What a codebase names: `path:line family usage`, sorted, one of each. */
async function named(repository: string): Promise<string[]> {
  const catalogue = await catalogueWith();
  const policy = catalogue.policies.get('inventory');
  if (policy === undefined) throw new Error('the inventory policy is missing');
  const root = join(REPOS, repository);
  const discover = { root, targets: ['.'], include: [], exclude: ['expected.txt'], gitignore: true, maxFileSize: 5 << 20, jobs: 1 };
  const { components } = await scan(
    {
      discover: { ...discover, search: catalogue.search, doors: MODEL_DOORS },
      policy: { file: policy, source: 'built in', digest: '' },
      failOn: 'never',
      version: '0',
      revision: null,
    },
    catalogue,
  );
  const lines = components.flatMap(({ family, occurrences }) =>
    occurrences.map(({ location: { path, line }, usage }) => `${path}:${line} ${family} ${usage}`),
  );
  return [...new Set(lines)].sort();
}

/** `path:line` of the one line of a file that holds `part`. */
function place(repository: string, path: string, part: string): string {
  const lines = readFileSync(join(REPOS, repository, path), 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(part) ? [index + 1] : []));
  expect(found, `${part} in ${path}`).toHaveLength(1);
  return `${path}:${found[0]}`;
}

/** File, what tells the line, family, usage. Lines that are not listed name nothing. */
type Named = readonly [string, string, string, 'use' | 'mention'];

const NAMED: readonly Named[] = [
  // Clients of one provider, imported under a short name.
  ['agent/main.go', 'eino-ext/components/model/ark', 'doubao', 'use'],
  ['agent/main.go', '*ark.ChatModel,', 'doubao', 'use'],
  ['agent/main.go', 'ark.NewChatModel(', 'doubao', 'use'],
  ['agent/main.go', 'ARK_MODEL_NAME', 'doubao', 'use'],
  // An unknown name of a known organisation, which opens its file.
  ['vision/load.py', 'BAAI/', 'bge', 'use'],
  // Models of families whose words collide: sure by version.
  ['config/models.yaml', 'kimi-k2', 'kimi', 'use'],
  ['config/models.yaml', 'step-3.5', 'stepfun', 'use'],
  ['config/models.yaml', 'LongCat', 'longcat', 'use'],
  ['config/models.yaml', 'mimo-v2', 'mimo', 'use'],
  ['config/models.yaml', 'kling-v2', 'kling', 'use'],
  ['config/models.yaml', 'ernie-4.5', 'ernie', 'use'],
  // Their bare words, in another file: counted because the codebase uses the models.
  ['icons/brands.ts', 'kimi:', 'kimi', 'use'],
  ['icons/brands.ts', 'stepfun:', 'stepfun', 'use'],
  ['icons/brands.ts', 'longcat:', 'longcat', 'use'],
  ['icons/brands.ts', 'mimo:', 'mimo', 'use'],
  ['icons/brands.ts', 'kling:', 'kling', 'use'],
  ['icons/brands.ts', 'baichuan:', 'baichuan', 'use'],
  ['minimax_mcp/client.py', 'api.minimax.io', 'minimax', 'use'],
  ['minimax_mcp/client.py', 'MiniMax-M2', 'minimax', 'use'],
  ['minimax_mcp/exceptions.py', '(Exception)', 'minimax', 'use'],
  ['minimax_mcp/exceptions.py', 'MinimaxTimeoutError', 'minimax', 'use'],
  // Names that no other thing bears, in prose.
  ['docs/models.md', 'GLM-5', 'glm', 'mention'],
  ['docs/models.md', 'yi:34b', 'yi', 'mention'],
  ['docs/models.md', 'qwq:32b', 'qwen', 'mention'],
  ['docs/models.md', 'GLM-4.7-powered', 'glm', 'mention'],
  ['docs/models.md', 'GLM-4.7-powered', 'kimi', 'mention'],
  ['gateway/files.yaml', 'APEX', 'glm', 'use'],
  ['config/models.yaml', 'Baichuan4', 'baichuan', 'use'],
  ['docs/models.md', 'ERNIE 4.5', 'ernie', 'mention'],
  ['docs/models.md', 'Kimi K2', 'kimi', 'mention'],
  ['docs/models.md', 'QWen models', 'qwen', 'mention'],
  ['docs/models.md', 'QWen models', 'bge', 'mention'],
  ['gateway/clients.rs', 'providers::zai', 'glm', 'use'],
  ['gateway/clients.rs', 'api.z.ai', 'glm', 'use'],
  ['gateway/clients.rs', 'zai::Client', 'glm', 'use'],
  ['gateway/clients.rs', 'Glm5ToolParser', 'glm', 'use'],
  ['gateway/clients.rs', 'Glm5ToolParser', 'ernie', 'use'],
  ['gateway/testdata/chat.httprr', 'recorded', 'qwen', 'mention'],
  // Names with a version glued to them, in identifiers, keys and file names.
  ['data/words.tiktoken', '# tokenizer', 'qwen', 'mention'],
  ['dotnet/Options.cs', 'namespace', 'glm', 'use'],
  ['dotnet/Options.cs', 'class', 'glm', 'use'],
  ['ocr/models.yaml', 'det_server:', 'ernie', 'use'],
  ['ocr/models.yaml', 'det_server.onnx', 'ernie', 'use'],
  ['ocr/models.yaml', 'ppocr_keys', 'ernie', 'use'],
  ['speech/asr.py', 'sense-voice', 'alibaba-other', 'use'],
  ['speech/asr.py', 'wss:', 'spark', 'use'],
  ['speech/asr.py', 'XunfeiStream', 'spark', 'use'],
  ['speech/asr.py', 'url = SPARK_URL', 'spark', 'use'],
  ['video/nodes.py', 'WanVideoVAE', 'wan', 'use'],
  ['video/nodes.py', 'Wan2_1', 'wan', 'use'],
  ['video/nodes.py', 'Wan2.1', 'wan', 'use'],
  ['video/nodes.py', 'wan_t5_model', 'wan', 'use'],
  // A part of a name that a single capital stands before.
  ['gateway/IQwenService.java', 'interface', 'qwen', 'use'],
  ['gateway/IQwenService.java', 'QWENClient', 'qwen', 'use'],
  // Companies, where they name the provider of a model.
  ['gateway/registry.go', 'adaptor/baidu', 'ernie', 'use'],
  ['gateway/registry.go', 'adaptor/tencent', 'hunyuan', 'use'],
  ['gateway/registry.go', 'ernie-4.5', 'ernie', 'use'],
  ['gateway/registry.go', 'hunyuan-turbos', 'hunyuan', 'use'],
  // Ids whose pattern holds their variant, ids in a list, and unknown names of known organisations.
  ['gateway/models.py', 'LARGE', 'yi', 'use'],
  ['gateway/models.py', 'LATEST', 'glm', 'use'],
  ['gateway/models.py', 'ROUTES', 'glm', 'use'],
  ['gateway/models.py', 'ROUTES', 'yi', 'use'],
  ['gateway/models.py', 'SONGS', 'hunyuan', 'use'],
  ['gateway/models.py', 'NEWS', 'internlm', 'use'],
  ['gateway/models.py', 'CARD', 'qwen', 'use'],
  ['gateway/tunes.py', 'JUDGE', 'llama', 'use'],
  ['gateway/labels.ts', '通义千问', 'qwen', 'use'],
  ['gateway/labels.ts', '使用kimi', 'kimi', 'use'],
  ['gateway/labels.ts', '文心', 'ernie', 'use'],
  ['gateway/labels.ts', 'parquet', 'qwen', 'use'],
  ['gateway/paths.json', 'qwen', 'qwen', 'use'],
  // Generated code of a model runs; how long an answer may be is no price.
  ['gateway/modeling_qwen9.py', '.configuration_qwen9', 'qwen', 'use'],
  ['gateway/modeling_qwen9.py', 'automatically', 'qwen', 'mention'],
  ...Array.from({ length: 12 }, (_, n) => ['gateway/modeling_qwen9.py', `Qwen9Layer${n + 1}(`, 'qwen', 'use'] as const),
  ...Array.from({ length: 45 }, (_, n) => ['gateway/supported.py', `-${n + 1}b"`, 'qwen', 'use'] as const),
  // What a test compares is a value, a sentence that it says is none.
  ['gateway/check.test.ts', 'bge-m3', 'bge', 'use'],
  ['gateway/check.test.ts', 'DeepSeek Chat', 'deepseek', 'use'],
  ['gateway/check.test.ts', 'DeepSeek-V3', 'deepseek', 'mention'],
  ['web/provider.d.ts', 'import', 'deepseek', 'use'],
  ['web/provider.d.ts', 'declare', 'deepseek', 'use'],
  // Models in the paths of addresses; names that are written with separators, or count beside their family only.
  ['gateway/addresses.py', 'replicate.com', 'deepseek', 'use'],
  ['gateway/addresses.py', 'kimi-k2-thinking', 'kimi', 'use'],
  ['gateway/addresses.py', 'class DEEP_SEEK', 'deepseek', 'use'],
  ['gateway/addresses.py', 'deep_seek_key', 'deepseek', 'use'],
  ['gateway/addresses.py', 'ListConRanker', 'doubao', 'use'],
  ['gateway/addresses.py', 'infgrad', 'stella', 'use'],
  ['gateway/addresses.py', 'stella_base_zh', 'stella', 'use'],
  ['gateway/workspace.py', 'WORKSPACE', 'qwen', 'use'],
  ['gateway/addresses.py', 'QWENVIT', 'qwen', 'use'],
  // Words that are spelt or left alone; a project's own name; what somebody wrote down elsewhere.
  ['.vscode/settings.json', 'cSpell', 'qwen', 'mention'],
  ['.npmignore', '.qwen', 'qwen', 'mention'],
  ['settings/package-lock.json', 'qwen-chat-ui', 'qwen', 'use'],
  ['settings/issues.json', 'title', 'deepseek', 'mention'],
  ['settings/Cargo.lock', 'deepseek-shell', 'deepseek', 'use'],
  // The package that code lies in is no provider; what it imports is.
  ['orders/Orders.java', 'import com.alibaba.cloud.ai', 'qwen', 'use'],
  ['orders/Orders.java', 'model = DashScope', 'qwen', 'use'],
  ['settings/providers.py', 'qwen-cn', 'qwen', 'use'],
  ['settings/providers.py', 'deepseek-tokenizer', 'deepseek', 'use'],
  ['settings/providers.py', 'Qwen/Qwen3-TTS-Tokenizer-12Hz', 'qwen', 'use'],
  ['deploy/main.tf', 'deepseek-r1-7b', 'deepseek', 'use'],
  ['deploy/main.tf', 'qwen3-8b', 'qwen', 'use'],
  // Code is no price table, and what CI runs is no documentation.
  ...Array.from({ length: 23 }, (_, n) => ['gateway/ModelRegistry.kt', `"qwen2.5-${n + 1}b"`, 'qwen', 'use'] as const),
  ['.github/workflows/docs.yml', 'qwen3', 'qwen', 'use'],
  // A company's name that nothing else bears; a program that is to be copied; what a merge left behind.
  ['gateway/regions.ts', 'Region', 'kimi', 'use'],
  ['settings/local.lua.example', 'asked', 'deepseek', 'mention'],
  ['settings/local.lua.example', 'return', 'deepseek', 'use'],
  ['gateway/answer.txt.orig', 'data', 'qwen', 'mention'],
  // A name with a version behind a blank, alone in its file.
  ['docs/newest.md', 'newest', 'glm', 'mention'],
];

/** A codebase in which colliding names have no other sign than what stands beside them. */
const IN_PROSE: readonly Named[] = [
  ...['qwen', 'deepseek', 'glm', 'kimi'].map((family) => ['docs/families.md', 'speaks to', family, 'mention'] as const),
  ...['qwen', 'bge', 'deepseek', 'ernie'].map((family) => ['docs/families.md', 'Vectors', family, 'mention'] as const),
  ['docs/families.md', 'log link', 'deepseek', 'mention'],
  // Programs and repositories that are called after a family are names, not models: expected.txt tells which.
  ['training/runs.md', '--pretrain', 'qwen', 'mention'],
  ...['deepseek', 'qwen'].map((family) => ['training/runs.md', 'harness', family, 'mention'] as const),
  ['training/runs.md', 'is not used', 'deepseek', 'mention'],
  ['training/prompts.py', 'template', 'qwen', 'use'],
  ['training/prompts.py', 'speak', 'doubao', 'use'],
  // Comments of a list in no known format.
  ['lists/assistants', '通义千问', 'qwen', 'mention'],
  ['lists/assistants', 'qwen.ai', 'qwen', 'use'],
  ['lists/assistants', 'the API', 'deepseek', 'mention'],
  ['lists/assistants', 'include:', 'deepseek', 'use'],
  // A copy that somebody kept is a record.
  ['training/agent.toml.bak-2026', 'default_model', 'deepseek', 'mention'],
  ['docs/families.md', 'driver', 'qwen', 'mention'],
  ['docs/families.md', 'bulletin', 'qwen', 'mention'],
  // A name that ends with a letter of Greek, alone in its file.
  ['docs/older.md', 'first', 'pangu', 'mention'],
  // The source of a page, and what an object is called.
  ['docs/run.1.md.in', 'tool', 'qwen', 'mention'],
  ['deploy/model.yaml', 'workspace', 'qwen', 'use'],
  // What elements say to people in more than one word.
  ['web/About.tsx', 'Runs', 'qwen', 'mention'],
  ['web/About.tsx', 'Max<', 'qwen', 'mention'],
  ['web/About.tsx', 'value=', 'qwen', 'use'],
  ['web/About.tsx', 'kbd', 'deepseek', 'use'],
  ['ide/plugin.xml', 'Adds', 'qwen', 'mention'],
  ['ide/plugin.xml', 'Talks', 'deepseek', 'mention'],
  // What an API answered that was asked for its models, and a setting beside it.
  ['gateway/models.json', 'qwen3-235b', 'qwen', 'mention'],
  ['gateway/models.json', 'deepseek-chat', 'deepseek', 'mention'],
  ['gateway/route.json', 'qwen3-235b', 'qwen', 'use'],
  // Texts of a licence and of a run, and an image that is called by what it serves.
  ['third_party/MODEL_LICENSE', 'DeepSeek', 'deepseek', 'mention'],
  ['runs/board.json', 'Qwen-7B', 'qwen', 'mention'],
  ['runs/sampling.json', 'Qwen-14B', 'qwen', 'use'],
  ['runs/night.stdout', 'deepseek-r1', 'deepseek', 'mention'],
  ['deploy/chat_Dockerfile', 'ENV MODEL', 'qwen', 'use'],
  ['deploy/chat_Dockerfile', 'CMD', 'qwen', 'use'],
];

/** Gateways, settings, templates and training code of products. */
const IN_PRODUCTS: readonly Named[] = [
  // A class that a path leads to, a set of data, a version behind a point.
  ['backend/resolve.py', 'ChatDeepSeek', 'deepseek', 'use'],
  ['backend/resolve.py', 'DATA', 'deepseek', 'use'],
  ['backend/resolve.py', 'OTHERS', 'deepseek', 'use'],
  ['backend/resolve.py', 'OTHERS', 'spark', 'use'],
  // Addresses of providers; the host of one's own is named after a model, and is none.
  ...['spark', 'minimax', 'hunyuan', 'kimi', 'glm'].map(
    (family) => ['config/hosts.ts', `const ${family.toUpperCase()} `, family, 'use'] as const,
  ),
  ['config/hosts.ts', 'const ARK ', 'doubao', 'use'],
  ['config/hosts.ts', 'const OWN ', 'qwen', 'use'],
  // How long an answer may be is no price, and a program that counts costs is no list of prices.
  ...Array.from({ length: 62 }, (_, n) => ['config/variants.toml', `case_${n} `, 'qwen', 'use'] as const),
  ['gateway/model_table.rs', 'use crate', 'deepseek', 'use'],
  ...Array.from({ length: 42 }, (_, n) => ['gateway/model_table.rs', `case_${n}(`, 'deepseek', 'use'] as const),
  // An id that its organisation makes sure.
  ['db/models.sql', 'seed-audio', 'doubao', 'use'],
  // Names joined by slashes; an id with its provider or owner is one.
  ...['deepseek', 'qwen', 'glm', 'minimax'].map((family) => ['docs/overview.md', 'One gateway', family, 'mention'] as const),
  ...['doubao', 'glm', 'kimi'].map((family) => ['docs/overview.md', 'Behind it', family, 'mention'] as const),
  ...['qwen', 'glm', 'deepseek'].map((family) => ['docs/overview.md', 'Render', family, 'mention'] as const),
  ...['deepseek', 'qwen'].map((family) => ['docs/overview.md', 'Hosted', family, 'mention'] as const),
  ...['bge', 'qwen'].map((family) => ['docs/overview.md', 'for vectors', family, 'mention'] as const),
  ['docs/overview.md', 'Train with', 'qwen', 'mention'],
  // Comments of a template, and what it writes.
  ['prompts/chat.jinja', 'Variant', 'qwen', 'mention'],
  ['prompts/chat.jinja', 'You are', 'qwen', 'use'],
  ['prompts/chat.jinja', 'its calls', 'deepseek', 'mention'],
  // What a run measured; how a work is cited.
  ['train/leaderboard/data/scores.json', 'average', 'yi', 'mention'],
  ['CITATION.cff', 'abstract', 'glm', 'mention'],
  ['CITATION.cff', 'keywords', 'deepseek', 'mention'],
  // What a run is called; whose code is fetched; a parser's address; a sentence that is a key.
  ['train/run.sh', 'experiment_name', 'qwen', 'use'],
  ['train/run.sh', 'model.path', 'qwen', 'use'],
  ['web/parser.ts', 'const BASE', 'internlm', 'use'],
  ['web/parser.ts', 'class', 'internlm', 'use'],
  ['web/locale.json', 'Models such as', 'deepseek', 'mention'],
  // A conversation that was written down.
  ['web/demo/thread.json', 'content', 'deepseek', 'mention'],
  ['web/demo/thread.json', 'model_name', 'deepseek', 'mention'],
  // Speech, songs and films, by file name and by what hubs call them.
  ['speech/names.py', 'SPEAKER', 'alibaba-other', 'use'],
  ['speech/names.py', 'WORDS', 'alibaba-other', 'use'],
  ['speech/names.py', 'vad =', 'alibaba-other', 'use'],
  ['video/urls.json', 'acestep-5Hz-lm-4B/', 'stepfun', 'use'],
  ['video/urls.json', 'sky_reels2', 'skywork', 'use'],
  // The code of an architecture; a package that bears a family's word is none of its.
  ['train/patch.py', 'import modeling', 'glm', 'use'],
  ['web/auth.ts', 'import { deepseekKey', 'deepseek', 'use'],
  ['web/auth.ts', 'export', 'deepseek', 'use'],
  ['web/auth.ts', 'import { SparkApi', 'spark', 'use'],
  ['web/auth.ts', 'export', 'spark', 'use'],
];

/** Formats of other languages. */
const IN_LANGUAGES: readonly Named[] = [
  // Settings that give a key for each model are no list of prices.
  ...Array.from({ length: 32 }, (_, n) => ['dotnet/appsettings.json', `"case-${n + 1}"`, 'qwen', 'use'] as const),
  // An answer that was written down as it was streamed.
  ['php/tests/Fixtures/answer.sse', 'model', 'deepseek', 'mention'],
  // A cloud's machines are not its models: no labels, no registry of images.
  ['infra/pool.yaml', 'vllm, serve', 'qwen', 'use'],
  ['go/client.go', 'doubao-seed', 'doubao', 'use'],
  ['go/client.go', 'https:', 'doubao', 'use'],
  ['go/client.go', '// region', 'doubao', 'mention'],
  ['go/client.go', 'const region', 'doubao', 'use'],
  // A picture in a style sheet is written with every short word.
  ['html/index.html', 'bge-m3', 'bge', 'mention'],
  // What a company offers is none of its models because documentation speaks of these.
  ['swift/Services.swift', 'deepSeek', 'deepseek', 'use'],
  // What a text of the interface is called is no model.
  ['swift/Titles.swift', 'NSLocalizedString', 'deepseek', 'use'],
  ['docs/plans.md', 'Later', 'ernie', 'mention'],
  ['docs/plans.md', 'Collected', 'qwen', 'mention'],
  // A line of models in the name of a class.
  ['ruby/models.rb', 'MODELS', 'bge', 'use'],
  ['ruby/spec/tokens_spec.rb', 'BgeM3', 'bge', 'use'],
  ['ruby/spec/tokens_spec.rb', 'BgeLarge', 'bge', 'use'],
  // The key of a setting is named after a model, and is none.
  ['java/Keys.java', 'MODEL', 'deepseek', 'use'],
];

describe('a codebase that names models', () => {
  it.each([
    ['accuracy-names', NAMED],
    ['accuracy-prose', IN_PROSE],
    ['accuracy-products', IN_PRODUCTS],
    ['accuracy-languages', IN_LANGUAGES],
  ])('is told line by line, with family and usage: %s', async (repository, lines) => {
    const expected = lines.map(([path, part, family, usage]) => `${place(repository, path, part)} ${family} ${usage}`);
    expect(await named(repository)).toEqual(expected.sort());
  });
});

describe('a codebase whose words only look like models', () => {
  it('names nothing', async () => expect(await named('accuracy-alike')).toEqual([]));
});

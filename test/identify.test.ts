import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileIds } from '../src/match/identify-catalogue.ts';
import { findId, findIds, identify } from '../src/match/identify.ts';
import { loadRules } from '../src/rules/load.ts';
import { HANG_MS } from './hang.ts';

const ids = compileIds(loadRules(join(import.meta.dirname, '../rules')));
const read = (id: string) => identify(id, ids);

describe('an unknown name under a known organisation', () => {
  it.each([
    ['one that makes its own models', 'openai/brand-new', 'US', 'US'],
    ['one that also tunes models of others', 'nvidia/Brand-New-8B', null, 'US'],
    ['the maker of a family that is watched', 'Qwen/Brand-New-8B', 'CN', 'CN'],
    ['one that only puts a part of others into its own', 'ai-forever/Brand-New-8B', 'RU', 'RU'],
  ])('has the weights of %s only where they can be known', (_, id, weights, developer) => {
    expect(read(id).origin).toEqual({ weights, developer });
  });
});

describe('the name of a tuner in the name of a model', () => {
  it.each([
    ['tells who tuned it', 'qwen3-swallow', 'swallow', 'JP'],
    ['tells it of a repackaged one', 'mradermacher/Llama-3.1-Swallow-70B-v0.1-i1-GGUF', 'swallow', 'JP'],
    ['tells nothing beside words of somebody else', 'MedExamDoc-Llama-3.1-Swallow-8B', 'unknown', null],
    ['tells where it is used, when the tuner makes an application', 'openhands-qwen3-coder', 'alibaba', 'CN'],
    ['tells where it runs, when the tuner is a provider', 'nvidia-qwen3-8b-fp8', 'alibaba', 'CN'],
  ])('%s: %s', (_, id, developer, country) => {
    expect([read(id).developer, read(id).origin.developer]).toEqual([developer, country]);
  });

  it.each([
    ['tokyotech-llm/Llama-3.3-Swallow-70B-v0.4', 'Llama-3.3'],
    ['glm-4.7-flash-derestricted', 'glm-4.7-flash'],
    ['somebody/Qwen3-8B-abliterated-v2-GGUF', 'Qwen3-8B'],
    ['qwen3-8b-lora', 'qwen3-8b'],
    ['Qwen3-4B-merged', 'Qwen3-4B'],
  ])('ends the name of the base: %s', (id, base) => {
    expect(read(id).lineage.map(({ name }) => name)).toEqual([base]);
  });
});

describe('a derivative that other things are called like', () => {
  it.each([
    ['s2-pro', null],
    ['fishaudio/s2-pro', 'qwen'],
    ['fish-audio/s2-pro', 'qwen'],
  ])('%s is of the family %s', (id, family) => {
    expect(read(id).family).toBe(family);
  });
});

describe('how ids are written', () => {
  it.each([
    ['Qwen/Qwen3-235B-A22B-Instruct-2507', 'qwen', 'alibaba', 'Qwen3-235B-A22B-Instruct-2507'],
    ['hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M', 'qwen', 'alibaba', 'Qwen3-8B'],
    ['TheBloke/deepseek-coder-33B-base-GPTQ', 'deepseek', 'deepseek', 'deepseek-coder-33B-base'],
    ['huggingface-sentencesimilarity-bge-base-en-v1-5', 'bge', 'baai', 'bge-base-en-v1-5'],
    ['bartowski/THUDM_GLM-4-9B-0414-GGUF', 'glm', 'zhipu', 'GLM-4-9B-0414'],
    ['bartowski/Kwaipilot_KwaiCoder-AutoThink-preview-GGUF', 'kling', 'kuaishou', 'KwaiCoder-AutoThink-preview'],
    ['bartowski/Qwen_Qwen3-8B-GGUF', 'qwen', 'alibaba', 'Qwen3-8B'],
    ['deepseek-ai_DeepSeek-R1-0528-Q4_K_M.gguf', 'deepseek', 'deepseek', 'DeepSeek-R1-0528'],
    ['mudler/GLM-4.7-Flash-APEX-GGUF', 'glm', 'zhipu', 'GLM-4.7-Flash'],
    ['alicloud-deepseek-v4-flash', 'deepseek', 'deepseek', 'deepseek-v4-flash'],
    ['qwen2.5-7b-instruct-q4_k_m.gguf', 'qwen', 'alibaba', 'qwen2.5-7b-instruct'],
    ['mmproj-Qwen2.5-VL-7B-Instruct-f16.gguf', 'qwen', 'alibaba', 'Qwen2.5-VL-7B-Instruct'],
    ['models--moonshotai--Kimi-K2-Instruct', 'kimi', 'moonshot', 'Kimi-K2-Instruct'],
    ['/home/ada/.cache/huggingface/hub/models--Qwen--QwQ-32B/snapshots/0a1b2c/config.json', 'qwen', 'alibaba', 'QwQ-32B'],
    ['https://huggingface.co/zai-org/GLM-4.5-Air/resolve/main/model.safetensors', 'glm', 'zhipu', 'GLM-4.5-Air'],
    ['https://ollama.com/library/qwen3:8b', 'qwen', 'alibaba', 'qwen3'],
    ['pkg:huggingface/deepseek-ai/DeepSeek-R1@56d4cbb', 'deepseek', 'deepseek', 'DeepSeek-R1'],
    ['pkg:huggingface/moonshotai%2FKimi-K2', 'kimi', 'moonshot', 'Kimi-K2'],
    ['us.deepseek.r1-v1:0', 'deepseek', 'deepseek', 'deepseek.r1'],
    ['arn:aws:bedrock:us-east-1::foundation-model/deepseek.v3-v1:0', 'deepseek', 'deepseek', 'deepseek.v3'],
    ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.deepseek.r1-v1:0', 'deepseek', 'deepseek', 'deepseek.r1'],
    ['bedrock/eu-west-1/qwen.qwen3-coder-480b-a35b-v1:0', 'qwen', 'alibaba', 'qwen3-coder-480b-a35b'],
    ['accounts/fireworks/models/kimi-k2p5', 'kimi', 'moonshot', 'kimi-k2p5'],
    ['fireworks_ai/minimax-m2p1', 'minimax', 'minimax', 'minimax-m2p1'],
    ['@cf/deepseek-ai/deepseek-v4-pro-0813', 'deepseek', 'deepseek', 'deepseek-v4-pro-0813'],
    ['vertex_ai/deepseek-ai/deepseek-r1-0528-maas', 'deepseek', 'deepseek', 'deepseek-r1-0528-maas'],
    ['Pro/deepseek-ai/DeepSeek-V3', 'deepseek', 'deepseek', 'DeepSeek-V3'],
    ['azure_ai/FW-Kimi-K3', 'kimi', 'moonshot', 'Kimi-K3'],
    ['ai/qwen3:4B-F16', 'qwen', 'alibaba', 'qwen3'],
    ['openrouter/~deepseek/deepseek-pro-latest', 'deepseek', 'deepseek', 'deepseek-pro-latest'],
    ['someone/Qwen3.6-27B-GGUF-llama.cpp', 'qwen', 'alibaba', 'Qwen3.6-27B'],
    ['hf:moonshotai/Kimi-K2.7-Code', 'kimi', 'moonshot', 'Kimi-K2.7-Code'],
    ['z-ai/glm-4.6:exacto', 'glm', 'zhipu', 'glm-4.6'],
    ['GLM-4_5V', 'glm', 'zhipu', 'GLM-4_5V'],
    ['Qwen 2.5 7B Instruct', 'qwen', 'alibaba', 'Qwen 2.5 7B Instruct'],
    ['minimax/speech-02-hd', 'minimax', 'minimax', 'speech-02-hd'],
    ['internlm/OREAL-32B', 'internlm', 'shanghai-ai-lab', 'OREAL-32B'],
    ['qwen2.5-72b-instruct-gaudi', 'qwen', 'alibaba', 'qwen2.5-72b-instruct'],
    ['llm-inference-service-qwen2-7b-gpu', 'qwen', 'alibaba', 'qwen2-7b'],
    ['rtx-pro-6000-qwen3-32b-2node', 'qwen', 'alibaba', 'qwen3-32b'],
    ['bge-reranker.llm.svc.cluster.local:8000', 'bge', 'baai', 'bge-reranker'],
    ['wan2.2_i2v_high_noise_14B_fp8_scaled.safetensors', 'wan', 'alibaba', 'wan2.2_i2v_high_noise_14B'],
    ['OpenVINO/Qwen3-8B-int4-cw-ov', 'qwen', 'alibaba', 'Qwen3-8B'],
    ['claude-groq-qwen3.6-27b', 'qwen', 'alibaba', 'qwen3.6-27b'],
    ['Eco-Tech/Qwen3-235B-A22B-w8a8-QuaRot', 'qwen', 'alibaba', 'Qwen3-235B-A22B'],
    ['Qwen3-32B-W8A8SC', 'qwen', 'alibaba', 'Qwen3-32B'],
    ['neroued/Qwen3.8-27B-NInfer', 'qwen', 'alibaba', 'Qwen3.8-27B'],
    ['fal-ai/wan-25-preview/text-to-video', 'wan', 'alibaba', 'wan-25-preview'],
    ['fal-ai/wan-22-vace-fun-a14b/depth', 'wan', 'alibaba', 'wan-22-vace-fun-a14b'],
    ['fal-ai/longcat-multi-avatar/image-audio-to-video', 'longcat', 'meituan', 'longcat-multi-avatar'],
    ['fal-ai/live-portrait', 'kling', 'kuaishou', 'live-portrait'],
    ['volcengine-plan/glm-4.7', 'glm', 'zhipu', 'glm-4.7'],
    ['deepinfra-Qwen/Qwen3-235B-A22B', 'qwen', 'alibaba', 'Qwen3-235B-A22B'],
    ['huggingface-reasoning-qwen3-06b', 'qwen', 'alibaba', 'qwen3-06b'],
  ])('%s', (id, family, developer, name) => {
    expect(read(id)).toMatchObject({ id, family, developer, name, origin: { weights: 'CN', developer: 'CN' } });
  });
});

describe('who made it', () => {
  it.each([
    ['a host first', 'mistral/zai-glm-5-3', 'glm', 'zhipu', 'CN', 'CN'],
    ['another maker first', 'tencent/minimax-m3', 'minimax', 'minimax', 'CN', 'CN'],
    ['a control family under a Chinese organisation', 'bytedance/gpt-oss-120b', 'gpt-oss', 'openai', 'US', 'US'],
    ['a requantisation by a maker', 'nvidia/DeepSeek-V3.2-NVFP4', 'deepseek', 'deepseek', 'CN', 'CN'],
    ['a distillation onto Llama', 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B', 'deepseek', 'deepseek', 'US', 'CN'],
    ['a distillation onto Qwen', 'unsloth/DeepSeek-R1-Distill-Qwen-14B-bnb-4bit', 'deepseek', 'deepseek', 'CN', 'CN'],
    ['a tune by nobody known', 'someone/Qwen2.5-7B-MyTune', 'qwen', 'unknown', 'CN', null],
    ['a tune by a known maker', 'sensenova/SenseNova-SI-1.1-Qwen2.5-VL-7B', 'sensenova', 'sensetime', 'CN', 'CN'],
    ['a tune named after its organisation', 'tokyotech-llm/Llama-3.1-Swallow-8B-v0.2', 'llama', 'swallow', 'US', 'JP'],
    ['a requantisation of two packers', 'OPEA/Qwen2.5-7B-Instruct-int4-sym-inc', 'qwen', 'alibaba', 'CN', 'CN'],
    ['a hidden base, packed with its draft head', 'protoLabsAI/Ornith-1.0-9B-MTP-GGUF', 'qwen', 'community', 'CN', null],
    ['a line of tunes', 'cognitivecomputations/dolphin-2.9.2-qwen2-72b', 'qwen', 'cognitive-computations', 'CN', 'US'],
    ['a hidden base', 'nvidia/OpenReasoning-Nemotron-32B', 'qwen', 'nvidia', 'CN', 'US'],
    ['a hidden base, packed by another', 'bartowski/agentica-org_DeepScaleR-1.5B-Preview-GGUF', 'deepseek', 'agentica', 'CN', 'US'],
    ['the same as a file', 'PrimeIntellect_INTELLECT-2-Q4_K_M.gguf', 'qwen', 'prime-intellect', 'CN', 'US'],
    ['a tune packed by another', 'bartowski/nvidia_Llama-3.1-8B-UltraLong-1M-Instruct-GGUF', 'llama', 'nvidia', 'US', 'US'],
    ['a tune whose name starts as an organisation does', 'Qwen_Sharpened-7B', 'qwen', 'unknown', 'CN', null],
    ['a hidden base at a router', 'dmind/dmind-1-mini', 'qwen', 'dmind', 'CN', null],
    ['a hidden base, packed again', 'bartowski/OpenReasoning-Nemotron-32B-GGUF', 'qwen', 'nvidia', 'CN', 'US'],
    ['a student of a closed model that stands first', 'claude-3.7-sonnet-reasoning-qwen3-8b', 'qwen', 'unknown', 'CN', null],
    ['a student of a closed model', 'Gemma-4-31B-Claude-4.6-Opus-Distilled', 'gemma', 'unknown', 'US', null],
    ['a student of an open model whose version its name tells', 'gemma-3-12b-it-vl-GLM-4.7-Flash-Heretic', 'gemma', 'unknown', 'US', null],
    ['the base behind the size, with no version', 'DeepSeek-R1-7B-Qwen-MNN', 'deepseek', 'deepseek', 'CN', 'CN'],
    ['a draft head that a tuner trained', 'nvidia/Qwen3-235B-A22B-Thinking-2507-Eagle3', 'qwen', 'nvidia', 'CN', 'US'],
    ['a draft head by nobody known', 'someone/Qwen3-14B-speculator.eagle3', 'qwen', 'unknown', 'CN', null],
    ['a recipe with R1 in its name', 'Qwen2.5-1.5B-Open-R1-Distill', 'qwen', 'hugging-face', 'CN', 'US'],
    ['a longer context under another organisation', 'open-r1/Qwen2.5-Math-7B-RoPE-300k', 'qwen', 'hugging-face', 'CN', 'US'],
    ['a reward model by a watched maker', 'infly/INF-ORM-Llama3.1-70B', 'inf', 'inf-tech', 'US', 'CN'],
    ['weights packed by blocks', 'RedHatAI/Kimi-K3-FP8-BLOCK', 'kimi', 'moonshot', 'CN', 'CN'],
    ['a name that ends in GPT before a size', 'vinai/PhoGPT-4B-Chat', null, 'vinai', 'VN', 'VN'],
    [
      'a hidden base whose refusals somebody tuned away',
      'huihui-ai/Huihui-MiroThinker-v1.5-30B-abliterated-GGUF',
      'qwen',
      'unknown',
      'CN',
      null,
    ],
    ['a model whose refusals somebody tuned away', 'huihui-ai/Qwen3-32B-abliterated', 'qwen', 'unknown', 'CN', null],
    ['an adapter of nobody that is named', 'Qwen3-8B-LoRA', 'qwen', 'unknown', 'CN', null],
    ['an adapter of its own organisation', 'Qwen/Qwen3-8B-LoRA', 'qwen', 'alibaba', 'CN', 'CN'],
    [
      'a distillation whose refusals somebody tuned away',
      'huihui-ai/DeepSeek-R1-Distill-Llama-70B-abliterated',
      'deepseek',
      'deepseek',
      'US',
      'CN',
    ],
    ['a server that speaks the protocol of another', 'openai/qwen3-8b-josie', 'qwen', 'unknown', 'CN', null],
    ['a name that only holds GPT-4', 'Vision-CAIR/MiniGPT-4', 'llama', 'vision-cair', 'US', 'SA'],
    ['a tune on answers of GPT-4', 'jondurbin/airoboros-65b-gpt4-1.2', 'llama', 'unknown', 'US', null],
    ['another line of an organisation with a family', 'naver/splade-v3', null, 'naver', null, 'KR'],
    ['a size for a version, and a tuner behind a host', 'krea/krea-wan-14b/video-to-video', 'wan', 'krea', 'CN', 'US'],
    ['a size for a version, in a name of somebody unknown', 'NSFW-API/NSFW_Wan_1.3b', 'wan', 'unknown', 'CN', null],
    ['a line that names its base, and a teacher', 'DavidAU/Dolphin-Mistral-GLM-4.7-Flash-24B', 'dolphin', 'unknown', 'FR', null],
    ['a line whose base another one takes the place of', 'HuggingFaceH4/zephyr-7b-gemma-v0.1', 'smollm', 'hugging-face', 'US', 'US'],
    ['a later stage of a known tune', 'lmms-lab/LongVA-7B-DPO', 'qwen', 'lmms-lab', 'CN', null],
    ['a tune by a watched maker at a router that names the base', 'flux/srpo/image-to-image', 'hunyuan', 'tencent', 'DE', 'CN'],
    ['an adapter by a watched maker', 'fal-ai/uso', 'doubao', 'bytedance', 'DE', 'CN'],
    ['an endpoint below an alias', 'fal-ai/magi/extend-video', 'magi', 'sand-ai', 'CN', 'CN'],
    ['words that another maker uses, behind a maker', 'amazon.rerank-v1:0', null, 'amazon', 'US', 'US'],
    ['words that another maker uses, behind a line', 'perplexity-ai/pplx-embed-v1', null, 'perplexity', null, 'US'],
    ['a loss that is called as a line is', 'cross-encoder-testing/reranker-bert-tiny-gooaq-bce-onnx', 'bert', 'unknown', 'US', null],
    [
      'a machine that is called as a line is',
      'nvcr.io/nim/nvidia/nvidia-nemotron-nano-9b-v2-dgx-spark:latest',
      'nemotron',
      'nvidia',
      'US',
      'US',
    ],
    ['an architecture in the name, trained from scratch', 'SPRINGLab/F5-Hindi-24KHz', null, 'unknown', null, null],
  ])('%s: %s', (_, id, family, developer, weights, country) => {
    expect(read(id)).toMatchObject({ family, developer, origin: { weights, developer: country } });
  });

  it('keeps the whole chain', () => {
    const chain = read('agentica-org/DeepScaleR-1.5B-Preview').lineage;
    expect(chain.map(({ family }) => family)).toEqual(expect.arrayContaining(['deepseek', 'qwen']));
    expect(chain[0]).toMatchObject({ name: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B', evidence: 'documented' });
  });

  it('takes the alias of a proxy for no teacher', () => expect(read('claude-groq-qwen3.6-27b').lineage).toEqual([]));

  it('knows a distillation by the machine that it runs on', () =>
    expect(read('deepseek-r1-distill-llama-8b-gaudi').lineage[0]).toMatchObject({
      name: 'meta-llama/Llama-3.1-8B',
      evidence: 'documented',
    }));

  it.each([
    ['deepseek-r1:70b', 'US', 'llama'],
    ['deepseek-r1:70b-llama-distill-q4_K_M', 'US', 'llama'],
    ['ollama/deepseek-r1:14b', 'CN', 'qwen'],
    ['deepseek-r1:7b-qwen-distill-fp16', 'CN', 'qwen'],
  ])('knows what a tag of Ollama distils into: %s', (id, weights, base) => {
    const { developer, origin, lineage } = read(id);
    expect([developer, origin.weights]).toEqual(['deepseek', weights]);
    expect(lineage.map(({ family }) => family)).toContain(base);
  });

  it('takes the whole model for its largest tag', () => expect(read('deepseek-r1:671b').lineage).toEqual([]));

  it('names base and teacher of a distillation', () => {
    const families = read('DeepSeek-R1-Distill-Llama-8B').lineage.map(({ family, relation }) => [family, relation]);
    expect(families).toContainEqual(['deepseek', 'distillation']);
    expect(families.map(([family]) => family)).toContain('llama');
  });

  it('does not assert what is only claimed', () => {
    expect(read('cursor/composer-1')).toMatchObject({ family: null, origin: { weights: null }, confidence: 'low' });
    expect(read('cursor/composer-1').reason).toMatch(/not confirmed/);
  });

  it.each(['k2p5', 'text-embedding-v3', 'embedding-3', 'max-32k', 'speech-02-hd'])('%s alone is too generic', (id) =>
    expect(read(id)).toMatchObject({ family: null, developer: 'unknown', origin: { weights: null, developer: null }, confidence: 'low' }),
  );

  it.each([
    ['dashscope/text-embedding-v3', 'qwen'],
    ['kimi-for-coding/k2p5', 'kimi'],
    ['zhipuai/embedding-3', 'glm'],
  ])('%s has its provider beside it', (id, family) => expect(read(id).family).toBe(family));

  it.each(['', ' ', '/', ':::', 'gpt', 'my-model', '../..', 'a'.repeat(5000)])('%j is nothing known', (id) =>
    expect(read(id)).toMatchObject({ family: null, developer: 'unknown' }),
  );
});

describe('the grammar', () => {
  it.each([
    ['Qwen2.5-7B-Instruct-GGUF:Q4_K_M', '2.5', ['7b'], ['instruct'], ['gguf', 'q4', 'k', 'm']],
    ['Qwen3-235B-A22B-Instruct-2507', '3', ['235b', 'a22b'], ['instruct', '2507'], []],
    ['accounts/fireworks/models/qwen3p8-2p4t-a95b', '3.8', ['2p4t', 'a95b'], [], []],
    ['qwen3-5-397b-a17b', '3.5', ['397b', 'a17b'], [], []],
    ['kimi-k2.7-code-highspeed', 'k2.7', [], ['code', 'highspeed'], []],
    ['deepseek-v3p1-terminus', 'v3.1', [], ['terminus'], []],
    ['glm-4v-plus-0111', '4v', [], ['plus', '0111'], []],
    ['InternVL3_5-241B-A28B-Instruct', '3.5', ['241b', 'a28b'], ['instruct'], []],
    ['MiniCPM-2B-sft-fp32', null, ['2b'], ['sft'], ['fp32']],
    ['nvidia/DeepSeek-V3.2-NVFP4', 'v3.2', [], [], ['nvfp4']],
  ])('%s', (id, generation, sizes, variants, packaging) => expect(read(id).parts).toEqual({ generation, sizes, variants, packaging }));
});

describe('releases that do not exist yet', () => {
  const PREFIXES = [
    '',
    'openrouter/',
    'accounts/fireworks/models/',
    'bedrock/us-west-2/',
    'together_ai/',
    '@cf/',
    'nebius/',
    'brand-new-host/',
    'hf:',
  ];
  const NEXT = [
    ['Qwen5-72B-Instruct', 'qwen'],
    ['qwen5.5-coder-flash', 'qwen'],
    ['deepseek-v6', 'deepseek'],
    ['DeepSeek-R3-0717', 'deepseek'],
    ['kimi-k4', 'kimi'],
    ['Kimi-K4.2-Thinking', 'kimi'],
    ['glm-7.1', 'glm'],
    ['GLM-7-Air', 'glm'],
    ['zai.glm-8', 'glm'],
    ['minimax-m5', 'minimax'],
    ['MiniMax-M5.2-highspeed', 'minimax'],
    ['mimo-v4-pro', 'mimo'],
    ['MiMo-V5', 'mimo'],
    ['doubao-seed-4-0-pro-270115', 'doubao'],
    ['seed-4-0-flash', 'doubao'],
    ['ernie-6.0-turbo', 'ernie'],
    ['hunyuan-t3-latest', 'hunyuan'],
    ['internvl5-8b', 'internlm'],
    ['step-5.1-flash', 'stepfun'],
    ['longcat-4.0', 'longcat'],
    ['ling-4.0-flash', 'ling'],
    ['kling-v4.0-t2v', 'kling'],
    ['wan3.1-i2v', 'wan'],
    ['minicpm-v6.1', 'minicpm'],
  ] as const;
  it.each(NEXT.flatMap(([name, family]) => PREFIXES.map((prefix) => [`${prefix}${name}`, family] as const)))('%s is %s', (id, family) =>
    expect(read(id)).toMatchObject({ family, origin: { weights: 'CN', developer: 'CN' } }),
  );
});

describe('findIds', () => {
  it.each([
    ['model="qwen2.5-coder:7b"', 'qwen2.5-coder:7b', 'name'],
    ['docker run vllm --model Qwen/Qwen3-8B --port 8000', 'Qwen/Qwen3-8B', 'name'],
    ['https://huggingface.co/deepseek-ai/DeepSeek-R1/tree/main', 'deepseek-ai/DeepSeek-R1', 'name'],
    ['openrouter/z-ai/glm-5', 'openrouter/z-ai/glm-5', 'name'],
    ['someone/Qwen3-8B-Tune', 'someone/Qwen3-8B-Tune', 'name'],
    ['modeling_qwen2_moe.py', 'qwen2_moe', 'name'],
    ['LLM: glm-5', 'glm-5', 'name'],
    ['kimi', 'kimi', 'signed'],
    ['moonshotai/kimi', 'moonshotai/kimi', 'name'],
    ['FROM deepseek-r1:8b', 'deepseek-r1:8b', 'name'],
  ])('%s', (text, id, strength) => {
    const found = findId(text, ids);
    expect(found).toMatchObject({ strength });
    expect(text.slice(found?.start, found?.end)).toBe(id);
  });

  it('finds each of several', () => {
    const text = 'qwen3-8b, deepseek-r1:8b; kimi-k2';
    expect(findIds(text, ids).map(({ start, end }) => text.slice(start, end))).toEqual(['qwen3-8b', 'deepseek-r1:8b', 'kimi-k2']);
  });

  const PIECES =
    'qwen Qwen3 deepseek -ai / - _ . : @ % 2.5 7B glm GLM-4.5 kimi k2p5 models-- -- arn: ~ ( ) [ , = \\ GGUF q4 é 中 \u0000 İ'.split(' ');
  const text = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join('')),
  );

  it('never throws, and stays inside the text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const identity = identify(value, ids);
        expect(identity.id).toBe(value);
        for (const { start, end, family } of findIds(value, ids)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(value.length);
          expect(ids.families.get(family ?? '')?.control).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says the same twice, and the same under another host', () => {
    fc.assert(
      fc.property(fc.constantFrom('qwen3-8b', 'deepseek-v3.2', 'kimi-k2', 'glm-4.5-air'), fc.stringMatching(/^[a-z]{3,9}$/), (id, host) => {
        expect(identify(id, ids)).toEqual(identify(id, ids));
        expect(identify(`${host}/${id}`, ids).family).toBe(identify(id, ids).family);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['-'.repeat(20_000), 'qwen-'.repeat(20_000), '/'.repeat(50_000), 'models--'.repeat(9000), 'a.b:'.repeat(9000)])(
    'reads hostile text in linear time',
    (value) => {
      const start = performance.now();
      identify(value, ids);
      findIds(value, ids);
      expect(performance.now() - start).toBeLessThan(HANG_MS);
    },
  );
});

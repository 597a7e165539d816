/** Names that generated files hold where a scan is to find something. */

/** Ids of models, as code and configuration write them. */
export const MODELS = [
  'deepseek-chat',
  'deepseek-ai/DeepSeek-V3',
  'qwen-max',
  'Qwen/Qwen2.5-7B-Instruct',
  'Qwen/Qwen3-32B',
  'moonshot-v1-32k',
  'kimi-k2-0711-preview',
  'glm-4-plus',
  'THUDM/glm-4-9b-chat',
  'MiniMax-Text-01',
  'doubao-1-5-pro-32k-250115',
  'hunyuan-turbos-latest',
  'ernie-4.0-8k',
  'internlm/internlm2_5-7b-chat',
  'BAAI/bge-m3',
  'baichuan-inc/Baichuan2-13B-Chat',
] as const;

/** Where such models are called. */
export const ADDRESSES = [
  'https://api.deepseek.com/v1',
  'https://dashscope.aliyuncs.com/compatible-mode/v1',
  'https://api.moonshot.cn/v1',
  'https://open.bigmodel.cn/api/paas/v4',
  'https://ark.cn-beijing.volces.com/api/v3',
] as const;

/** Packages that reach them, by ecosystem. */
export const PACKAGES = {
  npm: ['@ai-sdk/deepseek', '@ai-sdk/alibaba', 'zhipu-ai-provider', 'qwen-ai-provider'],
  pypi: ['dashscope', 'zhipuai', 'qianfan', 'modelscope'],
  cargo: ['deepseek-api', 'qwen-tokenizer'],
  go: ['github.com/volcengine/volcengine-go-sdk', 'github.com/cohesion-org/deepseek-go'],
} as const;

/** The words of model names that are not families: what kind of model it is, how it is served, how it is packed. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** Kinds, sizes in words, training stages, tasks, service levels. */
export const VARIANTS = words(`
  instruct chat base it pt pretrain pretrained foundation thinking think thinker reasoning reasoner nonthinking non no disabled enabled
  preview exp experimental flash flashx pro plus max ultra turbo lite mini nano micro tiny small medium large big huge xl xxl air airx omni next
  long longcontext longtext context standard vision visual vl vlm video image img audio voice music speech sound tts asr stt ocr translate
  mt livetranslate realtime live captioner embed embedding embeddings rerank reranker reward rm prm orm guard moderation safety judge
  coder code coding math prover research researcher deep search agent agentic agents tool tools function functioncall calling router
  moe dense linear hybrid mot mla mtp edit editing inpaint inpainting control controlnet motion animate
  t2v i2v v2v r2v s2v ti2v flf2v t2i i2i t2a txt2vid img2vid text2image text2video first last frame lightning distill distilled distillation diffusion forcing
  sft dpo rl ppo grpo rlhf rlvr kto mpo orpo ov si qa vqa cot zero one latest stable nightly beta alpha rc release ga final new old original free
  online cloud local edge server client batch express extended exacto nitro floor cheaper cheap speed fast faster highspeed ultraspeed slow
  quality high low mid xhigh minimal hd sd tput maas tee vllm hf transformers diffusers pytorch torch safetensors paddle
  multi multilingual bilingual english chinese zh ch cht cn en ko ja jp ar fr de es ru vi th hi world lang language all global intl
  character char role roleplay rp her creative writer assistant alltools terminus speciale adaptive auto dynamic default custom
  uncensored abliterated abliterate derestricted heretic unrestricted decensored obliterated
  text llm lm model models ai ml api hub serving serverless dedicated community official public test demo open
  stage step checkpoint ckpt iter v rev fin med medical legal law science sci math chem bio finance edu web app game gui ui
  user voicedesign voiceclone clone design podcast dialogue emotion noise denoise detection segmentation caption layout doc document table
  full half single double quarter lora qlora adapter merged merge peft dora yarn ext
  flex gt lte eu us usa emea apac asia uk spot short specdec inference evolving layered customvoice custom paraphrase std fiction rumination responsibility turbos
  nlp cv vit vad punc spk nat mlt common vocab cpp comfyui video-edit retrieval sentence similarity nli ner jan feb mar apr may jun jul aug sep oct nov dec
  contextual to bench prime gen detect detector detection phone retriever throughput reason mmeb compression versatile instant maverick scout
  dev prod canary internal enterprise business gateway nothink effort budget fast-latest async sync stream streaming
  talker aligner forced tokenizer codec transformer layerwise autothink avatar ref2va balanced compact textembedding sentencesimilarity vace icl
`);

/** Those of them that say where or as what something runs; with no other word they name a provider, a client or a program. */
export const PLACES = words(`
  api cn intl global us eu usa emea apac asia uk ui app web game demo test dev prod server client service serving hub official community
  gateway router agent agents tools models model llm lm ai ml public open free enterprise business user internal tokenizer codec
`);

/** What a deployment is called by beside its model: the machine it runs on, the object that runs it. */
const DEPLOYED = words(`
  cpu gpu gpus npu tpu xpu hpu igpu gaudi jetson rtx rocm cuda tei tgi sglang svc service pod pods job deployment endpoint replica replicas
  node nodes cluster scheduler pool container isvc inferenceservice proxy frontend backend optimum dockerfile dp ep
`);

/** `gpu` of `qwen2-7b-gpu`, `2node` of `qwen3-8b-2node`: says nothing of who made it. */
export function isDeployed(token: string): boolean {
  return DEPLOYED.has(token) || /^(?:\d{1,2}nodes?|(?:trn|inf)\d)$/.test(token);
}

const FREED = words('uncensored abliterated abliterate derestricted heretic unrestricted decensored obliterated');

/** Says that refusals were tuned away, which no maker does to its own model. */
export function isFreed(token: string): boolean {
  return FREED.has(token);
}

const TUNED = words('lora qlora dora peft merged merge');

/** Says that weights were trained or joined on top of others. */
export function isTuned(token: string): boolean {
  return TUNED.has(token);
}

/** How weights are packed or quantised. */
export const PACKAGING = words(`
  gguf ggml ggjt mlx mlc awq gptq bnb bitsandbytes unsloth exl2 exl3 exllama eetq hqq aqlm quip qat imat imatrix ud onnx openvino ov trt
  tensorrt coreml ctranslate2 ct2 ct llamafile ascend neuron rk3588 rkllm qnn quantized quantised quant quants quantization mixed mix marlin
  compressed smoothquant torchao autoround autoround round ar nf4 fp fp8 fp16 fp32 fp4 fp6 bf16 f16 f32 f8 int4 int8 int3 int2 int mxfp4 mxfp8 nvfp4 nvfp8 bf fp8dynamic
  4bit 8bit 2bit 3bit 5bit 6bit 16bit 4bits 8bits 2bits 3bits bit bits int4mix int8mix fp16mix fw rtn static sparse pruned
  ggufs mmproj dwq optiq uint8 uint4 sharded repackaged apex tq litert litertlm task prefill seq e4m3 e4m3fn e5m2 quarot flatquant spinquant ninfer
`);

const PACKED =
  /^(?:i?q\d{1,2}(?:f\d{1,2})?|w\d{1,2}a\d{1,2}(?:c\d{1,2}|sc?)?|\d{1,2}-?bits?|i1|b\d{1,2}|g\d{2,3}|gs\d{2,3}|[hb]pw\d?|\d(?:\.\d+)?bpw|tq\d|ekv\d{3,5}|[a-z]{2,3}\d{1,2}mix)$/;

/** `gguf`, `q4`, `fp8`, `w4a16`, `4bit`. */
export function isPackaging(token: string): boolean {
  return PACKAGING.has(token) || PACKED.test(token);
}

/** What may stand behind packaging: `s` and `xl` of `q4_k_s` and `ud-q4_k_xl`, `cw`, `scaled`, `sym` and `inc` of `int4-sym-inc`. */
export function isPackagingMark(token: string): boolean {
  return /^(?:[klms01]|xs|xl|xxs|nl|cw|gq|ik|scaled|a?sym|inc|block|kv)$/.test(token);
}

/** A variable with a number, `glm_6`: what stands beside `glm_5`, and no version of a model. */
export function isNumberedVariable(text: string): boolean {
  return /^[a-z]+_\d$/.test(text);
}

/** `7b`, `0.5b`, `a22b`, `8x7b`, `e2b`, `1t`, `567m`. */
export function isSize(token: string): boolean {
  return /^(?:[ae]?\d{1,4}(?:[.pd]\d{1,2})?|\d{1,2}x\d{1,3}(?:[.p]\d{1,2})?)[bmt]$/.test(token);
}

/** Versions, dates, context lengths, resolutions, single letters: known, whatever they say. */
export function isNumberLike(token: string): boolean {
  return /^[a-z]{0,2}\d{1,8}(?:[.p]\d{1,4}){0,3}[a-z]{0,3}$|^[a-z]$/.test(token);
}

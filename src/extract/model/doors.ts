/** The model files that are read by their name: their content may name no family at all. */

/** Lower-case names, name endings and path parts (each with `/` before the path); and, for `pointerEndings`, how such a file must start. */
export interface ModelDoors {
  readonly names: ReadonlySet<string>;
  readonly endings: readonly string[];
  /** Parts of `/` + path: every file below is a model's. */
  readonly folders: readonly string[];
  /** Endings that most often are something else: read only when the file is a Git LFS pointer. */
  readonly pointerEndings: readonly string[];
}

/** Files that are opened for their names, whatever they hold. */
export const MODEL_DOORS: ModelDoors = {
  names: new Set([
    'config.json',
    'configuration.json',
    'adapter_config.json',
    'tokenizer_config.json',
    'generation_config.json',
    'preprocessor_config.json',
    'processor_config.json',
    'video_preprocessor_config.json',
    'genai_config.json',
    'mlc-chat-config.json',
    'model_index.json',
    'chat_template.json',
    'mergekit_config.yml',
    'mergekit_config.yaml',
    'modelfile',
    'pytorch_model.bin',
    'adapter_model.bin',
    'diffusion_pytorch_model.bin',
  ]),
  endings: [
    '.gguf',
    '.ggml',
    '.safetensors',
    '.safetensors.index.json',
    '.bin.index.json',
    '.modelfile',
    '.pt',
    '.pth',
    '.ckpt',
    '.onnx',
    '.llamafile',
  ],
  folders: ['/models--', '/manifests/registry.ollama.ai/', '/manifests/hf.co/', '/manifests/huggingface.co/', '/modelscope/hub/'],
  pointerEndings: ['.bin', '.h5', '.tflite', '.npz', '.onnx_data', '.onnx.data', '.engine', '.params', '.pdparams'],
};

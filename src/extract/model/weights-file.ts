/** Files of weights that are not opened: pickles run code, and the others name no model. Their name is the evidence. */
import type { Extractor } from '../../types.ts';
import { weightsSpan } from './names.ts';

/** Globs of the files that hold a model's weights. */
export const WEIGHT_FILES: readonly string[] = [
  '**/*.{gguf,ggml,safetensors,bin,pt,pth,ckpt,onnx,onnx_data,llamafile,h5,tflite,mlpackage,npz,params,pdparams,engine,mnn,rknn}',
  '**/*.onnx.data',
];

/** The weights, by the file's name. */
export const weightsFile: Extractor = {
  id: 'model/weights-file',
  files: WEIGHT_FILES,
  claims: ({ text }) => text === '',
  read: ({ path }) => [weightsSpan(path)],
};

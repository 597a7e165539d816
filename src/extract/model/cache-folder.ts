/** Download caches: https://huggingface.co/docs/huggingface_hub/guides/manage-cache, and those of ModelScope and LM Studio. */
import type { Extractor } from '../../types.ts';
import { cacheName, cacheSpans } from './names.ts';

/** Files that hold a revision, a lock or a vocabulary: the model's name is in the path only. */
const NAMELESS =
  /\/(?:(?:refs|\.no_exist|\.locks)\/.*|tokenizer\.json|vocab\.json|merges\.txt|added_tokens\.json|special_tokens_map\.json)$/;

/** The model that the path names; nothing of the content. */
export const cacheFolder: Extractor = {
  id: 'model/cache-folder',
  files: ['**/models--*/**', '**/modelscope/hub/**', '**/{.lmstudio,lm-studio}/models/**'],
  claims: ({ path, text }) => cacheName(path) !== null && (text === '' || NAMELESS.test(path)),
  read({ path, text }) {
    return [...cacheSpans(path), { start: 0, end: text.length, form: 'word', keys: [], scope: '', skip: true }];
  },
};

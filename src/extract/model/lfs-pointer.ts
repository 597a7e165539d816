/** Git LFS pointers that stand in for weights: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
import { LFS_START, readLfsPointer } from '../../formats/lfs.ts';
import type { Extractor } from '../../types.ts';
import { weightsSpan } from './names.ts';
import { WEIGHT_FILES } from './weights-file.ts';

/** The weights that the pointer stands for, and its fields. */
export const lfsPointer: Extractor = {
  id: 'model/lfs-pointer',
  files: WEIGHT_FILES,
  claims: ({ text }) => text.startsWith(LFS_START),
  read({ path, text }) {
    const fields = readLfsPointer(text) ?? [];
    return [weightsSpan(path), ...fields.map(({ key, start, end }) => ({ start, end, form: 'string' as const, keys: [key], scope: '' }))];
  },
};

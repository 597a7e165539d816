/** pdm.lock. https://pdm-project.org/latest/usage/lockfile */
import { quotedRequirements } from '../../formats/lockfile/pep508.ts';
import { pythonLockSpans, type PythonLockShape } from '../../formats/lockfile/python.ts';
import type { Extractor } from '../../types.ts';

const SHAPE: PythonLockShape = {
  element: 'package',
  repeated: new Set(['metadata']),
  needs: ({ table, key }, written) => (table === 'package' && key === 'dependencies' ? quotedRequirements(written) : []),
  isOwn: ({ table, key }) => table === 'package' && key === 'path',
};

/** Packages with their exact version and the way to them from a direct dependency. */
export const pdmLock: Extractor = {
  id: 'python/pdm-lock',
  files: ['**/pdm.lock', '**/pdm.*.lock'],
  read: (file) => pythonLockSpans(file, SHAPE),
};

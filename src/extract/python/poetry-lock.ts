/** poetry.lock, lock-version 1.x and 2.x. https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock */
import { pythonLockSpans, type PythonLockShape } from '../../formats/lockfile/python.ts';
import type { Extractor } from '../../types.ts';

const SHAPE: PythonLockShape = {
  element: 'package',
  repeated: new Set(['metadata', 'extras']),
  needs: ({ table, key }, written) => (table === 'package.dependencies' && key !== '' && !/\boptional = true\b/.test(written) ? [key] : []),
  isOwn: () => false,
};

/** Packages with their exact version and the way to them from a direct dependency. */
export const poetryLock: Extractor = { id: 'python/poetry-lock', files: ['**/poetry.lock'], read: (file) => pythonLockSpans(file, SHAPE) };

/** uv.lock. https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
import { namesInTables, pythonLockSpans, type PythonLockShape } from '../../formats/lockfile/python.ts';
import type { Extractor } from '../../types.ts';

const NEEDS = new Set(['package.optional-dependencies', 'package.dev-dependencies', 'package.dependency-groups']);

const SHAPE: PythonLockShape = {
  element: 'package',
  repeated: new Set(['manifest', 'options']),
  needs: ({ table, key }, written) => (NEEDS.has(table) || (table === 'package' && key === 'dependencies') ? namesInTables(written) : []),
  isOwn: ({ table, key }, written) => table === 'package' && key === 'source' && /^\{\s*(?:virtual|editable|directory)\b/.test(written),
};

/** Packages with their exact version and the way to them from a direct dependency. */
export const uvLock: Extractor = {
  id: 'python/uv-lock',
  files: ['**/uv.lock', '**/*.py.lock'],
  read: (file) => pythonLockSpans(file, SHAPE),
};

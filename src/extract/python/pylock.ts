/** pylock.toml. https://packaging.python.org/en/latest/specifications/pylock-toml */
import { namesInTables, pythonLockSpans, type PythonLockShape } from '../../formats/lockfile/python.ts';
import { tomlQuoted } from '../../formats/lockfile/toml.ts';
import type { Extractor } from '../../types.ts';

const SHAPE: PythonLockShape = {
  element: 'packages',
  repeated: new Set(),
  needs({ table, key }, written) {
    if (table === 'packages' && key === 'dependencies') return namesInTables(written);
    const name = table === 'packages.dependencies' && key === 'name' ? tomlQuoted(written, { start: 0, end: written.length }) : null;
    return name ? [written.slice(name.start, name.end)] : [];
  },
  isOwn: ({ table, key }) => table === 'packages.directory' || (table === 'packages' && key === 'directory'),
};

/** Packages with their exact version and the way to them from a direct dependency. */
export const pylock: Extractor = {
  id: 'python/pylock',
  files: ['**/pylock.toml', '**/pylock.*.toml'],
  read: (file) => pythonLockSpans(file, SHAPE),
};

/** pixi.toml. https://pixi.sh/latest/reference/pixi_manifest */
import { isPixiTask, pixiTable, pypiManifestSpans, type PypiManifest } from '../../formats/lockfile/pypi.ts';
import type { Extractor } from '../../types.ts';

const MANIFEST: PypiManifest = {
  isList: () => false,
  table: pixiTable,
  isScript: isPixiTask,
  isProse: ([table = '', key = '']) =>
    /^(?:workspace|project)$/.test(table) && /^(?:description|authors|homepage|repository|documentation)$/.test(key),
};

/** Packages of conda and PyPI with the version that is asked for, and the command lines of tasks. */
export const pixi: Extractor = { id: 'python/pixi', files: ['**/pixi.toml'], read: (file) => pypiManifestSpans(file, MANIFEST) };

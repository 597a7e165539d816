/** pnpm-workspace.yaml (https://pnpm.io/pnpm-workspace_yaml) and .yarnrc.yml (https://yarnpkg.com/configuration/yarnrc). */
import { npmManifestSpans, type NpmManifest } from '../../formats/lockfile/npm-manifest.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';

const EXTENDED = new Set(['dependencies', 'peerDependencies', 'optionalDependencies']);
const TABLES = new Set(['catalog', 'overrides', 'configDependencies']);

const MANIFEST: NpmManifest = {
  isTable: ([first = '', ...below]) => {
    if (below.length === 0) return TABLES.has(first);
    return first === 'catalogs' ? below.length === 1 : first === 'packageExtensions' && below.length === 2 && EXTENDED.has(below[1] ?? '');
  },
  isList: () => false,
  isScript: () => false,
  isProse: () => false,
};

/** Packages of catalogs, overrides and package extensions, with the version that is asked for. */
export const workspace: Extractor = {
  id: 'node/workspace',
  files: ['**/pnpm-workspace.yaml', '**/.yarnrc.yml'],
  read: ({ text }) => npmManifestSpans(text, readYaml(text), MANIFEST),
};

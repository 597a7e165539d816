/**
 * pyproject.toml: PEP 621, PEP 735 (https://packaging.python.org/en/latest/specifications/pyproject-toml), and the tables of Poetry, PDM,
 * uv, Hatch, Flit, Rye and Pixi.
 */
import { isPixiTask, pixiTable, pypiManifestSpans, type PypiManifest } from '../../formats/lockfile/pypi.ts';
import type { Extractor } from '../../types.ts';

/** Key paths of lists of requirements; `*` is any key. */
const LISTS = [
  'build-system.requires',
  'project.dependencies',
  'project.optional-dependencies.*',
  'dependency-groups.*',
  'tool.poetry.extras.*',
  'tool.pdm.dev-dependencies.*',
  'tool.uv.dev-dependencies',
  'tool.uv.constraint-dependencies',
  'tool.uv.override-dependencies',
  'tool.uv.build-constraint-dependencies',
  'tool.uv.extra-build-dependencies.*',
  'tool.hatch.envs.*.dependencies',
  'tool.hatch.envs.*.extra-dependencies',
  'tool.hatch.build.hooks.*.dependencies',
  'tool.flit.metadata.requires',
  'tool.flit.metadata.dev-requires',
  'tool.flit.metadata.requires-extra.*',
  'tool.rye.dev-dependencies',
  'tool.tox.env.*.deps',
  'tool.tox.env_run_base.deps',
].map(pathPattern);

const TABLES = [
  'tool.poetry.dependencies',
  'tool.poetry.dev-dependencies',
  'tool.poetry.group.*.dependencies',
  'tool.pdm.overrides',
  'tool.pdm.resolution.overrides',
  'tool.uv.sources',
].map(pathPattern);

const SCRIPTS = [
  'tool.hatch.envs.*.scripts.*',
  'tool.pdm.scripts.*',
  'tool.pdm.scripts.*.cmd',
  'tool.pdm.scripts.*.shell',
  'tool.poe.tasks.*',
  'tool.poe.tasks.*.cmd',
  'tool.poe.tasks.*.shell',
  'tool.rye.scripts.*',
  'tool.rye.scripts.*.cmd',
  'tool.taskipy.tasks.*',
  'tool.taskipy.tasks.*.cmd',
].map(pathPattern);

const PROSE =
  /^(?:project|tool\.poetry|tool\.flit\.metadata)\.(?:description|keywords|classifiers|authors|maintainers|urls|homepage|repository|documentation|license)(?:\.|$)/;

const MANIFEST: PypiManifest = {
  isList: (keys) => isIn(LISTS, keys),
  table: (keys) => (isIn(TABLES, keys) ? 'pypi' : keys[0] === 'tool' && keys[1] === 'pixi' ? pixiTable(keys.slice(2)) : null),
  isScript: (keys) => isIn(SCRIPTS, keys) || (keys[0] === 'tool' && keys[1] === 'pixi' && isPixiTask(keys.slice(2))),
  isProse: (keys) => PROSE.test(keys.slice(0, 4).join('.')),
};

/** Packages with the version that is asked for, and the command lines of scripts; descriptions are mentions. */
export const pyproject: Extractor = {
  id: 'python/pyproject',
  files: ['**/pyproject.toml'],
  read: (file) => pypiManifestSpans(file, MANIFEST),
};

function pathPattern(path: string): string[] {
  return path.split('.');
}

function isIn(patterns: readonly (readonly string[])[], keys: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.length === keys.length && pattern.every((part, at) => part === '*' || part === keys[at]));
}

/** package.json. https://docs.npmjs.com/cli/configuring-npm/package-json, with the fields of pnpm, Yarn and Bun. */
import { readJson } from '../../formats/json/index.ts';
import { npmManifestSpans, type NpmManifest } from '../../formats/lockfile/npm-manifest.ts';
import type { Extractor } from '../../types.ts';

const TABLES = new Set(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'resolutions', 'catalog']);
const LISTS = new Set(['bundledDependencies', 'bundleDependencies']);
const PROSE = new Set([
  'description',
  'keywords',
  'author',
  'contributors',
  'maintainers',
  'homepage',
  'bugs',
  'repository',
  'funding',
  'license',
]);

const MANIFEST: NpmManifest = {
  isTable,
  isList: ([list = '', ...below]) => below.length === 0 && LISTS.has(list),
  isScript: ([table, ...below]) => table === 'scripts' && below.length === 1,
  isProse: ([key = '']) => PROSE.has(key),
};

/** Packages with the version that is asked for, and the command lines of scripts; descriptions are mentions. */
export const packageJson: Extractor = {
  id: 'node/package-json',
  files: ['**/package.json', '**/package.json5', '**/package.jsonc'],
  read: ({ text }) => npmManifestSpans(text, readJson(text), MANIFEST),
};

/** `overrides` nest; Bun keeps catalogs in `workspaces`, pnpm keeps its own fields in `pnpm`. */
function isTable([first = '', ...below]: readonly string[]): boolean {
  if (first === 'overrides') return true;
  if (first === 'pnpm' || first === 'workspaces') return below.length > 0 && isPnpmTable(below);
  return below.length === 0 ? TABLES.has(first) : isPnpmTable([first, ...below]);
}

function isPnpmTable([first = '', second, third, ...below]: readonly string[]): boolean {
  if (second === undefined) return first === 'overrides' || first === 'catalog';
  if (first === 'catalogs') return third === undefined;
  return first === 'packageExtensions' && third !== undefined && TABLES.has(third) && below.length === 0;
}

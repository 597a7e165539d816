/** Pipfile. https://pipenv.pypa.io/en/latest/pipfile.html */
import { pypiManifestSpans, type PypiManifest } from '../../formats/lockfile/pypi.ts';
import type { Extractor } from '../../types.ts';

/** Tables of settings; every other one is a category of packages. */
const SETTINGS = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile']);

const MANIFEST: PypiManifest = {
  isList: () => false,
  table: ([section, ...below]) => (section !== undefined && below.length === 0 && !SETTINGS.has(section) ? 'pypi' : null),
  isScript: ([section, ...below]) => section === 'scripts' && below.length === 1,
  isProse: () => false,
};

/** Packages with the version that is asked for, and the command lines of scripts. */
export const pipfile: Extractor = { id: 'python/pipfile', files: ['**/Pipfile'], read: (file) => pypiManifestSpans(file, MANIFEST) };

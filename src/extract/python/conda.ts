/**
 * Conda environments and recipes: environment.yml (https://docs.conda.io/projects/conda/en/latest/user-guide/tasks/manage-environments.html),
 * meta.yaml (https://docs.conda.io/projects/conda-build/en/latest/resources/define-metadata.html) and recipe.yaml of rattler-build.
 */
import { manifestSpans, proseSpan } from '../../formats/lockfile/manifest.ts';
import { isLocation, locationSpans, requirementAt, requirementSpans } from '../../formats/lockfile/pep508.ts';
import { packageSpan, skipSpan } from '../../formats/lockfile/index.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages of conda and pip with the version that is asked for. */
export const conda: Extractor = {
  id: 'python/conda',
  files: ['**/*environment*.{yml,yaml}', '**/*conda*.{yml,yaml}', '**/meta.{yml,yaml}', '**/recipe.{yml,yaml}'],
  claims: ({ text, path }) => (/(?:meta|recipe)\.ya?ml$/i.test(path) ? RECIPE.test(text) : ENVIRONMENT.test(text)),
  read: readConda,
};

const RECIPE = /^(?:package|requirements|outputs)[ \t]*:/m;
const ENVIRONMENT = /^(?:dependencies|channels)[ \t]*:/m;
const STAGES = new Set(['build', 'host', 'run', 'run_constrained', 'run_constraints', 'requirements', 'then', 'else']);
const PROSE = /^(?:about|extra)$/;
const HASH = /^(?:sha\d+|md5)$/;
/** `channel::name 1.2.* build`, `name>=1.2`, `name=1.2=build`, `name[version='>=1']`. */
const SPEC = /^([^\s:]{1,100}::)?([a-z0-9_][a-z0-9_.-]*)(.*)$/is;

function readConda({ text }: SourceFile): Span[] {
  const reading = readYaml(text);
  return manifestSpans(text, reading, (one) => {
    if (one.role !== 'value') return null;
    const last = one.keys.at(-1) ?? '';
    if (one.keys.length === 2 && last === 'pip' && one.keys[0] === 'dependencies') return pip(text, one);
    if (HASH.test(last)) return [skipSpan(one.start, one.end)];
    if (isList(one.keys, last)) return spec(text, one);
    return PROSE.test(one.keys[0] ?? '') ? [proseSpan(text, one)] : null;
  });
}

function isList(keys: readonly string[], last: string): boolean {
  if (keys.length === 1) return last === 'dependencies';
  const isTested = keys.at(-2) === 'test' && last === 'requires';
  return isTested || (keys.includes('requirements') && STAGES.has(last));
}

function spec(text: string, { start, end, keys }: Scalar): Span[] | null {
  const [, channel = '', name, version = ''] = SPEC.exec(text.slice(start, end)) ?? [];
  if (name === undefined) return null;
  const from = start + channel.length;
  const facts = { ecosystem: 'conda', version: version.trim() || null, dependencyPath: [name] };
  return [packageSpan({ start: from, end: from + name.length, name, keys }, facts)];
}

/** Lines of a requirements file, options included. */
function pip(text: string, { start, end, keys }: Scalar): Span[] | null {
  const written = text.slice(start, end);
  if (written.startsWith('-')) return null;
  if (isLocation(written)) return locationSpans(text, start, end, keys);
  const found = requirementAt(text, start, end);
  return found && requirementSpans(found, keys);
}

/** deno.json, deno.jsonc and import maps. https://docs.deno.com/runtime/fundamentals/configuration */
import { readJson } from '../../formats/json/index.ts';
import { commandLineSpans, manifestSpans } from '../../formats/lockfile/manifest.ts';
import { packageSpan } from '../../formats/lockfile/index.ts';
import type { Scalar } from '../../formats/scalar.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages that specifiers name, import addresses, and the command lines of tasks. */
export const deno: Extractor = {
  id: 'node/deno',
  files: ['**/deno.{json,jsonc}', '**/import_map.{json,jsonc}', '**/import-map.{json,jsonc}', '**/importmap.{json,jsonc}'],
  read: readDeno,
};

const SPECIFIER = /^(npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?/;

function readDeno({ text }: SourceFile): Span[] {
  return manifestSpans(text, readJson(text), (one) => {
    const [section, name, field] = one.keys;
    if (one.role !== 'value') return null;
    if (section === 'tasks' && name !== undefined && (field === undefined || field === 'command')) return commandLineSpans(text, one);
    return specifier(text, one) ?? (section === 'imports' || section === 'scopes' ? [address(one)] : null);
  });
}

/** `npm:@scope/name@^1/path`, wherever it stands. */
function specifier(text: string, { start, end, keys }: Scalar): Span[] | null {
  const [whole, ecosystem = '', name = '', version = null] = SPECIFIER.exec(text.slice(start, end)) ?? [];
  if (whole === undefined) return null;
  const from = start + whole.indexOf(name, ecosystem.length + 1);
  return [packageSpan({ start: from, end: from + name.length, name, keys }, { ecosystem, version, dependencyPath: [name] })];
}

function address({ start, end, keys, scope }: Scalar): Span {
  return { start, end, form: 'import', keys, scope };
}

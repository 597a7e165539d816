/** Package URLs: https://github.com/package-url/purl-spec */
import type { Scalar } from '../../formats/scalar.ts';
import type { Span } from '../../types.ts';

/** The parts of a package URL. */
export interface Purl {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string | null;
}

/** Types whose packages a manifest could name as well. */
const PACKAGES = new Set('npm pypi golang cargo maven nuget gem composer hex pub swift cocoapods cran conda julia'.split(' '));
/** Types of models on a hub. */
const HUBS = new Set(['huggingface', 'modelscope', 'mlflow']);
const LONGEST = 2000;

/** Reads `pkg:type/namespace/name@version?qualifiers#subpath`; null when it is no package URL. */
export function parsePurl(text: string): Purl | null {
  if (text.length > LONGEST || !/^pkg:/i.test(text)) return null;
  const path = text.slice('pkg:'.length).replace(/^\/+/, '').split('#', 1)[0]?.split('?', 1)[0] ?? '';
  const parts = path.split('/').filter((part) => part !== '');
  const type = parts.shift()?.toLowerCase() ?? '';
  const last = parts.pop() ?? '';
  const at = last.lastIndexOf('@');
  const name = decoded(at > 0 ? last.slice(0, at) : last);
  if (type === '' || name === '') return null;
  return { type, namespace: parts.map(decoded).join('/'), name, version: at > 0 ? decoded(last.slice(at + 1)) : null };
}

/** A package's name as its own ecosystem writes it: `@scope/name`, `group:artifact`. */
export function packageName({ type, namespace, name }: Purl): string {
  if (namespace === '') return name;
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`;
}

/** The span of a package URL: a package, or the id of a model on a hub; null for everything else. */
export function purlSpan({ start, end, keys, scope }: Scalar, purl: Purl, dependencyPath: () => string[]): Span | null {
  const value = packageName(purl);
  if (HUBS.has(purl.type)) return { start, end, form: 'string', keys, scope, value };
  if (!PACKAGES.has(purl.type)) return null;
  const facts = { ecosystem: purl.type, version: purl.version, dependencyPath: dependencyPath() };
  return { start, end, form: 'package', keys, scope, value, package: facts };
}

/** Whether a package URL names a model on a hub. */
export function isHubPurl({ type }: Purl): boolean {
  return HUBS.has(type);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Package URLs that are legal by the rules of their type: https://github.com/package-url/purl-spec (types/) */
import type { Ancestor, Component, Occurrence } from '../types.ts';

interface Parts {
  readonly namespace: readonly string[];
  readonly name: string;
}

/** How an ecosystem's own spelling of a package's name is read; null: no legal package URL can be made of it. */
const READERS: Readonly<Record<string, (name: string) => Parts | null>> = {
  npm: (name) => split(name, /^(?:(@[\w.~-]+)\/)?([\w.~-]+)$/),
  pypi: (name) => plain(name.toLowerCase().replaceAll('_', '-')),
  golang: (name) => path(name.toLowerCase()),
  cargo: plain,
  maven: (name) => split(name, /^([\w.~-]+):([\w.~-]+)$/),
  nuget: plain,
  gem: plain,
  composer: (name) => split(name.toLowerCase(), /^([\w.~-]+)\/([\w.~-]+)$/),
  hex: (name) => split(name.toLowerCase(), /^(?:([\w.~-]+)\/)?([\w.~-]+)$/),
  pub: (name) => plain(name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')),
  swift: (name) => path(name.replace(/^https?:\/\//i, '').replace(/\.git$/, '')),
  cocoapods: (name) => plain(name.split('/')[0] ?? ''),
  cran: plain,
  conda: plain,
};
/** A version, not a range, a tag or a workspace link. */
const EXACT = /^v?\d[\w.+~!-]{0,127}$/;
const WILDCARD = /(?:^|\.)[x*](?:\.|$)/i;
const COMMIT = /^[0-9a-f]{40}$/i;
/** `Qwen/Qwen2.5-7B`, as it stands or in an address of the hub. */
const HUB_ID = /^(?:(?:https?:\/\/)?(?:huggingface\.co|hf\.co)\/)?([A-Za-z0-9][\w.-]{0,95})\/([A-Za-z0-9][\w.-]{0,95})$/;
const HUB_ADDRESS = /^(?:https?:\/\/)?(?:huggingface\.co|hf\.co)\//;
const OTHER_HUB = /ollama|modelscope|openmind|modelers|wisemodel|opencsg|gitee/i;

/** Type, name behind a namespace or not, version, qualifiers and path within, all percent-encoded. */
const LEGAL = /^pkg:[a-z][a-z0-9.+-]{0,40}(?:\/[\w.~:%+-]+)+(?:@[\w.~:%+-]+)?(?:\?[a-z][\w.-]*=[\w.~:%/+&=,-]*)?(?:#[\w.~:%/+-]+)?$/;

/** The package URL of a component, or null when none is legal or it would be a guess. */
export function purlOf(component: Component): string | null {
  if (component.purl !== null && LEGAL.test(component.purl)) return component.purl;
  if (component.type === 'package') return packagePurl(ecosystemOf(component), component.name, component.version);
  return component.type === 'model' ? modelPurl(component) : null;
}

/** `npm` of the package `package/npm/openai`. */
export function ecosystemOf({ id }: Component): string {
  return id.split('/')[1] ?? '';
}

/** `pkg:npm/%40scope/name@1.2.3`; a version that is none is left out. */
export function packagePurl(ecosystem: string, name: string, version: string | null): string | null {
  const parts = Object.hasOwn(READERS, ecosystem) ? READERS[ecosystem]?.(name) : null;
  if (parts === null || parts === undefined) return null;
  const isExact = version !== null && EXACT.test(version) && !WILDCARD.test(version);
  return purl(ecosystem, parts, isExact ? version : null);
}

/** The package URL of an ancestor whose name is that of a repository of models. */
export function ancestorPurl({ name, evidence }: Ancestor): string | null {
  return evidence === 'documented' || evidence === 'recalled' ? hubPurl(name, null) : null;
}

/** A model has one when its weights are used under one id of the hub that bears its own name. */
function modelPurl({ name, version, occurrences }: Component): string | null {
  const own = occurrences.filter(isFromHub).map(({ value }) => value);
  const ids = new Set(
    own.flatMap((value) => (HUB_ID.exec(value)?.[2]?.toLowerCase() === name.toLowerCase() ? [hubPurl(value, version)] : [])),
  );
  return ids.size === 1 ? ([...ids][0] ?? null) : null;
}

function isFromHub({ value, exposure, context, extractor }: Occurrence): boolean {
  if (HUB_ADDRESS.test(value)) return true;
  return (exposure === 'self-hosted' || exposure === 'artifact') && !OTHER_HUB.test(`${context} ${extractor}`);
}

function hubPurl(id: string, version: string | null): string | null {
  const [, namespace, name] = HUB_ID.exec(id) ?? [];
  if (namespace === undefined || name === undefined) return null;
  const commit = version !== null && COMMIT.test(version) ? version.toLowerCase() : null;
  return purl('huggingface', { namespace: [namespace], name }, commit);
}

function plain(name: string): Parts | null {
  return /^[\w.~+-]+$/.test(name) ? { namespace: [], name } : null;
}

function split(name: string, shape: RegExp): Parts | null {
  const [whole, namespace, own] = shape.exec(name) ?? [];
  if (whole === undefined || own === undefined) return null;
  return { namespace: namespace === undefined ? [] : [namespace], name: own };
}

/** `github.com/owner/name`: a host and at least one segment more. */
function path(name: string): Parts | null {
  const segments = name.split('/');
  const last = segments.pop() ?? '';
  const isPath = segments.length > 0 && [...segments, last].every((segment) => /^[\w.~+-]+$/.test(segment) && !/^\.+$/.test(segment));
  return isPath ? { namespace: segments, name: last } : null;
}

function purl(type: string, { namespace, name }: Parts, version: string | null): string {
  const whole = [...namespace, name].map(encoded).join('/');
  return `pkg:${type}/${whole}${version === null ? '' : `@${encoded(version)}`}`;
}

function encoded(segment: string): string {
  return encodeURIComponent(segment).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Package.resolved (versions 1 to 3) and Package.swift: https://docs.swift.org/package-manager/PackageDescription */
import { jsonText, readJsonLock, type JsonToken } from '../../formats/lockfile/json.ts';
import { lockSpans, packageSpan, type NamedPackage, type Range } from '../../formats/lockfile/index.ts';
import { SWIFT } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans, type ScriptItem } from '../../formats/script/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages; a pin tells the exact version, and not which needs which. */
export const packageResolved: Extractor = {
  id: 'swift/package-resolved',
  files: ['**/Package.resolved', '**/Package.swift', '**/Package@swift-*.swift'],
  read: (file) => (file.path.endsWith('.resolved') ? readResolved(file) : readManifest(file)),
};

/** `https://github.com/owner/name.git`, `git@github.com:owner/name.git` -> `github.com/owner/name`. */
function nameOf(url: string): string {
  const bare = url.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/i, '').replace(/^[\w.-]+@([\w.-]+):/, '$1/');
  return bare.replace(/\/$/, '').replace(/\.git$/, '');
}

const VERSIONS = new Set(['from', 'exact', 'branch', 'revision', 'upToNextMajor', 'upToNextMinor']);

/** `.package(url: "...", from: "1.0.0")`: what follows the address, up to the next one, holds its version. */
function readManifest(file: SourceFile): Span[] {
  const script = readScript(file.text, SWIFT);
  const claimed = new Map<ScriptItem, Span[]>();
  let url: ScriptItem | null = null;
  for (const item of script.items) {
    if (item.kind !== 'text') continue;
    if (item.callee === 'package' && (item.argument === 'url' || item.argument === 'id')) {
      url = item;
      claimed.set(item, [swiftSpan(item, null)]);
    } else if (url !== null && item.keys.includes('package') && isVersion(item)) {
      claimed.set(url, [swiftSpan(url, item.value)]);
      url = null;
    }
  }
  return scriptSpans(file, script, claimed);
}

function isVersion({ argument, callee }: ScriptItem): boolean {
  return argument === null || VERSIONS.has(argument) || VERSIONS.has(callee);
}

function swiftSpan({ start, end, value, keys }: ScriptItem, version: string | null): Span {
  const name = nameOf(value);
  return packageSpan({ start, end, name, keys }, { ecosystem: 'swift', version, dependencyPath: [name] });
}

/** One pin; its identity (`package` in version 1) and its address both name it. */
interface Pin {
  readonly places: Range[];
  address: string | null;
  version: string | null;
  branch: string | null;
}

const ADDRESSES = new Set(['location', 'repositoryURL']);
const NAMES = new Set(['identity', 'package']);
const KNOWN = new Set(['originHash', 'pins', 'version', 'object']);

function readResolved(file: SourceFile): Span[] {
  const pins: Pin[] = [];
  const { problem, known } = readJsonLock(file.text, KNOWN, (token) => {
    const keys = token.keys[0] === 'object' ? token.keys.slice(1) : token.keys;
    if (keys[0] === 'pins') readPin(file.text, pins, token, keys.slice(1));
  });
  return lockSpans(file, { ecosystem: 'swift', packages: pins.flatMap((pin) => named(file.text, pin)), known, chain: () => [], problem });
}

function readPin(text: string, pins: Pin[], token: JsonToken, [field = '', part]: readonly string[]): void {
  if (token.kind === 'open' && field === '' && text[token.start] === '{')
    pins.push({ places: [], address: null, version: null, branch: null });
  const pin = pins.at(-1);
  if (pin === undefined || token.kind !== 'string') return;
  const value = jsonText(text, token);
  if (ADDRESSES.has(field)) pin.address = value;
  if (ADDRESSES.has(field) || NAMES.has(field)) pin.places.push(token);
  if (part === 'version') pin.version = value;
  if (part === 'branch') pin.branch = value;
}

function named(text: string, { places, address, version, branch }: Pin): NamedPackage[] {
  return places.map(({ start, end }) => {
    const name = nameOf(address ?? text.slice(start, end));
    return { id: name, name, version: version ?? branch, start, end, keys: ['pins'] };
  });
}

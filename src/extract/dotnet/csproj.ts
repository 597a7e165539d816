/** .NET project files, central package versions, packages.config and *.nuspec: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files */
import { packageSpan } from '../../formats/lockfile/index.ts';
import { claimedXmlSpans } from '../../formats/scalar-packages.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readXml } from '../../formats/xml.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with the version that the file asks for, properties filled in; one that is removed is a mention. */
export const csproj: Extractor = {
  id: 'dotnet/csproj',
  files: ['**/*.{cs,fs,vb}proj', '**/Directory.{Packages,Build}.props', '**/Directory.Build.targets', '**/packages.config', '**/*.nuspec'],
  read: readProject,
};

/** Elements that name a package, with the attribute that holds its name in lower case. */
const ELEMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['packagereference', ['include', 'update', 'remove']],
  ['packageversion', ['include', 'update', 'remove']],
  ['globalpackagereference', ['include']],
  ['packagedownload', ['include']],
  ['dotnetclitoolreference', ['include']],
  ['package', ['id']],
  ['dependency', ['id']],
]);

function readProject(file: SourceFile): Span[] {
  const reading = readXml(file.text);
  const values = reading.scalars.filter(({ role }) => role === 'value');
  const versions = versionsOf(values);
  const properties = new Map(
    values.filter(({ keys }) => keys.at(-2) === 'PropertyGroup').map(({ keys, value }) => [keys.at(-1) ?? '', value]),
  );
  const claimed = new Map<Scalar, Span>();
  for (const one of values) {
    const [element = '', attribute = ''] = one.keys.slice(-2).map((key) => key.toLowerCase());
    if (!ELEMENTS.get(element)?.includes(attribute)) continue;
    const { start, end, value: name } = one;
    const version = resolved(versions.get(one.scope), properties);
    const facts = { ecosystem: 'nuget', version, dependencyPath: attribute === 'remove' ? [] : [name] };
    const span = packageSpan({ start, end, name, keys: one.keys.slice(0, -1) }, facts);
    claimed.set(one, attribute === 'remove' ? { ...span, usage: 'mention' } : span);
  }
  return claimedXmlSpans(file, reading, claimed);
}

/** What an element's `Version`, as attribute or child, says; `VersionOverride` goes before it. */
function versionsOf(values: readonly Scalar[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { keys, scope, value } of values) {
    const key = keys.at(-1)?.toLowerCase();
    if (key === 'versionoverride' || (key === 'version' && !versions.has(scope))) versions.set(scope, value);
  }
  return versions;
}

/** A version with `$(Property)` filled in; null when it is not known here. */
function resolved(version: string | undefined, properties: ReadonlyMap<string, string>): string | null {
  if (version === undefined) return null;
  const name = /^\$\(([\w.]+)\)$/.exec(version)?.[1];
  const value = name === undefined ? version : properties.get(name);
  return value === undefined || /\s|\$\(/.test(value) ? null : value;
}

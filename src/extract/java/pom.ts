/** Maven: pom.xml, *.pom and .mvn/extensions.xml. https://maven.apache.org/pom.html */
import { holdsAnchor, packageSpan, skipSpan } from '../../formats/lockfile/index.ts';
import { claimedXmlSpans } from '../../formats/scalar-packages.ts';
import { spanOf, type Scalar } from '../../formats/scalar.ts';
import { readXml } from '../../formats/xml.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Artifacts with their version, properties and managed versions filled in. */
export const pom: Extractor = { id: 'java/pom', files: ['**/pom.xml', '**/*.pom', '**/.mvn/extensions.xml'], read: readPom };

/** The coordinates that stand in one element. */
interface Coordinates {
  readonly element: string;
  readonly keys: readonly string[];
  groupId?: Scalar;
  artifactId?: Scalar;
  version?: Scalar;
}

type Values = ReadonlyMap<string, string>;

const PLUGINS = 'org.apache.maven.plugins';
const LONGEST_VALUE = 300;
const DEEPEST = 8;

function readPom(file: SourceFile): Span[] {
  const reading = readXml(file.text);
  const properties = propertiesOf(reading.scalars);
  const all = [...coordinatesIn(reading.scalars).values()].filter(({ element }) => element !== 'project');
  const managed: Values = new Map(
    all.filter(({ keys }) => keys.includes('dependencyManagement')).map((one) => [nameOf(one, properties), one.version?.value ?? '']),
  );
  const claimed = new Map<Scalar, Span>();
  for (const one of reading.scalars) if (isFormat(one)) claimed.set(one, skipSpan(one.start, one.end));
  for (const one of all) claim(file, claimed, one, properties, managed);
  return claimedXmlSpans(file, reading, claimed);
}

/** `modelVersion` is the version of the file format. */
function isFormat({ role, keys }: Scalar): boolean {
  return role === 'value' && keys.length === 2 && keys[0] === 'project' && keys[1] === 'modelVersion';
}

function coordinatesIn(scalars: readonly Scalar[]): ReadonlyMap<string, Coordinates> {
  const found = new Map<string, Coordinates>();
  for (const one of scalars) {
    const part = one.keys.at(-1);
    if (one.role !== 'value' || (part !== 'groupId' && part !== 'artifactId' && part !== 'version')) continue;
    const above = one.keys.slice(0, -1);
    const coordinates = found.get(one.scope) ?? { element: above.at(-1) ?? '', keys: above };
    coordinates[part] ??= one;
    found.set(one.scope, coordinates);
  }
  return found;
}

/** `<properties>`, and what the project says of itself. */
function propertiesOf(scalars: readonly Scalar[]): Values {
  const values = new Map<string, string>();
  for (const { role, keys, value } of scalars) {
    if (role !== 'value') continue;
    const path = keys.length <= 3 ? keys.join('.') : '';
    if (/^project\.(?:parent\.)?(?:groupId|artifactId|version)$/.test(path)) values.set(path, value);
    else if (keys.at(-2) === 'properties') values.set(keys.at(-1) ?? '', value);
  }
  for (const part of ['groupId', 'version']) {
    const inherited = values.get(`project.parent.${part}`);
    if (inherited !== undefined && !values.has(`project.${part}`)) values.set(`project.${part}`, inherited);
  }
  return values;
}

/** A value with its properties filled in; null when one is not known here. */
function resolved(value: string, properties: Values): string | null {
  let filled = value;
  for (let depth = 0; filled.includes('${'); depth++) {
    if (depth > DEEPEST || filled.length > LONGEST_VALUE) return null;
    let isKnown = true;
    filled = filled.replaceAll(/\$\{([^{}]*)\}/g, (_, name: string) => {
      const found = properties.get(name) ?? properties.get(`project.${name}`);
      isKnown &&= found !== undefined;
      return found?.slice(0, LONGEST_VALUE) ?? '';
    });
    if (!isKnown) return null;
  }
  return filled === '' ? null : filled;
}

function nameOf({ groupId, artifactId }: Coordinates, properties: Values): string {
  const [group = PLUGINS, artifact = ''] = [groupId, artifactId].map((one) => one && (resolved(one.value, properties) ?? one.value));
  return `${group}:${artifact}`;
}

/** Claims the artifact's place, or the group's where only that holds an anchor. An exclusion names what is not used. */
function claim(file: SourceFile, claimed: Map<Scalar, Span>, one: Coordinates, properties: Values, managed: Values): void {
  const { element, groupId, artifactId, version, keys } = one;
  if (artifactId === undefined || (groupId === undefined && element !== 'plugin')) return;
  const parts = [artifactId, ...(groupId ? [groupId] : [])];
  if (element === 'exclusion') {
    for (const part of parts) claimed.set(part, { ...spanOf(file.text, part), usage: 'mention' });
    return;
  }
  const place = parts.find(({ start, end }) => holdsAnchor(file, start, end)) ?? artifactId;
  const name = nameOf(one, properties);
  const written = version?.value ?? managed.get(name) ?? '';
  const facts = { ecosystem: 'maven', version: resolved(written, properties), dependencyPath: [name] };
  for (const part of parts) claimed.set(part, skipSpan(part.start, part.end));
  claimed.set(place, packageSpan({ start: place.start, end: place.end, name, keys }, facts));
}

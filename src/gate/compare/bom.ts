/** CycloneDX BOMs, this program's and others': https://cyclonedx.org/docs/1.6/json/ */
import { EXPOSURES, type Ancestor, type Component, type Exposure, type Identity, type Occurrence } from '../../types.ts';
import { isRecord, recordsOf, textOf, type JsonRecord } from '../values.ts';

const PREFIX = 'pedigree:';
const OWN_ID = /^(?:model|service|package|family)\/./;

/** Models, services and packages of a BOM. Other programs' BOMs say no origin: `identify` does. */
export function bomComponents(bom: JsonRecord, identify: (id: string) => Identity): Component[] {
  const components = nested(recordsOf(bom['components']));
  return [
    ...components.filter(({ type }) => type === 'machine-learning-model').map((record) => modelOf(record, identify)),
    ...components
      .filter((record) => record['type'] === 'library' && property(record, 'family') !== null)
      .map((record) => plainOf(record, 'package')),
    ...nested(recordsOf(bom['services']), 'services')
      .filter((record) => property(record, 'family') !== null)
      .map((record) => plainOf(record, 'service')),
  ];
}

/** Components within components, too; an explicit list, so that depth is no matter. */
function nested(records: readonly JsonRecord[], key = 'components'): JsonRecord[] {
  const found = [...records];
  for (let at = 0; at < found.length; at++) for (const inner of recordsOf(found[at]?.[key])) found.push(inner);
  return found;
}

function modelOf(record: JsonRecord, identify: (id: string) => Identity): Component {
  if (property(record, 'developer') !== null || property(record, 'family') !== null) return plainOf(record, 'model');
  const group = textOf(record, 'group');
  const name = textOf(record, 'name') ?? '';
  const id = group === null ? name : `${group}/${name}`;
  const { family, developer, origin, lineage, name: short } = identify(id);
  const component = plainOf(record, 'model');
  return {
    ...component,
    id: `model/${family ?? 'unknown'}/${slug(short)}`,
    name: short,
    family,
    developer,
    origin: { ...origin, host: [] },
    lineage: component.lineage.length > 0 ? component.lineage : lineage,
    occurrences: component.occurrences.map((occurrence) => ({ ...occurrence, value: id })),
  };
}

function plainOf(record: JsonRecord, type: Component['type']): Component {
  const name = textOf(record, 'name') ?? '';
  const ref = textOf(record, 'bom-ref') ?? '';
  const exposures = EXPOSURES.filter((exposure) => properties(record, 'exposure').includes(exposure));
  const known = (key: string) => (property(record, key) === 'unknown' ? null : property(record, key));
  return {
    id: OWN_ID.test(ref) ? ref : `${type}/${slug(name)}`,
    type,
    name,
    version: textOf(record, 'version'),
    purl: textOf(record, 'purl'),
    family: known('family'),
    developer: property(record, 'developer') ?? 'unknown',
    origin: {
      weights: known('origin:weights'),
      developer: known('origin:developer'),
      host: properties(record, 'origin:host').filter((code) => code !== 'unknown'),
    },
    lineage: ancestorsOf(record),
    exposures,
    occurrences: property(record, 'uses') === '0' ? [] : occurrencesOf(record, type, exposures),
  };
}

function ancestorsOf(record: JsonRecord): Ancestor[] {
  const pedigree = record['pedigree'];
  return recordsOf(isRecord(pedigree) ? pedigree['ancestors'] : null).map((ancestor) => ({
    name: textOf(ancestor, 'name') ?? '',
    family: property(ancestor, 'family'),
    relation: property(ancestor, 'lineage:relation') ?? 'base',
    evidence: property(ancestor, 'lineage:evidence') ?? 'declared',
  }));
}

/** A BOM says of a component as a whole how it is reached: each exposure stands at its first place. */
function occurrencesOf(record: JsonRecord, type: Component['type'], exposures: readonly Exposure[]): Occurrence[] {
  const evidence = record['evidence'];
  const places = recordsOf(isRecord(evidence) ? evidence['occurrences'] : null);
  const spoken: readonly JsonRecord[] = properties(record, 'occurrence').map((text) => ({ location: text.replace(/(?::\d+){1,2}$/, '') }));
  const [first] = [...places, ...spoken];
  const path = first === undefined ? '' : (textOf(first, 'location') ?? '');
  const line = typeof first?.['line'] === 'number' ? first['line'] : 1;
  return (exposures.length === 0 ? [null] : exposures).map((exposure) => ({
    location: { path, line, column: 1, endColumn: 2 },
    kind: type === 'service' ? 'endpoint' : type === 'package' ? 'package' : 'model-id',
    usage: 'use',
    value: textOf(record, 'name') ?? '',
    context: '',
    confidence: 'high',
    reason: 'the BOM says so',
    exposure,
    extractor: 'bom/cyclonedx',
    scope: '',
    dependencyPath: [],
  }));
}

function property(record: JsonRecord, name: string): string | null {
  return properties(record, name)[0] ?? null;
}

function properties(record: JsonRecord, name: string): string[] {
  return recordsOf(record['properties']).flatMap((one) => (one['name'] === PREFIX + name ? (textOf(one, 'value') ?? []) : []));
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.@/:_-]+/g, '-');
}

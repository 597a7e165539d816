/** A JSON report or a CycloneDX BOM -> the components that it says are used. */
import { EXPOSURES, KINDS, type Ancestor, type Component, type Exposure, type Identity, type Occurrence } from '../../types.ts';
import { UsageError } from '../../usage-error.ts';
import { isRecord, isText, parsedJson, recordsOf, textOf, textsOf, type JsonRecord } from '../values.ts';
import { bomComponents } from './bom.ts';

/** What one document says. */
export interface Document {
  readonly name: string;
  readonly format: 'report' | 'bom';
  readonly revision: string | null;
  readonly components: readonly Component[];
}

/** What a model id says; for documents that do not say it themselves. */
export type Identify = (id: string) => Identity;

/**
 * A document by its content.
 * @throws UsageError when it is neither.
 */
export function readDocument(name: string, text: string, identify: Identify): Document {
  const value = parsedJson(text.replace(/^\uFEFF/, ''));
  if (isRecord(value) && isReport(value) && Array.isArray(value['components'])) {
    const scan = value['scan'];
    const revision = isRecord(scan) ? textOf(scan, 'revision') : null;
    return { name, format: 'report', revision, components: used(recordsOf(value['components']).map(componentOf)) };
  }
  if (isRecord(value) && value['bomFormat'] === 'CycloneDX') {
    return { name, format: 'bom', revision: revisionOfBom(value), components: used(bomComponents(value, identify)) };
  }
  throw new UsageError(`${name}: neither a JSON report of this program nor a CycloneDX BOM in JSON`);
}

/** A later minor version only says more. */
function isReport({ schemaVersion }: JsonRecord): boolean {
  return typeof schemaVersion === 'string' && /^1\.\d{1,4}$/.test(schemaVersion);
}

/** Components with their uses only: what is merely mentioned is not part of a codebase. */
function used(components: readonly Component[]): Component[] {
  return components
    .map((component) => ({ ...component, occurrences: component.occurrences.filter(({ usage }) => usage === 'use') }))
    .filter(({ occurrences }) => occurrences.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

function revisionOfBom(bom: JsonRecord): string | null {
  const metadata = bom['metadata'];
  const component = isRecord(metadata) ? metadata['component'] : null;
  return isRecord(component) ? textOf(component, 'version') : null;
}

function componentOf(record: JsonRecord): Component {
  const origin = isRecord(record['origin']) ? record['origin'] : {};
  const type = textOf(record, 'type');
  return {
    id: textOf(record, 'id') ?? '',
    type: type === 'service' || type === 'package' ? type : 'model',
    name: textOf(record, 'name') ?? '',
    version: textOf(record, 'version'),
    purl: textOf(record, 'purl'),
    family: textOf(record, 'family'),
    developer: textOf(record, 'developer') ?? 'unknown',
    origin: { weights: textOf(origin, 'weights'), developer: textOf(origin, 'developer'), host: textsOf(origin['host']) },
    lineage: recordsOf(record['lineage']).map(ancestorOf),
    exposures: textsOf(record['exposures']).filter(isExposure),
    occurrences: recordsOf(record['occurrences']).map(occurrenceOf),
  };
}

function ancestorOf(record: JsonRecord): Ancestor {
  const text = (key: string) => textOf(record, key) ?? '';
  return { name: text('name'), family: textOf(record, 'family'), relation: text('relation'), evidence: text('evidence') };
}

function occurrenceOf(record: JsonRecord): Occurrence {
  const number = (key: string) => (typeof record[key] === 'number' ? record[key] : 1);
  const text = (key: string) => textOf(record, key) ?? '';
  const exposure = text('exposure');
  const host = textOf(record, 'host');
  const confidence = text('confidence');
  return {
    location: { path: text('path'), line: number('line'), column: number('column'), endColumn: number('endColumn') },
    kind: KINDS.find((kind) => kind === record['kind']) ?? 'name',
    usage: record['usage'] === 'mention' ? 'mention' : 'use',
    value: text('value'),
    context: text('context'),
    confidence: confidence === 'medium' || confidence === 'low' ? confidence : 'high',
    reason: text('reason'),
    exposure: isExposure(exposure) ? exposure : null,
    ...(host !== null && { host }),
    extractor: text('extractor'),
    scope: '',
    dependencyPath: textsOf(record['dependencyPath']),
  };
}

/** Whether a text is the name of an exposure. */
function isExposure(text: unknown): text is Exposure {
  return isText(text) && EXPOSURES.some((exposure) => exposure === text);
}

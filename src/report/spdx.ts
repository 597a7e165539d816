/**
 * SPDX 3.0.1 as JSON-LD, profiles Core, Software and SimpleLicensing: https://spdx.github.io/spdx-spec/v3.0.1/
 * Models are software packages with the purpose `model`. No conformance with the AI profile is claimed: it asks for
 * release times, versions and download locations that code does not tell.
 */
import type { Report } from '../types.ts';
import { bomOf, ROOT, type Bom } from './bom.ts';
import { uuidOf } from './cyclonedx-serial.ts';
import { timesOf, type ReportStyle } from './index.ts';
import { annotationOf, scanAnnotation } from './spdx-annotation.ts';
import { packageElements, serviceElement, stepElement } from './spdx-element.ts';
import { CREATION, idsOf, type Ids, type SpdxElement } from './spdx-id.ts';
import { safeJson } from './visible.ts';

/** One SPDX document. */
export function spdx(report: Report, style: ReportStyle): string {
  const bom = bomOf(report);
  const ids = idsOf(`urn:uuid:${uuidOf(`spdx:${factsOf(report)}`)}`);
  const elements = elementsOf(report, bom, ids);
  const graph = [creationOf(timesOf(report, style).end, ids), documentOf(bom, elements, ids), ...elements];
  return `${safeJson({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph }, 2)}\n`;
}

function factsOf(report: Report): string {
  return JSON.stringify({ ...report, time: undefined, names: undefined, background: undefined });
}

function creationOf(created: string, ids: Ids) {
  return {
    type: 'CreationInfo',
    '@id': CREATION,
    specVersion: '3.0.1',
    created,
    createdBy: [ids.of('agent/pedigree')],
    createdUsing: [ids.of('tool/pedigree')],
  };
}

function documentOf({ name }: Bom, elements: readonly SpdxElement[], ids: Ids): SpdxElement {
  return {
    type: 'SpdxDocument',
    spdxId: ids.of('document'),
    creationInfo: CREATION,
    name: `AI models of ${name}`,
    profileConformance: ['core', 'software', 'simpleLicensing'],
    rootElement: [ids.of('bom')],
    element: elements.map(({ spdxId }) => spdxId),
  };
}

function elementsOf(report: Report, bom: Bom, ids: Ids): SpdxElement[] {
  const { name, version } = report.tool;
  const items = [...bom.models, ...bom.packages];
  const makers = new Map<string, SpdxElement>();
  const packages = items.flatMap((item) => packageElements(item, report, ids, makers));
  const services = bom.services.map((service) => serviceElement(service, ids, makers));
  const steps = bom.steps.map((step) => stepElement(step, ids));
  const annotated = [...items, ...bom.services.flatMap(({ item }) => (item === null ? [] : [item]))];
  const annotations = [...annotated.map((item) => annotationOf(item, ids)), scanAnnotation(report, bom, ids)];
  const content = unique([rootOf(report, bom, ids), ...packages, ...services, ...steps, ...annotations, ...dependencies(bom, ids)]);
  const agent = { type: 'SoftwareAgent', spdxId: ids.of('agent/pedigree'), creationInfo: CREATION, name };
  const program = { type: 'Tool', spdxId: ids.of('tool/pedigree'), creationInfo: CREATION, name: `${name} ${version}` };
  return [agent, program, ...makers.values(), sbomOf(bom, content, ids), ...content];
}

function rootOf({ revision }: Report, { name }: Bom, ids: Ids): SpdxElement {
  return {
    type: 'software_Package',
    spdxId: ids.of(ROOT),
    creationInfo: CREATION,
    name,
    software_primaryPurpose: 'source',
    ...(revision !== null && { software_packageVersion: revision }),
  };
}

function sbomOf({ name }: Bom, content: readonly SpdxElement[], ids: Ids): SpdxElement {
  return {
    type: 'software_Sbom',
    spdxId: ids.of('bom'),
    creationInfo: CREATION,
    name: `AI models of ${name}`,
    software_sbomType: ['source'],
    profileConformance: ['core', 'software', 'simpleLicensing'],
    rootElement: [ids.of(ROOT)],
    element: content.map(({ spdxId }) => spdxId),
  };
}

/** An ancestor of several models stands once. */
function unique(elements: readonly SpdxElement[]): SpdxElement[] {
  return [...new Map(elements.map((element) => [element.spdxId, element])).values()];
}

function dependencies({ graph, isIncomplete }: Bom, ids: Ids): SpdxElement[] {
  return [...graph]
    .filter(([, needs]) => needs.size > 0)
    .map(([from, needs]) => ({
      type: 'Relationship',
      spdxId: ids.of(`depends/${from}`),
      creationInfo: CREATION,
      from: ids.of(from),
      relationshipType: 'dependsOn',
      to: [...needs].sort().map((to) => ids.of(to)),
      completeness: isIncomplete ? 'incomplete' : 'noAssertion',
    }));
}

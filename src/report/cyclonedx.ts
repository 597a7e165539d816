/** CycloneDX bill of materials of machine learning, 1.5 to 1.7: https://cyclonedx.org/docs/1.6/json/ */
import type { Report } from '../types.ts';
import { bomOf, ROOT, type Bom } from './bom.ts';
import { findingWords, modelOf, packageOf, serviceOf, stepOf } from './cyclonedx-component.ts';
import { uuidOf } from './cyclonedx-serial.ts';
import { properties, type CdxVersion } from './cyclonedx-version.ts';
import type { ReportStyle } from './index.ts';
import { repositoryUri } from './repository.ts';
import { statementWords } from './statement.ts';
import { safeJson } from './visible.ts';

/** What is used, by whom it was made, who runs it; what is only mentioned is counted. The serial number is that of the facts. */
export function cyclonedx(report: Report, style: ReportStyle): string {
  const version = style.cdxVersion ?? '1.6';
  const body = bodyOf(report, bomOf(report), version);
  const facts = JSON.stringify({ ...body, metadata: { ...body.metadata, timestamp: undefined } });
  const head = {
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    serialNumber: `urn:uuid:${uuidOf(`${version}:${facts}`)}`,
    version: 1,
  };
  return `${safeJson({ ...head, ...body }, 2)}\n`;
}

function bodyOf(report: Report, bom: Bom, version: CdxVersion) {
  const { models, packages, steps, services } = bom;
  const aggregate = bom.isIncomplete ? 'incomplete' : 'unknown';
  return {
    metadata: metadataOf(report, bom),
    components: [
      ...models.map((item) => modelOf(item, report, version)),
      ...packages.map((item) => packageOf(item, report, version)),
      ...steps.map(stepOf),
    ],
    services: services.map((service) => serviceOf(service, version)),
    dependencies: dependenciesOf(bom),
    compositions: [{ aggregate, assemblies: [ROOT], dependencies: [ROOT] }],
  };
}

function metadataOf(report: Report, bom: Bom) {
  const { time, tool, revision } = report;
  const vcs = repositoryUri(report);
  return {
    ...(time !== undefined && { timestamp: time }),
    lifecycles: [{ phase: 'pre-build' }],
    tools: { components: [{ type: 'application', 'bom-ref': 'pedigree', name: tool.name, version: tool.version }] },
    component: {
      type: 'application',
      'bom-ref': ROOT,
      name: bom.name,
      ...(revision !== null && { version: revision }),
      ...(vcs !== null && { externalReferences: [{ type: 'vcs', url: vcs }] }),
    },
    properties: scanFacts(report, bom),
  };
}

function scanFacts({ verdict, policy, tool, coverage, background }: Report, { mentioned, loose }: Bom) {
  const reasons = (kind: 'skipped' | 'failed') =>
    Object.entries(coverage[kind])
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, count]) => [`coverage:${kind}:${reason}`, count] as const);
  return properties([
    ['verdict', verdict],
    ['policy', policy.id],
    ['policy:digest', policy.digest],
    ['rules', tool.rules],
    ['coverage:discovered', coverage.discovered],
    ['coverage:scanned', coverage.scanned],
    ...reasons('skipped'),
    ...reasons('failed'),
    ['mentioned-only', mentioned],
    ...(background?.statements ?? []).map(
      (one) => ['statement', background === undefined ? one.text : statementWords(one, background)] as const,
    ),
    ...loose.map((finding) => ['finding', findingWords(finding)] as const),
  ]);
}

/** Every reference once, those that nothing depends on as well. */
function dependenciesOf({ graph, models, packages, steps, services }: Bom) {
  const others = [...services, ...models, ...packages, ...steps].map(({ ref }) => ref);
  return [ROOT, ...others].map((ref) => ({ ref, dependsOn: [...(graph.get(ref) ?? [])].sort() }));
}

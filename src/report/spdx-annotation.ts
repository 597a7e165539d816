/** What SPDX has no property for, as JSON in annotations: origins, exposure, places, findings, coverage. */
import type { Finding, Report } from '../types.ts';
import { ROOT, type Bom, type Item } from './bom.ts';
import { CREATION, type Ids, type SpdxElement } from './spdx-id.ts';

/** What was found of a component. */
export function annotationOf({ ref, component, places, findings }: Item, ids: Ids): SpdxElement {
  const { family, developer, origin, licences, exposures } = component;
  const occurrences = places.map(({ location: { path, line, column } }) => `${path}:${line}:${column}`);
  return annotation(ref, { family, developer, origin, licences, exposures, occurrences, findings: findings.map(findingFacts) }, ids);
}

/** What was looked at, and the verdict. */
export function scanAnnotation({ verdict, policy, coverage, background }: Report, { mentioned, loose }: Bom, ids: Ids): SpdxElement {
  return annotation(
    ROOT,
    { verdict, policy: policy.id, coverage, mentionedOnly: mentioned, findings: loose.map(findingFacts), background },
    ids,
  );
}

function findingFacts({ fingerprint, ruleId, level, state, suppressions }: Finding) {
  return { fingerprint, ruleId, level, state, suppressed: suppressions.length > 0 };
}

function annotation(ref: string, facts: object, ids: Ids): SpdxElement {
  return {
    type: 'Annotation',
    spdxId: ids.of(`annotation/${ref}`),
    creationInfo: CREATION,
    annotationType: 'other',
    contentType: 'application/json',
    subject: ids.of(ref),
    statement: JSON.stringify(facts).toWellFormed(),
  };
}

/**
 * SARIF 2.1.0 for code scanning: findings only, each at the value itself, with fingerprints that survive moved lines.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { CONFIDENCES, LEVELS, type Finding, type Report } from '../types.ts';
import { repositoryUri } from './repository.ts';
import { firstOf, lookupOf, resultOf, type Lookup } from './sarif-results.ts';
import { driverOf, notificationOf } from './sarif-rules.ts';
import { safeJson, visible } from './visible.ts';
import { plural, reasonCounts } from './words.ts';

/** What code scanning keeps of a run; the rest is counted in a notification, and in the exit code all the same. */
const MOST_RESULTS = 5000;

/** One SARIF log with one run. */
export function sarif(report: Report): string {
  const lookup = lookupOf(report);
  const open = report.findings.filter(({ suppressions }) => suppressions.length === 0);
  const kept = open.length > MOST_RESULTS ? heaviest(open, lookup) : open;
  const notifications = [...report.diagnostics.map(notificationOf), coverageNote(report), ...droppedNote(open.length - kept.length)];
  const hasBaseline = report.findings.some(({ state }) => state === 'unchanged');
  const run = {
    tool: { driver: driverOf(report) },
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: `pedigree/${report.policy.id}/` },
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The scanned folder.' } } },
    ...provenanceOf(report),
    invocations: [{ executionSuccessful: isComplete(report), toolExecutionNotifications: notifications }],
    properties: { coverage: report.coverage, ...(report.revision !== null && { revision: report.revision }) },
    results: kept.map((finding) => ({ ...resultOf(finding, lookup), ...(hasBaseline && { baselineState: finding.state }) })),
  };
  return `${safeJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

/** The findings that stay when there are too many: by level, then confidence, then place. */
function heaviest(findings: readonly Finding[], lookup: Lookup): Finding[] {
  const confidence = (finding: Finding) => CONFIDENCES.indexOf(firstOf(finding, lookup)?.confidence ?? 'low');
  return findings
    .map((finding) => ({ finding, level: LEVELS.indexOf(finding.level), confidence: confidence(finding) }))
    .sort((a, b) => a.level - b.level || a.confidence - b.confidence)
    .slice(0, MOST_RESULTS)
    .map(({ finding }) => finding);
}

function isComplete({ verdict, coverage }: Report): boolean {
  return verdict !== 'incomplete' && Object.keys(coverage.failed).length === 0;
}

/** Only when an address is known: the format demands it. */
function provenanceOf(report: Report) {
  const uri = repositoryUri(report);
  if (uri === null) return {};
  const { revision, repository } = report;
  const branch = repository?.branch ?? null;
  const details = {
    repositoryUri: uri,
    ...(revision !== null && { revisionId: revision }),
    ...(branch !== null && { branch: visible(branch) }),
  };
  return { versionControlProvenance: [{ ...details, mappedTo: { uriBaseId: '%SRCROOT%' } }] };
}

function coverageNote({ coverage: { scanned, discovered, skipped, failed } }: Report) {
  const [left, lost] = [reasonCounts(skipped), reasonCounts(failed)];
  const text = `${plural(scanned, 'file')} of ${plural(discovered, 'entry', 'entries')} looked at${left === '' ? '' : `; left out: ${left}`}${lost === '' ? '' : `; failed: ${lost}`}.`;
  return { level: 'note', descriptor: { id: 'coverage' }, message: { text } };
}

function droppedNote(count: number) {
  if (count <= 0) return [];
  const text = `${plural(count, 'finding')} over the limit of ${MOST_RESULTS} results left out of this file; the exit code counts them.`;
  return [{ level: 'warning', descriptor: { id: 'limit/results' }, message: { text } }];
}

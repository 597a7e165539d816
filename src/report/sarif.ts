/**
 * SARIF 2.1.0 for code scanning: findings only, each at the value itself, with fingerprints that survive moved lines.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import type { Diagnostic, Finding, Level, Location, Report, RuleDescription } from '../types.ts';
import { visible } from './visible.ts';

/** What code scanning keeps; the rest is counted in a notification, and in the exit code all the same. */
const MOST_RESULTS = 5000;
const MOST_LOCATIONS = 100;
const SHORT = 1024;
const SEVERITY: Readonly<Record<Level, string>> = { error: '7.5', warning: '5.0', note: '2.0' };

export function sarif(report: Report): string {
  const { policy, findings, diagnostics } = report;
  const results = findings.filter(({ suppressions }) => suppressions.length === 0);
  const kept = results.slice(0, MOST_RESULTS);
  const run = {
    tool: {
      driver: {
        name: 'Pedigree',
        fullName: 'Pedigree: provenance of AI models in a codebase',
        semanticVersion: report.tool.version,
        rules: policy.rules.map(ruleOf),
        properties: { rulesDigest: report.tool.rules },
      },
    },
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: `pedigree/${policy.id}/` },
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The scanned folder.' } } },
    ...(report.revision !== null && { properties: { revision: report.revision } }),
    invocations: [
      {
        executionSuccessful: report.verdict !== 'incomplete',
        toolExecutionNotifications: [...diagnostics.map(notificationOf), ...dropped(results.length - kept.length)],
      },
    ],
    results: kept.map((finding) => resultOf(finding, policy.rules)),
  };
  return JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] });
}

function ruleOf({ id, level, title, description, help, source }: RuleDescription) {
  return {
    id,
    name: id.replaceAll(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title.slice(0, SHORT) },
    fullDescription: { text: `${title}. ${help}`.slice(0, SHORT) },
    help: { text: help, markdown: `**${title}**\n\n${help}${source === null ? '' : `\n\nSource: ${source}`}` },
    messageStrings: { default: { text: description } },
    defaultConfiguration: { level },
    properties: { tags: ['security', 'supply-chain', 'ai-model'], precision: 'high', 'security-severity': SEVERITY[level] },
  };
}

function resultOf(finding: Finding, rules: readonly RuleDescription[]) {
  const [primary, ...others] = finding.locations;
  return {
    ruleId: finding.ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === finding.ruleId),
    level: finding.level,
    message: { text: messageText(finding.message) },
    locations: primary === undefined ? [] : [locationOf(primary)],
    ...(others.length > 0 && {
      relatedLocations: others.slice(0, MOST_LOCATIONS).map((place, at) => ({ id: at + 1, ...locationOf(place) })),
    }),
    partialFingerprints: {
      'pedigree/v1': finding.fingerprint,
      ...(finding.lineHash !== null && { primaryLocationLineHash: finding.lineHash }),
    },
    properties: { component: finding.component },
  };
}

/** `[x](1)` is a link in a message: brackets from the tree are escaped. */
function messageText(text: string): string {
  return visible(text).replaceAll(/[[\]\\]/g, (char) => `\\${char}`);
}

function locationOf({ path, line, column, endColumn }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine: line, endColumn },
    },
  };
}

/** A relative path as a URI reference: every segment percent-encoded. */
export function uriOf(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.toWellFormed()).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
}

function notificationOf({ level, code, message, path, line }: Diagnostic) {
  return {
    level,
    descriptor: { id: code },
    message: { text: visible(message) },
    ...(path !== undefined && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' },
            ...(line !== undefined && { region: { startLine: line } }),
          },
        },
      ],
    }),
  };
}

function dropped(count: number) {
  if (count <= 0) return [];
  return [
    {
      level: 'warning',
      descriptor: { id: 'limit/results' },
      message: { text: `${count} more findings are not in this file; the exit code counts them.` },
    },
  ];
}

/**
 * Findings as a GitLab SAST report, schema 15.0.7 (GitLab takes every 15.0.x).
 * https://gitlab.com/gitlab-org/security-products/security-report-schemas
 */
import type { Diagnostic, Finding, Level, Report, RuleDescription } from '../types.ts';
import { unsuppressed } from './unsuppressed.ts';
import { timesOf, type ReportStyle } from './index.ts';
import { prose, span } from './markdown-text.ts';
import { safeJson, visible } from './visible.ts';
import { plural } from './words.ts';

const SEVERITY: Readonly<Record<Level, string>> = { error: 'High', warning: 'Medium', note: 'Low' };
/** So many other places stand in the description of a finding. */
const MOST_PLACES = 49;
const LONGEST_NAME = 255;
const LONGEST_SOLUTION = 7000;

/** One JSON report: findings that are not accepted, and what the scan could not do. */
export function gitlabSast(report: Report, style: ReportStyle): string {
  const { tool, policy, findings, diagnostics } = report;
  const program = { id: 'pedigree', name: 'Pedigree', version: tool.version, vendor: { name: 'Pedigree' } };
  const { start, end } = timesOf(report, style);
  return `${safeJson(
    {
      version: '15.0.7',
      scan: {
        analyzer: program,
        scanner: program,
        type: 'sast',
        status: 'success',
        start_time: withoutZone(start),
        end_time: withoutZone(end),
        messages: diagnostics.map(messageOf),
      },
      vulnerabilities: unsuppressed(findings).map((finding) => vulnerabilityOf(finding, policy.rules)),
    },
    2,
  )}\n`;
}

/** `2026-01-31T12:00:00`, as the format wants it. */
function withoutZone(time: string): string {
  return time.slice(0, 19);
}

function vulnerabilityOf(finding: Finding, rules: readonly RuleDescription[]) {
  const { ruleId, level, message, fingerprint, locations } = finding;
  const rule = rules.find(({ id }) => id === ruleId);
  const [first] = locations;
  const place = { file: first?.path ?? '', start_line: first?.line ?? 1, end_line: first?.line ?? 1 };
  return {
    id: uuidOf(fingerprint),
    name: visible(rule?.title ?? ruleId).slice(0, LONGEST_NAME),
    description: descriptionOf(message, locations),
    severity: SEVERITY[level],
    ...(rule !== undefined && { solution: visible(rule.help).slice(0, LONGEST_SOLUTION) }),
    identifiers: [{ type: 'pedigree_rule', name: ruleId, value: ruleId }],
    location: place,
    tracking: { type: 'source', items: [{ ...place, signatures: [{ algorithm: 'hash', value: fingerprint }] }] },
  };
}

/** Shown as Markdown there. */
function descriptionOf(message: string, locations: Finding['locations']): string {
  const [, ...others] = locations;
  const places = others.slice(0, MOST_PLACES).map(({ path, line, column }) => `- ${span(`${path}:${line}:${column}`)}`);
  const rest = others.length - places.length;
  const more = rest > 0 ? [`- and ${plural(rest, 'more place')}`] : [];
  return [prose(message), ...(places.length === 0 ? [] : ['', 'Also at', '', ...places, ...more])].join('\n');
}

/** 32 hex digits in the form of a UUID; other fingerprints stay as they are. */
function uuidOf(fingerprint: string): string {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(fingerprint);
  return parts === null ? fingerprint : parts.slice(1).join('-');
}

function messageOf({ level, message, path, line }: Diagnostic) {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return { level: level === 'note' ? 'info' : 'warn', value: visible(`${place}${message}`) || '-' };
}

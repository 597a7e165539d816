/**
 * Findings as JUnit test cases: one for each finding, one for each rule that nothing breaks, one for coverage.
 * The format as its readers take it: https://github.com/testmoapp/junitxml
 */
import { isFailing } from '../findings.ts';
import type { Finding, Report, RuleDescription } from '../types.ts';
import { visible } from './visible.ts';
import { plural, reasonCounts } from './words.ts';

/** How a test case ended, and its lines of XML. */
interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  readonly lines: readonly string[];
}

/** One JUnit XML document. */
export function junit(report: Report): string {
  const { findings, policy, components } = report;
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const broken = new Set(findings.map(({ ruleId }) => ruleId));
  const cases = [
    ...findings.map((finding) => findingCase(finding, names.get(finding.component) ?? finding.component, report)),
    ...policy.rules.filter(({ id }) => !broken.has(id)).map(ruleCase),
    coverageCase(report),
  ];
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const counts = { tests: cases.length, failures: count('failed'), errors: count('error'), skipped: count('skipped'), time: 0 };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'pedigree', ...counts })}>`,
    `  <testsuite${attributes({ name: policy.id, ...counts })}>`,
    ...cases.flatMap(({ lines }) => lines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function findingCase(finding: Finding, name: string, report: Report): Case {
  const { ruleId, locations, fingerprint, level, message } = finding;
  const [first] = locations;
  const isFailed = isFailing(finding, report.failOn ?? 'error');
  const places = locations.map(({ path, line, column }) => escape(`${path}:${line}:${column}`)).join('\n');
  const body = isFailed
    ? `<failure${attributes({ type: level, message })}>${places}</failure>`
    : `<skipped${attributes({ message: `${whyNot(finding)}: ${message}` })}/>`;
  return {
    outcome: isFailed ? 'failed' : 'skipped',
    lines: [
      `    <testcase${attributes({ classname: ruleId, name: `${name} in ${first?.path ?? '-'}`, file: first?.path, line: first?.line, time: 0 })}>`,
      `      <properties><property${attributes({ name: 'fingerprint', value: fingerprint })}/></properties>`,
      `      ${body}`,
      '    </testcase>',
    ],
  };
}

/** Why a finding does not fail. */
function whyNot({ state, suppressions, level }: Finding): string {
  const [accepted] = suppressions;
  if (accepted !== undefined) return `accepted (${accepted.justification})`;
  return state === 'unchanged' ? 'known' : `${level}, below the level that fails`;
}

function ruleCase({ id, title }: RuleDescription): Case {
  return { outcome: 'passed', lines: [`    <testcase${attributes({ classname: id, name: title, time: 0 })}/>`] };
}

function coverageCase({ coverage, verdict }: Report): Case {
  const head = attributes({
    classname: 'pedigree/coverage',
    name: `${plural(coverage.scanned, 'file')} of ${plural(coverage.discovered, 'entry', 'entries')} looked at`,
    time: 0,
  });
  const lost = reasonCounts(coverage.failed);
  if (lost === '' && verdict !== 'incomplete') return { outcome: 'passed', lines: [`    <testcase${head}/>`] };
  const message = lost === '' ? 'something was not looked at; see the diagnostics of another format' : `not looked at: ${lost}`;
  return {
    outcome: 'error',
    lines: [`    <testcase${head}>`, `      <error${attributes({ type: 'incomplete', message })}/>`, '    </testcase>'],
  };
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escape(String(value))}"`))
    .join('');
}

/** `visible` leaves no character that XML 1.0 forbids. */
function escape(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

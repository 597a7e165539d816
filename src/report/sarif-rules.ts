/** The tool's part of a SARIF log: rules and notifications, as code scanning wants them. */
import type { Diagnostic, Level, Report, RuleDescription } from '../types.ts';
import { groupBy } from './inventory.ts';
import { prose, span } from './markdown-text.ts';
import { statementWords } from './statement.ts';
import { visible } from './visible.ts';

/** Code scanning cuts descriptions here. */
const LONGEST = 1024;
const LONGEST_NAME = 255;
/** Notes are about names and libraries, which tell less of what runs. */
const PRECISION: Readonly<Record<Level, string>> = { error: 'high', warning: 'high', note: 'medium' };
/** Facts that the help of a rule states. */
const MOST_RECORDS = 8;
const RECORD = 'On record of developers found here (stated, not judged):';
/** high, medium and low there. */
const SEVERITY: Readonly<Record<Level, string>> = { error: '7.5', warning: '5.0', note: '2.0' };

/** The program and its rules. */
export function driverOf(report: Report) {
  const { tool, policy } = report;
  const recorded = recordsOf(report);
  return {
    name: 'Pedigree',
    fullName: 'Pedigree, the provenance of AI models in a codebase',
    semanticVersion: tool.version,
    ...(tool.homepage !== undefined && { informationUri: tool.homepage }),
    rules: policy.rules.map((rule) => ruleOf(rule, recorded.get(rule.id) ?? [])),
    properties: { rules: tool.rules, policy: { id: policy.id, source: visible(policy.source), digest: policy.digest } },
  };
}

/** What is on record, in force and about a list, of the developers whose components break a rule; by rule. */
function recordsOf({ findings, components, background }: Report): Map<string, string[]> {
  if (background === undefined) return new Map();
  const developers = new Map(components.map(({ id, developer }) => [id, developer]));
  const listed = background.statements.filter(({ list, status }) => list !== null && status === 'in-force');
  const byRule = groupBy(findings, ({ ruleId }) => ruleId);
  return new Map(
    [...byRule].map(([id, own]) => {
      const named = new Set(own.map(({ component }) => developers.get(component)));
      return [id, listed.filter(({ developer }) => named.has(developer)).map((one) => statementWords(one, background))];
    }),
  );
}

function ruleOf({ id, level, title, help, source }: RuleDescription, records: readonly string[]) {
  const [name, advice] = [visible(title), visible(help)];
  const from = source === null ? '' : visible(source);
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: shortened(sentence(name), LONGEST) },
    fullDescription: { text: shortened(`${sentence(name)} ${advice}`, LONGEST) },
    help: helpOf({ id, name, advice, from }, records),
    ...(isPage(from) && { helpUri: from }),
    defaultConfiguration: { level },
    properties: { tags: ['security', 'supply-chain', 'ai-model'], precision: PRECISION[level], 'security-severity': SEVERITY[level] },
  };
}

/** What to do about a rule, with its source and what is on record, as text and as Markdown. */
function helpOf({ id, name, advice, from }: Readonly<Record<'id' | 'name' | 'advice' | 'from', string>>, records: readonly string[]) {
  const shown = records.slice(0, MOST_RECORDS).map(visible);
  const rest = records.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const text = [
    advice,
    ...(from === '' ? [] : [`Source: ${from}`]),
    ...(shown.length === 0 ? [] : [[RECORD, ...shown, ...more].join('\n')]),
    `More: pedigree explain ${id}`,
  ];
  const markdown = [
    `**${prose(name)}**`,
    prose(advice),
    ...(from === '' ? [] : [`Source: ${prose(from)}`]),
    ...(shown.length === 0 ? [] : [RECORD, [...shown.map(prose), ...more].map((words) => `- ${words}`).join('\n')]),
    `More: ${span(`pedigree explain ${id}`)}`,
  ];
  return { text: text.join('\n\n'), markdown: markdown.join('\n\n') };
}

/** `cn-origin/in-country-api` -> `CnOriginInCountryApi`. */
function pascalCase(id: string): string {
  return id.replaceAll(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).slice(0, LONGEST_NAME);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function shortened(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

function isPage(text: string): boolean {
  return /^https:\/\/[\w.-]+(?:\/[\w.~%/?#=&+-]*)?$/.test(text);
}

/** A diagnostic as a notification of the run. */
export function notificationOf({ level, code, message, path, line }: Diagnostic) {
  const place =
    path === undefined || path === ''
      ? null
      : { artifactLocation: artifactOf(path), ...(line !== undefined && { region: { startLine: line } }) };
  return {
    level,
    descriptor: { id: visible(code) },
    message: { text: plainText(message) },
    ...(place !== null && { locations: [{ physicalLocation: place }] }),
  };
}

/** Text of a message: `[x](1)` is a link there, so brackets from the tree are escaped. Never empty. */
export function plainText(text: string): string {
  return visible(text).replaceAll(/[[\]\\]/g, (char) => `\\${char}`) || '-';
}

/** A file of the scanned folder, as SARIF names one. */
export function artifactOf(path: string) {
  return { uri: uriOf(path), uriBaseId: '%SRCROOT%' };
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

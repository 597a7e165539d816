/**
 * Annotations for the log of a GitHub Actions step: `::error file=a,line=1,...::message`.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { isOpen } from '../findings.ts';
import { LEVELS, type Finding, type Level, type Report, type RuleDescription } from '../types.ts';
import { visible } from './visible.ts';
import { plural } from './words.ts';

/** A step shows ten annotations of each kind; what comes after is lost without a word. */
const MOST = 10;
const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Workflow commands, one a line: open findings by level; then the verdict. */
export function github({ findings, policy, verdict }: Report): string {
  const open = findings.filter(isOpen);
  const lines = LEVELS.flatMap((level) => {
    const own = open.filter((finding) => finding.level === level);
    const rest = own.length - MOST;
    return [
      ...own.slice(0, MOST).map((finding) => annotation(finding, policy.rules)),
      ...(rest > 0 ? [`${plural(rest, 'more finding')} of level ${level}`] : []),
    ];
  });
  return [...lines, `pedigree: ${verdict}, ${plural(open.length, 'finding')}`].map((line) => `${line}\n`).join('');
}

function annotation({ level, ruleId, message, locations: [first] }: Finding, rules: readonly RuleDescription[]): string {
  const title = rules.find(({ id }) => id === ruleId)?.title ?? ruleId;
  const place: [string, string | number][] = first
    ? [
        ['file', first.path],
        ['line', first.line],
        ['endLine', first.line],
        ['col', first.column],
        ['endColumn', first.endColumn],
      ]
    : [];
  const properties = [...place, ['title', title] as const].map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${COMMANDS[level]} ${properties.join(',')}::${data(`${message} (${ruleId})`)}`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

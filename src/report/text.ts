/** The report for a terminal: which models, whose, how they are reached; then the places; then what was not looked at and what to do. */
import type { Report } from '../types.ts';
import type { ReportStyle } from './index.ts';
import { entriesOf, listed, withMentions } from './inventory.ts';
import { paint } from './paint.ts';
import { isUnread } from './remedy.ts';
import { coverageLines, noticeLines } from './text-coverage.ts';
import { nextLines } from './text-next.ts';
import type { Page } from './text-page.ts';
import { findingLines, placeLines } from './text-places.ts';
import { summaryLines, verdictLines } from './text-summary.ts';

const NARROWEST = 30;
/** A longer report ends with its verdict once more: the first line has left the screen. */
const SHORT = 20;

/** Lines no wider than the terminal; when quiet, findings alone. */
export function text(report: Report, style: ReportStyle): string {
  const page: Page = { colors: paint(style.color), width: Math.max(NARROWEST, style.width), names: report.names };
  const entries = withMentions(entriesOf(report));
  const parts = style.quiet
    ? [
        [
          ...findingLines(report, page),
          ...(report.verdict === 'incomplete'
            ? [...verdictLines(report, page), ...noticeLines(report.diagnostics.filter(isUnread), page)]
            : []),
        ],
      ]
    : [
        summaryLines(report, entries, page),
        placeLines(listed(entries, report.findings), report.policy.rules, page),
        coverageLines(report, page),
        nextLines(report, page),
      ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : ['', ...part]));
  if (!style.quiet && lines.length > SHORT) lines.push('', ...verdictLines(report, page));
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

/** A line that a word from the tree begins must not begin with `::`, whatever broke it there. */
function harmless(line: string): string {
  // oxlint-disable-next-line no-control-regex -- colours of our own may stand before it
  return line.trimEnd().replace(/^((?:\x1b\[\d+m|\s)*):(?=:)/, '$1\\x3a');
}

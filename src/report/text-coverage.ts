/** What was looked at, what was not and why, and what could not be done. */
import { gravestFirst } from '../findings.ts';
import type { Diagnostic, Report } from '../types.ts';
import { labelled, paragraph, type Page } from './text-page.ts';
import { visible } from './visible.ts';
import { byteCount, plural, reasonCounts } from './words.ts';

const NOTICES = 5;

/** Coverage in numbers, then the first diagnostics. */
export function coverageLines({ coverage, diagnostics }: Pick<Report, 'coverage' | 'diagnostics'>, page: Page): string[] {
  const { scanned, discovered, skipped, failed, bytes } = coverage;
  return [
    page.colors.bold('Coverage'),
    ...labelled('Looked at', `${plural(scanned, 'file')} of ${plural(discovered, 'entry', 'entries')}, ${byteCount(bytes)}`, page),
    ...labelled('Left out', reasonCounts(skipped), page),
    ...labelled('Failed', reasonCounts(failed), page),
    ...noticeLines(diagnostics, page),
  ];
}

/** The first diagnostics, the gravest first. */
export function noticeLines(diagnostics: readonly Diagnostic[], page: Page): string[] {
  const sorted = gravestFirst(diagnostics);
  const lines = sorted.slice(0, NOTICES).flatMap((diagnostic) => noticeLine(diagnostic, page));
  const rest = sorted.length - NOTICES;
  return rest > 0 ? [...lines, page.colors.dim(`and ${plural(rest, 'more notice')}`)] : lines;
}

function noticeLine({ level, path, line, message }: Diagnostic, page: Page): string[] {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return paragraph(visible(`${level}: ${place}${message}`), page, 0, page.colors.dim);
}

/** Every report format. A reporter is loaded only when it is asked for, and sees no credential of the tree. */
import type { Report } from '../types.ts';
import { cleaned } from './clean.ts';
import type { CdxVersion } from './cyclonedx-version.ts';

/** How a report may look; what it says never depends on this. */
export interface ReportStyle {
  readonly color: boolean;
  /** Width of the terminal, characters. */
  readonly width: number;
  readonly quiet: boolean;
  /** Version of CycloneDX; absent: 1.6. */
  readonly cdxVersion?: CdxVersion;
  /** When the scan began and ended, for formats that demand a time and a report that bears none; absent: 1970. */
  readonly scanned?: { readonly start: string; readonly end: string };
}

/** What a format that demands a time says: that of the report, else that of the scan. */
export function timesOf({ time }: Pick<Report, 'time'>, { scanned }: ReportStyle): { start: string; end: string } {
  const unknown = '1970-01-01T00:00:00Z';
  return { start: time ?? scanned?.start ?? unknown, end: time ?? scanned?.end ?? unknown };
}

/** Report in, text out: no clock, no input or output, no exit code. */
export type Reporter = (report: Report, style: ReportStyle) => string;

/** Name of a format -> what loads its reporter. */
export const REPORTERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  text: async () => safe((await import('./text.ts')).text),
  json: async () => safe((await import('./json.ts')).json),
  sarif: async () => safe((await import('./sarif.ts')).sarif),
  markdown: async () => safe((await import('./markdown.ts')).markdown),
  csv: async () => safe((await import('./csv.ts')).csv),
  junit: async () => safe((await import('./junit.ts')).junit),
  'gitlab-sast': async () => safe((await import('./gitlab-sast.ts')).gitlabSast),
  'gitlab-codequality': async () => safe((await import('./gitlab-codequality.ts')).gitlabCodequality),
  cyclonedx: async () => safe((await import('./cyclonedx.ts')).cyclonedx),
  spdx: async () => safe((await import('./spdx.ts')).spdx),
  html: async () => safe((await import('./html.ts')).html),
  github: async () => safe((await import('./github.ts')).github),
};

/** Formats that tell the hash of a finding's line. */
export const WITH_LINE_HASHES: readonly string[] = ['sarif'];

/** Cleans a report before the reporter sees it. */
function safe(reporter: Reporter): Reporter {
  return (report, style) => reporter(cleaned(report), style);
}

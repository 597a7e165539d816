/** Every report format. A reporter is loaded only when it is asked for. */
import type { Report } from '../types.ts';

/** How a report may look; what it says never depends on this. */
export interface ReportStyle {
  readonly color: boolean;
  /** Width of the terminal, characters. */
  readonly width: number;
  readonly quiet: boolean;
}

/** Report in, text out: no clock, no input or output, no exit code. */
export type Reporter = (report: Report, style: ReportStyle) => string;

export const REPORTERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
};

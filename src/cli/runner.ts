/** What a runner takes beside the reports: annotations in its log, and a summary of the step. */
import { appendFileSync } from 'node:fs';
import { REPORTERS } from '../report/index.ts';
import type { Report } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { messageOf } from '../thrown.ts';
import type { CommandOptions } from './options.ts';
import { errors } from './output.ts';

/** The runner throws away a summary of over 1 MiB. */
const LARGEST_SUMMARY = 900_000;
const STYLE = { color: false, width: 100, quiet: false };

/** Writes what the runner that `environment` tells of takes; nothing elsewhere. Annotations go to stderr, as stdout is the report's. */
export async function toRunner(
  report: Report,
  { outputs }: CommandOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (environment['GITHUB_ACTIONS'] !== 'true') return;
  if (!outputs.some(({ format, file }) => format === 'github' && file === null)) {
    const github = await REPORTERS['github']?.();
    if (github) await errors(github(report, STYLE), 0);
  }
  const summary = environment['GITHUB_STEP_SUMMARY'];
  if (summary === undefined || summary === '') return;
  const markdown = await REPORTERS['markdown']?.();
  if (markdown) append(summary, shortened(markdown(report, STYLE)));
}

/** Whole lines, as many as fit. */
function shortened(text: string): string {
  if (Buffer.byteLength(text) <= LARGEST_SUMMARY) return text;
  const start = Buffer.from(text).subarray(0, LARGEST_SUMMARY).toString('utf8');
  return `${start.slice(0, start.lastIndexOf('\n'))}\n\nThe rest is left out: a summary may not be larger.\n`;
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write the summary to ${path}: ${messageOf(error)}`);
  }
}

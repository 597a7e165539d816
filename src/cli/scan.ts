/** `pedigree scan` and `pedigree ci`: the same scan, with other defaults. */
import { resolve } from 'node:path';
import { REPORTERS, WITH_LINE_HASHES, type ReportStyle } from '../report/index.ts';
import { plural } from '../report/words.ts';
import { scan } from '../scan.ts';
import type { Report } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { now } from './clock.ts';
import { logger } from './log.ts';
import { parseOptions, type CommandOptions } from './options.ts';
import { checkPlace, errors, isTerminal, print, STDOUT, writeWhole } from './output.ts';
import { prepare } from './prepare.ts';
import { progressOn } from './progress.ts';
import { toRunner } from './runner.ts';
import { HOMEPAGE } from './version.ts';

/** Scans, writes the reports and gives the exit code. */
export async function scanCommand(args: readonly string[]): Promise<number> {
  return run(args, false);
}

/** The same as a gate: an incomplete scan is an error, and a change is judged by what its base decides. */
export async function ciCommand(args: readonly string[]): Promise<number> {
  return run(args, true);
}

async function run(args: readonly string[], isGate: boolean): Promise<number> {
  const start = now();
  const options = parseOptions(args, Object.keys(REPORTERS));
  for (const { file } of options.outputs) if (file !== null) checkPlace(resolve(file));
  const log = await logger(options.logLevel);
  const progress = progressOn(options.progress && !options.quiet && !isGate);
  const { scan: prepared, catalogue, remove } = await prepare(options, isGate, progress.step);
  const { root, targets } = prepared.discover;
  log.debug(() => ({ root, targets, policy: prepared.policy.file.id, rules: catalogue.digest }), 'scan starts');
  try {
    const lineHashes = options.outputs.some(({ format }) => WITH_LINE_HASHES.includes(format));
    const scanned = await scan({ ...prepared, lineHashes }, catalogue);
    const tool = { ...scanned.tool, ...(HOMEPAGE !== undefined && { homepage: HOMEPAGE }) };
    const report = { ...scanned, tool };
    log.debug(() => ({ ...report.coverage, findings: report.findings.length }), 'scan ends');
    progress.end();
    await publish(report, options, { start, end: now() });
    if (isGate) await toRunner(report, options, process.env);
    return exitCode(report, options, isGate);
  } finally {
    remove();
  }
}

/** Files first, whole or not at all; then stdout. */
async function publish(report: Report, options: CommandOptions, scanned: NonNullable<ReportStyle['scanned']>): Promise<void> {
  const toFiles = options.outputs.filter(({ file }) => file !== null);
  const toScreen = options.outputs.filter(({ file }) => file === null);
  for (const { format, file } of [...toFiles, ...toScreen]) {
    const reporter = await REPORTERS[format]?.();
    if (reporter === undefined) throw new UsageError(`--format ${format}: not a format`);
    const text = reporter(report, { ...styleOf(options, file === null), scanned });
    if (file === null) await print(text);
    else writeWhole(resolve(file), text);
  }
}

/** Colours as https://no-color.org and FORCE_COLOR ask; a flag wins over both. */
function styleOf({ color, quiet, cdxVersion }: CommandOptions, screen: boolean): ReportStyle {
  const { env } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  const wanted = () => !env['NO_COLOR'] && env['TERM'] !== 'dumb' && (forced || isTerminal(STDOUT));
  return {
    color: screen && (color === 'always' || (color === 'auto' && wanted())),
    width: (screen && isTerminal(STDOUT) && process.stdout.columns) || 100,
    quiet,
    cdxVersion,
  };
}

async function exitCode({ verdict, coverage }: Report, { allowEmpty }: CommandOptions, gate: boolean): Promise<number> {
  if (coverage.scanned === 0 && !allowEmpty) {
    const why = coverage.discovered > 0 ? ` of ${plural(coverage.discovered, 'entry', 'entries')}, the report says why` : '';
    return errors(`pedigree: nothing was scanned${why}; give --allow-empty if that is right\n`, 4);
  }
  if (verdict === 'fail') return 1;
  return verdict === 'incomplete' && gate ? 3 : 0;
}

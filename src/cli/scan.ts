/** `pedigree scan` and `pedigree ci`: the same scan, with other defaults. */
import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { REPORTERS, type ReportStyle } from '../report/index.ts';
import { scan } from '../scan.ts';
import { UsageError, type Report } from '../types.ts';
import { catalogueWith } from './catalogue.ts';
import { readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { logger } from './log.ts';
import { parseOptions, type CommandOptions } from './options.ts';
import { errors, print, writeWhole } from './output.ts';
import { policyOf } from './policy-file.ts';
import { progressOn } from './progress.ts';
import { revisionOf } from './revision.ts';
import { VERSION } from './version.ts';

export async function scanCommand(args: readonly string[]): Promise<number> {
  return run(args, false);
}

export async function ciCommand(args: readonly string[]): Promise<number> {
  return run(args, true);
}

async function run(args: readonly string[], gate: boolean): Promise<number> {
  const options = parseOptions(args, Object.keys(REPORTERS));
  const log = await logger(options.logLevel);
  const { root, targets } = rootOf(options.targets);
  const config = options.useConfig ? await readConfig(root, options.config) : null;
  const catalogue = await catalogueWith(options.rules);
  const policy = await policyOf(options.policy ?? config?.policy ?? 'cn-origin', catalogue, root);
  log.debug(() => ({ root, targets, policy: policy.file.id, rules: catalogue.digest }), 'scan starts');
  const progress = progressOn(options.progress && !gate);
  const report = await scan(
    {
      discover: {
        root,
        targets,
        include: [...(config?.include ?? []), ...options.include],
        exclude: [...(config?.exclude ?? []), ...options.exclude],
        gitignore: options.gitignore,
        maxFileSize: options.maxFileSize,
        jobs: options.jobs,
        literals: catalogue.anchors.doors,
        words: catalogue.anchors.words,
        doors: doorsOf(),
        onProgress: progress.step,
      },
      policy,
      failOn: options.failOn,
      version: VERSION,
      revision: revisionOf(root),
    },
    catalogue,
  );
  progress.end();
  log.debug(() => ({ ...report.coverage, findings: report.findings.length }), 'scan ends');
  await publish(report, options);
  return exitCode(report, options, gate);
}

/** One folder is the root itself; else the current folder is, and the targets lie below it. */
function rootOf(targets: readonly string[]): { root: string; targets: readonly string[] } {
  const [only] = targets;
  if (only !== undefined && targets.length === 1 && isFolder(resolve(only))) return { root: resolve(only), targets: ['.'] };
  const root = process.cwd();
  for (const target of targets) {
    const path = relative(root, resolve(target));
    if (path === '..' || path.startsWith(`..${sep}`)) {
      throw new UsageError(`${target} lies outside the current folder; scan it alone, or from a folder that holds all targets`);
    }
  }
  return { root, targets };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Files first, whole or not at all; then stdout. */
async function publish(report: Report, options: CommandOptions): Promise<void> {
  const toFiles = options.outputs.filter(({ file }) => file !== null);
  const toScreen = options.outputs.filter(({ file }) => file === null);
  for (const { format, file } of [...toFiles, ...toScreen]) {
    const reporter = await REPORTERS[format]?.();
    if (reporter === undefined) throw new UsageError(`--format ${format}: not a format`);
    const text = reporter(report, styleOf(options, file === null));
    if (file === null) await print(text);
    else writeWhole(resolve(file), text);
  }
}

/** Colours as https://no-color.org and FORCE_COLOR ask; a flag wins over both. */
function styleOf({ color, quiet }: CommandOptions, screen: boolean): ReportStyle {
  const { env, stdout } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  const wanted = !env['NO_COLOR'] && env['TERM'] !== 'dumb' && (forced || stdout.isTTY);
  return {
    color: screen && (color === 'always' || (color === 'auto' && wanted)),
    width: (screen ? stdout.columns : undefined) ?? 100,
    quiet,
  };
}

async function exitCode({ verdict, coverage }: Report, { allowEmpty }: CommandOptions, gate: boolean): Promise<number> {
  if (coverage.scanned === 0 && !allowEmpty) return errors('pedigree: nothing was scanned; give --allow-empty if that is right\n', 4);
  if (verdict === 'fail') return 1;
  return verdict === 'incomplete' && gate ? 3 : 0;
}

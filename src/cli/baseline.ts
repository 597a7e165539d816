/** `pedigree baseline`: today's findings as a file of known ones; `--prune` only drops what no longer occurs. */
import { resolve } from 'node:path';
import { entriesOf, formatBaseline, matchKnown, parseBaseline, type BaselineEntry } from '../gate/index.ts';
import { redact, redactPath } from '../report/redact.ts';
import { scan } from '../scan.ts';
import type { Report } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from './input.ts';
import { parseOptions, type CommandOptions } from './options.ts';
import { errors, print, writeWhole } from './output.ts';
import { prepare } from './prepare.ts';

/** Writes the baseline and gives the exit code. */
export async function baselineCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, ['text'], 'baseline');
  const { output } = options;
  if (options.prune && output === null) throw new UsageError('baseline --prune: name the file with --output FILE');
  const before = options.prune && output !== null ? parseBaseline(output, textOf(output)) : null;
  const report = await scanned({ ...options, outputs: output === null ? [] : [{ format: 'baseline', file: output }] });
  if (report.coverage.scanned === 0 && !options.allowEmpty) {
    return errors('pedigree: nothing was scanned; give --allow-empty if that is right\n', 4);
  }
  const today = entriesOf(
    report.findings.filter(({ suppressions }) => suppressions.length === 0),
    report.components,
  );
  const entries = (before === null ? today : pruned(before, report, today)).map(withoutCredentials);
  if (output === null) return print(formatBaseline(entries));
  writeWhole(resolve(output), formatBaseline(entries));
  const dropped = before === null ? '' : `, ${before.length - entries.length} dropped`;
  return options.quiet ? 0 : errors(`${output}: ${entries.length} known finding${entries.length === 1 ? '' : 's'}${dropped}\n`, 0);
}

async function scanned(options: CommandOptions): Promise<Report> {
  const { scan: prepared, catalogue, remove } = await prepare({ ...options, baseline: undefined }, false);
  try {
    return await scan(prepared, catalogue);
  } finally {
    remove();
  }
}

/** Of today's findings, those that were known; under their present path. */
function pruned(
  before: readonly BaselineEntry[],
  { findings, components, policy }: Report,
  today: readonly BaselineEntry[],
): BaselineEntry[] {
  const known = new Set([...matchKnown(findings, components, before, policy.rules).findings].map(({ fingerprint }) => fingerprint));
  return today.filter(({ fingerprint }) => known.has(fingerprint));
}

function withoutCredentials(entry: BaselineEntry): BaselineEntry {
  return { ...entry, path: redactPath(entry.path), component: redact(entry.component) };
}

/** The pipeline: walk -> prefilter -> read -> extract -> match -> expose -> judge. */
import { discover, readAsUtf8, readKept, type DiscoverOptions } from './discover/index.ts';
import { expose } from './expose/index.ts';
import { extract, type Extraction } from './extract/index.ts';
import { withLineHashes } from './formats/line-hash.ts';
import { judge, verdictOf } from './judge/index.ts';
import { match } from './match/index.ts';
import type { Catalogue } from './rules/catalogue.ts';
import { namesOf } from './rules/names.ts';
import type { PolicyFile } from './rules/schema.ts';
import type { Diagnostic, Level, Report, RuleDescription, SourceFile } from './types.ts';

export interface ScanOptions {
  readonly discover: DiscoverOptions;
  readonly policy: { readonly file: PolicyFile; readonly source: string; readonly digest: string };
  readonly failOn: Level | 'never';
  readonly version: string;
  readonly revision: string | null;
}

/** Everything that a report may know of one codebase. Reads files below the root; does nothing else to the world. */
export async function scan(options: ScanOptions, catalogue: Catalogue): Promise<Report> {
  const found = await discover(options.discover);
  const read = found.kept.map((kept) => extractOrTell(readKept(found, kept)));
  const components = expose(
    match(
      read.map(({ evidence }) => evidence),
      catalogue,
    ),
    catalogue,
  );
  const findings = withLineHashes(judge(components, options.policy.file, catalogue), (path) => readAsUtf8(found, path));
  const diagnostics = [...found.diagnostics, ...read.flatMap((extraction) => extraction.diagnostics)];
  return {
    tool: { name: 'pedigree', version: options.version, rules: catalogue.digest },
    revision: options.revision,
    policy: {
      id: options.policy.file.id,
      source: options.policy.source,
      digest: options.policy.digest,
      rules: options.policy.file.rules.map(describe),
    },
    coverage: found.coverage,
    components,
    findings,
    diagnostics,
    verdict: verdictOf(findings, options.failOn, found.coverage, diagnostics),
    failOn: options.failOn,
    names: namesOf(components, catalogue),
  };
}

/** A file that could not be read again is told, not lost. */
function extractOrTell(file: SourceFile | Diagnostic): Extraction {
  return 'code' in file ? { evidence: [], diagnostics: [file] } : extract(file);
}

function describe({ id, level, title, message, help, source }: PolicyFile['rules'][number]): RuleDescription {
  return { id, level, title, description: message, help, source: source ?? null };
}

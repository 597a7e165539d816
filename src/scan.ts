/** The pipeline: survey of a tree, and of those that it is compared with -> judge -> gate -> report. */
import { readAsUtf8, type DiscoverOptions } from './discover/index.ts';
import { knownIn, type TakeTree } from './discover/other-tree.ts';
import { withLineHashes } from './formats/line-hash.ts';
import { gate, plainGate, type Gated, type GateOptions, type Judge } from './gate/index.ts';
import { backgroundOf, judge, verdictOf, withLicences } from './judge/index.ts';
import type { Catalogue } from './rules/catalogue.ts';
import { namesOf } from './rules/names.ts';
import type { PolicyFile } from './rules/policy-schema.ts';
import { survey, type Survey } from './survey.ts';
import type { Diagnostic, FailOn, Report } from './types.ts';

/** What is scanned, what it is compared with, and what decides. */
export interface ScanOptions {
  readonly discover: DiscoverOptions;
  /** The tree that a change starts from; and the one whose suppressions in source count, taken when there are any. */
  readonly base?: TakeTree;
  readonly trusted?: TakeTree;
  readonly policy: { readonly file: PolicyFile; readonly source: string; readonly digest: string };
  readonly gate?: GateOptions;
  readonly failOn: FailOn;
  /** A scan of nothing is complete. */
  readonly allowEmpty?: boolean;
  readonly version: string;
  readonly revision: string | null;
  readonly provenance?: Pick<Report, 'repository' | 'time'>;
  readonly diagnostics?: readonly Diagnostic[];
  /** Whether findings bear the hash of their line: only some formats tell it. */
  readonly lineHashes?: boolean;
}

/** Everything that a report may know of one codebase. Reads files below the roots; does nothing else to the world. */
export async function scan(options: ScanOptions, catalogue: Catalogue): Promise<Report> {
  const decides = options.gate ?? plainGate(options.policy.file);
  const head = await survey(options.discover, catalogue);
  const other = async (take: TakeTree | undefined) => {
    const tree = take?.((path) => head.said.has(path));
    return tree && survey(tree.discover, catalogue, knownIn(tree, head.said));
  };
  const base = await other(options.base);
  const trusted = head.ignores.length > 0 ? await other(options.trusted) : undefined;
  const byPolicy: Judge = (components, file) => judge(components, file, catalogue, decides.today || null);
  const gated = gate({ options: decides, head, base, trusted, judge: byPolicy });
  return reportOf(options, catalogue, { head, gated, inputs: decides.inputs });
}

interface Judged {
  readonly head: Survey;
  readonly gated: Gated;
  readonly inputs: GateOptions['inputs'];
}

function reportOf(options: ScanOptions, catalogue: Catalogue, { head, gated, inputs }: Judged): Report {
  const { policy, failOn, lineHashes, allowEmpty = false } = options;
  const { findings, rules } = gated;
  const diagnostics = [...(options.diagnostics ?? []), ...head.diagnostics, ...gated.diagnostics];
  return {
    tool: { name: 'pedigree', version: options.version, rules: catalogue.digest },
    revision: options.revision,
    ...options.provenance,
    policy: { id: policy.file.id, source: policy.source, digest: policy.digest, rules },
    coverage: head.coverage,
    components: withLicences(head.components, catalogue),
    findings: lineHashes ? withLineHashes(findings, (path) => readAsUtf8(head.found, path)) : findings,
    diagnostics,
    verdict: verdictOf(findings, failOn, head.coverage, diagnostics, allowEmpty),
    failOn,
    inputs,
    names: namesOf(head.components, catalogue),
    background: backgroundOf(head.components, catalogue),
  };
}

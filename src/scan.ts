/** The pipeline: walk -> prefilter -> read -> extract -> match -> expose -> judge -> gate. */
import { coverageWithout, discover, lettingGo, readAsUtf8, type DiscoverOptions } from './discover/index.ts';
import { knownIn, withKnown, type TakeTree } from './discover/other-tree.ts';
import { withLineHashes } from './formats/line-hash.ts';
import { gate, plainGate, type GateOptions, type Judge } from './gate/index.ts';
import { backgroundOf, judge, verdictOf, withLicences } from './judge/index.ts';
import type { Catalogue } from './rules/catalogue.ts';
import { namesOf } from './rules/names.ts';
import type { PolicyFile } from './rules/policy-schema.ts';
import type { Early } from './stages.ts';
import type { Diagnostic, FailOn, Report } from './types.ts';

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
  const { policy, failOn, gate: decides = plainGate(policy.file) } = options;
  const head = await survey(options.discover, catalogue);
  const other = async (take: TakeTree | undefined) => {
    const tree = take?.((path) => head.said.has(path));
    return tree && survey(tree.discover, catalogue, knownIn(tree, head.said));
  };
  const base = await other(options.base);
  const trusted = head.ignores.length > 0 ? await other(options.trusted) : undefined;
  const byPolicy: Judge = (components, file) => judge(components, file, catalogue, decides.today || null);
  const gated = gate({ options: decides, head, base, trusted, judge: byPolicy });
  const diagnostics = [...(options.diagnostics ?? []), ...head.diagnostics, ...gated.diagnostics];
  return {
    tool: { name: 'pedigree', version: options.version, rules: catalogue.digest },
    revision: options.revision,
    ...options.provenance,
    policy: { id: policy.file.id, source: policy.source, digest: policy.digest, rules: gated.rules },
    coverage: head.coverage,
    components: withLicences(head.components, catalogue),
    findings: options.lineHashes ? withLineHashes(gated.findings, (path) => readAsUtf8(head.found, path)) : gated.findings,
    diagnostics,
    verdict: verdictOf(gated.findings, failOn, head.coverage, diagnostics, options.allowEmpty === true),
    failOn,
    inputs: decides.inputs,
    names: namesOf(head.components, catalogue),
    background: backgroundOf(head.components, catalogue),
  };
}

const stages = () => lettingGo(() => import('./stages.ts'));

/** What one tree holds; `known`: what some of its files say. */
async function survey(options: DiscoverOptions, catalogue: Catalogue, known: Early = new Map()) {
  const early: Early = new Map(known);
  const seen = await discover(options, async (from, kept) => (await stages()).gatherEarly(from, kept, catalogue, early));
  const found = withKnown(seen, known);
  const { coverage, diagnostics } = found;
  if (found.kept.length === 0 && found.memory === null) return { found, coverage, components: [], diagnostics, ignores: [], said: known };
  const { expose, gather, lineage, match, sayings } = await stages();
  const read = await gather(found, catalogue, early);
  const evidence = read.map((one) => one.evidence);
  const facts = read.map((one) => [...one.evidence, ...(one.settings ?? [])]);
  const components = expose(lineage(match(evidence, catalogue), evidence, catalogue), facts, catalogue);
  const told = read.flatMap((one) => one.diagnostics);
  const ignores = read.flatMap((one) => one.ignores);
  const said = options.silent === undefined ? known : sayings(found, read);
  return { found, coverage: coverageWithout(coverage, told), components, diagnostics: [...diagnostics, ...told], ignores, said };
}

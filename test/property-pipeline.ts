/** The stages behind discovery, on files of one's choice, without a file system. */
import { catalogueWith } from '../src/cli/catalogue.ts';
import { decode } from '../src/discover/decode.ts';
import { anchorsIn } from '../src/discover/prefilter.ts';
import { expose } from '../src/expose/index.ts';
import { extract, type Extraction } from '../src/extract/index.ts';
import { judge, verdictOf } from '../src/judge/index.ts';
import { lineage } from '../src/lineage/index.ts';
import { match } from '../src/match/index.ts';
import type { Evidence, Report, SourceFile } from '../src/types.ts';

export const catalogue = await catalogueWith();
const policy = catalogue.policies.get('cn-origin');

/** Bytes as a scan would hand them to an extractor. */
export function sourceOf(path: string, bytes: Uint8Array): SourceFile {
  const decoded = decode(bytes);
  const text = decoded.kind === 'text' ? decoded.text : '';
  return {
    path,
    text,
    size: bytes.length,
    anchors: anchorsIn(catalogue.search.words, text),
    head: decoded.kind === 'text' ? new Uint8Array() : bytes,
  };
}

/** What a scan reports of evidence: of files that were read, each with its settings. */
export function reportOf(files: readonly Pick<Extraction, 'evidence' | 'settings' | 'diagnostics'>[]): Report {
  if (policy === undefined) throw new Error('the default policy is missing');
  const evidence: readonly (readonly Evidence[])[] = files.map((file) => file.evidence);
  const facts = files.map((file) => [...file.evidence, ...(file.settings ?? [])]);
  const components = expose(lineage(match(evidence, catalogue), evidence, catalogue), facts, catalogue);
  const findings = judge(components, policy, catalogue);
  const coverage = { discovered: files.length, scanned: files.length, skipped: {}, failed: {}, bytes: 0 };
  const diagnostics = files.flatMap((file) => file.diagnostics);
  return {
    tool: { name: 'pedigree', version: '0', rules: catalogue.digest },
    revision: null,
    policy: { id: policy.id, source: 'built in', digest: '', rules: [] },
    coverage,
    components,
    findings,
    diagnostics,
    verdict: verdictOf(findings, 'error', coverage, diagnostics, false),
  };
}

/** The report of one file. */
export function reportOfFile(path: string, bytes: Uint8Array): Report {
  return reportOf([extract(sourceOf(path, bytes))]);
}

/** What became of each file and folder, and the numbers and diagnostics that follow from it. */
import type { Coverage, Diagnostic } from '../types.ts';

/** Everything that can become of a file once it is opened; workers send the index. `pending` is never the last word. */
export const OUTCOMES = [
  'pending',
  'scanned',
  'kept',
  'binary',
  'too-large',
  'encoding',
  'link',
  'special',
  'denied',
  'vanished',
  'io',
] as const;
/** What became of a file. */
export type Outcome = (typeof OUTCOMES)[number];

/** Those that a file's content decides, by index. */
export const LASTING: ReadonlySet<number> = new Set(
  ['scanned', 'kept', 'binary', 'too-large', 'encoding'].map((name) => OUTCOMES.findIndex((one) => one === name)),
);

/**
 * Why something was not looked at: `vcs`, `dependencies`, `cache` (folders skipped by name), `ignored` (.gitignore), `excluded`,
 * `not-included` (globs), or what the entry is. A folder that is skipped counts once, as one entry.
 */
export type SkipReason =
  'vcs' | 'dependencies' | 'cache' | 'ignored' | 'excluded' | 'not-included' | 'binary' | 'too-large' | 'encoding' | 'link' | 'special';

/** Why a file could not be read. */
export type FailReason = 'denied' | 'vanished' | 'io';

/** A count that is still open. */
export interface Tally {
  scanned: number;
  bytes: number;
  readonly skipped: Map<SkipReason, number>;
  readonly failed: Map<FailReason, number>;
}

const FAILURES: Readonly<Record<FailReason, string>> = {
  denied: 'permission denied',
  vanished: 'it vanished while the scan ran',
  io: 'the system could not read it',
};

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { scanned: 0, bytes: 0, skipped: new Map(), failed: new Map() };
}

/** Counts one more entry under its reason. */
export function count<R>(reasons: Map<R, number>, reason: R): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

/** Files that are counted and stand nowhere, as nothing in them is worth a look: texts, binary files, and bytes of the texts. */
export type Beside = Readonly<Record<'texts' | 'binaries' | 'bytes', number>>;

/** The coverage with such files. */
export function coverageBeside(coverage: Coverage, beside: Beside | undefined): Coverage {
  if (beside === undefined) return coverage;
  const { texts, binaries, bytes } = beside;
  const { binary = 0 } = coverage.skipped;
  return {
    ...coverage,
    discovered: coverage.discovered + texts + binaries,
    scanned: coverage.scanned + texts,
    bytes: coverage.bytes + bytes,
    skipped: Object.fromEntries(
      Object.entries({ ...coverage.skipped, ...(binaries > 0 && { binary: binary + binaries }) }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

/** The tally as reports show it; reasons in alphabetical order. */
export function coverageOf({ scanned, bytes, skipped, failed }: Tally): Coverage {
  const total = [...skipped.values(), ...failed.values()].reduce((sum, part) => sum + part, scanned);
  return { discovered: total, scanned, skipped: sorted(skipped), failed: sorted(failed), bytes };
}

/** Coverage when files that were scanned could not be read again: `lost` holds what was told of them. */
export function coverageWithout(coverage: Coverage, lost: readonly Diagnostic[]): Coverage {
  const failed = new Map(Object.entries(coverage.failed));
  const reasons = lost.filter(({ code }) => code.startsWith('read/')).map(({ code }) => code.slice('read/'.length));
  for (const reason of reasons) count(failed, reason);
  return { ...coverage, scanned: coverage.scanned - reasons.length, failed: sorted(failed) };
}

/** The diagnostic of a file or folder that could not be read. */
export function failure(path: string, reason: FailReason): Diagnostic {
  return { level: 'warning', code: `read/${reason}`, message: `not read: ${FAILURES[reason]}`, path };
}

/** The diagnostic of a file that holds an anchor but is too large to be read whole. */
export function tooLarge(path: string, size: number, limit: number): Diagnostic {
  const message = `not read: ${size} bytes are over the limit of ${limit}, and it may name a model`;
  return { level: 'warning', code: 'limit/size', message, path };
}

/** The diagnostic of a text in an encoding that is not read. */
export function unknownEncoding(path: string): Diagnostic {
  return { level: 'warning', code: 'limit/encoding', message: 'not read: UTF-32 is not supported', path };
}

/** The diagnostic of a link to something that is not part of the tree: told, but the tree itself was looked at. */
export function outsideLink(path: string): Diagnostic {
  return { level: 'note', code: 'link/outside', message: 'not followed: the link leads out of the scanned tree', path };
}

function sorted(reasons: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
}

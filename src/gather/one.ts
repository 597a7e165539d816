/** What one kept file says: it is read again, and extracted from where something may come of it. */
import { isKeptByName, readKept, type Kept, type KeptFrom } from '../discover/index.ts';
import { inTurn } from '../extract/deadline.ts';
import { extract, extractLate, isReadAsWritten, type Extraction } from '../extract/index.ts';
import { ignoresOf, type Ignore } from '../gate/index.ts';
import type { Promised } from '../match/index.ts';
import type { SourceFile } from '../types.ts';

/** What a file says, and the suppressions in it. */
export interface Said extends Extraction {
  readonly ignores: readonly Ignore[];
  /** It was not extracted from: what it says counts only beside a sure sign of one of these families in another file. */
  readonly waits?: ReadonlySet<string>;
}

/** Says what may come of a file that is read as it is written. */
export type Promises = (file: SourceFile) => Promised;

const NOTHING: Said = { evidence: [], diagnostics: [], ignores: [] };

/** What a kept file says; with `promises`, only where something may come of it. A file that could not be read again is told, not lost. */
function saidBy(from: KeptFrom, kept: Kept, promises?: Promises): Said {
  const file = readKept(from, kept);
  if ('code' in file) return { ...NOTHING, diagnostics: [file] };
  const promised = promises === undefined || isKeptByName(from, kept) || !isReadAsWritten(file) ? 'something' : promises(file);
  return promised === 'something' ? saidIn(file, extract) : { ...NOTHING, ...(promised.size > 0 && { waits: promised }) };
}

/** What a file says at its anchors alone, when reading it as its format took too long. */
function saidLate(from: KeptFrom, kept: Kept): Said {
  const file = readKept(from, kept);
  return 'code' in file ? { ...NOTHING, diagnostics: [file] } : saidIn(file, extractLate);
}

/** What kept files say, in order, each under a deadline. */
export function saidByAll(from: KeptFrom, kept: readonly Kept[], promises?: Promises): Said[] {
  return inTurn(kept, {
    on: (one) => saidBy(from, one, promises),
    late: (one) => saidLate(from, one),
    bytes: ({ size }) => size,
  });
}

/** The same, or nothing at all: a mistake of the user is told in the end, when the first of them is known. */
export function saidOrNot(from: KeptFrom, kept: readonly Kept[], promises: Promises): Said[] {
  try {
    return saidByAll(from, kept, promises);
  } catch {
    return [];
  }
}

function saidIn(file: SourceFile, read: typeof extract): Said {
  const extraction = read(file);
  return { ...extraction, ignores: ignoresOf(file, extraction.evidence) };
}

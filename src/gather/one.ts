/** What one kept file says: it is read again, and extracted from. */
import { readKept, type Kept, type KeptFrom } from '../discover/index.ts';
import { extract, extractLate, type Extraction } from '../extract/index.ts';
import { ignoresOf, type Ignore } from '../gate/index.ts';

/** What a file says, and the suppressions in it. */
export interface Said extends Extraction {
  readonly ignores: readonly Ignore[];
}

/** What a kept file says. A file that could not be read again is told, not lost. */
export function saidBy(from: KeptFrom, kept: Kept): Said {
  return saidIn(from, kept, extract);
}

/** What a file says at its anchors alone, when reading it as its format took too long. */
export function saidLate(from: KeptFrom, kept: Kept): Said {
  return saidIn(from, kept, extractLate);
}

function saidIn(from: KeptFrom, kept: Kept, read: typeof extract): Said {
  const file = readKept(from, kept);
  if ('code' in file) return { evidence: [], diagnostics: [file], ignores: [] };
  const extraction = read(file);
  return { ...extraction, ignores: ignoresOf(file, extraction.evidence) };
}

/** go.sum and go.work.sum, old versions included: https://go.dev/ref/mod#go-sum-files */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { linesIn, lockSpans, type NamedPackage } from '../../formats/lockfile/index.ts';
import type { Extractor } from '../../types.ts';

const GO_MOD = '/go.mod';

/** Modules with version; the file does not say which needs which. */
export const goSum: Extractor = {
  id: 'go/go-sum',
  files: ['**/go.sum', '**/go.work.sum'],
  read(file) {
    const packages: NamedPackage[] = [];
    const known: KnownRanges = [];
    for (const line of linesIn(file.text)) {
      const [name, written, hash, rest] = line.text.trim().split(/[ \t]+/);
      if (name === undefined || !written?.startsWith('v') || !hash?.includes(':') || rest !== undefined) continue;
      const isModFile = written.endsWith(GO_MOD);
      const version = isModFile ? written.slice(0, -GO_MOD.length) : written;
      const start = line.start + line.indent;
      packages.push({ id: name, name, version, start, end: start + name.length, keys: [isModFile ? 'go.mod' : 'h1'] });
      addKnown(known, line);
    }
    return lockSpans(file, { ecosystem: 'golang', packages, known, chain: () => [] });
  },
};

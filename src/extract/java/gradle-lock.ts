/** Gradle's lock state, one file or one a configuration: https://docs.gradle.org/current/userguide/dependency_locking.html */
import { addKnown, type KnownRanges } from '../../formats/known-ranges.ts';
import { linesIn, lockSpans, type NamedPackage } from '../../formats/lockfile/index.ts';
import type { Extractor } from '../../types.ts';

/** Artifacts with their exact version; the file does not say which needs which. */
export const gradleLock: Extractor = {
  id: 'java/gradle-lock',
  files: ['**/*gradle.lockfile', '**/gradle/dependency-locks/*.lockfile'],
  read(file) {
    const packages: NamedPackage[] = [];
    const known: KnownRanges = [];
    for (const line of linesIn(file.text)) {
      const [coordinates = '', configurations] = line.text.slice(line.indent).trimEnd().split('=', 2);
      const [group, artifact, version, rest] = coordinates.split(':', 4);
      if (!group || !artifact || version === undefined || rest !== undefined || group.startsWith('#')) continue;
      const start = line.start + line.indent;
      const name = `${group}:${artifact}`;
      packages.push({ id: name, name, version, start, end: start + name.length, keys: configurations?.split(',', 1) ?? [] });
      addKnown(known, line);
    }
    return lockSpans(file, { ecosystem: 'maven', packages, known, chain: () => [] });
  },
};

/** Evidence that keeps no file in memory: in V8 a slice of 13 characters or more holds on to the whole text that it was cut from. */
import { Buffer } from 'node:buffer';
import type { Evidence, PackageFacts } from '../types.ts';

const SHORTEST_SLICE = 13;

/** The same evidence with texts of its own; equal ones are kept once. */
export function withOwnTexts(evidence: readonly Evidence[]): Evidence[] {
  const known = new Map<string, string>();
  const own = (text: string): string => {
    if (text.length < SHORTEST_SLICE) return text;
    const same = known.get(text);
    if (same !== undefined) return same;
    const copy = copyOf(text);
    known.set(copy, copy);
    return copy;
  };
  return evidence.map((one) => ({
    ...one,
    value: own(one.value),
    keys: one.keys.map(own),
    scope: own(one.scope),
    ...(one.within && { within: one.within.map(own) }),
    ...(one.binding !== undefined && { binding: own(one.binding) }),
    ...(one.package && { package: ownFacts(one.package, own) }),
  }));
}

/** Through bytes: what V8 makes of strings alone may go on pointing to the first one. */
function copyOf(text: string): string {
  const copy = Buffer.from(text, 'latin1').toString('latin1');
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le');
}

function ownFacts({ ecosystem, version, dependencyPath }: PackageFacts, own: (text: string) => string): PackageFacts {
  return { ecosystem: own(ecosystem), version: version === null ? null : own(version), dependencyPath: dependencyPath.map(own) };
}

/** Evidence that keeps no file in memory: in V8 a slice of 13 characters or more holds on to the whole text that it was cut from. */
import { Buffer } from 'node:buffer';
import type { Evidence, PackageFacts } from '../types.ts';

const SHORTEST_SLICE = 13;

type Own = (text: string) => string;

/** Gives texts of their own, equal ones once. */
export function ownTexts(): Own {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length < SHORTEST_SLICE) return text;
    const same = known.get(text);
    if (same !== undefined) return same;
    const copy = copyOf(text);
    known.set(copy, copy);
    return copy;
  };
}

/** The same evidence with texts of its own. */
export function withOwnTexts(evidence: readonly Evidence[], own: Own): Evidence[] {
  const all = (texts: readonly string[]) => (texts.some(isLong) ? texts.map(own) : texts);
  return evidence.map((one) => ({
    ...one,
    value: own(one.value),
    keys: all(one.keys),
    scope: own(one.scope),
    ...(one.within && { within: all(one.within) }),
    ...(one.binding !== undefined && { binding: own(one.binding) }),
    ...(one.package && { package: ownFacts(one.package, own) }),
  }));
}

function isLong({ length }: string): boolean {
  return length >= SHORTEST_SLICE;
}

/** Through bytes: what V8 makes of strings alone may go on pointing to the first one. */
function copyOf(text: string): string {
  const copy = Buffer.from(text, 'latin1').toString('latin1');
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le');
}

function ownFacts({ ecosystem, version, dependencyPath }: PackageFacts, own: Own): PackageFacts {
  return { ecosystem: own(ecosystem), version: version === null ? null : own(version), dependencyPath: dependencyPath.map(own) };
}

/** Texts that keep no file in memory: in V8 a slice of 13 characters or more holds on to the whole text that it was cut from. */
import { Buffer } from 'node:buffer';
import type { PackageFacts } from '../types.ts';

const SHORTEST_SLICE = 13;
/** Files of one codebase say the same few things. */
const MOST = 20_000;
const LONGEST = 300;

const known = new Map<string, string>();

/** An equal text of its own; the same one for equal texts, mostly. */
export function own(text: string): string {
  if (text.length < SHORTEST_SLICE) return text;
  const same = known.get(text);
  if (same !== undefined) return same;
  const copy = copyOf(text);
  if (known.size >= MOST) known.clear();
  if (copy.length <= LONGEST) known.set(copy, copy);
  return copy;
}

/** Equal texts of their own. */
export function ownAll(texts: readonly string[]): readonly string[] {
  return texts.some(isLong) ? texts.map(own) : texts;
}

function isLong({ length }: string): boolean {
  return length >= SHORTEST_SLICE;
}

/** Through bytes: what V8 makes of strings alone may go on pointing to the first one. */
function copyOf(text: string): string {
  const copy = Buffer.from(text, 'latin1').toString('latin1');
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The same facts with texts of their own. */
export function ownFacts({ ecosystem, version, dependencyPath }: PackageFacts): PackageFacts {
  return { ecosystem: own(ecosystem), version: version === null ? null : own(version), dependencyPath: dependencyPath.map(own) };
}

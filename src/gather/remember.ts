/** What kept files say, from one scan to the next. */
import type { Discovery } from '../discover/index.ts';
import { redact } from '../report/redact.ts';
import type { Evidence } from '../types.ts';
import type { Said } from './one.ts';
import { pack, unpack } from './pack.ts';

/** Bytes of what is remembered; more is read again. */
const LARGEST = 64 << 20;

/** What the scan before left, by kept file; undefined: it is to be read. */
export function recall({ kept, memory }: Discovery): (Said | undefined)[] {
  const packed = memory === null ? null : unpack(memory.notes.slice());
  return kept.map(({ path }, index) => {
    const number = packed === null ? -1 : (memory?.noteOf(index) ?? -1);
    return packed === null || number < 0 || number >= packed.count ? undefined : packed.said(number, path);
  });
}

/**
 * Leaves what kept files say for the next scan, but for what a time or a failure decided, and for what a report would not show. `known`
 * was remembered before.
 */
export function remember({ kept, memory }: Discovery, known: readonly (Said | undefined)[], said: readonly Said[]): void {
  if (memory === null) return;
  const isOpen = opennessTest();
  const about = [...kept.keys()].filter(
    (index) =>
      (known[index] !== undefined && known[index] === said[index]) ||
      (memory.isLasting(index) && isLasting(said[index]) && isOpen(said[index])),
  );
  memory.leave(
    about,
    () =>
      pack(
        about.flatMap((index) => said[index] ?? []),
        LARGEST,
      ) ?? new Uint8Array(),
  );
}

function isLasting(said: Said | undefined): boolean {
  return said?.diagnostics.every(({ code }) => !/^(?:read|limit)\//.test(code)) ?? false;
}

/** Tests whether a report would show every text of what a file says. A credential stays where it is, in the file. */
function opennessTest(): (said: Said | undefined) => boolean {
  const known = new Map<string, boolean>();
  const isOpen = (text: string): boolean => {
    let open = known.get(text);
    if (open === undefined) known.set(text, (open = redact(text) === text));
    return open;
  };
  const isOpenEvidence = ({ value, keys, scope, package: facts, within, binding, given, module }: Evidence): boolean =>
    isOpen(value) &&
    keys.every(isOpen) &&
    isOpen(scope) &&
    (within ?? []).every(isOpen) &&
    isOpen(binding ?? '') &&
    (given ?? []).every(isOpen) &&
    isOpen(module ?? '') &&
    isOpen(facts?.version ?? '') &&
    (facts?.dependencyPath ?? []).every(isOpen);
  return (said) =>
    said !== undefined &&
    said.evidence.every(isOpenEvidence) &&
    (said.settings ?? []).every(isOpenEvidence) &&
    said.diagnostics.every(({ message }) => isOpen(message)) &&
    said.ignores.every(({ reason }) => isOpen(reason));
}

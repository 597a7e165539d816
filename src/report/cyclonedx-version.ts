/** The versions of CycloneDX that can be written, and what they share. */
export const CDX_VERSIONS = ['1.5', '1.6', '1.7'] as const;
/** A version of CycloneDX that can be written. */
export type CdxVersion = (typeof CDX_VERSIONS)[number];

/** One of our own facts: `pedigree:origin:weights`. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

/** Properties in the name space of this program; null is said as `unknown`. */
export function properties(facts: readonly (readonly [name: string, value: string | number | null])[]): Property[] {
  return facts.map(([name, value]) => ({ name: `pedigree:${name}`, value: value === null ? 'unknown' : String(value) }));
}

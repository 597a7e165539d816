/** Identifiers within an SPDX document. */

/** The blank node that every element's creation information is. */
export const CREATION = '_:creation';

/** An element of the graph; every one has a type, an id and creation information. */
export interface SpdxElement {
  readonly type: string;
  readonly spdxId: string;
  readonly creationInfo: string;
  readonly [property: string]: unknown;
}

/** Ids of the elements of one document. */
export interface Ids {
  /** The id of what a reference names: the same for the same, and different for different references. */
  of(ref: string): string;
}

/** Ids below the document's own. */
export function idsOf(document: string): Ids {
  return { of: (ref) => `${document}#${fragment(ref)}` };
}

/** A reference as the fragment of a URI. */
function fragment(ref: string): string {
  return encodeURIComponent(ref.toWellFormed()).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@');
}

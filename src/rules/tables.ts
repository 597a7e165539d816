/** Look-ups as plain data: the build works them out of the shipped rules, so that no start has to. */

/** How much a name says by itself: `strength` of the models of a family (schema.ts). */
export type Strength = 'name' | 'id' | 'signed';

/** A pattern of model names, and whose they are. */
export interface IdPattern {
  readonly source: string;
  readonly family: string;
  readonly strength: Strength;
  readonly line: string | null;
  /** When another developer of the family made it. */
  readonly developer: string | null;
  /** The family its weights are built on; `any`: on whichever other family the id names. */
  readonly base: string | null;
  /** Its word is one of other things, too: in the middle of a name it is no sign of the family (`DeepMIMO v2`). */
  readonly collides: boolean;
}

/** Who a segment before the name is. */
export interface Owner {
  readonly developer: string;
  /** Set when every model of the organisation is of one family unless its name says otherwise. */
  readonly family: string | null;
}

/** What ids are read with; every name folded. */
export interface IdTables {
  readonly owners: readonly (readonly [name: string, owner: Owner])[];
  readonly uploaders: readonly string[];
  /** Developers who are known to tune the models of others. */
  readonly tuners: readonly string[];
  /** Words of makers, hosts, uploaders and families: they say nothing about a tune. */
  readonly words: readonly string[];
  readonly patterns: readonly IdPattern[];
  /** The first two or three characters of a match, and which patterns may match. */
  readonly keys: readonly (readonly [key: string, patterns: readonly number[]])[];
  /** By `org/name`, and by bare name where that is distinctive: which of all derivatives, in order, it is. */
  readonly derivatives: readonly (readonly [name: string, derivative: number])[];
}

/** All that the build works out. */
export interface Tables {
  readonly ids: IdTables;
  /** Lower-case words of hosts and clients (anchors.ts). */
  readonly places: readonly string[];
}

/** Set when the program is bundled; the tests run from source. */
declare const PEDIGREE_VERSION: string | undefined;

export const VERSION = typeof PEDIGREE_VERSION === 'string' ? PEDIGREE_VERSION : '0.0.0-source';

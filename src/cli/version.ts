/** Set when the program is bundled; the tests run from source. */
declare const PEDIGREE_VERSION: string | undefined;
declare const PEDIGREE_BUILD: string | undefined;
declare const PEDIGREE_HOMEPAGE: string | undefined;

/** The version of this build. */
export const VERSION = typeof PEDIGREE_VERSION === 'string' ? PEDIGREE_VERSION : '0.0.0-source';

/** The page of the program, when package.json names one. */
export const HOMEPAGE = typeof PEDIGREE_HOMEPAGE === 'string' ? PEDIGREE_HOMEPAGE : undefined;

/** The digest of the sources that it was built from. */
export const BUILD = typeof PEDIGREE_BUILD === 'string' ? PEDIGREE_BUILD : undefined;

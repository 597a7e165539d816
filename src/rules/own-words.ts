/** How a comment begins that suppresses findings: `pedigree: ignore[rule] reason`. A file that holds one is opened for it. */
export const IGNORE_WORDS: readonly string[] = ['pedigree: ignore', 'pedigree:ignore'];

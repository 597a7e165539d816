/** `pedigree diff`: what of AI changed between two documents. */
export { compareDocuments, type Difference, type Facet, type JudgeAll } from './compare.ts';
export { readDocument, type Document, type Identify } from './read.ts';

/** Makefiles and justfiles. https://www.gnu.org/software/make/manual/make.html https://just.systems/man/en/ */
import { makeSpans } from '../../formats/source/make.ts';
import type { Extractor } from '../../types.ts';

/** Variables, and recipes as command lines; comments are mentions. */
export const make: Extractor = {
  id: 'source/make',
  files: ['**/{Makefile,GNUmakefile,BSDmakefile,Justfile,.justfile}', '**/{Makefile,makefile}.*', '**/*.{mk,mak,make,just}'],
  read: ({ text, anchors }) => (anchors.length === 0 ? [] : makeSpans(text, anchors)),
};

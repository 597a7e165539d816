/** Documentation in any markup: it only mentions, code samples included. */
import { languageOf } from '../../formats/languages/index.ts';
import type { Extractor } from '../../types.ts';

/** The whole text, as a mention. */
export const markdown: Extractor = {
  id: 'docs/markdown',
  files: [
    '**/*.{md,mdx,mdc,markdown,mdown,mkd,mkdn,rst,rest,adoc,asciidoc,asc,org,txt,text,tex,ltx,bib,texi,typ,rd,rdoc,pod,textile,wiki,mediawiki,creole,po,pot,srt,vtt,rtf}',
    '**/*.{1,2,3,4,5,6,7,8,9,man,mdoc,roff}',
    '**/{README,CHANGELOG,CHANGES,HISTORY,NEWS,AUTHORS,CONTRIBUTORS,CONTRIBUTING,COPYING,LICENSE,LICENCE,NOTICE,CITATION,TODO,INSTALL}',
  ],
  claims: ({ path, text }) => languageOf(path, text) === null,
  read: ({ text }) => (text === '' ? [] : [{ start: 0, end: text.length, form: 'word', usage: 'mention', keys: [], scope: '' }]),
};

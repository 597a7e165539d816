/** Source code in the languages of src/formats/languages, and pages with code in them. */
import { languageOf } from '../../formats/languages/index.ts';
import { pageOf, pageSpans } from '../../formats/source/pages.ts';
import { sourceSpans } from '../../formats/source/index.ts';
import type { Extractor } from '../../types.ts';

/** Strings, names, imports and comments around anchors. */
export const code: Extractor = {
  id: 'source/code',
  files: ['**'],
  claims: ({ path, text }) => pageOf(path) !== null || languageOf(path, text) !== null,
  read({ path, text, anchors }) {
    const page = pageOf(path);
    if (page) return pageSpans(text, page, anchors);
    const language = languageOf(path, text);
    return language ? sourceSpans(text, language, anchors) : [];
  },
};

/**
 * Words with their number or sound, one a line: vocabularies of tokenisers (https://github.com/openai/tiktoken), dictionaries of how
 * words are spoken (http://www.speech.cs.cmu.edu/cgi-bin/cmudict), cut from a text (https://github.com/fxsjy/jieba) or written in
 * another script (https://github.com/BYVoid/OpenCC), and typed (https://github.com/rime/home/wiki/RimeWithSchemata). Any of them
 * may look like the name of a model; none is.
 */
import type { Extractor, Span } from '../../types.ts';

/** A token in base64 and its rank; a word, how often it stands and its kind; a word and others for it; a word and its sounds; a word alone. */
const ENTRY =
  /^(?:[A-Za-z0-9+/]+={0,2} \d+|\S+[ \t]\d+(?:\.\d+)?(?:[ \t][a-z]{1,5})?|\S+\t\S+(?: \S+)*(?:\t\d+)?|\S+(?: +(?:[A-Z]{1,2}[0-2]?|-))+|\S+)$/;
const LONGEST = 500;

/** Lines at anchors that are entries are left out; other lines, such as a comment, say what they say. */
export const vocabulary: Extractor = {
  id: 'docs/vocabulary',
  files: [
    '**/*.{tiktoken,dic,dict.yaml}',
    '**/cmudict',
    '**/cmudict.*',
    '**/*dict*.{txt,utf8,small,big}',
    '**/*dict*/**/*.txt',
    '**/idf.txt*',
  ],
  claims: ({ path }) => !/\.(?:py|json|md|[cm]?[jt]s)$|predict|verdict/i.test(path),
  read: ({ text, anchors }) => entriesAt(text, anchors),
};

function entriesAt(text: string, anchors: readonly number[]): Span[] {
  const spans: Span[] = [];
  let done = -1;
  for (const anchor of anchors) {
    if (anchor < done) continue;
    const start = text.lastIndexOf('\n', anchor) + 1;
    const feed = text.indexOf('\n', anchor);
    const end = feed < 0 ? text.length : feed;
    done = end;
    const isEntry = end - start <= LONGEST && ENTRY.test(text.slice(start, end).trimEnd());
    if (isEntry) spans.push({ start, end, form: 'string', keys: [], scope: '', skip: true });
  }
  return spans;
}

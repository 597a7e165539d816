/** R Markdown and Quarto: chunks are code of their engine, the rest is prose. https://quarto.org/docs/computations/execution-options.html */
import { languageNamed } from '../../formats/languages/index.ts';
import { shellSpans } from '../../formats/source/shell.ts';
import { readCode } from '../../formats/source/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** A run of lines, of an engine or (`''`) of prose. */
interface Section {
  readonly start: number;
  readonly end: number;
  readonly engine: string;
}

const OPEN = /^[ \t>]*(`{3,}|~{3,})\s*\{\.?([A-Za-z]\w{0,40})\b[^\r\n]{0,1000}\}\s*$/;
const SHELL = /^(?:ba|z)?sh$/;

/** Chunks in the language of their engine; the prose between is a mention. */
export const rmd: Extractor = {
  id: 'notebook/rmd',
  files: ['**/*.{rmd,qmd,rmarkdown}'],
  read: (file) => (file.anchors.length === 0 ? [] : sectionsOf(file.text).flatMap((section) => sectionSpans(file, section))),
};

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let from = 0;
  let fence: { readonly close: string; readonly engine: string } | null = null;
  const end = (at: number, engine: string) => {
    if (at > from) sections.push({ start: from, end: at, engine });
  };
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const stop = feed < 0 ? text.length : feed;
    const line = text.slice(start, Math.min(stop, start + 1100));
    const opening: RegExpExecArray | null = fence === null ? OPEN.exec(line) : null;
    if (opening) {
      end(stop, '');
      from = stop;
      fence = { close: opening[1] ?? '', engine: opening[2] ?? '' };
    } else if (fence !== null && isClosing(line, fence.close)) {
      end(start, fence.engine);
      from = start;
      fence = null;
    }
    start = stop + 1;
  }
  end(text.length, fence?.engine ?? '');
  return sections;
}

function isClosing(line: string, fence: string): boolean {
  const mark = line.replace(/^[ \t>]*/, '').trimEnd();
  return mark.startsWith(fence) && mark === (fence[0] ?? '').repeat(mark.length);
}

function sectionSpans({ text, anchors }: SourceFile, { start, end, engine }: Section): Span[] {
  if (SHELL.test(engine)) return shellSpans(text, start, end, anchors);
  const language = engine === '' ? null : languageNamed(engine);
  if (language) return readCode(text, language, anchors, { start, end }).spans;
  return [{ start, end, form: 'word', usage: 'mention', keys: [], scope: '' }];
}

/** Spans of a file -> evidence: the words at its anchors, and the whole values under keys that name a model or an endpoint. */
import { linesOf } from '../formats/position.ts';
import type { Evidence, SourceFile, Span, Usage } from '../types.ts';
import { stringUsage } from './usage.ts';
import { wordAt } from './words.ts';

/** Keys whose value says which model or where, whatever it is: `model: lite` means something beside a provider's URL. */
const TELLING =
  /^(?:[a-z0-9]*[-_.]?)?(?:models?|model[-_]?(?:name|id|path|version)|modelname|modelid|engine|deployment(?:[-_]?name)?|base[-_]?url|api[-_]?base|base[-_]?path|endpoint|host|provider|baseurl|apibase|openai[-_]?api[-_]?base|llm[-_]?name|embedding[-_]?model)$/i;
const LONGEST_VALUE = 300;

/**
 * Evidence of one file, in order of place. An anchor that no span covers is read as a plain word, so that nothing is lost where an
 * extractor knows less than the text says.
 */
export function evidenceOf(file: SourceFile, spans: readonly Span[], extractor: string, usage: Usage): Evidence[] {
  if (file.anchors.length === 0 && !spans.some((span) => span.form === 'architecture' || span.form === 'base' || span.form === 'file')) {
    return [];
  }
  const lines = linesOf(file.text);
  const found: Evidence[] = [];
  const seen = new Set<number>();
  const add = (span: Span, start: number, end: number, whole: boolean) => {
    if (end > start) {
      if (seen.has(start)) return;
      seen.add(start);
    }
    const { line, column } = lines.at(start);
    found.push({
      form: span.form,
      value: whole && span.value !== undefined ? span.value : file.text.slice(start, end),
      location: {
        path: file.path,
        line,
        column,
        endColumn: Math.max(
          column + 1,
          Math.min(lines.at(end).line === line ? column + end - start : lines.range(line).end - lines.range(line).start + 1),
        ),
      },
      usage: usageOf(file, span, usage),
      keys: span.keys,
      scope: span.scope,
      whole,
      extractor,
      ...(span.package && { package: span.package }),
    });
  };
  const ordered = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let anchor = 0;
  const plain = (until: number) => {
    for (; (file.anchors[anchor] ?? Infinity) < until; anchor++) {
      const at = file.anchors[anchor] ?? 0;
      const gap: Span = { start: at, end: at, form: 'word', keys: [], scope: '' };
      const word = wordAt(file.text, at, lines.range(lines.at(at).line).start, until, 'word');
      add(gap, word.start, word.end, false);
    }
  };
  for (const span of ordered) {
    plain(span.start);
    const first = anchor;
    while ((file.anchors[anchor] ?? Infinity) < span.end) anchor++;
    if (span.skip) continue;
    const touched = anchor > first;
    if (isWhole(file.text, span, touched)) {
      add(span, span.start, span.end, true);
      continue;
    }
    for (let i = first; i < anchor; i++) {
      const word = wordAt(file.text, file.anchors[i] ?? 0, span.start, span.end, span.form);
      add(span, word.start, word.end, word.start === span.start && word.end === span.end);
    }
  }
  plain(Infinity);
  return found;
}

/** What a model file declares of itself is a use, whatever kind of file it stands in. */
function usageOf({ text }: SourceFile, span: Span, usage: Usage): Usage {
  if (span.form === 'base' || span.form === 'architecture' || span.form === 'file') return span.usage ?? 'use';
  if (usage === 'mention' || span.usage === 'mention') return 'mention';
  return stringUsage(text.slice(span.start, span.end), span);
}

function isWhole(text: string, span: Span, touched: boolean): boolean {
  if (span.form === 'architecture' || span.form === 'base' || span.form === 'file') return true;
  if (text === '' && span.value !== undefined) return true;
  if (span.form === 'package') return touched;
  if (span.value !== undefined) return touched || isTelling(span);
  return (
    span.form === 'string' && isTelling(span) && span.end - span.start <= LONGEST_VALUE && !/\s/.test(text.slice(span.start, span.end))
  );
}

function isTelling(span: Span): boolean {
  return TELLING.test(span.keys.at(-1) ?? '');
}

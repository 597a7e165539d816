/** Spans of a file -> evidence: the words at its anchors, and the whole values under keys that name a model or an endpoint. */
import type { Lines } from '../formats/position.ts';
import { remembered } from '../formats/remembered.ts';
import type { Evidence, Form, SourceFile, Span, Usage } from '../types.ts';
import { isCredential, withoutCredentials } from './credentials.ts';
import { inOrder } from './in-order.ts';
import { own, ownAll, ownFacts } from './own-texts.ts';
import { stringUsage } from './usage.ts';
import { isInData, wordAt, type Word } from './words.ts';
import { dependenciesOf, dependencyAt, type Dependencies } from './dependencies.ts';

/** Keys whose value says which model or where, whatever it is: `model: lite` means something beside a provider's URL. */
const TELLING =
  /^(?:[a-z0-9]*[-_.]?)?(?:models?|model[-_]?(?:name|id|path|version)|modelname|modelid|engine|deployment(?:[-_]?name)?|base[-_]?url|api[-_]?base|base[-_]?path|endpoint|host|provider|baseurl|apibase|openai[-_]?api[-_]?base|llm[-_]?name|embedding[-_]?model)$/i;
const LONGEST_VALUE = 300;
/** An address in whose host something is filled in, which would cut it into words. */
const TEMPLATED_HOST = /^[a-z]{2,10}:\/\/[\w.-]{0,100}(?:[{<%]|\$\{)[^\s/]{1,100}\.[\w.-]{2,100}/;
/** So many values of telling keys count beside the anchors; a file with more is data, and sets nothing. */
const MOST_OTHERS = 20_000;
/** Reported without an anchor: their files are opened by name. */
const DECLARED: ReadonlySet<Form> = new Set(['architecture', 'base', 'file']);

/** A stretch of a span that becomes one piece of evidence. */
interface Piece {
  readonly span: Span;
  readonly start: number;
  readonly end: number;
  /** The whole value, not a word of it. */
  readonly whole: boolean;
}

/**
 * Evidence of one file, in order of place. An anchor that no span covers is read as a plain word, so that nothing is lost where an
 * extractor knows less than the text says.
 */
export function evidenceOf(file: SourceFile, spans: readonly Span[], extractor: string, usage: Usage, lines: Lines): Evidence[] {
  if (file.anchors.length === 0 && !spans.some(({ form }) => DECLARED.has(form))) return [];
  const seen = new Set<number>();
  const found: Evidence[] = [];
  const usageOf = usageTeller(file.text, usage);
  eachPiece(file, spans, lines, (piece) => {
    if (isCredential(file.text, piece.span, piece.start, piece.end)) return;
    if (piece.end > piece.start) {
      if (seen.has(piece.start)) return;
      seen.add(piece.start);
    }
    found.push(evidenceAt(file, piece, lines, usageOf(piece.span), extractor));
  });
  return found;
}

function eachPiece(file: SourceFile, spans: readonly Span[], lines: Lines, take: (piece: Piece) => void): void {
  const { text, anchors } = file;
  let dependencies: Dependencies | undefined;
  let others = 0;
  let at = 0;
  for (const span of inOrder(spans)) {
    const before = at;
    while ((anchors[at] ?? Infinity) < span.start) at++;
    if (at > before) plainPieces(file, anchors.slice(before, at), span.start, lines).forEach(take);
    const first = at;
    while ((anchors[at] ?? Infinity) < span.end) at++;
    const isTouched = at > first;
    if (span.skip) {
      if (!isTouched) continue;
      const known = (dependencies ??= dependenciesOf(file, spans));
      for (const anchor of anchors.slice(first, at)) {
        const named = dependencyAt(text, anchor, span, known);
        if (named !== null) take(named);
      }
    } else if (isTouched || DECLARED.has(span.form)) spanPieces(text, span, anchors.slice(first, at)).forEach(take);
    else if (isWhole(text, span, false) && ++others <= MOST_OTHERS) take({ span, start: span.start, end: span.end, whole: true });
  }
  if (at < anchors.length) plainPieces(file, anchors.slice(at), text.length, lines).forEach(take);
}

function plainPieces({ text }: SourceFile, anchors: readonly number[], until: number, lines: Lines): Piece[] {
  return wordsAt(anchors, (anchor) => wordAt(text, anchor, lines.range(lines.at(anchor).line).start, until, 'word')).map((word) => {
    const span: Span = { start: word.anchor, end: word.anchor, form: 'word', keys: [], scope: '' };
    return { span, start: word.start, end: word.end, whole: false };
  });
}

function spanPieces(text: string, span: Span, anchors: readonly number[]): Piece[] {
  const { start, end, form } = span;
  if (isWhole(text, span, anchors.length > 0)) return [{ span, start, end, whole: true }];
  const isList = form === 'string' && isTelling(span) && end - start <= LONGEST_VALUE && /^[^\s]+$/.test(text.slice(start, end));
  const words = wordsAt(anchors, (anchor) => wordAt(text, anchor, start, end, form));
  return words
    .filter((word) => form !== 'identifier' || !isInData(text, word))
    .map((word) => {
      const isEntry = isList && !/[^,;|]/.test((text[word.start - 1] ?? '') + (text[word.end] ?? ''));
      return { span, start: word.start, end: word.end, whole: isEntry || (word.start === start && word.end === end) };
    });
}

/** The words at anchors, each once: a run that is cut into words by length alone has an anchor in every place. */
function wordsAt(anchors: readonly number[], cut: (anchor: number) => Word): (Word & { readonly anchor: number })[] {
  const words: (Word & { readonly anchor: number })[] = [];
  for (const anchor of anchors) {
    if (anchor >= (words.at(-1)?.end ?? 0)) words.push({ ...cut(anchor), anchor });
  }
  return words;
}

function evidenceAt({ path, text }: SourceFile, piece: Piece, lines: Lines, usage: Usage, extractor: string): Evidence {
  const { span, start, end, whole } = piece;
  const { line, column } = lines.at(start);
  const { start: first, end: last } = lines.range(line);
  const { form } = span;
  const value = own(withoutCredentials(whole && span.value !== undefined ? span.value : text.slice(start, end)));
  const location = { path, line, column, endColumn: Math.max(column + 1, Math.min(column + end - start, last - first + 1)) };
  const keys = ownAll(span.keys);
  const scope = own(span.scope);
  const { given, module } = span;
  if (given !== undefined) return { form, value, location, usage, keys, scope, whole, extractor, given: ownAll(given) };
  if (module !== undefined) return { form, value, location, usage, keys, scope, whole, extractor, module: own(module) };
  if (span.package === undefined) return { form, value, location, usage, keys, scope, whole, extractor };
  return { form, value, location, usage, keys, scope, whole, extractor, package: ownFacts(span.package) };
}

/** The usage of a span. Spans come in order, and one that holds many anchors is read once. */
function usageTeller(text: string, usage: Usage): (span: Span) => Usage {
  let last: Span | null = null;
  let known: Usage = usage;
  return (span) => {
    if (span !== last) known = usageOf(text, span, usage);
    last = span;
    return known;
  };
}

/** What a model file declares of itself is a use, whatever kind of file it stands in. */
function usageOf(text: string, span: Span, usage: Usage): Usage {
  if (DECLARED.has(span.form)) return span.usage ?? 'use';
  if (usage === 'mention' || span.usage === 'mention') return 'mention';
  return stringUsage(text.slice(span.start, span.end), span);
}

function isWhole(text: string, span: Span, touched: boolean): boolean {
  if (DECLARED.has(span.form)) return true;
  if (text === '' && span.value !== undefined) return true;
  if (span.form === 'package') return touched;
  if (span.value !== undefined) return touched || isTelling(span);
  if (span.form !== 'string') return false;
  return (
    (isTelling(span) || (touched && TEMPLATED_HOST.test(text.slice(span.start, Math.min(span.end, span.start + LONGEST_VALUE))))) &&
    span.end - span.start <= LONGEST_VALUE &&
    !/[\s,;|]/.test(text.slice(span.start, span.end))
  );
}

function isTelling(span: Span): boolean {
  return isTellingKey(span.keys.at(-1) ?? '');
}

/** Whether the value under a key counts whatever it is. */
export const isTellingKey = remembered((key) => TELLING.test(key));

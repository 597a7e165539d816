/** Jupyter notebooks. https://nbformat.readthedocs.io/en/latest/format_description.html */
import type { Language } from '../../formats/languages/row.ts';
import { languageNamed } from '../../formats/languages/index.ts';
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import { readJson } from '../../formats/json/index.ts';
import { spanOf, type Scalar } from '../../formats/scalar.ts';
import { lowerBound } from '../../formats/source/anchors.ts';
import { decodeStrings } from '../../formats/source/escapes.ts';
import { cellSpans } from '../../formats/source/notebook.ts';
import { INTEREST, type Wanted } from '../../formats/wanted.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';
import { wantedIn } from '../config/wanted.ts';

/** Parts of a notebook that were recorded when it ran, or are embedded files. */
const RECORDED = new Set(['outputs', 'attachments']);
const TEXT = new Set(['source', 'input']);
/** Keys of what a cell is, and of the kernel. */
const TELLING = new Set(['cell_type', 'name', 'language']);

/** Code cells in the language of the kernel, other cells as prose; what was recorded is a mention. */
export const ipynb: Extractor = {
  id: 'notebook/ipynb',
  files: ['**/*.ipynb'],
  read(file) {
    if (file.anchors.length === 0) return [];
    const { scalars, problem } = readJson(file.text, wantedOf(file));
    const spans = notebookSpans(file, scalars);
    if (problem) throw new SyntaxProblem(problem.message, linesOf(file.text).at(problem.at).line, spans);
    return spans;
  },
};

/** The text of cells, and what tells what they are; of all else, of pictures and of what was printed above all, what says something. */
function wantedOf(file: SourceFile): Wanted {
  const wanted = wantedIn(file);
  return { ...wanted, under: (key, above) => (TEXT.has(key) || TELLING.has(key) ? INTEREST.value : wanted.under(key, above)) };
}

function notebookSpans(file: SourceFile, scalars: readonly Scalar[]): Span[] {
  const values = scalars.filter(({ role }) => role === 'value');
  const types = new Map(values.filter(({ keys }) => keys.at(-1) === 'cell_type').map(({ scope, value }) => [scope, value]));
  const language = kernelOf(values);
  const cells = new Map<string, Scalar[]>();
  const spans: Span[] = [];
  for (const one of scalars) {
    if (one.end <= one.start) continue;
    if (isCellText(one)) addTo(cells, one);
    else if (!one.keys.some((key) => RECORDED.has(key))) spans.push(spanOf(file.text, one));
    else if (holdsAnchor(file.anchors, one)) spans.push({ ...spanOf(file.text, one), usage: 'mention' });
  }
  for (const [scope, parts] of cells) for (const span of readCell(file, types.get(scope) ?? 'code', language, parts)) spans.push(span);
  return spans;
}

function isCellText({ role, keys }: Scalar): boolean {
  return role === 'value' && keys.includes('cells') && TEXT.has(keys.at(-1) ?? '') && keys.at(-2) === 'cells';
}

function addTo(cells: Map<string, Scalar[]>, one: Scalar): void {
  const parts = cells.get(one.scope);
  if (parts) parts.push(one);
  else cells.set(one.scope, [one]);
}

/** The language of the kernel; Python when the notebook does not say. */
function kernelOf(values: readonly Scalar[]): Language | null {
  const said = (section: string, key: string) => values.find(({ keys }) => keys.at(-1) === key && keys.at(-2) === section)?.value;
  return languageNamed(said('language_info', 'name') ?? said('kernelspec', 'language') ?? said('kernelspec', 'name') ?? 'python');
}

/** A cell's code, which may make the client that another cell calls; the text of any other cell only mentions. */
function readCell({ text, anchors }: SourceFile, type: string, language: Language | null, parts: readonly Scalar[]): Span[] {
  if (type !== 'code') return parts.filter((part) => holdsAnchor(anchors, part)).map((part) => proseOf(part, type));
  const first = parts[0];
  if (!first) return [];
  const cell = decodeStrings(text, parts);
  return cell
    .place(cellSpans(cell.text, language, cell.anchors(anchors)))
    .map((span) => ({ ...span, scope: `${first.scope}${span.scope}` }));
}

function proseOf({ start, end }: Scalar, type: string): Span {
  return { start, end, form: 'word', usage: 'mention', keys: [type], scope: '' };
}

function holdsAnchor(anchors: readonly number[], { start, end }: Pick<Scalar, 'start' | 'end'>): boolean {
  return (anchors[lowerBound(anchors, start)] ?? Infinity) < end;
}

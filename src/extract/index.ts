/** Runs the extractor of a file. A failure, or a deadline that passes, is a diagnostic, and the file is then read as plain text. */
import { readLfsPointer } from '../formats/lfs.ts';
import { linesOf } from '../formats/position.ts';
import { SyntaxProblem } from '../formats/problem.ts';
import type { Diagnostic, Evidence, Extractor, SourceFile, Span } from '../types.ts';
import { messageOf } from '../thrown.ts';
import { finderOf } from './claims.ts';
import { evidenceOf } from './evidence.ts';
import { EXTRACTORS } from './list.ts';
import { lfsPointer } from './model/lfs-pointer.ts';
import { plain } from './plain.ts';
import { code } from './source/code.ts';
import { settingsOf } from './settings.ts';
import { fileUsage, isProgram } from './usage.ts';

/** What a file says, and what could not be read of it. */
export interface Extraction {
  readonly evidence: readonly Evidence[];
  /** What says where or how a model runs, though it names none; for joining, never a component of its own. */
  readonly settings?: readonly Evidence[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Who reads a file, and as which file: a template is read as what it makes. */
interface Reading {
  readonly extractor: Extractor;
  readonly as: SourceFile;
}

let find: ReturnType<typeof finderOf> | undefined;
/** Who asks asks again about the same file. */
let last: { readonly file: SourceFile; readonly reading: Reading } | undefined;

/** `serve.sh.j2`, `client.py.tmpl`. */
const TEMPLATE = /(?<=\.\w{1,12})\.(?:j2|jinja2?|tpl|tmpl|template|gotmpl|erb|in|dist|example|sample)$/i;

/** The extractor that reads a file. */
export function extractorOf(file: SourceFile): Extractor {
  return readingOf(file).extractor;
}

function readingOf(file: SourceFile): Reading {
  if (last?.file === file) return last.reading;
  const extractor = claimant(file);
  const made = extractor === plain || extractor === code ? readingAsMade(file) : null;
  const reading = made ?? { extractor, as: file };
  last = { file, reading };
  return reading;
}

/** How a template is read whose name tells which program or setting it makes; a page is read as the page that its own ending says. */
function readingAsMade(file: SourceFile): Reading | null {
  const path = file.path.replace(TEMPLATE, '');
  if (path === file.path) return null;
  const as = { ...file, path };
  const extractor = claimant(as);
  return extractor === plain || extractor.id.startsWith('docs/') ? null : { extractor, as };
}

function claimant(file: SourceFile): Extractor {
  find ??= finderOf(EXTRACTORS);
  return find(file.path, ({ claims }) => claims?.(file) ?? true) ?? plain;
}

/** Formats of which each value stands in the text as it is meant, but for escaped characters. */
const AS_WRITTEN = /^(?:source|config|infra|docs)\/|^plain$/;

/** Whether what a file says at an anchor can be told from the text around it: no part of a value stands elsewhere, and no name tells more. */
export function isReadAsWritten(file: SourceFile): boolean {
  return file.anchors.length > 0 && AS_WRITTEN.test(extractorOf(file).id);
}

/** Everything that a file says at its anchors and under its telling keys. That a template is not yet what it makes is no mistake. */
export function extract(file: SourceFile): Extraction {
  const { extractor, as } = readingOf(file);
  last = undefined;
  if (extractor !== lfsPointer && readLfsPointer(file.text) !== null) return elsewhere(file);
  try {
    return extractionOf(file, extractor.read(as), extractor.id, []);
  } catch (error) {
    const problem = error instanceof SyntaxProblem ? error : new SyntaxProblem(messageOf(error), 1);
    const message = `${problem.message}; the file was read as plain text instead`;
    const told: Diagnostic = { level: 'warning', code: `parse/${extractor.id}`, message, path: file.path, line: problem.line };
    return extractionOf(file, problem.spans, extractor.id, as === file ? [told] : []);
  }
}

function extractionOf(file: SourceFile, spans: readonly Span[], id: string, diagnostics: readonly Diagnostic[]): Extraction {
  const usage = fileUsage(file);
  const lines = linesOf(file.text);
  return { evidence: evidenceOf(file, spans, id, usage, lines), settings: settingsOf(file, spans, id, usage, lines), diagnostics };
}

/** A pointer in place of a text: what it says is not in the tree. Of data that is told, without a program the scan is not complete. */
function elsewhere({ path }: SourceFile): Extraction {
  const message = 'not read: a pointer of Git LFS stands in its place; fetch it (`git lfs pull`) before the scan';
  const told = isProgram(path) ? ({ level: 'warning', code: 'limit/pointer' } as const) : ({ level: 'note', code: 'link/lfs' } as const);
  return { evidence: [], diagnostics: [{ ...told, message, path }] };
}

/** What a file says at its anchors alone, when its extractor did not end in time. */
export function extractLate(file: SourceFile): Extraction {
  const message = 'reading it took too long; it was read as plain text instead';
  return {
    evidence: evidenceOf(file, [], plain.id, fileUsage(file), linesOf(file.text)),
    diagnostics: [{ level: 'warning', code: 'limit/time', message, path: file.path }],
  };
}

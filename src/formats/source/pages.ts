/** Pages: elements with code in them, and code with elements around it. */
import type { Span } from '../../types.ts';
import type { Language } from '../languages/row.ts';
import { languageNamed } from '../languages/index.ts';
import { readCode, type Code, type Inner, type TextUsage } from './index.ts';

/** How a kind of page is written. */
interface Page {
  readonly endings: readonly string[];
  /** `{` opens code in the text and in tags. */
  readonly holes: boolean;
  readonly texts: TextUsage;
  /** Language of code between `<%` and `%>`, or `<?php` and `?>`; `''`: there is none. */
  readonly code: string;
  /** What opens a comment of the template, and what closes it. */
  readonly comment: readonly [open: RegExp, close: string] | null;
  /** Language of the lines between `---` and `---` at the start. */
  readonly front: string;
}

const page = (endings: readonly string[], more: Partial<Page> = {}): Page => ({
  endings,
  holes: false,
  texts: 'by-words',
  code: '',
  comment: null,
  front: '',
  ...more,
});

/** Pages that hold code, by the endings of their names. */
export const PAGES: readonly Page[] = [
  page(['html', 'htm', 'xhtml', 'shtml'], { texts: 'mention' }),
  page(['vue', 'svelte', 'marko', 'riot'], { holes: true, texts: 'said' }),
  page(['astro'], { holes: true, texts: 'said', front: 'typescript' }),
  page(['php', 'phtml', 'php5', 'php7'], { code: 'php' }),
  page(['erb', 'rhtml'], { code: 'ruby' }),
  page(['ejs'], { code: 'javascript' }),
  page(['jsp', 'jspx', 'jspf', 'gsp', 'ftl'], { code: 'java' }),
  page(['eex', 'heex', 'leex'], { code: 'elixir' }),
  page(['aspx', 'ascx', 'cshtml', 'razor', 'vbhtml'], { code: 'csharp' }),
  page(['hbs', 'handlebars', 'mustache'], { comment: [/\{\{!/g, '}}'] }),
  page(['njk', 'twig', 'jinja', 'jinja2', 'minijinja'], { comment: [/\{#/g, '#}'] }),
  page(['liquid', 'tmpl', 'gohtml'], { comment: [/\{\{-? ?\/\*/g, '*/'] }),
];

const BY_ENDING = new Map(PAGES.flatMap((one) => one.endings.map((ending) => [ending, one] as const)));
const SCRIPT = languageNamed('javascript');

/** The kind of page that a file is, or null. */
export function pageOf(path: string): Page | null {
  return BY_ENDING.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}

/** Spans of a page: its comments, tags and texts, and the code inside. */
export function pageSpans(text: string, kind: Page, anchors: readonly number[]): Span[] {
  if (SCRIPT === null || anchors.length === 0) return [];
  const spans: Span[] = [];
  const start = readFront(text, kind, anchors, spans);
  const code = languageNamed(kind.code);
  const marks = kind.comment?.[0] ?? (kind.code === 'php' ? /<\?(?:php\b|=)?(?!xml)/g : /<%[=#-]{0,2}/g);
  for (let at = start; at < text.length;) {
    marks.lastIndex = at;
    const mark = code === null && kind.comment === null ? null : marks.exec(text);
    add(
      spans,
      text,
      anchors,
      readCode(text, SCRIPT, anchors, { start: at, end: mark?.index ?? text.length, page: { holes: kind.holes } }, kind.texts),
    );
    if (mark === null) break;
    at = code === null ? readComment(text, spans, kind, mark.index) : readMarked(text, anchors, spans, code, mark);
  }
  return spans;
}

/** A comment of a template; gives the offset behind it. */
function readComment(text: string, spans: Span[], { comment }: Page, start: number): number {
  const close = comment?.[1] ?? '';
  const found = text.indexOf(close, start + 2);
  const end = found < 0 ? text.length : found + close.length;
  spans.push({ start, end, form: 'word', usage: 'mention', keys: [], scope: '' });
  return end;
}

/** Code behind a mark; gives the offset behind what closes it. */
function readMarked(text: string, anchors: readonly number[], spans: Span[], code: Language, mark: RegExpExecArray): number {
  const start = mark.index + mark[0].length;
  if (code.stop !== '') {
    const read = readCode(text, code, anchors, { start, end: text.length });
    append(spans, read.spans);
    return read.end;
  }
  const close = text.indexOf('%>', start);
  const end = close < 0 ? text.length : close;
  if (start === end) return Math.min(text.length, end + 2);
  if (mark[0].includes('#') || text.startsWith('--', start))
    spans.push({ start, end, form: 'word', usage: 'mention', keys: [], scope: '' });
  else append(spans, readCode(text, code, anchors, { start, end }).spans);
  return Math.min(text.length, end + 2);
}

function readFront(text: string, kind: Page, anchors: readonly number[], spans: Span[]): number {
  const language = languageNamed(kind.front);
  const open = /^---[ \t]*\r?\n/.exec(text.slice(0, 64));
  const close = open === null ? -1 : text.indexOf('\n---', open[0].length - 1);
  if (language === null || open === null || close < 0) return 0;
  append(spans, readCode(text, language, anchors, { start: open[0].length, end: close }).spans);
  return close + 4;
}

function add(spans: Span[], text: string, anchors: readonly number[], { spans: own, inner }: Code): void {
  append(spans, own);
  for (const one of inner) {
    const language = languageNamed(innerLanguage(one));
    if (language) append(spans, readCode(text, language, anchors, one).spans);
  }
}

function append(spans: Span[], more: readonly Span[]): void {
  for (const span of more) spans.push(span);
}

/** `<script lang="ts">`, `<style lang="scss">`. */
function innerLanguage({ tag }: Inner): string {
  const written = /\blang(?:uage)?=["']?([\w-]{1,20})/i.exec(tag.slice(0, 400))?.[1];
  if (/^<style/i.test(tag)) return written && languageNamed(written) ? written : 'css';
  if (/\btype=["']?text\/(?:x-python|python|typescript)/i.test(tag.slice(0, 400))) return /python/i.test(tag) ? 'python' : 'typescript';
  return written && languageNamed(written) ? written : 'javascript';
}

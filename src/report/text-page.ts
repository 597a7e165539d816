/** What every part of the text report is drawn with. */
import type { Paint } from './paint.ts';
import { cut, fill, widthOf, wrap } from './width.ts';
import type { Names } from './words.ts';

/** What a text is drawn on: colours, columns, and how things are called. */
export interface Page {
  readonly colors: Paint;
  readonly width: number;
  readonly names: Names | undefined;
}

/** A stretch of a line: its text and how it is coloured. */
export interface Cell {
  readonly text: string;
  readonly paint?: ((text: string) => string) | undefined;
  readonly align?: 'right';
}

/** A row of cells in columns of the given widths, two blanks apart. */
export function row(cells: readonly Cell[], widths: readonly number[], indent = 0): string {
  const drawn = cells.map((cell, at) => draw(cell, widths[at] ?? 0));
  return ' '.repeat(indent) + drawn.join('  ');
}

function draw({ text, paint, align }: Cell, width: number): string {
  const short = cut(text, width);
  const painted = paint === undefined || short === '' ? short : paint(short);
  const blank = ' '.repeat(Math.max(0, width - widthOf(short)));
  return align === 'right' ? blank + painted : painted + blank;
}

/** Cells one behind the other, a blank between them, in as many lines as they need. */
export function flow(cells: readonly Cell[], { width }: Page): string[] {
  const lines: string[] = [];
  let taken = 0;
  for (const { text, paint } of cells) {
    const painted = paint === undefined ? text : paint(text);
    const isFirst = lines.length === 0 || taken + 1 + widthOf(text) > width;
    if (isFirst) lines.push(painted);
    else lines.push(`${lines.pop() ?? ''} ${painted}`);
    taken = widthOf(text) + (isFirst ? 0 : taken + 1);
  }
  return lines;
}

const LABEL = 13;
/** Stands in a labelled text between words that belong on one line; it is printed as a blank. */
export const KEEP = '\u00a0';

/** `Label        text`, the text wrapped beside its label; empty text gives nothing. */
export function labelled(label: string, text: string, page: Page): string[] {
  if (text === '') return [];
  const lines = wrap(text, page.width - LABEL).map((line) => line.replaceAll(KEEP, ' '));
  return lines.map((line, at) => (at === 0 ? page.colors.dim(fill(label, LABEL)) : ' '.repeat(LABEL)) + line);
}

/** A paragraph behind an indent. */
export function paragraph(text: string, page: Page, indent: number, color: (text: string) => string = (line) => line): string[] {
  return wrap(text, page.width - indent).map((line) => ' '.repeat(indent) + color(line));
}

/** A line in bold. */
export function heading(text: string, { colors, width }: Page): string {
  return colors.bold(cut(text, width));
}

/** The widest of some texts, within a limit. */
export function widest(texts: readonly string[], limit: number): number {
  return Math.min(
    limit,
    texts.reduce((most, text) => Math.max(most, widthOf(text)), 0),
  );
}

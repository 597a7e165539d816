/** YAML front matter of Markdown files: https://jekyllrb.com/docs/front-matter/ */

/** Where front matter stands, and where the text below it starts. */
export interface FrontMatter {
  /** Offsets of the YAML between the dashes. */
  readonly start: number;
  readonly end: number;
  /** Offset behind the closing dashes. */
  readonly body: number;
}

const OPEN = /^---[ \t]*\r?\n/;
const CLOSE = /^(?:---|\.\.\.)[ \t]*$/gm;

/** Where the front matter stands; null without one, or when it is not closed. */
export function frontMatterOf(text: string): FrontMatter | null {
  const open = OPEN.exec(text);
  if (!open) return null;
  const start = open[0].length;
  const close = new RegExp(CLOSE);
  close.lastIndex = start;
  const found = close.exec(text);
  return found && { start, end: found.index, body: found.index + found[0].length };
}

/** Colours of a terminal, or none. */

/** Text -> the same text in a colour. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly good: (text: string) => string;
}

/** The colours, or none. */
export function paint(color: boolean): Paint {
  const code = (open: number, close: number) => (text: string) => (color ? `\x1b[${open}m${text}\x1b[${close}m` : text);
  return { bold: code(1, 22), dim: code(2, 22), error: code(31, 39), warning: code(33, 39), note: code(36, 39), good: code(32, 39) };
}

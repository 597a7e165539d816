/** A name as names compare: without case, with `_` and blanks as `-`. */
export function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_ ]/g, '-');
}

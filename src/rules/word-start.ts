/** Where a word starts, or a part of a camelCase one: names are only looked for there. */

/** So many characters before a word are looked at: the longest way of writing one otherwise, `\u002F`, which may end in a letter. */
export const LOOK_BACK = 6;
const BACKSLASH = 92;
const PERCENT = 37;

/** Character codes of a text: 0 before its beginning. */
export type CodeAt = (index: number) => number;

/**
 * Whether a word may start at `at`: not inside one, unless a capital letter follows a small one or comes before one (`IQwenChat`), or an
 * escaped character may stand before it.
 */
export function startsWord(codeAt: CodeAt, at: number): boolean {
  const before = codeAt(at - 1);
  if (!isLetter(before) || !isLetter(codeAt(at))) return true;
  if (!isSmall(codeAt(at)) && (isSmall(before) || isSmall(codeAt(at + 1)))) return true;
  for (let back = 2; back <= LOOK_BACK; back++) {
    const code = codeAt(at - back);
    if (code === BACKSLASH || code === PERCENT) return true;
  }
  return false;
}

function isLetter(code: number): boolean {
  return isSmall(code | 32);
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

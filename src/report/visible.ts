/** Makes text from a scanned tree harmless: nothing from it reaches a terminal, a log or a report as anything but visible characters. */

/** C0, DEL, C1, bidirectional and invisible formatting characters, line separators, tags, lone surrogates. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** `text` with hidden characters written as `\xNN` or `\u{...}`, and workflow commands (`##[`, `##vso[`, a leading `::`) broken. */
export function visible(text: string): string {
  return text
    .replaceAll(HIDDEN, (char) => escaped(char.codePointAt(0) ?? 0))
    .replaceAll(/##(?=(?:vso|teamcity)?\[)/g, '#\\x23')
    .replace(/^(\s*):(?=:)/, '$1\\x3a');
}

function escaped(code: number): string {
  const hex = code.toString(16);
  return code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

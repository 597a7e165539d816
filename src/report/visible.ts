/** Makes text from a scanned tree harmless: nothing from it reaches a terminal, a log or a report as anything but visible characters. */

/** C1, DEL, invisible and bidirectional characters, line separators, noncharacters, lone surrogates: what JSON leaves as it is. */
let hidden: RegExp | undefined;

/** Made when a text that is not ASCII asks for it: making it takes longer than writing a short report. */
function hiddenBeyondC0(): RegExp {
  hidden ??=
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;
  return hidden;
}

// oxlint-disable-next-line no-control-regex -- the same
const C0 = /[\u0000-\u001f]/g;
/** A runner reads `##[`, `##vso[` and `##teamcity[` as a command wherever they stand in a line. */
const COMMAND = /##(?=(?:vso|teamcity)?\[)/gi;
/** A runner reads `::` as a command at the start of a line; wrapping may put any word there. */
const DOUBLE_COLON = /(^|\s):(?=:)/g;

const PRINTABLE = /^[\x20-\x7e]*$/;

/** `text` with hidden characters written as `\xNN` or `\u{...}`, and workflow commands broken. One line, safe to print. */
export function visible(text: string): string {
  if (PRINTABLE.test(text) && !text.includes('##') && !text.includes('::')) return text;
  return text
    .replaceAll(C0, (char) => escaped(char.codePointAt(0) ?? 0))
    .replaceAll(hiddenBeyondC0(), (char) => escaped(char.codePointAt(0) ?? 0))
    .replaceAll(COMMAND, '#\\x23')
    .replaceAll(DOUBLE_COLON, '$1\\x3a');
}

function escaped(code: number): string {
  const hex = code.toString(16);
  return code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/** A value as JSON whose strings hold no hidden character and no workflow command: both are written as `\uNNNN`, so that the data stays exact. */
export function safeJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, undefined, indent);
  return (text.includes(SURROGATE) ? JSON.stringify(value, wellFormed, indent) : text)
    .replaceAll(hiddenBeyondC0(), (char) => Array.from({ length: char.length }, (_, at) => unit(char.charCodeAt(at))).join(''))
    .replaceAll(COMMAND, '#\\u0023');
}

/** How JSON starts a lone surrogate (ECMA-262, QuoteJSONString); a text with a backslash may too. */
const SURROGATE = '\\ud';

/** Asked of each value, which takes longer than writing it. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

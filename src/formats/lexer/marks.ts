/** What the marks between names mean, in all languages alike. */
import { MARK, type Mark } from './state.ts';

type Read = readonly [Mark, number];

const OTHER: Read = [MARK.other, 1];
const OTHER_2: Read = [MARK.other, 2];
const ASSIGN: Read = [MARK.assign, 1];
const ASSIGN_2: Read = [MARK.assign, 2];
const COMPARE_2: Read = [MARK.compare, 2];
const PAIR: Read = [MARK.pair, 2];
const COMMA: Read = [MARK.comma, 1];
const SEMICOLON: Read = [MARK.semicolon, 1];
const COLON: Read = [MARK.colon, 1];
const QUESTION: Read = [MARK.question, 1];
const DOT: Read = [MARK.dot, 1];
const DOT_2: Read = [MARK.dot, 2];

/** The mark at `at`, whose first character is `code`, and its length. */
export function markAt(text: string, at: number, code: number): Read {
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case 44: // ,
      return COMMA;
    case 59: // ;
      return SEMICOLON;
    case 46: // .
      return next === 46 ? OTHER_2 : DOT;
    case 58: // :
      return next === 61 ? ASSIGN_2 : next === 58 ? OTHER_2 : COLON;
    case 61: // =
      return next === 61 || next === 126 ? COMPARE_2 : next === 62 ? PAIR : ASSIGN;
    case 63: // ?
      return questionAt(text, at, next);
    case 60: // <
      return next === 45 ? ASSIGN_2 : next === 60 || next === 61 ? OTHER_2 : OTHER;
    case 33: // !
      return next === 61 ? COMPARE_2 : OTHER;
    case 45: // -
      return next === 62 ? DOT_2 : next === 61 ? ASSIGN_2 : OTHER;
    case 43: // +
      return next === 58 ? [MARK.colon, 2] : assignedAt(text, at, code, next);
    default:
      return assignedAt(text, at, code, next);
  }
}

/** `x?.y`, `x ?? y`, `x ??= y`, `x ?= y`, `x?: T`, `x ?: y`, `x ? y : z`. */
function questionAt(text: string, at: number, next: number): Read {
  if (next === 46) return DOT_2;
  if (next === 61) return ASSIGN_2;
  if (next === 63) return text.charCodeAt(at + 2) === 61 ? [MARK.assign, 3] : OTHER_2;
  if (next === 58) return text.charCodeAt(at - 1) === 32 ? OTHER_2 : OTHER;
  return QUESTION;
}

/** `+=`, `|=`, `||=`, `&&=`, `~=`; `>=` compares sizes. */
function assignedAt(text: string, at: number, code: number, next: number): Read {
  if (next === 61) return code === 126 ? COMPARE_2 : code === 62 ? OTHER_2 : ASSIGN_2;
  const doubled = next === code && (code === 124 || code === 38);
  return doubled && text.charCodeAt(at + 2) === 61 ? [MARK.assign, 3] : doubled ? OTHER_2 : OTHER;
}

/** What the marks between names mean, in all languages alike. */
import { MARK, type Mark } from './state.ts';

/** A mark and its length. */
export interface Read {
  readonly mark: Mark;
  readonly length: number;
}

const OTHER: Read = { mark: MARK.other, length: 1 };
const OTHER_2: Read = { mark: MARK.other, length: 2 };
const ASSIGN: Read = { mark: MARK.assign, length: 1 };
const ASSIGN_2: Read = { mark: MARK.assign, length: 2 };
const ASSIGN_3: Read = { mark: MARK.assign, length: 3 };
const COMPARE_2: Read = { mark: MARK.compare, length: 2 };
const PAIR: Read = { mark: MARK.pair, length: 2 };
const COMMA: Read = { mark: MARK.comma, length: 1 };
const SEMICOLON: Read = { mark: MARK.semicolon, length: 1 };
const COLON: Read = { mark: MARK.colon, length: 1 };
const COLON_2: Read = { mark: MARK.colon, length: 2 };
const QUESTION: Read = { mark: MARK.question, length: 1 };
const DOT: Read = { mark: MARK.dot, length: 1 };
const DOT_2: Read = { mark: MARK.dot, length: 2 };

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
      return next === 58 ? COLON_2 : assignedAt(text, at, code, next);
    default:
      return assignedAt(text, at, code, next);
  }
}

/** `x?.y`, `x ?? y`, `x ??= y`, `x ?= y`, `x?: T`, `x ?: y`, `x ? y : z`. */
function questionAt(text: string, at: number, next: number): Read {
  if (next === 46) return DOT_2;
  if (next === 61) return ASSIGN_2;
  if (next === 63) return text.charCodeAt(at + 2) === 61 ? ASSIGN_3 : OTHER_2;
  if (next === 58) return text.charCodeAt(at - 1) === 32 ? OTHER_2 : OTHER;
  return QUESTION;
}

/** `+=`, `|=`, `||=`, `&&=`, `~=`; `>=` compares sizes. */
function assignedAt(text: string, at: number, code: number, next: number): Read {
  if (next === 61) return code === 126 ? COMPARE_2 : code === 62 ? OTHER_2 : ASSIGN_2;
  const doubled = next === code && (code === 124 || code === 38);
  return doubled && text.charCodeAt(at + 2) === 61 ? ASSIGN_3 : doubled ? OTHER_2 : OTHER;
}

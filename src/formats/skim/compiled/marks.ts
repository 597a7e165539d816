/** Marks, as lexer/marks.ts reads them: their length, and what they mean. */
import { charAt } from './text';

export const ASSIGN: i32 = 0;
export const COMPARE: i32 = 1;
export const PAIR: i32 = 2;
export const COLON: i32 = 3;
export const COMMA: i32 = 4;
export const SEMICOLON: i32 = 5;
export const QUESTION: i32 = 6;
export const DOT: i32 = 7;
export const OTHER: i32 = 8;

/** The length of a mark, 16 times, and its meaning. */
export function markAt(at: i32, code: i32): i32 {
  const next = charAt(at + 1);
  switch (code) {
    case 44:
      return 16 | COMMA;
    case 59:
      return 16 | SEMICOLON;
    case 46:
      return next === 46 ? 32 | OTHER : 16 | DOT;
    case 58:
      return next === 61 ? 32 | ASSIGN : next === 58 ? 32 | OTHER : 16 | COLON;
    case 61:
      return next === 61 || next === 126 ? 32 | COMPARE : next === 62 ? 32 | PAIR : 16 | ASSIGN;
    case 63:
      return questionAt(at, next);
    case 60:
      return next === 45 ? 32 | ASSIGN : next === 60 || next === 61 ? 32 | OTHER : 16 | OTHER;
    case 33:
      return next === 61 ? 32 | COMPARE : 16 | OTHER;
    case 45:
      return next === 62 ? 32 | DOT : next === 61 ? 32 | ASSIGN : 16 | OTHER;
    case 43:
      return next === 58 ? 32 | COLON : assignedAt(at, code, next);
    default:
      return assignedAt(at, code, next);
  }
}

function questionAt(at: i32, next: i32): i32 {
  if (next === 46) return 32 | DOT;
  if (next === 61) return 32 | ASSIGN;
  if (next === 63) return charAt(at + 2) === 61 ? 48 | ASSIGN : 32 | OTHER;
  if (next === 58) return charAt(at - 1) === 32 ? 32 | OTHER : 16 | OTHER;
  return 16 | QUESTION;
}

function assignedAt(at: i32, code: i32, next: i32): i32 {
  if (next === 61) return code === 126 ? 32 | COMPARE : code === 62 ? 32 | OTHER : 32 | ASSIGN;
  const isDoubled = next === code && (code === 124 || code === 38);
  return isDoubled && charAt(at + 2) === 61 ? 48 | ASSIGN : isDoubled ? 32 | OTHER : 16 | OTHER;
}

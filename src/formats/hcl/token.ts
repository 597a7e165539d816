/** Tokens of HCL. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */

/** A token and its place; `next` is the offset behind it. */
export interface HclToken {
  /** `mark`: one character of punctuation; `operator`: of a calculation; `bare`: a name with its dots, a number, a word. */
  readonly kind: 'string' | 'bare' | 'mark' | 'operator' | 'newline' | 'comment';
  /** Offsets of the content: quotes and the lines that open and close a heredoc are left out. */
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly isBroken: boolean;
}

/** The token at an offset, blanks skipped; null at the end. */
export function hclToken(text: string, from: number): HclToken | null {
  let at = from;
  while (/[ \t\r\uFEFF]/.test(text[at] ?? '')) at++;
  const char = text[at];
  if (char === undefined) return null;
  if (char === '\n') return token('newline', at, at + 1);
  if (char === '#' || text.startsWith('//', at)) return token('comment', at, trimmedLineEnd(text, at));
  if (text.startsWith('/*', at)) return blockComment(text, at);
  if (char === '"') return quoted(text, at);
  if (text.startsWith('<<', at)) return heredoc(text, at);
  if (/[\p{L}\p{N}_]/u.test(char)) return bare(text, at);
  return token(/[{}[\]()=:,]/.test(char) && !isComparison(text, at) ? 'mark' : 'operator', at, at + (isComparison(text, at) ? 2 : 1));
}

/** `==`, `=>`, `!=`, `<=`, `>=` are no assignments; `=>` is left as a mark would be, of two characters. */
function isComparison(text: string, at: number): boolean {
  return /^(?:==|!=|<=|>=|=>)/.test(text.slice(at, at + 2));
}

function token(kind: HclToken['kind'], start: number, end: number): HclToken {
  return { kind, start, end, next: end, isBroken: false };
}

function trimmedLineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function blockComment(text: string, start: number): HclToken {
  const close = text.indexOf('*/', start + 2);
  const end = close < 0 ? text.length : close + 2;
  return { kind: 'comment', start, end, next: end, isBroken: close < 0 };
}

/** A name with dots, dashes, indexes and stars: `var.models["a"].name`, `0.5`. */
function bare(text: string, start: number): HclToken {
  let end = start + 1;
  while (/[\p{L}\p{N}_\-*]/u.test(text[end] ?? '') || (text[end] === '.' && /[\p{L}\p{N}_*]/u.test(text[end + 1] ?? ''))) end++;
  return token('bare', start, end);
}

/** A string on one line; `${` and `%{` open an expression, which may hold strings of its own. */
function quoted(text: string, open: number): HclToken {
  const modes: ('string' | 'expression')[] = ['string'];
  let at = open + 1;
  for (; at < text.length && text[at] !== '\n'; at++) {
    const char = text[at];
    const isString = modes.at(-1) === 'string';
    if (isString && char === '\\') at++;
    else if (isString && (char === '$' || char === '%') && text[at + 1] === '{' && text[at - 1] !== char) {
      modes.push('expression');
      at++;
    } else if (char === '"') {
      if (!isString) modes.push('string');
      else if (modes.length === 1) return { kind: 'string', start: open + 1, end: at, next: at + 1, isBroken: false };
      else modes.pop();
    } else if (!isString && char === '{') modes.push('expression');
    else if (!isString && char === '}') modes.pop();
  }
  const end = Math.min(at, text.length);
  return { kind: 'string', start: open + 1, end, next: end, isBroken: true };
}

/** `<<NAME` or `<<-NAME`: the lines up to a line that is NAME. */
function heredoc(text: string, open: number): HclToken {
  const mark = /^<<-?["']?([\p{L}_][\p{L}\p{N}_-]{0,100})["']?[ \t]{0,50}\r?\n/u.exec(text.slice(open, open + 200));
  if (mark === null) return token('operator', open, open + 2);
  const start = open + mark[0].length;
  for (let at = start; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    if (end - at < 300 && text.slice(at, end).trim() === mark[1]) {
      return { kind: 'string', start, end: Math.max(start, at - 1), next: end, isBroken: false };
    }
    at = end + 1;
  }
  return { kind: 'string', start: Math.min(start, text.length), end: text.length, next: text.length, isBroken: true };
}

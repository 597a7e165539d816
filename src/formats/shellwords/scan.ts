/** Cuts a shell script into words, with their places. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */

/** A word of a command, and its place. */
export interface Word {
  readonly kind: 'word';
  /** Offsets of the content: the quotes around a wholly quoted word are left out. */
  readonly start: number;
  readonly end: number;
  /** The word without quotes and escapes. */
  readonly value: string;
  readonly isQuoted: boolean;
}

/** `end`: of a command. `redirect`: its output goes into a file. */
export type Token =
  | Word
  | { readonly kind: 'end'; readonly isPipe: boolean }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'comment'; readonly start: number; readonly end: number }
  | { readonly kind: 'heredoc'; readonly start: number; readonly end: number };

interface State {
  /** The script alone; offsets are moved by `base` at the end. */
  readonly script: string;
  readonly base: number;
  readonly tokens: Token[];
  /** Here-documents whose text starts behind this line. */
  delimiters: string[];
}

/** Words, ends of commands, comments and here-documents of `text[start, end)`. */
export function shellTokens(text: string, start: number, end: number): Token[] {
  const state: State = { script: text.slice(start, end), base: start, tokens: [], delimiters: [] };
  for (let at = 0; at < state.script.length;) at = token(state, at);
  return state.tokens;
}

function token(state: State, at: number): number {
  const { script, tokens, base } = state;
  const char = script[at] ?? '';
  const joint = continuation(script, at);
  if (joint > 0) return at + joint;
  if (char === '\n') return lineEnd(state, at);
  if (/\s/.test(char)) return at + 1;
  if (char === '#') {
    const end = script.indexOf('\n', at) < 0 ? script.length : script.indexOf('\n', at);
    tokens.push({ kind: 'comment', start: base + at, end: base + (script[end - 1] === '\r' ? end - 1 : end) });
    return end;
  }
  if (script.startsWith('<<', at) && script[at + 2] !== '<') return heredocMark(state, at + 2);
  if (/[;&|()]/.test(char)) {
    tokens.push({ kind: 'end', isPipe: char === '|' && script[at + 1] !== '|' && script[at - 1] !== '|' });
    return at + 1;
  }
  if (char !== '<' && char !== '>') return word(state, at);
  if (char === '>' && !/^[&12]/.test(script.slice(at + 1, at + 2))) tokens.push({ kind: 'redirect' });
  return at + 1;
}

/** Length of a backslash with the line end behind it, else 0. */
function continuation(script: string, at: number): number {
  if (script[at] !== '\\') return 0;
  if (script[at + 1] === '\n') return 2;
  return script[at + 1] === '\r' && script[at + 2] === '\n' ? 3 : 0;
}

function lineEnd(state: State, at: number): number {
  state.tokens.push({ kind: 'end', isPipe: false });
  let next = at + 1;
  for (const delimiter of state.delimiters) next = heredoc(state, next, delimiter);
  state.delimiters = [];
  return next;
}

/** Notes the word behind `<<`; the text follows on the next line. */
function heredocMark(state: State, start: number): number {
  const mark = /-?[ \t]{0,8}(["'\\]?)([\w.-]{1,64})\1/y;
  mark.lastIndex = start;
  const found = mark.exec(state.script);
  if (found === null) return start;
  state.delimiters.push(found[2] ?? '');
  return mark.lastIndex;
}

function heredoc({ script, base, tokens }: State, start: number, delimiter: string): number {
  for (let at = start; at < script.length;) {
    const feed = script.indexOf('\n', at);
    const end = feed < 0 ? script.length : feed;
    if (end - at < delimiter.length + 64 && script.slice(at, end).trim() === delimiter) {
      if (at > start) tokens.push({ kind: 'heredoc', start: base + start, end: base + at - 1 });
      return end;
    }
    at = end + 1;
  }
  if (start < script.length) tokens.push({ kind: 'heredoc', start: base + start, end: base + script.length });
  return script.length;
}

const WORD_END = /[\s;&|()<>]/;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['`', '`'],
]);

function word(state: State, start: number): number {
  const { script, base, tokens } = state;
  let at = start;
  let value = '';
  let parts = 0;
  while (at < script.length && !WORD_END.test(script[at] ?? '')) {
    const next = part(script, at);
    value += plain(script, at, next);
    at = next;
    parts++;
  }
  const isQuoted = parts === 1 && (script[start] === '"' || script[start] === "'") && at > start + 1 && script[at - 1] === script[start];
  tokens.push({ kind: 'word', start: base + start + (isQuoted ? 1 : 0), end: base + at - (isQuoted ? 1 : 0), value, isQuoted });
  return at;
}

/** Offset behind one part of a word: a quoted string, an expansion, an escape, or a run of plain characters. */
function part(script: string, at: number): number {
  const char = script[at] ?? '';
  if (char === '\\') return Math.min(at + Math.max(2, continuation(script, at)), script.length);
  if (char === '"') return doubleQuoted(script, at + 1);
  const closer = CLOSERS.get(char);
  if (closer !== undefined) return behind(script, script.indexOf(closer, at + 1), 1);
  if (script.startsWith('${{', at) || script.startsWith('{{', at)) return behind(script, script.indexOf('}}', at), 2);
  if (char === '$' && script[at + 1] === '(') return nested(script, at + 1, '(', ')');
  if (char === '$' && script[at + 1] === '{') return nested(script, at + 1, '{', '}');
  let end = at + 1;
  while (end < script.length && !/[\s;&|()<>"'`\\${]/.test(script[end] ?? '')) end++;
  return end;
}

function behind(script: string, found: number, length: number): number {
  return found < 0 ? script.length : found + length;
}

function doubleQuoted(script: string, start: number): number {
  let at = start;
  while (at < script.length && script[at] !== '"') at += script[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, script.length);
}

function nested(script: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let at = start; at < script.length; at++) {
    if (script[at] === open) depth++;
    else if (script[at] === close && --depth === 0) return at + 1;
  }
  return script.length;
}

/** A part as the program gets it. */
function plain(script: string, start: number, end: number): string {
  const char = script[start];
  const close = end > start + 1 && script[end - 1] === char ? end - 1 : end;
  if (char === "'") return script.slice(start + 1, close);
  if (char === '"') return script.slice(start + 1, close).replaceAll(/\\(?:\r?\n|([\\"$`]))/g, '$1');
  if (char === '\\') return script.slice(start + 1, end).trim();
  return script.slice(start, end);
}

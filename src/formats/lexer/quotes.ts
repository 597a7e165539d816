/** Literals with delimiters of the writer's choice: of Ruby, Elixir and Perl, and here documents. */
import { find, isNewline, isOperand, LAST, lineEnd, MOST_FAILURES, type State } from './state.ts';
import { CLOSERS, isArgument, run, string, type Literal } from './literal.ts';

const WORD = /[\p{L}\p{N}_]/u;

/** The content of a literal between `open` and its partner, brackets counted; null when nothing closes it. */
function delimited(state: State, at: number): Literal | null {
  const open = state.text[at] ?? '';
  const close = CLOSERS[open] ?? open;
  if (state.failures >= MOST_FAILURES) return null;
  let depth = 0;
  let holes = 0;
  for (let i = at + 1; i < state.text.length; i++) {
    const character = state.text[i];
    if (character === '\\') i++;
    else if (character === '#' && open !== '{' && state.text[i + 1] === '{') holes++;
    else if (holes > 0) holes -= character === '}' ? 1 : 0;
    else if (character === close && depth === 0) return string(at + 1, i, i + 1);
    else if (character === close) depth--;
    else if (character === open && open !== close) depth++;
  }
  state.failures++;
  return null;
}

/** `%w[a b]`, `%q(...)`, `%(...)` of Ruby. */
export function percent(state: State, at: number): Literal | null {
  if (isOperand(state) && !isArgument(state, at)) return null;
  const open = /[qQwWiIxrs]/.test(state.text[at + 1] ?? '') ? at + 2 : at + 1;
  return /[([{<|!/]/.test(state.text[open] ?? '') ? delimited(state, open) : null;
}

/** `~s(...)`, `~r/.../`, `~S"""..."""` of Elixir. */
export function sigil(state: State, at: number): Literal | null {
  let open = at + 1;
  while (open - at < 8 && /[a-zA-Z]/.test(state.text[open] ?? '')) open++;
  if (open === at + 1) return null;
  const triple = state.text.startsWith('"""', open) || state.text.startsWith("'''", open);
  if (triple) {
    const to = find(state, state.text.slice(open, open + 3), open + 3);
    return to < 0 ? null : string(open + 3, to, to + 3);
  }
  return /[([{<|/"']/.test(state.text[open] ?? '') ? delimited(state, open) : null;
}

/** `q{...}`, `qw(...)`, `m/.../`, `s/.../.../` of Perl. */
export function perlQuote(state: State, at: number, word: string): Literal | null {
  if (!/^(?:q|qq|qw|qx|qr|m|s|y|tr)$/.test(word) || state.last === LAST.name) return null;
  const open = state.text[at] ?? '';
  if (!/[([{</|!~#,"'^%]/.test(open) || (open === ',' && word !== 's') || /[>$@%&]/.test(state.text[at - word.length - 1] ?? ''))
    return null;
  const first = delimited(state, at);
  if (first === null || !/^(?:s|y|tr)$/.test(word)) return first;
  const second = delimited(state, CLOSERS[open] === undefined ? first.end - 1 : first.end + run(state.text, first.end, ' '));
  return second === null ? first : { ...first, end: second.end };
}

const LONGEST_TAG = 80;

/** `<<TAG`, `<<~TAG`, `<<-'TAG'`, `<<<TAG`: the content starts on the next line and ends at the line of the tag. */
export function heredoc(state: State, at: number): Literal | null {
  if (state.failures >= MOST_FAILURES) return null;
  const found = /^<<<?[~-]?(["'`]?)([A-Z_][A-Za-z0-9_]*)\1/.exec(state.text.slice(at, at + LONGEST_TAG));
  if (found === null || (isOperand(state) && state.lastEnd === at)) return null;
  const tag = found[2] ?? '';
  const from = Math.max(state.resume, lineEnd(state.text, at) + 1);
  const to = tagLine(state, tag, from);
  return to < 0 ? null : { is: 'string', from, to, end: at + found[0].length, resume: lineEnd(state.text, to + 1) };
}

/** Where the line starts that is nothing but blanks and the tag: the offset of the newline before it. */
function tagLine(state: State, tag: string, from: number): number {
  for (let at = find(state, tag, from); at >= 0; at = find(state, tag, at + tag.length)) {
    let start = at;
    while (start > from && (state.text[start - 1] === ' ' || state.text[start - 1] === '\t')) start--;
    if (isNewline(state.text.charCodeAt(start - 1)) && !WORD.test(state.text[at + tag.length] ?? '')) return Math.max(from, start - 1);
  }
  state.failures++;
  return -1;
}

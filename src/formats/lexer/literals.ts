/** Literals whose closing mark depends on their opening one, or on what stands before them. */
import type { LiteralName } from '../languages/row.ts';
import { CLOSERS, isArgument, run, string, type Literal, type ReadLiteral } from './literal.ts';
import { heredoc, percent, perlQuote, sigil } from './quotes.ts';
import { find, isNewline, isOperand, lineEnd, LAST, MOST_FAILURES, type State } from './state.ts';

const WORD = /[\p{L}\p{N}_]/u;

/** `[[...]]`, `[==[...]==]`, and the same behind `--` as a comment. */
function longBracket(state: State, at: number): Literal | null {
  const { text } = state;
  const comment = text.startsWith('--', at);
  const open = comment ? at + 2 : at;
  if (text[open] !== '[') return null;
  const level = run(text, open + 1, '=');
  if (text[open + 1 + level] !== '[') return null;
  const from = open + level + 2;
  const close = `]${'='.repeat(level)}]`;
  const to = find(state, close, from);
  return to < 0 ? null : { is: comment ? 'comment' : 'string', from, to, end: to + close.length };
}

/** `r#"..."#` with any number of `#`. */
function rustRaw(state: State, at: number, word: string): Literal | null {
  if (!/^(?:r|br|cr)$/.test(word)) return null;
  const hashes = run(state.text, at, '#');
  if (state.text[at + hashes] !== '"') return null;
  const close = `"${'#'.repeat(hashes)}`;
  const from = at + hashes + 1;
  const to = find(state, close, from);
  return to < 0 ? null : string(from, to, to + close.length);
}

/** `#"..."#` of Swift; code inside is left as text. */
function swiftRaw(state: State, at: number): Literal | null {
  const hashes = run(state.text, at, '#');
  if (state.text[at + hashes] !== '"') return null;
  const quotes = state.text.startsWith('"""', at + hashes) ? '"""' : '"';
  const close = quotes + '#'.repeat(hashes);
  const from = at + hashes + quotes.length;
  const to = find(state, close, from);
  return to < 0 ? null : string(from, to, to + close.length);
}

/** `R"mark(...)mark"` of C++. */
function cppRaw(state: State, at: number, word: string): Literal | null {
  if (!/^(?:u8|[uUL])?R$/.test(word) || state.text[at] !== '"') return null;
  const open = state.text.slice(at + 1, at + 18).indexOf('(');
  if (open < 0) return null;
  const from = at + 2 + open;
  const close = `)${state.text.slice(at + 1, at + 1 + open)}"`;
  const to = find(state, close, from);
  return to < 0 ? null : string(from, to, to + close.length);
}

/** `url(https://...)` without quotes. */
function cssUrl({ text }: State, at: number, word: string): Literal | null {
  if (word !== 'url' || text[at] !== '(') return null;
  const found = /^[^\s"'()]{1,2000}(?=\s{0,100}\))/.exec(text.slice(at + 1, at + 2200));
  if (found === null) return null;
  const to = at + 1 + found[0].length;
  return string(at + 1, to, text.indexOf(')', to) + 1);
}

/** `r"---(...)---"` of R, with any of three brackets. */
function rRaw(state: State, at: number, word: string): Literal | null {
  const quote = state.text[at] ?? '';
  if (!/^[rR]$/.test(word) || (quote !== '"' && quote !== "'")) return null;
  const dashes = run(state.text, at + 1, '-');
  const bracket = CLOSERS[state.text[at + 1 + dashes] ?? ''];
  if (bracket === undefined) return null;
  const close = bracket + '-'.repeat(dashes) + quote;
  const from = at + dashes + 2;
  const to = find(state, close, from);
  return to < 0 ? null : string(from, to, to + close.length);
}

/** `$$...$$` and `$tag$...$tag$` of PostgreSQL: a body, so that only its marks are left out and what is inside is read as code. */
function dollarQuote({ text }: State, at: number): Literal | null {
  let end = at + 1;
  while (end - at < 64 && WORD.test(text[end] ?? '')) end++;
  return text[end] === '$' ? { is: 'nothing', from: at, to: at, end: end + 1 } : null;
}

/** `{|...|}` and `{id|...|id}` of OCaml. */
function ocamlRaw(state: State, at: number): Literal | null {
  let bar = at + 1;
  while (bar - at < 64 && /[a-z_]/.test(state.text[bar] ?? '')) bar++;
  if (state.text[bar] !== '|') return null;
  const close = `|${state.text.slice(at + 1, bar)}}`;
  const to = find(state, close, bar + 1);
  return to < 0 ? null : string(bar + 1, to, to + close.length);
}

/** `\\ text` of Zig: to the end of the line. */
function zigLines({ text }: State, at: number): Literal | null {
  if (text[at + 1] !== '\\') return null;
  const end = lineEnd(text, at);
  return string(at + 2, end, end);
}

/** `\"`, `?"`, `#\"` of the Lisps and Elixir: a character, not the start of a string. */
function lispChar(state: State, at: number): Literal | null {
  const { text } = state;
  const open = text[at] ?? '';
  if (open === '?' && !isQuestion(state, at)) return null;
  if (open === '#' && text[at + 1] !== '\\') return null;
  const from = at + (open === '#' || (open === '?' && text[at + 1] === '\\') ? 2 : 1);
  return from < text.length && !isNewline(text.charCodeAt(from)) ? { is: 'nothing', from, to: from, end: from + 1 } : null;
}

/** `?x` stands for a character: in Emacs Lisp and Elixir behind anything but a name, in Ruby also only as a whole. */
function isQuestion(state: State, at: number): boolean {
  const { text, language } = state;
  if ((state.lastEnd === at && isOperand(state)) || !/^(?:emacs-lisp|elixir|ruby)$/.test(language.id)) return false;
  return language.id !== 'ruby' || /^\?(?:\\?\S)(?!\w)/.test(text.slice(at, at + 4));
}

/** `x'` of MATLAB and Julia: transposed, not a string. */
function adjoint({ last, lastEnd }: State, at: number): Literal | null {
  const value = last === LAST.name || last === LAST.number || last === LAST.close;
  return value && lastEnd === at ? { is: 'nothing', from: at, to: at, end: at + 1 } : null;
}

/** `/.../flags` where a value may stand; never behind `<` or over the end of a line. */
function regex(state: State, at: number): Literal | null {
  const { text } = state;
  const next = text[at + 1] ?? '';
  if ((isOperand(state) && !isArgument(state, at)) || next === '/' || next === '*' || text[at - 1] === '<') return null;
  if (state.regexes >= MOST_FAILURES) return null;
  let inClass = false;
  for (let i = at + 1; i < text.length && !isNewline(text.charCodeAt(i)); i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return string(at + 1, i, i + 1);
  }
  state.regexes++;
  return null;
}

/** `$]`, `$(`, `$"`, `$#list` of Perl: a variable, not the start of a bracket, a string or a comment. */
function perlVariable({ text }: State, at: number): Literal | null {
  const isVariable = /^\$(?:[\]["'();,./\\&!@]|#[\w{$])/.test(text.slice(at, at + 3));
  return isVariable ? { is: 'nothing', from: at, to: at, end: at + 2 } : null;
}

/** Every literal: the characters that can start it (`''`: letters do) and how it is read. */
export const LITERALS: Readonly<Record<LiteralName, { readonly first: string; readonly read: ReadLiteral }>> = {
  adjoint: { first: "'", read: adjoint },
  'cpp-raw': { first: '', read: cppRaw },
  'css-url': { first: '', read: cssUrl },
  'dollar-quote': { first: '$', read: dollarQuote },
  heredoc: { first: '<', read: heredoc },
  'lisp-char': { first: '\\?#', read: lispChar },
  'long-bracket': { first: '[-', read: longBracket },
  'ocaml-raw': { first: '{', read: ocamlRaw },
  percent: { first: '%', read: percent },
  'perl-quote': { first: '', read: perlQuote },
  'perl-variable': { first: '$', read: perlVariable },
  'r-raw': { first: '', read: rRaw },
  regex: { first: '/', read: regex },
  'rust-raw': { first: '', read: rustRaw },
  sigil: { first: '~', read: sigil },
  'swift-raw': { first: '#', read: swiftRaw },
  'zig-lines': { first: '\\', read: zigLines },
};

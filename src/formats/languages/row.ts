/** One row of the table of languages: what it may say, and what holds where it says nothing. */

/** One way to write a string. */
export interface StringKind {
  readonly open: string;
  readonly close: string;
  /** Takes the character behind it literally; `''`: none does. */
  readonly escape: string;
  /** Its closing mark twice stands for itself. */
  readonly doubled: boolean;
  /** May run over the end of a line. */
  readonly lines: boolean;
  /** Opens code within the string: `${`, `#{`, `\(`, `{`; `''`: nothing does. */
  readonly hole: string;
  /** Holds one character, so that a mark without its partner is no string: `'a` of Rust, `x'` of Haskell. */
  readonly char: boolean;
}

/** A comment over lines. */
export interface BlockComment {
  readonly open: string;
  readonly close: string;
  readonly nested: boolean;
  /** Strings in it are strings: a closing mark within them closes nothing. */
  readonly quotes: boolean;
  /** Opens only as the first thing on a line. */
  readonly first: boolean;
}

/** Literals that need more than an opening and a closing mark; src/formats/lexer/literals.ts reads them. */
export type LiteralName =
  | 'adjoint'
  | 'cpp-raw'
  | 'css-url'
  | 'dollar-quote'
  | 'heredoc'
  | 'lisp-char'
  | 'long-bracket'
  | 'ocaml-raw'
  | 'percent'
  | 'perl-quote'
  | 'perl-variable'
  | 'r-raw'
  | 'regex'
  | 'rust-raw'
  | 'sigil'
  | 'swift-raw'
  | 'zig-lines';

/** How a language names what a file needs. */
export interface Imports {
  /** Words that open an import at the start of a statement. */
  readonly words: readonly string[];
  /** Calls whose argument is a module: `require("x")`, `library(x)`. */
  readonly calls: readonly string[];
  /** Behind the word stand module paths as names, as strings, or as either. */
  readonly paths: 'names' | 'strings' | 'both';
  /** A word behind which no module stands, but what is taken out of it: `from x import y`. */
  readonly taking: string;
}

/** A language: everything that tells its code from that of others. */
export interface Language {
  readonly id: string;
  /** File name endings without the dot, lower case. */
  readonly endings: readonly string[];
  /** Whole file names, lower case. */
  readonly names: readonly string[];
  /** Interpreters of a `#!` line. */
  readonly interpreters: readonly string[];
  /** Open a comment to the end of the line. */
  readonly line: readonly string[];
  /** The same, but only as the first thing on a line. */
  readonly lineFirst: readonly string[];
  readonly block: readonly BlockComment[];
  readonly strings: readonly StringKind[];
  /** Letters before a quote, lower case, and what they change about the string. */
  readonly prefixes: Readonly<Record<string, Partial<StringKind>>>;
  readonly literals: readonly LiteralName[];
  /** Characters of names besides letters, digits and `_`. */
  readonly nameCharacters: string;
  /** The same, but never first: `-` of Lisp, `'` of Haskell. */
  readonly nameTail: string;
  /** Join names to one: `a.b`, `a::b`. */
  readonly joiners: readonly string[];
  /** What ends a statement besides `;`: the end of a line, of a line that is complete, or nothing. */
  readonly lineEnds: 'always' | 'complete' | 'never';
  readonly imports: Imports;
  /** A string that is a whole statement documents what follows, or a string behind one of these names does. */
  readonly docs: 'statement' | readonly string[];
  /** `{` opens data wherever it stands, or tells by what stands before it. */
  readonly braces: 'data' | 'context';
  /** `Name{...}` is a value, not a block. */
  readonly composites: boolean;
  /** What stands between a string that is a key and its value, besides `:`: `=>`, `->`, `to`; `''`: nothing does. */
  readonly pairs: '' | '=>' | '->' | 'to ';
  /** In `name Type = value` the name comes first. */
  readonly nameFirst: boolean;
  /** Elements stand in the code: `<App model="x">`. */
  readonly elements: boolean;
  /** The name of a call stands within its bracket: `(f x)`. */
  readonly lisp: boolean;
  /** Lines that start with `#` are directives of their own. */
  readonly directives: boolean;
  /** Ends the code within a page: `?>`. */
  readonly stop: string;
}

/** A string between `open` and itself, with backslash escapes, on one line, unless `options` say otherwise. */
export function quoted(open: string, options: Partial<StringKind> = {}): StringKind {
  return { open, close: open, escape: '\\', doubled: false, lines: false, hole: '', char: false, ...options };
}

/** A comment between two marks, that holds no other, unless `options` say otherwise. */
export function block(open: string, close: string, options: Partial<BlockComment> = {}): BlockComment {
  return { open, close, nested: false, quotes: false, first: false, ...options };
}

/** Block comments as C has them. */
export const C_BLOCK = block('/*', '*/');
/** The same where comments may stand in comments. */
export const NESTED_C_BLOCK = block('/*', '*/', { nested: true });
/** A language that imports nothing by name. */
export const NO_IMPORTS: Imports = { words: [], calls: [], paths: 'names', taking: '' };

/** What holds of a language that does not say otherwise. */
const PLAIN: Omit<Language, 'id' | 'endings'> = {
  names: [],
  interpreters: [],
  line: ['//'],
  lineFirst: [],
  block: [C_BLOCK],
  strings: [quoted('"')],
  prefixes: {},
  literals: [],
  nameCharacters: '',
  nameTail: '',
  joiners: ['.', '::', '?.', '->'],
  lineEnds: 'complete',
  imports: NO_IMPORTS,
  docs: [],
  braces: 'context',
  composites: false,
  pairs: '',
  nameFirst: false,
  elements: false,
  lisp: false,
  directives: false,
  stop: '',
};

/** A language of `//` comments and double quotes, unless `options` say otherwise. */
export function language(id: string, endings: readonly string[], options: Partial<Language> = {}): Language {
  return { id, endings, ...PLAIN, ...options };
}

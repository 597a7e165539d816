/** Rows of the table of languages: the Lisps, the ML family, Haskell, Erlang and Elixir. */
import { block, language, NO_IMPORTS, quoted, type Imports, type Language } from './row.ts';

const CHAR = quoted("'", { char: true });
const DOUBLE = quoted('"');
const DOUBLE_LINES = quoted('"', { lines: true });
const ML_BLOCK = block('(*', '*)', { nested: true, quotes: true });
const HASKELL_BLOCK = block('{-', '-}', { nested: true });
const LISP_BLOCK = block('#|', '|#', { nested: true });
const NAMES_OF = (words: readonly string[], calls: readonly string[] = []): Imports => ({ ...NO_IMPORTS, words, calls });

const LISP: Partial<Language> = {
  line: [';'],
  block: [LISP_BLOCK],
  strings: [DOUBLE_LINES],
  literals: ['lisp-char'],
  nameCharacters: '-+*/<>=!?:%&~',
  nameTail: ".'",
  joiners: [],
  lineEnds: 'never',
  braces: 'data',
  lisp: true,
};

const HASKELL: Partial<Language> = {
  line: ['--'],
  block: [HASKELL_BLOCK],
  strings: [DOUBLE, CHAR],
  nameTail: "'",
  joiners: ['.'],
  braces: 'data',
  nameFirst: true,
  imports: NAMES_OF(['import']),
};

/** One row a language, as languages/index.ts lists them. */
export const FUNCTIONAL_LANGUAGES: readonly Language[] = [
  language('elixir', ['ex', 'exs'], {
    line: ['#'],
    block: [],
    interpreters: ['elixir'],
    strings: [
      quoted('"""', { lines: true, hole: '#{' }),
      quoted("'''", { lines: true, hole: '#{' }),
      quoted('"', { lines: true, hole: '#{' }),
      quoted("'", { lines: true, hole: '#{' }),
    ],
    literals: ['sigil', 'lisp-char'],
    nameTail: '?!',
    joiners: ['.'],
    composites: true,
    docs: ['doc', 'moduledoc', 'typedoc', 'shortdoc'],
    pairs: '=>',
    imports: NAMES_OF(['alias', 'import', 'use', 'require']),
  }),
  language('erlang', ['erl', 'hrl', 'escript', 'xrl', 'yrl'], {
    line: ['%'],
    block: [],
    interpreters: ['escript'],
    strings: [quoted('"""', { lines: true, escape: '' }), DOUBLE_LINES, quoted("'")],
    nameTail: '@',
    joiners: [':'],
    lineEnds: 'never',
    braces: 'data',
    pairs: '=>',
    docs: ['doc', 'moduledoc'],
    imports: NAMES_OF([], ['include', 'include_lib', 'import', 'behaviour']),
  }),
  language('haskell', ['hs', 'hsc', 'hs-boot', 'lhs'], HASKELL),
  language('purescript', ['purs', 'elm', 'dhall', 'idr', 'agda'], {
    ...HASKELL,
    strings: [quoted('"""', { lines: true }), DOUBLE_LINES, CHAR],
    lineEnds: 'complete',
  }),
  language('ocaml', ['ml', 'mli', 'mll', 'mly', 're', 'rei', 'sml', 'sig'], {
    line: [],
    block: [ML_BLOCK],
    interpreters: ['ocaml'],
    strings: [DOUBLE_LINES, CHAR],
    literals: ['ocaml-raw'],
    nameTail: "'",
    joiners: ['.'],
    braces: 'data',
    nameFirst: true,
    imports: NAMES_OF(['open', 'include']),
  }),
  language('fsharp', ['fs', 'fsi', 'fsx', 'fsscript'], {
    line: ['//'],
    block: [ML_BLOCK],
    interpreters: ['fsharpi'],
    strings: [
      quoted('$"""', { close: '"""', lines: true, escape: '', hole: '{' }),
      quoted('"""', { lines: true, escape: '' }),
      quoted('$@"', { close: '"', lines: true, escape: '', doubled: true, hole: '{' }),
      quoted('@"', { close: '"', lines: true, escape: '', doubled: true }),
      quoted('$"', { close: '"', lines: true, hole: '{' }),
      DOUBLE_LINES,
      CHAR,
    ],
    nameTail: "'",
    joiners: ['.'],
    braces: 'data',
    nameFirst: true,
    imports: NAMES_OF(['open']),
  }),
  language('emacs-lisp', ['el', 'eld'], {
    ...LISP,
    names: ['.emacs', 'cask'],
    interpreters: ['emacs'],
    imports: NAMES_OF([], ['require', 'use-package', 'use-package!', 'load', 'autoload']),
  }),
  language('clojure', ['clj', 'cljs', 'cljc', 'edn', 'bb', 'fnl', 'janet', 'hy'], {
    ...LISP,
    interpreters: ['bb', 'clojure'],
    block: [],
    imports: NAMES_OF([], [':require', ':use', ':import', 'require', 'use', 'import']),
  }),
  language('lisp', ['lisp', 'lsp', 'asd', 'scm', 'ss', 'sld', 'rkt', 'scrbl', 'sls'], {
    ...LISP,
    interpreters: ['sbcl', 'guile', 'racket', 'clisp'],
    imports: NAMES_OF([], ['require', 'import', 'use-modules', 'ql:quickload', 'asdf:load-system']),
  }),
];

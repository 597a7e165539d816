/** Rows of the table of languages: scripts, mostly with `#` comments. */
import { block, C_BLOCK, language, NO_IMPORTS, quoted, type Imports, type Language, type StringKind } from './row.ts';

const DOUBLE = quoted('"');
const SINGLE = quoted("'");
const DOUBLE_LINES = quoted('"', { lines: true });
const SINGLE_LINES = quoted("'", { lines: true });
const HASH: Partial<Language> = { line: ['#'], block: [] };

const PYTHON_STRINGS = [quoted('"""', { lines: true }), quoted("'''", { lines: true }), DOUBLE, SINGLE];
const HOLE: Partial<StringKind> = { hole: '{' };

const PYTHON: Partial<Language> = {
  ...HASH,
  strings: PYTHON_STRINGS,
  prefixes: { r: {}, b: {}, u: {}, br: {}, rb: {}, f: HOLE, rf: HOLE, fr: HOLE, t: HOLE, rt: HOLE, tr: HOLE },
  joiners: ['.'],
  lineEnds: 'always',
  braces: 'data',
  docs: 'statement',
  imports: {
    words: ['import', 'from', 'cimport'],
    calls: ['importlib.import_module', 'import_module', '__import__', 'pytest.importorskip', 'mock.patch', 'patch'],
    paths: 'names',
    taking: 'import',
  },
};

const RUBY: Partial<Language> = {
  ...HASH,
  block: [block('=begin', '=end', { first: true })],
  strings: [quoted('"', { lines: true, hole: '#{' }), SINGLE_LINES, quoted('`', { lines: true, hole: '#{' })],
  literals: ['heredoc', 'lisp-char', 'percent', 'regex'],
  nameTail: '?!',
  joiners: ['.', '::', '&.'],
  pairs: '=>',
  imports: {
    words: ['require', 'require_relative', 'load', 'autoload', 'gem'],
    calls: ['require', 'require_relative', 'load', 'gem'],
    paths: 'strings',
    taking: '',
  },
};

const NAMES_OF = (words: readonly string[], calls: readonly string[] = []): Imports => ({ ...NO_IMPORTS, words, calls });

/** One row a language, as languages/index.ts lists them. */
export const SCRIPT_LANGUAGES: readonly Language[] = [
  language('python', ['py', 'pyi', 'pyw', 'pyx', 'pxd', 'mojo', 'py3', 'gyp', 'gypi', 'rpy', 'smk'], {
    ...PYTHON,
    names: ['sconstruct', 'sconscript', 'wscript', 'snakefile'],
    interpreters: ['python', 'ipython', 'pypy', 'uv'],
  }),
  language('starlark', ['bzl', 'star', 'bazel', 'bara.sky'], {
    ...PYTHON,
    names: ['build', 'workspace', 'buck', 'tiltfile'],
    imports: { ...NO_IMPORTS, calls: ['load'] },
  }),
  language('gdscript', ['gd'], PYTHON),
  language('ruby', ['rb', 'rake', 'gemspec', 'ru', 'podspec', 'jbuilder', 'builder', 'thor', 'rbi', 'cr'], {
    ...RUBY,
    names: ['rakefile', 'gemfile', 'podfile', 'vagrantfile', 'fastfile', 'brewfile', 'guardfile', 'capfile', 'dangerfile', 'appfile'],
    interpreters: ['ruby', 'jruby'],
  }),
  language('puppet', ['pp'], { ...RUBY, literals: ['heredoc'], imports: NAMES_OF(['include']) }),
  language('perl', ['pl', 'pm', 't', 'psgi', 'cgi'], {
    ...HASH,
    names: ['cpanfile'],
    interpreters: ['perl'],
    block: ['=pod', '=head', '=over', '=item', '=for', '=encoding', '=begin'].map((open) => block(open, '=cut', { first: true })),
    strings: [DOUBLE_LINES, SINGLE_LINES, quoted('`', { lines: true })],
    literals: ['heredoc', 'perl-quote', 'perl-variable', 'regex'],
    joiners: ['::', '->'],
    lineEnds: 'never',
    pairs: '=>',
    imports: { words: ['use', 'require', 'no'], calls: [], paths: 'both', taking: '' },
  }),
  language('r', ['r', 'rprofile'], {
    ...HASH,
    names: ['.rprofile'],
    interpreters: ['rscript', 'r'],
    strings: [DOUBLE_LINES, SINGLE_LINES, quoted('`')],
    literals: ['r-raw'],
    nameCharacters: '.',
    joiners: ['::', ':::', '$', '@'],
    imports: NAMES_OF([], ['library', 'require', 'requireNamespace', 'loadNamespace', 'source', 'pacman::p_load', 'p_load', 'box::use']),
  }),
  language('julia', ['jl'], {
    ...HASH,
    interpreters: ['julia'],
    block: [block('#=', '=#', { nested: true })],
    strings: [
      quoted('"""', { lines: true, hole: '$(' }),
      quoted('"', { lines: true, hole: '$(' }),
      quoted('```', { lines: true }),
      quoted('`'),
      quoted("'", { char: true }),
    ],
    prefixes: { r: {}, raw: { hole: '', escape: '' }, b: {}, v: {}, md: {}, html: {} },
    literals: ['adjoint'],
    nameTail: '!',
    joiners: ['.'],
    docs: 'statement',
    pairs: '=>',
    imports: NAMES_OF(['using', 'import'], ['include']),
  }),
  language('lua', ['lua', 'luau', 'rockspec', 'nse', 'moon'], {
    interpreters: ['lua', 'luajit', 'texlua'],
    line: ['--'],
    block: [],
    strings: [DOUBLE, SINGLE, quoted('`', { lines: true, hole: '{' })],
    literals: ['long-bracket'],
    joiners: ['.', ':'],
    braces: 'data',
    imports: { words: ['require'], calls: ['require', 'dofile', 'loadfile'], paths: 'strings', taking: '' },
  }),
  language('powershell', ['ps1', 'psm1', 'psd1'], {
    ...HASH,
    interpreters: ['pwsh', 'powershell'],
    block: [block('<#', '#>')],
    strings: [
      quoted('@"', { close: '\n"@', lines: true, escape: '`', hole: '$(' }),
      quoted("@'", { close: "\n'@", lines: true, escape: '' }),
      quoted('"', { lines: true, escape: '`', hole: '$(' }),
      quoted("'", { lines: true, escape: '', doubled: true }),
    ],
    nameCharacters: ':',
    nameTail: '-',
    joiners: ['.', '::'],
    imports: { words: ['using', 'import-module'], calls: [], paths: 'both', taking: '' },
  }),
  language('nushell', ['nu'], {
    ...HASH,
    interpreters: ['nu'],
    strings: [DOUBLE_LINES, quoted("'", { lines: true, escape: '' }), quoted('`')],
    prefixes: { $: { hole: '(' } },
    nameTail: '-',
    joiners: ['.'],
    imports: { words: ['use', 'source', 'source-env', 'overlay'], calls: [], paths: 'both', taking: '' },
  }),
  language('tcl', ['tcl', 'tk', 'itcl', 'exp'], {
    line: [],
    lineFirst: ['#'],
    block: [],
    interpreters: ['tclsh', 'wish', 'expect'],
    strings: [DOUBLE_LINES],
    nameCharacters: ':/-',
    joiners: ['.'],
    imports: { words: ['source'], calls: [], paths: 'both', taking: '' },
  }),
  language('nim', ['nim', 'nims', 'nimble'], {
    line: ['#'],
    block: [block('#[', ']#', { nested: true })],
    strings: [quoted('"""', { lines: true, escape: '' }), DOUBLE, quoted("'", { char: true })],
    prefixes: { r: { escape: '' }, fmt: HOLE },
    joiners: ['.'],
    imports: { words: ['import', 'from', 'include'], calls: [], paths: 'both', taking: 'import' },
  }),
  language('coffeescript', ['coffee', 'litcoffee'], {
    line: ['#'],
    block: [block('###', '###')],
    strings: [
      quoted('"""', { lines: true, hole: '#{' }),
      quoted("'''", { lines: true }),
      quoted('"', { lines: true, hole: '#{' }),
      SINGLE_LINES,
    ],
    literals: ['regex'],
    nameCharacters: '$',
    imports: { words: ['import'], calls: ['require'], paths: 'strings', taking: '' },
  }),
  language('awk', ['awk', 'gawk'], { ...HASH, interpreters: ['awk', 'gawk'], literals: ['regex'] }),
  language('vim', ['vim', 'nvim'], {
    names: ['.vimrc', '_vimrc', 'vimrc', '.gvimrc', '.ideavimrc'],
    line: [],
    lineFirst: ['"', '#'],
    block: [],
    strings: [DOUBLE, quoted("'", { escape: '' })],
    nameCharacters: ':#',
    lineEnds: 'always',
    imports: { words: ['Plug', 'packadd', 'source', 'runtime', 'Plugin', 'import'], calls: [], paths: 'both', taking: '' },
  }),
  language('nix', ['nix'], {
    line: ['#'],
    strings: [quoted("''", { lines: true, escape: '', hole: '${' }), quoted('"', { lines: true, hole: '${' })],
    nameTail: "-'",
    joiners: ['.'],
    lineEnds: 'never',
    braces: 'data',
    imports: NAMES_OF(['import']),
  }),
  language('cmake', ['cmake'], {
    names: ['cmakelists.txt', 'cmakecache.txt'],
    line: ['#'],
    block: [block('#[[', ']]')],
    strings: [quoted('"', { lines: true })],
    literals: ['long-bracket'],
    nameTail: '-',
    joiners: ['::', '.'],
    imports: NAMES_OF([], ['include', 'find_package', 'import']),
  }),
  language('meson', [], {
    ...PYTHON,
    names: ['meson.build', 'meson_options.txt', 'meson.options'],
    imports: { ...NO_IMPORTS, calls: ['import', 'subproject', 'dependency'] },
  }),
  language('graphql', ['graphql', 'gql', 'graphqls'], { ...HASH, strings: [quoted('"""', { lines: true }), DOUBLE], docs: 'statement' }),
  language('rego', ['rego'], { ...HASH, strings: [DOUBLE, quoted('`', { lines: true, escape: '' })], imports: NAMES_OF(['import']) }),
  language('css', ['css'], {
    line: [],
    strings: [DOUBLE, SINGLE],
    literals: ['css-url'],
    nameTail: '-',
    joiners: [],
    lineEnds: 'never',
    imports: { words: ['import'], calls: [], paths: 'strings', taking: '' },
  }),
  language('scss', ['scss', 'sass', 'less', 'styl', 'pcss'], {
    block: [C_BLOCK],
    strings: [quoted('"', { hole: '#{' }), quoted("'", { hole: '#{' })],
    literals: ['css-url'],
    nameTail: '-',
    joiners: [],
    imports: { words: ['import', 'use', 'forward'], calls: [], paths: 'strings', taking: '' },
  }),
];

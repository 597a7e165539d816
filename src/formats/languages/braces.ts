/** Rows of the table of languages: blocks in braces, comments with slashes. */
import { block, C_BLOCK, language, NESTED_C_BLOCK, NO_IMPORTS, quoted, type Imports, type Language } from './row.ts';

const CHAR = quoted("'", { char: true });
const DOUBLE = quoted('"');
const SINGLE = quoted("'");
const RAW_LINES = quoted('"""', { lines: true, escape: '' });

const JAVASCRIPT_IMPORTS: Imports = {
  words: ['import', 'export'],
  calls: ['require', 'import', 'require.resolve', 'vi.mock', 'jest.mock'],
  paths: 'strings',
  taking: '',
};
const NAMES_OF = (words: readonly string[]): Imports => ({ ...NO_IMPORTS, words });
const STRINGS_OF = (words: readonly string[]): Imports => ({ ...NO_IMPORTS, words, paths: 'strings' });

const JAVASCRIPT: Partial<Language> = {
  strings: [DOUBLE, SINGLE, quoted('`', { lines: true, hole: '${' })],
  literals: ['regex'],
  nameCharacters: '$#',
  imports: JAVASCRIPT_IMPORTS,
};

const C: Partial<Language> = {
  strings: [DOUBLE, CHAR],
  prefixes: { l: {}, u: {}, u8: {} },
  lineEnds: 'never',
  directives: true,
};
const CPP: Partial<Language> = { ...C, literals: ['cpp-raw'], composites: true };

const KOTLIN: Partial<Language> = {
  block: [NESTED_C_BLOCK],
  strings: [quoted('"""', { lines: true, escape: '', hole: '${' }), quoted('"', { hole: '${' }), CHAR],
  pairs: 'to ',
  imports: NAMES_OF(['import']),
};

/** One row a language, as languages/index.ts lists them. */
export const BRACE_LANGUAGES: readonly Language[] = [
  language('javascript', ['js', 'mjs', 'cjs', 'es6', 'jsx', 'pac', 'wxs'], {
    ...JAVASCRIPT,
    elements: true,
    interpreters: ['node', 'deno', 'bun', 'qjs'],
  }),
  language('typescript', ['ts', 'mts', 'cts'], { ...JAVASCRIPT, interpreters: ['ts-node', 'tsx'] }),
  language('tsx', ['tsx'], { ...JAVASCRIPT, elements: true }),
  language('go', ['go'], {
    strings: [DOUBLE, quoted('`', { lines: true, escape: '' }), CHAR],
    imports: STRINGS_OF(['import']),
    nameFirst: true,
    composites: true,
  }),
  language('java', ['java', 'bsh'], {
    strings: [quoted('"""', { lines: true }), DOUBLE, CHAR],
    lineEnds: 'never',
    imports: NAMES_OF(['import']),
  }),
  language('kotlin', ['kt', 'kts'], KOTLIN),
  language('scala', ['scala', 'sc', 'sbt'], {
    ...KOTLIN,
    pairs: '->',
    strings: [RAW_LINES, DOUBLE, CHAR],
    prefixes: { s: { hole: '${' }, f: { hole: '${' }, raw: { hole: '${' } },
  }),
  language('groovy', ['groovy', 'gvy', 'gradle', 'jenkinsfile', 'nf'], {
    names: ['jenkinsfile'],
    strings: [quoted('"""', { lines: true, hole: '${' }), quoted("'''", { lines: true }), quoted('"', { hole: '${' }), SINGLE],
    literals: ['regex'],
    imports: NAMES_OF(['import']),
  }),
  language('rust', ['rs'], {
    block: [NESTED_C_BLOCK],
    strings: [quoted('"', { lines: true }), CHAR],
    prefixes: { b: {}, c: {} },
    literals: ['rust-raw'],
    lineEnds: 'never',
    imports: NAMES_OF(['use', 'extern']),
  }),
  language('c', ['c', 'ec', 'pgc'], C),
  language('cpp', ['h', 'cc', 'cpp', 'cxx', 'c++', 'hh', 'hpp', 'hxx', 'h++', 'inl', 'ipp', 'tpp', 'ino', 'ixx', 'cppm'], CPP),
  language('cuda', ['cu', 'cuh', 'cl', 'metal', 'hip'], CPP),
  language('glsl', ['glsl', 'vert', 'frag', 'comp', 'geom', 'tesc', 'tese', 'hlsl', 'fx', 'wgsl', 'shader', 'compute'], C),
  language('objective-c', ['mm'], { ...CPP, imports: NAMES_OF(['import']) }),
  language('csharp', ['cs', 'csx', 'cake'], {
    strings: [
      quoted('$$"""', { close: '"""', lines: true, escape: '', hole: '{{' }),
      quoted('$"""', { close: '"""', lines: true, escape: '', hole: '{' }),
      RAW_LINES,
      quoted('$@"', { close: '"', lines: true, escape: '', doubled: true, hole: '{' }),
      quoted('@$"', { close: '"', lines: true, escape: '', doubled: true, hole: '{' }),
      quoted('@"', { close: '"', lines: true, escape: '', doubled: true }),
      quoted('$"', { close: '"', hole: '{' }),
      DOUBLE,
      CHAR,
    ],
    lineEnds: 'never',
    directives: true,
    imports: NAMES_OF(['using', 'global']),
  }),
  language('swift', ['swift'], {
    block: [NESTED_C_BLOCK],
    strings: [quoted('"""', { lines: true, hole: '\\(' }), quoted('"', { hole: '\\(' })],
    literals: ['swift-raw'],
    imports: NAMES_OF(['import']),
  }),
  language('dart', ['dart'], {
    block: [NESTED_C_BLOCK],
    strings: [
      quoted('"""', { lines: true, hole: '${' }),
      quoted("'''", { lines: true, hole: '${' }),
      quoted('"', { hole: '${' }),
      quoted("'", { hole: '${' }),
    ],
    prefixes: { r: { hole: '', escape: '' } },
    lineEnds: 'never',
    imports: STRINGS_OF(['import', 'export', 'part']),
  }),
  language('php', ['php', 'phtml', 'php5', 'php7'], {
    interpreters: ['php'],
    line: ['//', '#'],
    strings: [quoted('"', { lines: true, hole: '{$' }), quoted("'", { lines: true })],
    literals: ['heredoc'],
    joiners: ['->', '::', '?->', '\\'],
    lineEnds: 'never',
    pairs: '=>',
    imports: { words: ['use', 'require', 'require_once', 'include', 'include_once'], calls: [], paths: 'both', taking: '' },
    stop: '?>',
  }),
  language('solidity', ['sol'], { strings: [DOUBLE, SINGLE], lineEnds: 'never', imports: STRINGS_OF(['import']) }),
  language('zig', ['zig', 'zon'], {
    block: [],
    strings: [DOUBLE, CHAR],
    literals: ['zig-lines'],
    lineEnds: 'never',
    imports: { ...NO_IMPORTS, calls: ['import', 'embedFile'] },
  }),
  language('d', ['d', 'di'], {
    block: [C_BLOCK, block('/+', '+/', { nested: true })],
    strings: [DOUBLE, quoted('`', { lines: true, escape: '' }), CHAR],
    lineEnds: 'never',
    imports: NAMES_OF(['import']),
  }),
  language('v', ['v', 'vsh'], {
    strings: [quoted('"', { hole: '${' }), quoted("'", { hole: '${' }), quoted('`')],
    imports: NAMES_OF(['import']),
  }),
  language('haxe', ['hx'], {
    strings: [DOUBLE, quoted("'", { lines: true, hole: '${' })],
    lineEnds: 'never',
    imports: NAMES_OF(['import', 'using']),
  }),
  language('qml', ['qml'], { ...JAVASCRIPT, imports: { ...JAVASCRIPT_IMPORTS, paths: 'both' } }),
  language('protobuf', ['proto'], { strings: [DOUBLE, SINGLE], lineEnds: 'never', imports: STRINGS_OF(['import']) }),
  language('thrift', ['thrift', 'avdl', 'capnp', 'fbs'], {
    line: ['//', '#'],
    strings: [DOUBLE, SINGLE],
    imports: STRINGS_OF(['include', 'import', 'using']),
  }),
  language('jsonnet', ['jsonnet', 'libsonnet'], {
    line: ['//', '#'],
    strings: [quoted('|||', { lines: true, escape: '' }), DOUBLE, SINGLE],
    braces: 'data',
    lineEnds: 'never',
    imports: { ...NO_IMPORTS, calls: ['import', 'importstr'], paths: 'strings' },
  }),
  language('cue', ['cue'], {
    strings: [quoted('"""', { lines: true, hole: '\\(' }), quoted('"', { hole: '\\(' })],
    braces: 'data',
    imports: STRINGS_OF(['import']),
  }),
  language('bicep', ['bicep', 'bicepparam'], {
    strings: [quoted("'''", { lines: true, escape: '' }), quoted("'", { hole: '${' })],
    nameFirst: true,
    braces: 'data',
  }),
];

/** Rows of the table of languages: queries, mathematics, and the older families. */
import { block, C_BLOCK, language, NO_IMPORTS, quoted, type Language } from './row.ts';

const PLAIN_DOUBLE = quoted('"', { escape: '', doubled: true });
const PLAIN_SINGLE = quoted("'", { escape: '', doubled: true });

/** One row a language, as languages/index.ts lists them. */
export const DATA_LANGUAGES: readonly Language[] = [
  language('sql', ['sql', 'psql', 'pgsql', 'ddl', 'dml', 'plsql', 'hql', 'tsql', 'mysql', 'prql', 'cql'], {
    line: ['--'],
    block: [C_BLOCK],
    strings: [quoted("'", { lines: true, escape: '', doubled: true }), quoted('"', { escape: '' }), quoted('`', { escape: '' })],
    literals: ['dollar-quote'],
    nameCharacters: '@',
    lineEnds: 'never',
  }),
  language('matlab', ['mlx', 'mat.m'], {
    line: ['%'],
    block: [block('%{', '%}', { nested: true, first: true })],
    strings: [PLAIN_DOUBLE, PLAIN_SINGLE],
    literals: ['adjoint'],
    joiners: ['.'],
    imports: { ...NO_IMPORTS, words: ['import'] },
  }),
  language('vb', ['vb', 'vbs', 'bas', 'vba', 'cls', 'frm'], {
    line: ["'"],
    lineFirst: ['REM ', 'Rem '],
    block: [],
    strings: [quoted('$"', { close: '"', escape: '', doubled: true, hole: '{' }), PLAIN_DOUBLE],
    joiners: ['.'],
    lineEnds: 'always',
    nameFirst: true,
    imports: { ...NO_IMPORTS, words: ['Imports'] },
  }),
  language('fortran', ['f', 'for', 'f90', 'f95', 'f03', 'f08'], {
    line: ['!'],
    block: [],
    strings: [PLAIN_DOUBLE, PLAIN_SINGLE],
    joiners: ['%'],
    lineEnds: 'always',
    imports: { ...NO_IMPORTS, words: ['use', 'include'], paths: 'both' },
  }),
  language('pascal', ['pas', 'dpr', 'lpr', 'dpk'], {
    line: ['//'],
    block: [block('(*', '*)'), block('{', '}')],
    strings: [PLAIN_SINGLE],
    joiners: ['.'],
    lineEnds: 'never',
    imports: { ...NO_IMPORTS, words: ['uses'] },
  }),
  language('ada', ['adb', 'ads', 'vhd', 'vhdl'], {
    line: ['--'],
    block: [],
    strings: [PLAIN_DOUBLE],
    joiners: ['.'],
    lineEnds: 'never',
    imports: { ...NO_IMPORTS, words: ['with', 'use'] },
  }),
  // https://developer.apple.com/library/archive/documentation/Cocoa/Conceptual/LoadingResources/Strings/Strings.html
  language('apple-strings', ['strings'], { line: ['//'], block: [C_BLOCK], strings: [quoted('"', { lines: true })], lineEnds: 'never' }),
  language('applescript', ['applescript', 'scpt'], { line: ['--', '#'], block: [block('(*', '*)', { nested: true })] }),
  language('autohotkey', ['ahk', 'au3'], { line: [';'], strings: [PLAIN_DOUBLE, PLAIN_SINGLE] }),
];

/** Programming languages as data: which files they are in, and how comments, strings, names and imports are written. */
import { BRACE_LANGUAGES } from './braces.ts';
import { DATA_LANGUAGES } from './data.ts';
import { FUNCTIONAL_LANGUAGES } from './functional.ts';
import { SCRIPT_LANGUAGES } from './scripts.ts';
import type { Language } from './row.ts';

/** Every language, one row each. */
export const LANGUAGES: readonly Language[] = [...BRACE_LANGUAGES, ...SCRIPT_LANGUAGES, ...FUNCTIONAL_LANGUAGES, ...DATA_LANGUAGES];

const BY_ID = new Map(LANGUAGES.map((one) => [one.id, one]));
const BY_ENDING = new Map(LANGUAGES.flatMap((one) => one.endings.map((ending) => [ending, one] as const)));
const BY_NAME = new Map(LANGUAGES.flatMap((one) => one.names.map((name) => [name, one] as const)));
const BY_INTERPRETER = new Map(LANGUAGES.flatMap((one) => one.interpreters.map((name) => [name, one] as const)));

/** The language of an id of the table, or of a name that people use for it: `py`, `ipython3`, `typescript`. */
export function languageNamed(name: string): Language | null {
  const plain = name.toLowerCase().replace(/[\d.]+$/, '');
  return BY_ID.get(plain) ?? BY_ENDING.get(plain) ?? BY_INTERPRETER.get(plain) ?? null;
}

/** The language of a file: by its name, its ending, or the interpreter that its first line names. */
export function languageOf(path: string, text: string): Language | null {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(PATTERN_OF, '');
  const named = BY_NAME.get(name);
  if (named) return named;
  const dot = name.lastIndexOf('.');
  if (dot < 0) return BY_INTERPRETER.get(interpreterOf(text)) ?? null;
  const ending = name.slice(dot + 1);
  if (ending === 'm')
    return (
      BY_ID.get(
        /^\s*(?:#import|#include|@import|@interface|@implementation|\/\/|\/\*)/m.test(text.slice(0, 4000)) ? 'objective-c' : 'matlab',
      ) ?? null
    );
  if (ending === 'ts' && text.startsWith('<?xml')) return null;
  return BY_ENDING.get(ending) ?? null;
}

/** What is copied and filled in: `settings.py.example`. */
const PATTERN_OF = /(?<=\.[a-z]{1,6})\.(?:example|sample|dist|default|template)$/;

/** The program of a `#!` line without its path and version; `''` when there is none. */
export function interpreterOf(text: string): string {
  if (!text.startsWith('#!')) return '';
  const words = (/^#!([^\r\n]{0,200})/.exec(text)?.[1] ?? '').trim().split(/\s+/);
  const program = words.find((word, place) => !/(?:^|\/)env$/.test(word) && !word.startsWith('-') && (place === 0 || !word.includes('=')));
  return (program ?? '').replace(/^.*\//, '').replace(/[\d.]+$/, '');
}

import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { expandBraces } from '../src/formats/globs/braces.ts';
import { compileGlobs } from '../src/formats/globs/index.ts';
import { UsageError } from '../src/usage-error.ts';
import { HANG_MS } from './hang.ts';

const segment = fc.constantFrom(
  'a',
  'b',
  'ab',
  '*',
  '*.py',
  'a*',
  '?',
  '??',
  '[ab]',
  '[^a]*',
  '{a,b}',
  '{a,b*}.py',
  '@(a|b)',
  'a.{py,js}',
  'x{1..3}',
  '*b*',
  'é',
);
const folder = fc.oneof(segment, fc.constant('**'));
const glob = fc.tuple(fc.array(folder, { maxLength: 3 }), folder).map(([folders, last]) => [...folders, last].join('/'));
const name = fc.constantFrom('a', 'b', 'ab', 'abb', 'a.py', 'b.js', '.a', 'x2', 'x4', 'cab', 'é', 'éb');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

describe('globs', () => {
  it('mean what fast-glob means by them', () => {
    fc.assert(
      fc.property(glob, path, (pattern, candidate) => {
        // Whether `x/**` is also `x` depends on the pattern there; here it always is.
        const theirs = picomatch([pattern, pattern.replace(/(?:\/\*\*)+$/, '')], { dot: true });
        expect(compileGlobs([pattern], []).isIncluded(candidate), pattern).toBe(theirs(candidate));
        expect(compileGlobs([], [pattern]).isExcluded(candidate), pattern).toBe(theirs(candidate));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['a{b,c}d', ['abd', 'acd']],
    ['{a,{b,c}}{,x}', ['a', 'ax', 'b', 'bx', 'c', 'cx']],
    ['{3..1}{a..c}', ['3a', '3b', '3c', '2a', '2b', '2c', '1a', '1b', '1c']],
    ['?(a|b)c', ['c', 'ac', 'bc']],
    ['(a|b)', ['a', 'b']],
    ['app/(group)/{id}', ['app/(group)/{id}']],
    ['\\{a,b}[{,}]{', ['\\{a,b}[{,}]{']],
    ['{}', ['{}']],
  ])('%s stands for %j', (pattern, expected) => expect(expandBraces(pattern)).toEqual(expected));

  it.each(['+(a|aa)b', '!(a)', 'x/*(a|b)', '{1..99999}', '{a,b}'.repeat(12), '[', 'a/[b', '{a,[b}', '[[:no:]]', 'a\\', 'a'.repeat(4097)])(
    'refuses %s',
    (pattern) => {
      expect(() => compileGlobs([], [pattern])).toThrow(UsageError);
      expect(() => compileGlobs([`!${pattern}`], [])).toThrow(UsageError);
    },
  );

  it('takes a file that git would call by two bytes as one character', () => {
    expect(compileGlobs(['?[!a]?'], []).isIncluded('é中ü')).toBe(true);
  });

  it('matches hostile globs in linear time, and never throws anything but a UsageError', () => {
    const started = performance.now();
    const { isExcluded } = compileGlobs([], ['*a'.repeat(60) + 'b', '**/'.repeat(60) + 'b', '[a'.repeat(400) + ']', '{'.repeat(4000)]);
    expect(isExcluded('a'.repeat(4000))).toBe(false);
    expect(isExcluded('a/'.repeat(2000) + 'a')).toBe(false);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '(', ')', '[', ']', ',', '|', '!', '*', '?', '\\', '/', 'a', '.', '1'),
          maxLength: 16,
        }),
        (pattern) => {
          try {
            compileGlobs([pattern], [pattern]).isExcluded('a/a');
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPORTERS } from '../src/report/index.ts';
import { cut, fill, widthOf, wrap } from '../src/report/width.ts';
import { reachedWords, reasonCounts } from '../src/report/words.ts';
import type { Component, Finding, Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';
import { HANG_MS } from './hang.ts';

const text = await REPORTERS['text']?.();

function shown(report: Report, width: number, more: { color?: boolean; quiet?: boolean } = {}): string {
  return text?.(report, { color: false, quiet: false, width, ...more }) ?? '';
}

describe('width', () => {
  it.each([
    ['abc', 3],
    ['模型', 4],
    ['ｄｅｅｐ', 8],
    ['딥시크', 6],
    ['cafe\u0301', 4],
    ['Модель', 6],
    ['', 0],
  ])('%s takes %i columns', (value, width) => expect(widthOf(value)).toBe(width));

  it('cuts and fills by columns', () => {
    expect(cut('模型模型', 5)).toBe('模型…');
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
    expect(fill('模', 4)).toBe('模  ');
  });

  it('wraps any text within the width, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 8, max: 60 }), (value, width) => {
        const lines = wrap(value, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
      }),
    );
  });

  it('wraps a long word in linear time', () => {
    const start = performance.now();
    expect(wrap('模'.repeat(200_000), 40)).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});

describe('reasons', () => {
  it.each([
    [{ link: 1, binary: 1 }, '1 binary, 1 link'],
    [{ link: 2, special: 1, io: 1 }, '2 links, 1 read error, 1 socket, pipe or device'],
    [{ ignored: 1200, other: 3 }, '1,200 ignored by .gitignore, 3 other'],
    [{}, ''],
  ])('of %o: %s', (reasons, words) => expect(reasonCounts(reasons)).toBe(words));
});

describe('text', () => {
  it.each([40, 60, 80, 120])('fits %i columns: only paths and commands are longer', (width) => {
    for (const line of shown(EXAMPLE, width).split('\n')) {
      if (!/^ {4}\S+:\d+:\d+$|pedigree explain/.test(line)) expect(widthOf(line), line).toBeLessThanOrEqual(width);
    }
  });

  it('says the verdict first and last, and what is most important', () => {
    const lines = shown(EXAMPLE, 100).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Fail: 2 errors, 1 note, 1 known, 1 accepted/);
    expect(lines.at(-1)).toBe(lines[0]);
    expect(lines[2]).toBe('In use       3 models of 2 families, 1 service, 1 package, names of 1 family; 7 places in 5 files');
  });

  it('shows a place under each rule that names it', () => {
    const [first] = EXAMPLE.findings;
    const beside: Finding[] = first === undefined ? [] : [{ ...first, ruleId: 'cn-origin/artifact', level: 'note' }];
    const lines = shown({ ...EXAMPLE, findings: [...EXAMPLE.findings, ...beside] }, 100).split('\n');
    const below = (title: string) => lines[lines.findIndex((line) => line.includes(title)) + 1];
    expect(below('API whose inference runs in China (')).toBe('  deepseek-chat');
    expect(below('Weights of Chinese origin in the tree (')).toBe('  deepseek-chat');
  });

  it('leaves out how mentions are reached, which nothing reaches', () => {
    const components = EXAMPLE.components.map((component) => ({
      ...component,
      exposures: [],
      occurrences: component.occurrences.map((one) => ({ ...one, usage: 'mention' as const })),
    }));
    const report = shown({ ...EXAMPLE, components, findings: [] }, 100);
    expect(report).toContain('NAME');
    expect(report).not.toContain('REACHED AS');
  });

  it('aligns columns behind wide characters', () => {
    const wide = EXAMPLE.components.map((component) => (component.name === 'Qwen3-32B' ? { ...component, name: '通义千问' } : component));
    const rows = shown({ ...EXAMPLE, components: wide }, 100)
      .split('\n')
      .filter((line) => /^ {2}(?:error|accepted|note) /.test(line));
    const [first = '', ...others] = rows.map((line) => line.replace(/\S+$/, ''));
    for (const other of others) expect(widthOf(other)).toBe(widthOf(first));
  });

  it('says without colour what it says with colour', () => {
    const colored = shown(EXAMPLE, 80, { color: true });
    expect(colored).toContain('\x1b[31m');
    // oxlint-disable-next-line no-control-regex -- colours are taken away
    expect(colored.replaceAll(/\x1b\[\d+m/g, '').replaceAll(/ +$/gm, '')).toBe(shown(EXAMPLE, 80));
  });

  it('--quiet gives open findings only, one a line', () => {
    expect(shown(EXAMPLE, 80, { quiet: true }).trimEnd().split('\n')).toHaveLength(3);
    expect(shown({ ...EXAMPLE, findings: [] }, 80, { quiet: true })).toBe('');
    expect(shown({ ...EXAMPLE, findings: [], verdict: 'incomplete' }, 80, { quiet: true })).toBe(
      'Incomplete: no findings (policy cn-origin)\nwarning: secrets/prod.env: not read: permission denied\n',
    );
  });

  it('says in one row where one value stands several times in a file', () => {
    const packages = EXAMPLE.components.filter(({ type }) => type === 'package');
    const components = packages.map((component) => ({
      ...component,
      occurrences: component.occurrences.flatMap((one) =>
        one.value !== 'dashscope'
          ? [one]
          : Array.from({ length: 9 }, (_, at) => ({ ...one, location: { ...one.location, line: 10 + at } })),
      ),
    }));
    const text = shown({ ...EXAMPLE, components, findings: [] }, 120);
    expect(text).toContain('uv.lock:10:9  dashscope  package (also line 11, 12, 13, 14, 15, 16 and 2 more), through agentscope');
    expect(text).not.toContain('uv.lock:11');
  });

  it('--quiet says what was found and leaves what to do to the rule', () => {
    const findings = EXAMPLE.findings.map((finding) => ({ ...finding, message: 'A is called (as of 1.2). Stop it.' }));
    expect(shown({ ...EXAMPLE, findings }, 80, { quiet: true })).toMatch(/^src\S+ {2}error {2}A is called \(as of 1\.2\)\. {2}cn-origin/);
  });

  it('names the country of an API as the operator states it, when its models are of many developers', () => {
    const [component] = EXAMPLE.components.filter(({ type }) => type === 'service');
    const origin = { weights: null, developer: null, host: ['CN'] };
    const at = (region: string | null) => component!.occurrences.map((one) => ({ ...one, region }));
    const words = (more: Partial<Component>) => reachedWords({ ...component!, origin, ...more }, undefined);
    expect(words({ occurrences: at('SG') })).toEqual(['API in Singapore']);
    expect(words({ occurrences: at(null) })).toEqual(['API in China']);
    expect(words({ occurrences: at(null), origin: { ...origin, host: [] } })).toEqual(["API in the developer's country"]);
    expect(words({ exposures: ['offshore-api'] })).toEqual(['API, operator from China']);
  });

  it('tells nothing found from nothing looked at', () => {
    const nothing = { ...EXAMPLE, components: [], findings: [], diagnostics: [], verdict: 'pass' } as const;
    expect(shown(nothing, 80)).toContain('No use of a known model family in 1,204 files.');
    const unseen = { ...nothing, coverage: { discovered: 9, scanned: 0, skipped: { excluded: 9 }, failed: {}, bytes: 0 } };
    expect(shown(unseen, 80)).toContain('No use of a known model family in 0 files.');
    expect(shown(unseen, 80)).toContain('9 excluded');
  });

  it('lists mentions only when nothing is used', () => {
    expect(shown(EXAMPLE, 100)).not.toContain('docs/guide.md');
    const components = EXAMPLE.components.map((component) => ({
      ...component,
      occurrences: component.occurrences.map((occurrence) => ({ ...occurrence, usage: 'mention' as const })),
    }));
    const mentions = shown({ ...EXAMPLE, components, findings: [] }, 100);
    expect(mentions).toContain('mentions only');
    expect(mentions).toContain('src/llm/client.py:12:18');
  });

  it('stays short, whatever was found, and says how many more there are', () => {
    const [model] = EXAMPLE.components.filter(({ name }) => name === 'deepseek-chat');
    const many = Array.from({ length: 400 }, (_, at): Component => ({ ...model!, id: `model/deepseek/m${at}`, name: `deepseek-m${at}` }));
    const [sample] = EXAMPLE.findings;
    const findings = many.map((component): Finding => ({ ...sample!, component: component.id }));
    const lines = shown({ ...EXAMPLE, components: many, findings }, 100).split('\n');
    expect(lines.length).toBeLessThan(80);
    expect(lines.join('\n')).toContain('and 397 more in 794 places');
    expect(lines.join('\n')).toContain('--quiet lists every finding');
  });

  it('takes any report at any width in time', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), fc.integer({ min: 0, max: 200 }), fc.boolean(), (report, width, color) => {
        expect(shown(report, width, { color })).toMatch(/^\S/);
      }),
      { numRuns: 60 },
    );
  });
});

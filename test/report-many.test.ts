/** Reports of very many things: what a format leaves out it counts, and the gravest is what stays. */
import { describe, expect, it } from 'vitest';
import { REPORTERS } from '../src/report/index.ts';
import type { Component, Diagnostic, Finding, Report } from '../src/types.ts';
import { EXAMPLE } from './report-example.ts';

const STYLE = { color: false, width: 100, quiet: false };
const MANY = 150;

function oneOf<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined) throw new Error('the example has none');
  return first;
}

const model = oneOf(EXAMPLE.components.filter(({ name }) => name === 'deepseek-chat'));
const place = oneOf(model.occurrences);
const components = Array.from({ length: MANY }, (_, at): Component => {
  const family = `family-${at}`;
  const location = { ...place.location, line: at + 1 };
  return {
    ...model,
    id: `model/${family}/m${at}`,
    name: `m${at}`,
    family,
    developer: 'unknown',
    origin: { weights: null, developer: null, host: [] },
    lineage: [{ name: `base-${at}`, family: null, relation: 'finetune', evidence: 'declared' }],
    occurrences: [{ ...place, location }],
  };
});
/** One finding of so many places. */
const wide: Finding = {
  ...oneOf(EXAMPLE.findings),
  component: components[0]?.id ?? '',
  locations: Array.from({ length: MANY }, (_, at) => ({ ...place.location, line: at + 1 })),
};
const notes = Array.from({ length: MANY }, (_, at): Diagnostic => ({ level: 'note', code: 'test/note', message: `note number ${at}` }));
const grave: Diagnostic = { level: 'error', code: 'test/error', message: 'the gravest' };
const report: Report = { ...EXAMPLE, components, findings: [wide], diagnostics: [...notes, grave] };

async function shown(format: string, one: Report = report): Promise<string> {
  const reporter = await REPORTERS[format]?.();
  return reporter?.(one, STYLE) ?? '';
}

describe('a report of very many things', () => {
  it.each(['text', 'markdown', 'html'])('%s keeps the gravest notice', async (format) => {
    expect(await shown(format)).toContain('the gravest');
  });

  it.each([
    ['text', /^and \d+ more notices$/m],
    ['markdown', new RegExp(`^and ${MANY - 40} more\\.$`, 'm')],
    ['markdown', new RegExp(`^- and ${MANY + 1 - 20} more$`, 'm')],
    ['html', new RegExp(`<li>and ${MANY + 1 - 100} more</li>`)],
    ['html', new RegExp(`<li>and ${MANY - 12} more places</li>`)],
    ['html', new RegExp(` and ${MANY - 12} more</p>`)],
    ['html', new RegExp(`<summary>${MANY - 8} more bases</summary>`)],
    ['html', /\d+ others/],
    ['gitlab-sast', new RegExp(`and ${MANY - 50} more places`)],
    ['sarif', /and \d+ more places/],
  ])('%s says how much it leaves out: %s', async (format, words) => expect(await shown(format)).toMatch(words));

  it('html names every file that decided', async () => {
    const inputs = (['policy', 'configuration', 'baseline', 'rules'] as const).map((role) => {
      return { role, source: `${role}.yaml`, revision: 'c'.repeat(40), digest: 'd'.repeat(64) };
    });
    const page = await shown('html', { ...EXAMPLE, inputs });
    for (const [role, word] of Object.entries({
      policy: 'Policy',
      configuration: 'Configuration',
      baseline: 'Baseline',
      rules: 'Own rules',
    }))
      expect(page).toContain(`<dt>${word}</dt><dd>${role}.yaml at cccccccccccc <code>`);
  });

  it('html keeps the heaviest findings, and says where the rest is', async () => {
    const findings = Array.from({ length: 5003 }, (_, at): Finding => ({
      ...wide,
      locations: [],
      fingerprint: at.toString(16).padStart(32, '0'),
    }));
    expect(await shown('html', { ...report, findings })).toContain('3 more findings stand in the JSON report');
  });

  it('sarif keeps the heaviest findings, and says that others were dropped', async () => {
    const level = (at: number) => (at === 5002 ? ('error' as const) : ('note' as const));
    const findings = Array.from({ length: 5003 }, (_, at): Finding => ({
      ...wide,
      locations: [place.location],
      level: level(at),
      fingerprint: at.toString(16).padStart(32, '0'),
    }));
    const text = await shown('sarif', { ...report, findings });
    expect(text).toContain('"pedigree/v1":"0000000000000000000000000000138a"');
    expect(text).toMatch(/3 findings/);
  });
});

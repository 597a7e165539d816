import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { z } from 'zod';
import { html } from '../src/report/html.ts';
import type { Component, Finding, Report } from '../src/types.ts';
import { ANY_TEXT, reports } from './report-arbitrary.ts';
import { EXAMPLE } from './report-example.ts';
import { HANG_MS } from './hang.ts';

const HOSTILE = [
  '</script><script>window.broken=1</script>',
  '"><img src=x onerror=window.broken=1>',
  "' onmouseover='window.broken=1",
  '<svg/onload=window.broken=1>',
  '</title></style><script>window.broken=1</script>',
  'javascript:window.broken=1',
  '&lt;script&gt; &#60; ]]> --> <!--',
  '\u202egpj.exe\u2066\u0000\u001b[31m',
  '##[error]x ::warning::y',
].join(' ');

/** The example with `text` in every place that a tree fills. */
function filledWith(text: string): Report {
  const locations = [{ path: text, line: 1, column: 1, endColumn: 2 }];
  const components = EXAMPLE.components.map((component): Component => {
    const occurrences = component.occurrences.map((one) => ({
      ...one,
      location: { path: text, line: 1, column: 1, endColumn: 2 },
      value: text,
      context: text,
      reason: text,
      dependencyPath: [text, text],
    }));
    const lineage = [{ name: text, family: text, relation: text, evidence: text }];
    const licences = [{ name: text, models: text, source: text, reviewed: text }];
    return { ...component, name: text, version: text, purl: text, licences, lineage, occurrences };
  });
  const findings = EXAMPLE.findings.map((finding): Finding => ({
    ...finding,
    message: text,
    locations,
    suppressions: [{ kind: 'external', justification: text, owner: text }],
  }));
  const background = {
    statements: (EXAMPLE.background?.statements ?? []).map((one) => ({ ...one, text, source: text, jurisdiction: text, status: text })),
    sources: (EXAMPLE.background?.sources ?? []).map((one) => ({ ...one, name: text, source: text, reviewed: text, id: text })),
  };
  const rules = EXAMPLE.policy.rules.map((rule) => ({ ...rule, title: text, help: text, source: text }));
  const diagnostics = [{ level: 'warning', code: 'x', message: text, path: text } as const];
  return {
    ...EXAMPLE,
    components,
    findings,
    diagnostics,
    policy: { ...EXAMPLE.policy, source: text, rules },
    background,
    repository: { uri: text, branch: text },
  };
}

/** Findings as a large codebase has them. */
function large(count: number): Report {
  const [subject] = EXAMPLE.components;
  const [use] = subject?.occurrences ?? [];
  if (subject === undefined || use === undefined) return EXAMPLE;
  const components = Array.from({ length: count }, (_, at): Component => {
    const places = [1, 2, 3].map((line) => ({
      ...use,
      location: {
        path: `packages/service-${at}/src/providers/language-model/settings-${at % 7}.ts`,
        line: line * 11,
        column: 7,
        endColumn: 37,
      },
      value: `Qwen/Qwen3-${at}B-Instruct-2507`,
      context: 'createOpenAICompatible.models.default',
    }));
    return { ...subject, id: `model/qwen/m${at}`, type: 'model', name: `Qwen3-${at}B-Instruct`, occurrences: places };
  });
  const findings = components.map(({ id, occurrences }, at): Finding => ({
    ruleId: EXAMPLE.policy.rules[at % 3]?.id ?? '',
    level: (['error', 'warning', 'note'] as const)[at % 3] ?? 'note',
    message: 'Qwen3 (weights: China, released by Alibaba) is named for use; where it runs could not be told from the code.',
    component: id,
    locations: occurrences.map(({ location }) => location),
    fingerprint: at.toString(16).padStart(32, '0'),
    lineHash: null,
    state: 'new',
    suppressions: [],
  }));
  return { ...EXAMPLE, components, findings };
}

describe('the text', { timeout: 30_000 }, () => {
  /** Tags with quoted attributes, or a character that may stand only in them. */
  const TAG = /<!doctype html>|<\/?([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>|[<>]/g;
  const body = (page: string) => page.replace(/<style>[^]*?<\/style>/, '').replace(/<script>[^]*?<\/script>/, '');

  it('holds no tag and no attribute but its own, whatever the report says', () => {
    fc.assert(
      fc.property(fc.oneof(reports(ANY_TEXT), fc.constant(filledWith(HOSTILE))), (report) => {
        for (const [whole, tag, attributes = ''] of body(html(report)).matchAll(TAG)) {
          expect(whole).not.toMatch(/^[<>]$/);
          expect(attributes.replaceAll(/="[^"]*"/g, '')).not.toMatch(/\s(?:on\w+|style|srcdoc|src)\b/);
          expect(['script', 'style', 'iframe', 'img', 'object', 'base']).not.toContain(tag);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has one style sheet and one script, which its policy names by their hashes', () => {
    const page = html(EXAMPLE);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [style, script] = [/<style>([^]*?)<\/style>/.exec(page)?.[1], /<script>([^]*?)<\/script>/.exec(page)?.[1]];
    expect(policy).toBe(`default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`);
    expect(page.match(/<(?:style|script)\b/g)).toHaveLength(2);
  });

  it('loads nothing: links lead within the page, or to https on a click', () => {
    for (const page of [html(EXAMPLE), html(filledWith(HOSTILE))]) {
      expect(/<style>([^]*?)<\/style>/.exec(page)?.[1]).not.toMatch(/url\(|@import/);
      for (const [, tag, attributes = ''] of body(page).matchAll(TAG)) {
        expect(['link', 'img', 'image', 'use', 'iframe']).not.toContain(tag);
        const target = /\shref="([^"]*)"/.exec(attributes)?.[1];
        if (target !== undefined) expect(target).toMatch(/^(?:#[\w-]+|https:\/\/[^\s"<>]+)$/);
      }
    }
  });

  it('has every fingerprint, once', () => {
    fc.assert(
      fc.property(reports(ANY_TEXT), (report) => {
        const found = [...html(report).matchAll(/fingerprint <code>([0-9a-f]{32})<\/code>/g)].map(([, one]) => one);
        expect(found.sort()).toEqual(report.findings.map(({ fingerprint }) => fingerprint).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('of 1,000 findings stays below 2 MB', () => expect(Buffer.byteLength(html(large(1000)))).toBeLessThan(2_000_000));

  it('is the same for the same report', () => expect(html(structuredClone(EXAMPLE))).toBe(html(EXAMPLE)));

  it('lists what is only mentioned where nothing is used', () => {
    const components = EXAMPLE.components.map((component) => ({
      ...component,
      occurrences: component.occurrences.map((one) => ({ ...one, usage: 'mention' as const })),
    }));
    const page = html({ ...EXAMPLE, components, findings: [] });
    expect(page).toContain('<b>Only mentioned</b>');
    for (const { name } of components) expect(page).toContain(`<b>${name}</b>`);
    expect(html({ ...EXAMPLE, components: [], findings: [] })).not.toContain('id="inventory"');
  });

  it('says where data goes as the operator states it, and that it does not state it', () => {
    const [service] = EXAMPLE.components.filter(({ type }) => type === 'service');
    const destination = (region: string | null, more: Partial<Component> = {}) => {
      const occurrences = service!.occurrences.map((one) => ({ ...one, region, exposure: more.exposures?.[0] ?? one.exposure }));
      const page = html({ ...EXAMPLE, findings: [], components: [{ ...service!, ...more, occurrences }] });
      return /<td>DeepSeek<\/td><td>([^<]*)<\/td><td class="num">1<\/td>/.exec(page)?.[1];
    };
    expect(destination('SG')).toBe('Singapore');
    expect(destination(null)).toBe('China');
    expect(destination(null, { exposures: ['offshore-api'] })).toBe('Not stated, operator from China');
    expect(destination('DE', { exposures: ['offshore-api'] })).toBe('Germany');
    const third = { exposures: ['third-party-api' as const] };
    expect(destination(null, { ...third, origin: { weights: 'CN', developer: 'CN', host: ['US'] } })).toBe(
      'Not stated, operator from United States',
    );
    expect(destination(null, { ...third, origin: { weights: 'CN', developer: 'CN', host: [] } })).toBe('Not stated by the operator');
  });

  it('states facts with date, standing and source, licences, and where everything is from', () => {
    const page = html(EXAMPLE);
    expect(page).toMatch(/<b>DeepSeek<\/b> <span class="sub">2 facts, 1 list or measure in force<\/span>/);
    expect(page).toMatch(
      /2025-01-31<\/span><span><b>US-TX<\/b> <span class="tag">in force<\/span> Texas bars .*source: natlawreview\.com; govtech\.com/,
    );
    expect(page).toContain('<td>MIT; Llama 3.1 Community License</td>');
    expect(page).toMatch(/<td>host<\/td><td><b>OpenRouter<\/b><\/td><td>the terms of the operator<\/td><td>2026-01-15<\/td>/);
  });

  it('says what to do once: what the finding says, else what its rule says', () => {
    const [finding] = EXAMPLE.findings;
    const advice = (message: string) => /<b>What to do<\/b> ([^<]*)/.exec(html({ ...EXAMPLE, findings: [{ ...finding!, message }] }))?.[1];
    expect(advice('It is called. Call another.')).toBe('Call another.');
    expect(advice('It is called.')).toMatch(/^Serve the same open weights/);
  });

  it('says what is known when nothing was found', () => {
    const page = html({ ...EXAMPLE, components: [], findings: [], diagnostics: [], verdict: 'pass' });
    expect(page).toContain('No use of a known model family was found in 1,204 files.');
    expect(page).not.toContain('id="findings"');
  });
});

const barriers = z.object({ violations: z.array(z.looseObject({ id: z.string(), impact: z.string().nullable() })) });

const BROWSERS = [
  process.env['CHROME_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

describe('in a browser', { timeout: 30_000 }, () => {
  const path = BROWSERS.find((one) => one !== '' && existsSync(one));
  const folder = mkdtempSync(join(tmpdir(), 'pedigree-html-'));
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (path !== undefined) browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report; everything that the page logs or loads beside itself is kept. */
  async function opened(context: TestContext, report: Report, look: { dark?: boolean; width?: number; bypassCSP?: boolean } = {}) {
    if (browser === undefined) return context.skip('no Chromium or Chrome here; CHROME_PATH may name one');
    const file = join(folder, 'report.html');
    writeFileSync(file, html(report));
    const { dark = false, width = 1280, bypassCSP = false } = look;
    const tab = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', bypassCSP });
    const page = await tab.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => said.push(...(request.url() === pathToFileURL(file).href ? [] : [request.url()])));
    await page.goto(pathToFileURL(file).href);
    return { page, said };
  }

  const shown = (page: Page) => page.locator('#findings-table tbody:not([hidden]) .opener').allTextContents();
  const status = (page: Page) => page.locator('#findings-status').textContent();

  it('filters', async (context) => {
    const { page, said } = await opened(context, EXAMPLE);
    expect(await shown(page)).toEqual(['deepseek-chat', 'DeepSeek', 'DeepSeek-R1-Distill-Llama-8B', 'Qwen3-32B', 'dashscope']);
    expect(await status(page)).toBe('5 findings');
    await page.getByLabel('Search').fill('CLIENT.py deepseek');
    expect(await shown(page)).toEqual(['deepseek-chat', 'DeepSeek']);
    expect(await status(page)).toBe('2 of 2 shown, 5 in all');
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Family', { exact: true }).selectOption('Qwen');
    expect(await shown(page)).toEqual(['Qwen3-32B', 'dashscope']);
    await page.getByLabel('State', { exact: true }).selectOption('known');
    expect(await shown(page)).toEqual(['Qwen3-32B']);
    await page.getByRole('checkbox', { name: 'warning' }).uncheck();
    expect(await shown(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    expect(await shown(page)).toHaveLength(5);
    await page.getByRole('link', { name: 'API whose inference runs in China' }).click();
    expect(await shown(page)).toEqual(['deepseek-chat', 'DeepSeek']);
    expect(said).toEqual([]);
  });

  it('sorts, up and down', async (context) => {
    const { page } = await opened(context, EXAMPLE);
    const head = page.getByRole('columnheader', { name: 'Model, service or package' });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await shown(page)).toEqual(['dashscope', 'DeepSeek', 'deepseek-chat', 'DeepSeek-R1-Distill-Llama-8B', 'Qwen3-32B']);
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect((await shown(page))[0]).toBe('Qwen3-32B');
  });

  it('opens a finding from the keyboard', async (context) => {
    const { page } = await opened(context, EXAMPLE);
    const first = page.getByRole('button', { name: 'deepseek-chat', exact: true });
    expect(await page.locator('#d0').isVisible()).toBe(false);
    await first.focus();
    await page.keyboard.press('Enter');
    expect(await first.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('#d0').innerText()).toContain('src/llm/client.py:31:9');
    expect(await page.locator('#d0').innerText()).toContain('record why the call is acceptable');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#rule-0');
  });

  it('runs no script but its own', async (context) => {
    const { page, said } = await opened(context, filledWith(HOSTILE));
    for (const opener of await page.locator('.opener').all()) await opener.click();
    expect(await page.evaluate('"broken" in window')).toBe(false);
    expect(said).toEqual([]);
    await page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.broken = 1' }))");
    expect(await page.evaluate('"broken" in window')).toBe(false);
    expect(said.join()).toContain('Content Security Policy');
  });

  it('prints everything that it shows', async (context) => {
    const { page } = await opened(context, EXAMPLE, { dark: true });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('#d0').isVisible()).toBe(true);
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0);
  });

  it('of 1,000 findings is quick', async (context) => {
    const { page, said } = await opened(context, large(1000));
    expect(await shown(page)).toHaveLength(50);
    await page.getByRole('button', { name: 'Show all 1000' }).click();
    expect(await shown(page)).toHaveLength(1000);
    const took = await page.evaluate(`(async () => {
      const text = document.getElementById('f-text');
      const start = performance.now();
      text.value = 'service-77';
      text.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
      return performance.now() - start;
    })()`);
    expect(await shown(page)).toHaveLength(11);
    expect(took).toBeLessThan(HANG_MS);
    expect(said).toEqual([]);
  });

  it.for([
    ['light', { dark: false, width: 1280 }],
    ['dark', { dark: true, width: 1280 }],
    ['narrow', { dark: false, width: 400 }],
  ] as const)('has no serious barrier: %s', async ([, look], context) => {
    const { page } = await opened(context, EXAMPLE, { ...look, bypassCSP: true });
    for (const opener of await page.locator('.opener').all()) await opener.click();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = barriers.parse(await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'));
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width);
  });
});

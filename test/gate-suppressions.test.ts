import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL, CLEAN, OTHER_CALL, removeAll, repository, type Repository } from './gate-repo.ts';

const RULE = 'cn-origin/in-country-api';
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

let repo: Repository;
beforeAll(() => {
  repo = repository({ 'app.py': CALL, 'lib/other.py': OTHER_CALL, 'clean.py': CLEAN });
});
afterAll(removeAll);

function withConfig(text: string): { code: number | null; open: string[]; codes: string[] } {
  repo.write('.pedigree.yaml', text);
  const { code, report } = repo.report(['ci']);
  const open = report.findings.filter(({ suppressions }) => suppressions.length === 0).map(({ component }) => component);
  return { code, open, codes: report.diagnostics.map((diagnostic) => diagnostic.code) };
}

const entry = (keys: string) => `suppressions:\n  - ${keys.replaceAll('\n', '\n    ')}\n`;

describe('a suppression in .pedigree.yaml', () => {
  it.each([
    ['rule and paths', `rule: ${RULE}\npaths: app.py`, ['model/kimi/kimi-k2-turbo-preview', 'service/moonshot']],
    ['family', 'family: deepseek', ['model/kimi/kimi-k2-turbo-preview', 'service/moonshot']],
    ['a folder', 'paths: [lib]', ['model/deepseek/deepseek-chat', 'service/deepseek']],
    ['a glob', 'paths: "**/o*.py"', ['model/deepseek/deepseek-chat', 'service/deepseek']],
    ['a model', 'model: DeepSeek-*', ['model/kimi/kimi-k2-turbo-preview', 'service/deepseek', 'service/moonshot']],
    [
      'all keys',
      `rule: [x/y, ${RULE}]\nfamily: [qwen, deepseek]\npaths: ["*.py"]\nmodel: "*"`,
      ['model/kimi/kimi-k2-turbo-preview', 'service/moonshot'],
    ],
  ])('by %s accepts what it says and nothing else', (_, keys, left) => {
    const { code, open, codes } = withConfig(entry(`${keys}\nreason: agreed\nowner: security\nexpires: ${day(100)}`));
    expect(open.toSorted()).toEqual(left);
    expect(code).toBe(1);
    expect(codes.filter((kind) => kind.startsWith('suppression/'))).toEqual([]);
  });

  it('by fingerprint, and all of them: exit 0', () => {
    const { report } = repo.report(['scan', '--no-config']);
    const fingerprints = report.findings.map(({ fingerprint }) => fingerprint);
    const { code, open } = withConfig(entry(`fingerprint: [${fingerprints.join(', ')}]\nreason: agreed`));
    expect([code, open]).toEqual([0, []]);
  });

  it('shows its reason, owner and last day', () => {
    repo.write('.pedigree.yaml', entry(`paths: "**"\nreason: agreed in June\nowner: security\nexpires: ${day(200)}`));
    const { report } = repo.report(['scan']);
    const shown = { kind: 'external', justification: 'agreed in June', owner: 'security', expires: day(200) };
    expect(report.findings.flatMap(({ suppressions }) => suppressions)).toEqual(report.findings.map(() => shown));
  });

  it('stands on its last day and is announced for 14 days before', () => {
    const last = withConfig(entry(`paths: "**"\nreason: agreed\nexpires: ${day(0)}`));
    expect([last.code, last.codes.includes('suppression/expires-soon')]).toEqual([0, true]);
    expect(withConfig(entry(`paths: "**"\nreason: agreed\nexpires: ${day(14)}`)).codes).toContain('suppression/expires-soon');
    expect(withConfig(entry(`paths: "**"\nreason: agreed\nexpires: ${day(16)}`)).codes).not.toContain('suppression/expires-soon');
  });

  it('comes back as findings, with a notice, when it has expired', () => {
    const { code, open, codes } = withConfig(entry(`paths: "**"\nreason: agreed\nexpires: ${day(-1)}`));
    expect([code, open.length > 0, codes.includes('suppression/expired')]).toEqual([1, true, true]);
  });

  it('is told when it accepts nothing', () => {
    expect(withConfig(entry('family: glm\nreason: agreed')).codes).toContain('suppression/unused');
  });

  it.each([
    ['no reason', 'family: qwen', 'reason'],
    ['an empty reason', 'family: qwen\nreason: " - "', 'reason'],
    ['a day that is none', 'family: qwen\nreason: x\nexpires: 2026-02-31', 'expires'],
    ['a time', 'family: qwen\nreason: x\nexpires: 2026-02-01T00:00:00Z', 'expires'],
    ['an unknown key', 'family: qwen\nreason: x\nuntil: 2026-02-01', 'until'],
    ['nothing that it accepts', 'reason: x', 'rule, family, model, fingerprint or paths'],
    ['a glob that is not supported', 'paths: "!(a)"\nreason: x', '!(...)'],
  ])('with %s is exit 2, with its place', (_, keys, word) => {
    repo.write('.pedigree.yaml', entry(keys));
    const { code, err } = repo.run(['ci']);
    expect(err).toContain(word);
    expect(err).toMatch(/\.pedigree\.yaml:\d+/);
    expect(code).toBe(2);
  });

  it.each([
    ['aliases without end', `a: &a [x, x]\nb: &b [*a, *a]\n${'exclude: [*b, *b, *b]\n'.repeat(1)}`],
    ['nesting', `exclude: ${'['.repeat(20_000)}`],
    ['a file of a megabyte', `exclude:\n${'  - x\n'.repeat(180_000)}`],
  ])('a configuration of %s is exit 2', (_, text) => {
    repo.write('.pedigree.yaml', text);
    expect(repo.run(['ci']).code).toBe(2);
  });
});

describe('a suppression in source', () => {
  const mark = (reason: string, rule = RULE) => `pedigree: ignore[${rule}] ${reason}`;
  const accepted: readonly (readonly [string, string, string])[] = [
    ['Python, on the line', 'a.py', `${CALL.trimEnd()}  # ${mark('agreed')}\n`],
    ['Python, above', 'a.py', `# ${mark('agreed', `x/y, ${RULE}`)}\n${CALL}`],
    ['TypeScript', 'a.ts', `// ${mark('agreed')}\nconst client = new OpenAI({ baseURL: "https://api.deepseek.com" });\n`],
    ['TypeScript, a block', 'a.ts', `/* ${mark('agreed')} */\nconst client = new OpenAI({ baseURL: "https://api.deepseek.com" });\n`],
    ['Go', 'a.go', `package a\n\n//${mark('agreed')}\nvar base = "https://api.deepseek.com"\n`],
    ['SQL', 'a.sql', `-- ${mark('agreed')}\nSELECT 'https://api.deepseek.com/chat';\n`],
    ['YAML', 'a.yaml', `services:\n  llm:\n    # ${mark('agreed')}\n    base_url: https://api.deepseek.com\n`],
    ['YAML, on the line', 'a.yaml', `llm:\n  base_url: https://api.deepseek.com  # ${mark('agreed')}\n`],
    ['TOML', 'a.toml', `[llm]\n# ${mark('agreed')}\nbase_url = "https://api.deepseek.com"\n`],
    ['an environment file', '.env', `# ${mark('agreed')}\nOPENAI_BASE_URL=https://api.deepseek.com\n`],
    ['a Dockerfile', 'Dockerfile', `FROM scratch\n# ${mark('agreed')}\nENV OPENAI_BASE_URL=https://api.deepseek.com\n`],
    ['Terraform', 'a.tf', `variable "x" {\n  # ${mark('agreed')}\n  default = "https://api.deepseek.com"\n}\n`],
    ['a shell script', 'a.sh', `#!/bin/sh\n# ${mark('agreed')}\nexport OPENAI_BASE_URL=https://api.deepseek.com\n`],
    ['JSON with comments', 'tsconfig.jsonc', `{\n  // ${mark('agreed')}\n  "base_url": "https://api.deepseek.com"\n}\n`],
    ['two rules above one line', 'a.py', `# ${mark('agreed', 'x/y')}\n# ${mark('agreed')}\n${CALL}`],
  ];

  /** Every case in a folder of its own, in one run: the suppressions of the findings there. */
  function suppressionsIn(cases: readonly (readonly [string, string, string])[]): Map<string, unknown[]> {
    const one = repository();
    for (const [at, [, path, text]] of cases.entries()) one.write(`case${at}/${path}`, text);
    const { findings } = one.report(['ci']).report;
    return new Map(
      cases.map(([name], at) => [
        name,
        findings
          .filter(({ ruleId, locations }) => ruleId === RULE && locations[0]?.path.startsWith(`case${at}/`))
          .map(({ suppressions }) => suppressions),
      ]),
    );
  }

  it('counts in comments', () => {
    for (const [name, found] of suppressionsIn(accepted)) {
      expect(found.length, name).toBeGreaterThan(0);
      expect(found, name).toEqual(found.map(() => [{ kind: 'inSource', justification: 'agreed' }]));
    }
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['a string', 'a.py', `NOTE = "# ${mark('agreed')}"\n${CALL}`],
    ['a string on the line', 'a.py', `${CALL.trimEnd().slice(0, -1)}, note="# ${mark('agreed')}")\n`],
    ['a string of several lines', 'a.py', `NOTE = """\n# ${mark('agreed')}\n"""; ${CALL}`],
    ['a documentation string', 'a.py', `def f():\n    """\n    # ${mark('agreed')}\n    """; ${CALL}`],
    ['a value', 'a.yaml', `note: "# ${mark('agreed')}"\nbase_url: https://api.deepseek.com\n`],
    ['a template', 'a.js', `const note = \`\n// ${mark('agreed')}\n\`; new OpenAI({ baseURL: "https://api.deepseek.com" });\n`],
    ['a comment two lines above', 'a.py', `# ${mark('agreed')}\n\n${CALL}`],
    ['a comment behind other code above', 'a.py', `x = 1  # ${mark('agreed')}\n${CALL}`],
    ['a comment below', 'a.py', `${CALL}# ${mark('agreed')}\n`],
    ['a comment that speaks of one', 'a.py', `# write \`${mark('agreed')}\` on the line\n${CALL}`],
    ['another rule', 'a.py', `# ${mark('agreed', 'cn-origin/offshore-api')}\n${CALL}`],
  ];

  it('does not count elsewhere', () => {
    for (const [name, found] of suppressionsIn(refused)) {
      expect(found.length, name).toBeGreaterThan(0);
      expect(found, name).toEqual(found.map(() => []));
    }
  });

  it('accepts a finding only when it covers all of its places', () => {
    const one = repository({ 'a.py': `# ${mark('agreed')}\n${CALL}\n${CALL}` });
    const { code, report } = one.report(['ci']);
    expect(code).toBe(1);
    expect(report.findings[0]?.locations[0]).toMatchObject({ path: 'a.py', line: 4 });
  });

  it('that is spoken of in backticks is none: nothing is told of it', () => {
    const one = repository({
      'a.py': '# Say `pedigree: ignore` or `pedigree: ignore[rule-id] reason`.\n',
      'b.md': 'See `pedigree: ignore[a/b] c`.\n',
    });
    expect(one.report(['ci']).report.diagnostics).toEqual([]);
  });

  it('is told when it accepts nothing', () => {
    const one = repository({ 'a.py': `# ${mark('agreed')}\n${CLEAN}` });
    expect(one.report(['ci']).report.diagnostics).toMatchObject([{ code: 'suppression/unused', path: 'a.py', line: 1 }]);
  });

  it.each([
    ['no reason', `# pedigree: ignore[${RULE}]\n`, 'reason'],
    ['no rule', '# pedigree: ignore[] agreed\n', 'name the rules'],
    ['no list', '# pedigree: ignore agreed\n', 'name the rules'],
    ['a rule that cannot be one', '# pedigree: ignore[*] agreed\n', 'name the rules'],
  ])('with %s is exit 2, with its place', (_, text, words) => {
    const one = repository({ 'src/a.py': `\n${text}` });
    const { code, err } = one.run(['ci']);
    expect(err).toContain('src/a.py:2');
    expect(err).toContain(words);
    expect(code).toBe(2);
  });
});

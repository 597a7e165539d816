import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLAGS } from '../src/cli/options.ts';
import { jsonReportSchema } from '../src/report/json-schema.ts';

const BIN = join(import.meta.dirname, '../dist/bin.js');
let folder = '';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function pedigree(args: readonly string[], options: { input?: string; cwd?: string; env?: Record<string, string> } = {}): Run {
  const { input = '', cwd = folder, env = {} } = options;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pedigree-cli-'));
  write('uses/app.py', 'client = OpenAI(base_url="https://api.deepseek.com", model="deepseek-chat")\n');
  write('clean/app.py', 'print("hello")\n');
  write(
    'own/policy.yaml',
    'id: own\nreviewed: 2026-01-01\nsource: test\nname: Own\ndescription: Own policy\nrules:\n  - id: own/rule\n    levle: error\n',
  );
  write('broken-config/.pedigree.yaml', 'polcy: cn-origin\n');
  write('broken-config/app.py', 'x = 1\n');
  write('bad-glob/.pedigree.yaml', 'include: ["app/[a-z].py"]\nexclude: ["app/[id"]\n');
  write('bad-glob/app/a.py', 'x = 1\n');
  write('broken.json', '[{');
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exit codes', () => {
  it('of a reader that goes away stays what the scan says', async () => {
    const codes = await Promise.all(
      ['empty', 'uses', 'clean'].map(async (name) => {
        const child = spawn(process.execPath, [BIN, 'scan', name], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
        child.stdout.destroy();
        child.stderr.destroy();
        return (await once(child, 'close'))[0] as unknown;
      }),
    );
    expect(codes).toEqual([4, 1, 0]);
  });

  it('and the verdict tell nothing scanned from nothing found', () => {
    expect(pedigree(['scan', 'empty']).out).toMatch(/^Incomplete: no findings/);
    expect(pedigree(['scan', 'empty', '--allow-empty']).out).toMatch(/^Pass: no findings/);
    expect(pedigree(['ci', 'empty', '--allow-empty']).code).toBe(0);
  });

  it.each([
    ['an unknown flag', ['scan', '--frobnicate'], '--frobnicate'],
    ['a folder elsewhere that is not there', ['scan', '../not-there'], 'no such file or folder'],
    ['an unknown format', ['scan', 'uses', '--format', 'pdf'], 'pdf'],
    ['a level that is none', ['scan', 'uses', '--fail-on', 'fatal'], '--fail-on'],
    ['a size that is none', ['scan', 'uses', '--max-file-size', 'big'], '--max-file-size'],
    ['a path that does not exist', ['scan', 'nowhere'], 'nowhere'],
    ['a policy that is neither', ['scan', 'uses', '--policy', 'none-such'], 'none-such'],
    ['a policy with a mistake', ['policy', 'check', 'own/policy.yaml'], 'own/policy.yaml:7'],
    ['a configuration with a mistake', ['scan', 'broken-config'], '.pedigree.yaml'],
    ['a configuration with a glob that matches nothing', ['scan', 'bad-glob'], '.pedigree.yaml:2:10: exclude: app/[id: can match nothing'],
    ['a glob that matches nothing', ['scan', 'uses', '--exclude', 'app/[id'], 'app/[id: can match nothing; close each ['],
    ['a configuration that does not exist', ['scan', 'uses', '--config', 'nope.yaml'], 'nope.yaml'],
    ['a report into a folder that does not exist', ['scan', 'uses', '--format', 'json=no/such/out.json'], 'create it first'],
    ['a report in place of a folder', ['scan', 'uses', '--format', 'json=clean'], 'it is a folder'],
    ['two reports in one file', ['scan', 'uses', '--format', 'json=out.x', '--format', 'sarif=./out.x'], 'two reports'],
    ['two reports for programs on stdout', ['scan', 'uses', '--format', 'text', '--format', 'json'], 'json=FILE'],
    ['a change where there is no repository', ['ci', 'uses', '--diff', 'main'], 'not in a git repository'],
    ['a flag without its value', ['scan', '--diff'], '--diff'],
    ['a word that is no command', ['scna'], 'neither a command nor a file or folder'],
    ['a configuration, and none', ['scan', 'uses', '--config', 'x.yaml', '--no-config'], 'give one of them'],
    ['a folder of rules that is not there', ['rules', 'check', 'nowhere'], 'no such folder'],
    ['a policy to check that is not there', ['policy', 'check', 'none-such'], 'policy check none-such'],
    ['a list that is not there', ['rules', 'gaps', 'none-such'], 'none-such: no such file'],
    ['a list that is broken', ['rules', 'gaps', 'broken.json'], 'broken.json: not JSON'],
    ['a report that is a folder', ['diff', 'clean', 'clean'], 'clean: is a folder'],
    ['a baseline to prune that is a folder', ['baseline', 'uses', '--prune', '--output', 'clean'], 'clean: is a folder'],
    ['explain without a name', ['explain'], 'explain'],
    ['a name that no rule knows', ['explain', 'nobody-knows-this'], 'nobody-knows-this'],
  ])('2 for %s, said in words', (_, args, word) => {
    const { code, err, out } = pedigree(args);
    expect(err).toContain(word);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('2 when a report cannot be written, whatever was found', () => {
    const { code, err } = pedigree(['scan', 'uses', '--format', 'json=/dev/full']);
    expect([code, err]).toEqual([2, expect.stringContaining('cannot write /dev/full')]);
    const onto = (stdout: string) => `"${process.execPath}" "${BIN}" scan uses --format json > ${stdout}`;
    const run = spawnSync('bash', ['--norc', '-c', onto('/dev/full')], { cwd: folder, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('cannot write standard output')]);
    expect(spawnSync('bash', ['--norc', '-c', `${onto('/dev/full')} 2>&1`], { cwd: folder }).status).toBe(2);
  });

  it('4 for an empty folder without a word of what to scan, and 2 for a name that does not exist', () => {
    expect(pedigree([], { cwd: join(folder, 'empty') })).toMatchObject({
      code: 4,
      err: expect.stringContaining('--allow-empty') as string,
    });
    expect(pedigree(['ci'], { cwd: join(folder, 'empty') }).code).toBe(4);
    expect(pedigree(['nowhere'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nowhere') as string });
  });

  it('0 when nothing fails the policy', () => {
    expect(pedigree(['scan', 'uses', '--fail-on', 'never']).code).toBe(0);
    expect(pedigree(['scan', 'uses', '--policy', 'inventory']).code).toBe(0);
    expect(pedigree(['scan', 'empty', '--allow-empty']).code).toBe(0);
    expect(pedigree(['scan', 'broken-config', '--no-config']).code).toBe(0);
  });

  it('3 for an incomplete scan in ci, 0 in scan', () => {
    write('large/small.py', 'x = 1\n');
    write('large/app.py', `# qwen-max\n${'x = 1\n'.repeat(2000)}`);
    expect(pedigree(['ci', 'large', '--max-file-size', '1kb']).code).toBe(3);
    expect(pedigree(['scan', 'large', '--max-file-size', '1kb']).code).toBe(0);
  });

  it('do not depend on a large file that holds a short name only inside longer words', () => {
    write('inside/app.js', `${'const swan2Bring1 = deyiLing7 + 1;\n'.repeat(100)}`);
    expect(pedigree(['ci', 'inside', '--max-file-size', '1kb']).code).toBe(0);
  });
});

describe('output', () => {
  it('is a JSON report of the published shape, and nothing else on stdout', () => {
    const { out } = pedigree(['scan', 'uses', '--format', 'json']);
    expect(jsonReportSchema.parse(JSON.parse(out)).findings.length).toBeGreaterThan(0);
  });

  it('goes to several places in one run, whole, and leaves no temporary file', () => {
    const { out } = pedigree(['scan', 'uses', '--format', 'json=a.json', '--format', 'sarif=b.sarif', '--format', 'text']);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toHaveProperty('schemaVersion', '1.0');
    const sarif: unknown = JSON.parse(readFileSync(join(folder, 'b.sarif'), 'utf8'));
    expect(sarif).toHaveProperty('version', '2.1.0');
    expect(sarif).toHaveProperty('runs.0.results.0.partialFingerprints.primaryLocationLineHash', expect.stringMatching(/^[0-9a-f]+:1$/));
    expect(out).toContain('app.py');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('goes to a descriptor that leads to a file, and moves nothing in its place', () => {
    const run = spawnSync('bash', ['--norc', '-c', `"${process.execPath}" "${BIN}" scan uses --format json=/dev/fd/1 > fd.json`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(JSON.parse(readFileSync(join(folder, 'fd.json'), 'utf8'))).toHaveProperty('schemaVersion', '1.0');
  });

  it('is byte-identical for any number of threads', () => {
    const reports = ['1', '2', '4'].map((jobs) => pedigree(['scan', '.', '--format', 'json', '--jobs', jobs, '--no-config']).out);
    expect(new Set(reports).size).toBe(1);
  });

  it('has colours only when asked for', () => {
    const hasColour = (args: string[], env = {}) => pedigree(['scan', 'uses', ...args], { env }).out.includes('\u001b[');
    expect(hasColour([])).toBe(false);
    expect(hasColour(['--color', 'always'])).toBe(true);
    expect(hasColour([], { FORCE_COLOR: '1' })).toBe(true);
    expect(hasColour([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(hasColour(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
  });

  it.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/script'))(
    'has colours and progress on a terminal that shows them',
    () => {
      const onTerminal = (flags: string, env: Record<string, string> = {}, tree = 'uses') => {
        const command = `"${process.execPath}" "${BIN}" scan ${tree} ${flags}`;
        const options = { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...env } } as const;
        return spawnSync('/usr/bin/script', ['-qec', command, '/dev/null'], options).stdout;
      };
      expect(onTerminal('--no-progress')).toContain('\u001b[31m');
      for (let file = 0; file < 8000; file++) write(`many/${file % 100}/${file}.txt`, 'text\n');
      expect(onTerminal('--color never', {}, 'many')).toContain('\u001b[2K  ');
      for (const [flags, env] of [
        ['--no-progress', { NO_COLOR: '1' }],
        ['--no-progress --color never', {}],
        ['--quiet --color never', {}],
        ['', { TERM: 'dumb' }],
        ['--color never', { CI: '1' }],
      ] as const)
        expect(onTerminal(flags, env), flags).not.toContain('\u001b');
    },
  );

  it('is short with --quiet: open findings, or nothing', () => {
    expect(pedigree(['scan', 'uses', '--quiet']).out.trim().split('\n')).toHaveLength(2);
    expect(pedigree(['ci', 'clean', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });

  it('logs nothing unless asked to', () => {
    for (const level of ['warn', 'error', 'silent']) expect(pedigree(['scan', 'clean', '--log-level', level]).err).toBe('');
  });

  it('logs to stderr as JSON lines when asked to', () => {
    const { err, out } = pedigree(['scan', 'clean', '--log-level', 'debug', '--format', 'json']);
    expect(
      err
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)).length,
    ).toBeGreaterThan(0);
    expect(() => JSON.parse(out) as unknown).not.toThrow();
  });
});

describe('a reader that goes away', () => {
  it('is no error, and changes no exit code', () => {
    const script = `"${process.execPath}" "${BIN}" scan uses --format html | head -c 1 > /dev/null; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect([stdout, stderr]).toEqual(['1\n', '']);
  });
});

describe('messages', () => {
  it('show no credential, escape or command of the tree', () => {
    write('hostile/.pedigree.yaml', '"\\e[31m::error::x sk-abcdefghij0123456789abcdefghij": 1\n');
    const { code, err } = pedigree(['scan', 'hostile']);
    expect(code).toBe(2);
    expect(err).not.toContain('\u001b');
    expect(err).not.toMatch(/^::|sk-abcdefghij/m);
  });
});

describe('--cache', () => {
  const report = (args: readonly string[], env: Record<string, string>) =>
    pedigree(['scan', 'uses', '--format', 'json', '--no-config', ...args], { env }).out;

  it('changes no report, whatever the cache holds', () => {
    const env = { XDG_CACHE_HOME: join(folder, 'user') };
    const without = report([], env);
    expect(() => readdirSync(join(folder, 'user'))).toThrow();
    expect(report(['--cache'], env)).toBe(without);
    const [name = ''] = readdirSync(join(folder, 'user/pedigree'));
    expect(report(['--cache'], env)).toBe(without);
    writeFileSync(join(folder, 'user/pedigree', name), 'damaged');
    expect(report(['--cache'], env)).toBe(without);
    expect(pedigree(['ci', 'uses', '--no-config', '--cache'], { env }).code).toBe(1);
  });

  it('lies outside of what is scanned, or nowhere', () => {
    report(['--cache'], { XDG_CACHE_HOME: join(folder, 'uses/user') });
    expect(readdirSync(join(folder, 'uses'))).toEqual(['app.py']);
    report(['--cache'], { XDG_CACHE_HOME: 'relative', HOME: join(folder, 'uses') });
    expect(readdirSync(join(folder, 'uses'))).toEqual(['app.py']);
  });
});

describe('--help', () => {
  it('fits on a terminal of 100 columns', () => {
    const { out } = pedigree(['--help']);
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  const flags = Object.keys(FLAGS);

  it('is what any command says that is asked for it, unless the word is a name', () => {
    const { out } = pedigree(['--help']);
    for (const args of [['help'], ['-h'], ['scan', '--help'], ['ci', '.', '-h'], ['identify', '--help'], ['rules', 'check', '--help']])
      expect(pedigree(args)).toEqual({ code: 0, out, err: '' });
    expect(pedigree(['identify', '--', '-h']).out).toContain('"id":"-h"');
  });

  it('names every flag, and no other', () => {
    const { out } = pedigree(['--help']);
    const named = new Set([...out.matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1] ?? ''));
    expect([...named].filter((name) => !['help', 'version'].includes(name)).sort()).toEqual(flags.toSorted());
  });

  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `--[^|]*\|/gm)].map(([row]) => row);
  it('agrees with the table of the README', () => {
    const named = rows.flatMap((row) => [...row.matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1] ?? ''));
    expect(named.toSorted()).toEqual(flags.toSorted());
  });
});

describe('identify', () => {
  it('answers arguments and lines in their order', () => {
    const ids = ['unsloth/Qwen3-8B-GGUF', 'gpt-4o', 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B'];
    const answers = pedigree(['identify', ...ids]).out;
    expect(pedigree(['identify'], { input: `${ids.join('\n')}\n` }).out).toBe(answers);
    const rows = answers
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; family: string | null; origin: object });
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows.map(({ family }) => family)).toEqual(['qwen', 'gpt', 'deepseek']);
    expect(rows[2]?.origin).toEqual({ weights: 'US', developer: 'CN' });
  });
});

describe('explain, rules, policy', () => {
  it.each([
    ['qwen', ['developer     alibaba: Alibaba (CN)', '@ai-sdk/alibaba', 'DASHSCOPE_API_KEY', 'ChatTongyi', 'reviewed']],
    ['zhipu', ['country       CN', '2025-01-16', 'source']],
    ['api.z.ai', ['inference in SG', 'website [']],
    ['moonshotai/Kimi-K2-Instruct', ['released by   moonshot: Moonshot AI (CN)', 'licence', 'confidence    high']],
    ['agentica-org/DeepCoder-14B-Preview', ['weights       CN', 'Agentica', 'made from     deepseek-ai/DeepSeek-R1-Distill-Qwen-14B']],
    ['cn-origin/weights', ['policy        cn-origin', 'exposure self-hosted or artifact', 'what to do', 'reviewed']],
    ['policy/changed', ['what to do']],
  ])('explain %s says what the rules say', (name, parts) => {
    const { code, out } = pedigree(['explain', name]);
    expect(code).toBe(0);
    for (const part of parts) expect(out).toContain(part);
  });

  it('explain takes no flag that it does not know', () => {
    expect(pedigree(['explain', 'qwen', '--verbose']).code).toBe(2);
  });

  it('rules gaps lists what nothing places', () => {
    write('list.json', JSON.stringify({ data: [{ id: 'qwen/qwen3-8b' }, { id: 'nobody/unheard-of-9x' }] }));
    expect(pedigree(['rules', 'gaps', 'list.json']).out).toMatch(/2 ids, 1 placed, 1 not placed[\s\S]*nobody: 1: nobody\/unheard-of-9x/);
  });

  const FAMILY =
    'id: acme\nname: Acme\ndeveloper: alibaba\ntier: extended\nreviewed: 2026-01-01\nsource: test\nmodels:\n  - { pattern: acme-lm, strength: name }\nexamples: { match: [acme-lm-1], noMatch: [acne] }\n';
  const policyWhen = (condition: string) =>
    `id: own\nreviewed: 2026-01-01\nsource: test\nname: Own\ndescription: Own\nrules:\n  - id: own/rule\n    level: error\n    title: t\n    message: m\n    help: h\n    when: { ${condition} }\n`;
  it('rules check takes the rules that are shipped', () => {
    expect(pedigree(['rules', 'check', join(import.meta.dirname, '../rules')])).toMatchObject({ code: 0, err: '' });
  });

  it("rules check takes a team's own folder", () => {
    write('team/families/acme.yaml', FAMILY);
    expect(pedigree(['rules', 'check', 'team']).code).toBe(0);
    write('app/use.py', 'model = "acme-lm-7b"\n');
    expect(pedigree(['scan', 'app', '--rules', 'team', '--format', 'json', '--policy', 'inventory']).out).toContain('"family": "acme"');
    expect(pedigree(['scan', 'app', '--format', 'json', '--policy', 'inventory']).out).not.toContain('acme-lm');
  });

  it.each([
    ['an empty folder', '', '', /holds no rule; rules lie in developers\/, families\//],
    ['a folder of another name', 'famlies/acme.yaml', FAMILY, /famlies\/acme.yaml: would not be read/],
    ['a file with another ending', 'families/acme.yml', FAMILY, /families\/acme.yml: would not be read/],
    ['a file in place of a folder', 'families', '', /holds no rule/],
    ['an id that is not the name of its file', 'families/other.yaml', FAMILY, /other.yaml:1:1: id: must equal/],
    ['a key that nobody knows', 'families/acme.yaml', FAMILY.replace('tier', 'teir'), /acme.yaml:4:1: unknown key "teir"; known here: id,/],
    ['a key that is missing', 'families/acme.yaml', FAMILY.replace('name: Acme\n', ''), /acme.yaml:1:1: name: is missing; give a text/],
    [
      'a value of another kind',
      'families/acme.yaml',
      FAMILY.replace('Acme', '[Acme]'),
      /acme.yaml:2:7: name: must be a text, found a list/,
    ],
    [
      'a value that is none of a few',
      'families/acme.yaml',
      FAMILY.replace('extended', 'top'),
      /tier: must be one of core, .*, found "top"/,
    ],
    ['a date that is none', 'families/acme.yaml', FAMILY.replace('2026-01-01', 'today'), /acme.yaml:5:11: reviewed: must be a date/],
    [
      'a pattern that would never match',
      'families/acme.yaml',
      FAMILY.replace('acme-lm,', '"acme(",'),
      /acme.yaml:8:16: models.0.pattern: missing \)/,
    ],
    [
      'a developer that no file knows',
      'families/acme.yaml',
      FAMILY.replace('alibaba', 'nobody'),
      /acme.yaml: developer: there is no developers\/nobody.yaml/,
    ],
    [
      'a policy about a family that no file knows',
      'policies/own.yaml',
      policyWhen('family: qwne'),
      /own.yaml:12:\d+: rules.0.when.family: no family is called "qwne"/,
    ],
    [
      'a policy with a glob that matches nothing',
      'policies/own.yaml',
      policyWhen('paths: "app/[id"'),
      /own.yaml:12:\d+: rules.0.when.paths: app\/\[id: can match nothing; close each \[/,
    ],
    ['an alias without an anchor', 'families/acme.yaml', FAMILY.replace('Acme', '*none'), /acme.yaml:\d+:\d+: /],
  ])('rules check and --rules refuse %s', (_, path, text, said) => {
    rmSync(join(folder, 'wrong'), { recursive: true, force: true });
    mkdirSync(join(folder, 'wrong'));
    if (path !== '') write(`wrong/${path}`, text);
    for (const args of [
      ['rules', 'check', 'wrong'],
      ['scan', 'clean', '--rules', 'wrong'],
    ]) {
      const { code, err } = pedigree(args);
      expect(err).toMatch(said);
      expect(code).toBe(2);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  it.each([
    ['match', 'acme-lm-1', 'qwen3-8b', 'examples.match: qwen3-8b is of the family qwen'],
    ['match', 'acme-lm-1', 'nothing', 'examples.match: nothing is of no family'],
    ['noMatch', 'acne', 'acme-lm-2', 'examples.noMatch: acme-lm-2 is of this family'],
  ])('rules check reads examples.%s against all families', (_, right, wrong, said) => {
    rmSync(join(folder, 'wrong'), { recursive: true, force: true });
    write('wrong/families/acme.yaml', FAMILY.replace(right, wrong));
    expect(pedigree(['rules', 'check', 'wrong'])).toMatchObject({ code: 2, err: `pedigree: wrong/families/acme.yaml: ${said}\n` });
  });

  it('lists', () => {
    expect(pedigree(['rules', 'list']).out).toContain('qwen');
    expect(pedigree(['policy', 'list']).out).toContain('cn-origin');
    expect(pedigree(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(pedigree(['--help']).out).toContain('Exit codes');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CALL, CLEAN, newFolder, OTHER_CALL, removeAll, repository, type Repository } from './gate-repo.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const text = z.string();

/** What GitHub takes as the metadata of a composite action: https://docs.github.com/actions/reference/metadata-syntax-reference */
const actionSchema = z.strictObject({
  name: text,
  description: text.max(200),
  author: text,
  branding: z.strictObject({
    icon: text,
    color: z.enum(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']),
  }),
  inputs: z.record(z.string().regex(/^[a-z][a-z-]*$/), z.strictObject({ description: text, default: text })),
  outputs: z.record(z.string(), z.strictObject({ description: text, value: text })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.union([
        z.strictObject({ id: text.optional(), shell: z.literal('bash'), env: z.record(text, text), run: text }),
        z.strictObject({
          if: text,
          uses: z.string().regex(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/),
          'continue-on-error': z.boolean(),
          with: z.record(text, text),
        }),
      ]),
    ),
  }),
});
/** https://pre-commit.com/#creating-new-hooks */
const hooksSchema = z.array(
  z.strictObject({
    id: text,
    name: text,
    description: text,
    entry: text,
    language: z.literal('node'),
    pass_filenames: z.literal(false),
    require_serial: z.literal(true),
  }),
);
/** https://docs.gitlab.com/ci/yaml/ */
const gitlabSchema = z.record(
  z.string().regex(/^[a-z]/),
  z.strictObject({
    stage: text,
    image: text,
    variables: z.record(text, text),
    rules: z.array(z.strictObject({ if: text })),
    before_script: z.array(text),
    script: z.array(text),
    artifacts: z.strictObject({
      when: z.enum(['always', 'on_failure', 'on_success']),
      paths: z.array(text),
      reports: z.strictObject({ codequality: text, sast: text }),
    }),
  }),
);
/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps */
const azureSchema = z.strictObject({
  parameters: z.array(z.strictObject({ name: text, type: z.literal('string'), default: text.optional() })),
  steps: z.array(
    z.union([
      z.strictObject({ checkout: text, fetchDepth: text, persistCredentials: text }),
      z.strictObject({ task: z.string().regex(/^\w+@\d+$/), condition: text.optional(), inputs: z.record(text, text) }),
      z.strictObject({ bash: text, displayName: text, env: z.record(text, text) }),
    ]),
  ),
});

let repo: Repository;
let bin = '';
beforeAll(() => {
  repo = repository({ 'old.py': CALL, 'clean.py': CLEAN });
  repo.git('checkout', '-q', '-b', 'feature');
  repo.write('new.py', OTHER_CALL);
  repo.commit();
  // Stands in for the package manager: what it would install and build is here already.
  bin = newFolder();
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nexit 0\n');
  chmodSync(join(bin, 'npm'), 0o755);
});
afterAll(removeAll);

interface Shell {
  readonly code: number | null;
  readonly out: string;
}

function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Shell {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...env },
  });
  return { code: status, out: stdout + stderr };
}

/** Runs the steps of the action that are scripts, as the runner does: inputs reach them through their environment only. */
function runAction(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const action = actionSchema.parse(parse(read('action.yml')));
  const files = { GITHUB_OUTPUT: join(newFolder(), 'output'), GITHUB_STEP_SUMMARY: join(newFolder(), 'summary'), RUNNER_TEMP: newFolder() };
  const outputs = new Map<string, string>();
  let last: Shell = { code: 0, out: '' };
  let log = '';
  const filled = (value: string) =>
    value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      if (name === 'github.action_path') return ROOT;
      const [kind, ...rest] = name.split('.');
      if (kind === 'inputs') return inputs[rest.join('.')] ?? action.inputs[rest.join('.')]?.default ?? '';
      return outputs.get(rest.slice(2).join('.')) ?? '';
    });
  for (const step of action.runs.steps) {
    if (!('run' in step)) continue;
    const own = Object.fromEntries(Object.entries(step.env).map(([key, value]) => [key, filled(value)]));
    last = bash(step.run, repo.folder, { GITHUB_ACTIONS: 'true', ...files, ...env, ...own });
    log += last.out;
    if (existsSync(files.GITHUB_OUTPUT))
      for (const line of readFileSync(files.GITHUB_OUTPUT, 'utf8').split('\n'))
        outputs.set(line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1));
    if (last.code !== 0) break;
  }
  const summary = existsSync(files.GITHUB_STEP_SUMMARY) ? readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') : '';
  return { code: last.code, log, outputs, summary };
}

describe('action.yml', () => {
  it('is well-formed, and puts no input into a script', () => {
    const action = actionSchema.parse(parse(read('action.yml')));
    for (const step of action.runs.steps) if ('run' in step) expect(step.run).not.toContain('${{');
    for (const step of action.runs.steps)
      if ('uses' in step)
        expect(step).toMatchObject({ if: expect.stringContaining('head.repo.fork != true') as string, 'continue-on-error': true });
    const named = [...read('action.yml').matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1] ?? '');
    expect(new Set(named)).toEqual(new Set(Object.keys(action.inputs)));
  });

  it('fails for a finding, with annotations, a summary, SARIF and JSON', () => {
    const { code, log, outputs, summary } = runAction({});
    expect(code).toBe(1);
    expect(log).toMatch(/^::error file=new\.py,line=1,/m);
    expect(summary).toMatch(/^## Pedigree: fail/);
    expect(outputs.get('exit-code')).toBe('1');
    expect(JSON.parse(readFileSync(outputs.get('sarif') ?? '', 'utf8'))).toHaveProperty('version', '2.1.0');
    expect(JSON.parse(readFileSync(outputs.get('json') ?? '', 'utf8'))).toHaveProperty('verdict', 'fail');
  });

  it('takes its inputs, whatever stands in them', () => {
    expect(runAction({ 'fail-on': 'never' }).code).toBe(0);
    expect(runAction({ path: 'clean.py' }).code).toBe(0);
    expect(runAction({ policy: 'inventory' }).code).toBe(0);
    expect(runAction({ args: '--exclude\n*.py\n--allow-empty' }).code).toBe(0);
    const hostile = `--x $(touch ran) \`touch ran\` "; touch ran; " '; touch ran; ' \\`;
    for (const name of ['policy', 'baseline', 'policy-from', 'args', 'fail-on', 'path'])
      expect([2, 4], name).toContain(runAction({ [name]: hostile }).code);
    expect(existsSync(join(repo.folder, 'ran'))).toBe(false);
  });

  it('judges a pull request by its base, and with new-only by what it brings', () => {
    const environment = { GITHUB_BASE_REF: 'main' };
    expect(runAction({ 'new-only': 'true' }, environment).log).not.toContain('file=old.py');
    expect(runAction({ 'new-only': 'true' }, environment).code).toBe(1);
    expect(runAction({ 'new-only': 'true' }).log).toContain('file=old.py');
    expect(runAction({}, { GITHUB_BASE_REF: 'nowhere' })).toMatchObject({
      code: 2,
      log: expect.stringContaining('fetch-depth: 0') as string,
    });
  });
});

describe('a GitHub runner', () => {
  it('gets at most 10 annotations of each kind, the rest counted, and the summary behind what is there', () => {
    const many = repository(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.py`, CALL])));
    const summary = join(newFolder(), 'summary');
    writeFileSync(summary, 'before\n');
    const { code, out, err } = many.run(['ci', '--format', 'json'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(1);
    expect(() => JSON.parse(out) as unknown).not.toThrow();
    expect(err.match(/^::error /gm)).toHaveLength(10);
    expect(err).toMatch(/\d+ more findings of level error/);
    const written = readFileSync(summary, 'utf8');
    expect(written.startsWith('before\n## Pedigree: fail')).toBe(true);
    expect(Buffer.byteLength(written)).toBeLessThan(900_000);
  });

  it('gets 10 annotations of each kind, and no command or markup of the tree', () => {
    const hostile = 'a,b:%0A::error::x|<b>`@me`.py';
    const many = repository(
      Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [
          [`e${index}/${hostile}`, CALL],
          [`w${index}.py`, `m = AutoModel.from_pretrained("Qwen/Qwen3-${index + 1}B")\n`],
          [`n${index}/requirements.txt`, 'dashscope==1.20.0\n'],
        ]).flat(),
      ),
    );
    const summary = join(newFolder(), 'summary');
    const { err } = many.run(['ci', '--quiet'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
    const commands = err.split('\n').filter((line) => line.startsWith('::'));
    expect(commands.map((line) => /^::(\w+) file=[^,:]*,line=1,/.exec(line)?.[1] ?? line)).toEqual(
      ['error', 'warning', 'notice'].flatMap((command) => Array<string>(10).fill(command)),
    );
    for (const level of ['error', 'warning', 'note']) expect(err).toMatch(new RegExp(`^\\d+ more findings? of level ${level}$`, 'm'));
    const written = readFileSync(summary, 'utf8');
    expect(written).not.toMatch(/^::/m);
    expect(written.replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '')).not.toMatch(/<b>|@me/);
  });

  it('gets neither from scan, nor from a run elsewhere', () => {
    const summary = join(newFolder(), 'summary');
    for (const [command, env] of [
      ['scan', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }],
      ['ci', { GITHUB_STEP_SUMMARY: summary }],
    ] as const) {
      expect(repo.run([command], env).err).not.toContain('::');
      expect(existsSync(summary)).toBe(false);
    }
  });

  it('that takes no summary is told so in the exit code', () => {
    expect(repo.run(['ci'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(repo.folder, 'no/such/folder') }).code).toBe(2);
  });
});

/** This repository as a pipeline clones it, built. */
function clonable(): { repository: string; revision: string } {
  const other = repository({ 'package.json': read('package.json') });
  cpSync(join(ROOT, 'dist'), join(other.folder, 'dist'), { recursive: true });
  return { repository: other.folder, revision: other.commit() };
}

describe('.ci/gitlab.yml', () => {
  it('is well-formed, and runs', () => {
    const { pedigree: job } = gitlabSchema.parse(parse(read('.ci/gitlab.yml')));
    const { repository: from, revision } = clonable();
    const script = [...(job?.before_script ?? []), ...(job?.script ?? [])].join('\n');
    const base = { HOME: newFolder(), PEDIGREE_REPOSITORY: from, PEDIGREE_REVISION: revision, PEDIGREE_ARGUMENTS: '' };
    expect(bash(script, repo.folder, base).code).toBe(1);
    for (const file of [...(job?.artifacts.paths ?? []), ...Object.values(job?.artifacts.reports ?? {})])
      expect(JSON.parse(repo.read(file))).toBeTruthy();
    const request = { CI_MERGE_REQUEST_DIFF_BASE_SHA: repo.git('rev-parse', 'main').trim() };
    const again = (job?.script ?? []).join('\n');
    expect(bash(again, repo.folder, { ...base, ...request, PEDIGREE_ARGUMENTS: '--diff @base --exclude new.py' }).code).toBe(0);
  });
});

describe('.ci/azure-pipelines.yml', () => {
  it('is well-formed, and runs', () => {
    const { steps } = azureSchema.parse(parse(read('.ci/azure-pipelines.yml')));
    const { repository: from, revision } = clonable();
    const folders = { AGENT_TEMPDIRECTORY: newFolder(), BUILD_ARTIFACTSTAGINGDIRECTORY: newFolder() };
    const parameters: Readonly<Record<string, string>> = { repository: from, revision, arguments: '' };
    const codes = steps.flatMap((step) => {
      if (!('bash' in step)) return [];
      expect(step.bash).not.toContain('${{');
      const own = Object.entries(step.env).map(([key, value]) => [key, parameters[/parameters\.(\w+)/.exec(value)?.[1] ?? ''] ?? '']);
      return [bash(step.bash, repo.folder, { HOME: folders.AGENT_TEMPDIRECTORY, ...folders, ...Object.fromEntries(own) }).code];
    });
    expect(codes).toEqual([0, 1]);
    expect(JSON.parse(readFileSync(join(folders.BUILD_ARTIFACTSTAGINGDIRECTORY, 'pedigree.sarif'), 'utf8'))).toHaveProperty(
      'version',
      '2.1.0',
    );
  });
});

describe('.pre-commit-hooks.yaml', () => {
  it('is well-formed, and its entry sees the commit', () => {
    const [hook] = hooksSchema.parse(parse(read('.pre-commit-hooks.yaml')));
    const [program, ...args] = (hook?.entry ?? '').split(' ');
    expect(Object.keys((JSON.parse(read('package.json')) as { bin: object }).bin)).toContain(program);
    const other = repo.copy();
    expect(other.run(args).code).toBe(0);
    other.write('staged.py', CALL);
    other.git('add', 'staged.py');
    expect(other.run(args).code).toBe(1);
    other.write('.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/bin.js')}" ${args.join(' ')}\n`);
    chmodSync(join(other.folder, '.git/hooks/pre-commit'), 0o755);
    expect(() => other.git('commit', '-q', '-m', 'refused')).toThrow();
    other.write('unrelated.py', CLEAN);
    other.git('add', 'unrelated.py');
    other.git('commit', '-q', '-m', 'taken', 'unrelated.py');
    expect(() => other.git('commit', '-q', '-m', 'refused', 'staged.py')).toThrow();
  });
});

describe('a package that pre-commit builds from a checkout', () => {
  const npm = (args: readonly string[], cwd: string) =>
    spawnSync('npm', [...args, '--offline'], { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: newFolder() } });

  // What pre-commit does for `language: node`: npm install in a clone, npm pack, npm install --global of the file that pack names.
  it('is named alone on stdout by npm pack, and runs when it is installed', () => {
    const clone = newFolder();
    for (const path of ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'README.md', 'LICENSE', 'src', 'rules', 'fixtures'])
      cpSync(join(ROOT, path), join(clone, path), { recursive: true });
    symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(clone, 'node_modules'));
    const packed = npm(['pack'], clone);
    expect([packed.status, packed.stdout]).toEqual([0, expect.stringMatching(/^pedigree-[\d.]+\.tgz\n$/)]);
    const prefix = newFolder();
    expect(npm(['install', '--global', '--prefix', prefix, join(clone, packed.stdout.trim())], clone).status).toBe(0);
    const [hook] = hooksSchema.parse(parse(read('.pre-commit-hooks.yaml')));
    const staged = repo.copy();
    const commit = () => bash(hook?.entry ?? '', staged.folder, { PATH: `${prefix}/bin:${process.env['PATH'] ?? ''}` }).code;
    expect(commit()).toBe(0);
    staged.write('staged.py', CALL);
    staged.git('add', 'staged.py');
    expect(commit()).toBe(1);
  });
});

describe('Dockerfile', () => {
  it('builds what it runs, as nobody in particular', () => {
    const lines = read('Dockerfile')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const instructions = lines.map((line) => line.split(' ')[0]);
    expect(instructions.every((name) => ['FROM', 'WORKDIR', 'COPY', 'RUN', 'USER', 'ENTRYPOINT', 'CMD'].includes(name ?? ''))).toBe(true);
    expect(lines.filter((line) => line.startsWith('FROM ')).every((line) => /^FROM node:24[\w.-]*(?: AS build)?$/.test(line))).toBe(true);
    expect(lines.indexOf('USER node')).toBeGreaterThan(instructions.lastIndexOf('RUN'));
    expect(JSON.parse(lines.find((line) => line.startsWith('ENTRYPOINT '))?.slice('ENTRYPOINT '.length) ?? '')).toEqual([
      'node',
      '/pedigree/dist/bin.js',
    ]);
    for (const line of lines.filter((one) => one.startsWith('COPY ') && !one.includes('--from')))
      for (const path of line.split(' ').slice(1, -1)) {
        expect(existsSync(join(ROOT, path)), path).toBe(true);
        expect(read('.dockerignore').split('\n'), path).toContain(`!${path}`);
      }
  });

  it('copies all that the build and the program need', () => {
    const built = newFolder();
    for (const path of ['package.json', 'package-lock.json', 'src', 'rules', 'fixtures'])
      cpSync(join(ROOT, path), join(built, path), { recursive: true });
    symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(built, 'node_modules'));
    expect(bash('npm run build', built, { PATH: process.env['PATH'] ?? '' }).code).toBe(0);
    const place = newFolder();
    cpSync(join(built, 'dist'), join(place, 'dist'), { recursive: true });
    writeFileSync(join(place, 'package.json'), read('package.json'));
    expect(() => execFileSync(process.execPath, [join(place, 'dist/bin.js'), 'scan', repo.folder, '--fail-on', 'never'])).not.toThrow();
  });
});

/** Throwaway git repositories, and the built program run in them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { jsonReportSchema, type JsonReport } from '../src/report/json-schema.ts';

// Every run is a process of its own, and other tests run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const BIN = join(import.meta.dirname, '../dist/bin.js');

/** Code that is an error, code that is a warning, and code that is none, under the default policy. */
export const CALL = 'client = OpenAI(base_url="https://api.deepseek.com", model="deepseek-chat")\n';
export const OTHER_CALL = 'client = OpenAI(base_url="https://api.moonshot.cn/v1", model="kimi-k2-turbo-preview")\n';
export const CLEAN = 'print("hello")\n';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Repository {
  readonly folder: string;
  readonly write: (path: string, text: string | Buffer) => void;
  readonly remove: (path: string) => void;
  readonly read: (path: string) => string;
  readonly git: (...args: string[]) => string;
  /** Adds everything and commits it; gives the commit. */
  readonly commit: (message?: string) => string;
  readonly run: (args: readonly string[], env?: Record<string, string>) => Run;
  /** Runs with a JSON report on stdout. */
  readonly report: (args: readonly string[], env?: Record<string, string>) => { code: number | null; report: JsonReport };
  /** A copy of the repository as it stands. */
  readonly copy: () => Repository;
}

const folders: string[] = [];

/** Removes every repository. */
export function removeAll(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pedigree-gate-')));
  folders.push(folder);
  return folder;
}

/** A repository on branch main with some files, committed. */
export function repository(files: Readonly<Record<string, string>> = {}): Repository {
  const repo = repositoryAt(newFolder());
  repo.git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries(files)) repo.write(path, text);
  if (Object.keys(files).length > 0) repo.commit('base');
  return repo;
}

export function repositoryAt(folder: string): Repository {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'core.autocrlf=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    });
  const run = (args: readonly string[], env: Record<string, string> = {}): Run => {
    const options = { cwd: folder, encoding: 'utf8', input: '', env: { PATH: process.env['PATH'] ?? '', ...env } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], options);
    return { code: status, out: stdout, err: stderr };
  };
  return {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    git,
    commit(message = 'change') {
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD').trim();
    },
    run,
    report(args, env) {
      const { code, out, err } = run([...args, '--format', 'json'], env);
      if (out === '') throw new Error(`no report: ${err}`);
      return { code, report: jsonReportSchema.parse(JSON.parse(out)) };
    },
    copy() {
      const other = newFolder();
      cpSync(folder, other, { recursive: true });
      return repositoryAt(other);
    },
  };
}

/** Numbers from 0 to 1, the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

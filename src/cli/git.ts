/**
 * The one place that runs git, on repositories that nobody trusts: only commands that read objects and the index, none that compares
 * or converts files of the working tree, with every hook, filter, helper, transport and configuration of the machine switched off.
 */
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';

const FLAGS: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.askPass=',
  'credential.helper=',
  'diff.external=',
  'safe.bareRepository=explicit',
  'safe.directory=*',
  'protocol.allow=never',
  'core.untrackedCache=false',
  'submodule.recurse=false',
].flatMap((setting) => ['-c', setting]);
const TIMEOUT_MS = 30_000;
/** What one call may print. */
const MOST = 512 << 20;
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A file of a commit or of the index: its path below the folder, one code unit a byte. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` (a link), `160000` (a submodule). */
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/** A file that differs between two commits; `from`: the path that it had before, where it moved. */
export interface ChangedEntry {
  /** A, M, D, T, R or C. */
  readonly status: string;
  readonly path: string;
  readonly from: string | null;
}

interface Result {
  readonly status: number | null;
  readonly out: Buffer;
  readonly error: string;
}

/** Runs git in `folder`; `input` goes to stdin. */
function run(folder: string, args: readonly string[], input: string | Buffer = ''): Result {
  const { status, stdout, stderr, error } = process
    .getBuiltinModule('node:child_process')
    .spawnSync('git', [...FLAGS, '--no-pager', '--no-optional-locks', '--literal-pathspecs', ...args], {
      cwd: folder,
      input,
      env: environment(),
      timeout: TIMEOUT_MS,
      maxBuffer: MOST,
      windowsHide: true,
      shell: false,
    });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT')
    throw new UsageError('git is not installed, and a change cannot be told without it');
  if (error !== undefined) throw new UsageError(`git ${args[0] ?? ''} did not end: ${error.message}`);
  return { status, out: stdout, error: stderr.toString('utf8').trim() };
}

/** Nothing of the caller's environment but what a process needs, and the index that a commit in progress uses. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, GIT_INDEX_FILE } = process.env;
  return {
    PATH,
    ...(SystemRoot !== undefined && { SystemRoot }),
    ...(GIT_INDEX_FILE !== undefined && { GIT_INDEX_FILE: resolve(GIT_INDEX_FILE) }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  };
}

function text(folder: string, args: readonly string[]): string | null {
  const { status, out } = run(folder, args);
  return status === 0 ? out.toString('utf8').trim() : null;
}

/** Whether a folder lies in a working tree of git. */
export function isInRepository(folder: string): boolean {
  return text(folder, ['rev-parse', '--is-inside-work-tree']) === 'true';
}

/** The commit that a ref names, or null. The ref is never read as an option. */
export function commitOf(folder: string, ref: string): string | null {
  const id = text(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]) ?? '';
  return ID.test(id) ? id : null;
}

/** Where the histories of two commits part, or null when that cannot be told. */
export function mergeBaseOf(folder: string, one: string, other: string): string | null {
  const id = text(folder, ['merge-base', one, other]) ?? '';
  return ID.test(id) ? id : null;
}

/** Whether history was cut off when the repository was cloned. */
export function isShallow(folder: string): boolean {
  return text(folder, ['rev-parse', '--is-shallow-repository']) === 'true';
}

/** Whether any remote is known, and the address of `origin`. */
export function remotesOf(folder: string): { readonly isNone: boolean; readonly origin: string | null } {
  return {
    isNone: text(folder, ['for-each-ref', '--count=1', 'refs/remotes']) === '',
    origin: text(folder, ['config', '--get', 'remote.origin.url']),
  };
}

/** The branch that is checked out, `refs/heads/...`, or null. */
export function branchOf(folder: string): string | null {
  return text(folder, ['symbolic-ref', '--quiet', 'HEAD']);
}

/** The files of a commit below `folder`, or those at one path. */
export function filesOfCommit(folder: string, commit: string, path?: string): TreeEntry[] {
  const { status, out, error } = run(folder, ['ls-tree', '-r', '-z', commit, ...(path === undefined ? [] : ['--', path])]);
  if (status !== 0) throw new UsageError(`the files of ${commit} cannot be listed: ${error}`);
  return fieldsOf(out).flatMap((field) => {
    const [, mode, , id, name] = /^(\d{6}) (\w+) ([0-9a-f]+)\t([^]*)$/.exec(field) ?? [];
    return mode === undefined || id === undefined || name === undefined ? [] : [{ mode, id, path: name }];
  });
}

/** The files of the index below `folder`, or those at one path. */
export function filesOfIndex(folder: string, path?: string): TreeEntry[] {
  const { status, out, error } = run(folder, ['ls-files', '--stage', '-z', ...(path === undefined ? [] : ['--', path])]);
  if (status !== 0) throw new UsageError(`the index cannot be listed: ${error}`);
  return fieldsOf(out).flatMap((field) => {
    const [, mode, id, stage, name] = /^(\d{6}) ([0-9a-f]+) (\d)\t([^]*)$/.exec(field) ?? [];
    // While a merge is open, stage 2 is what is checked out.
    return mode === undefined || id === undefined || name === undefined || !['0', '2'].includes(stage ?? '')
      ? []
      : [{ mode, id, path: name }];
  });
}

/** The files below `folder` that differ between two commits, moved files as one. */
export function changesBetween(folder: string, from: string, to: string): ChangedEntry[] {
  const args = ['diff-tree', '-r', '-z', '-M', '-l400', '--name-status', '--relative', '--no-ext-diff', '--no-textconv', from, to];
  const { status, out, error } = run(folder, args);
  if (status !== 0) throw new UsageError(`${from} and ${to} cannot be compared: ${error}`);
  const fields = fieldsOf(out);
  const changes: ChangedEntry[] = [];
  for (let at = 0; at + 1 < fields.length;) {
    const status = fields[at]?.[0] ?? '';
    const isMove = status === 'R' || status === 'C';
    const before = fields[at + 1] ?? '';
    changes.push({ status, path: isMove ? (fields[at + 2] ?? '') : before, from: isMove ? before : null });
    at += isMove ? 3 : 2;
  }
  return changes;
}

/** The sizes of objects, in their order; null: the object is missing, as in a partial clone. */
export function sizesOf(folder: string, ids: readonly string[]): (number | null)[] {
  const { status, out, error } = run(folder, ['cat-file', '--batch-check=%(objectsize)'], ids.map((id) => `${id}\n`).join(''));
  if (status !== 0) throw unreadable(error);
  const lines = out.toString('latin1').split('\n');
  return ids.map((_, at) => (/^\d+$/.test(lines[at] ?? '') ? Number(lines[at]) : null));
}

/** The contents of blobs, in their order; null: the object is missing or no blob. */
export function blobsOf(folder: string, ids: readonly string[]): (Buffer | null)[] {
  if (ids.length === 0) return [];
  const { status, out, error } = run(folder, ['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''));
  if (status !== 0) throw unreadable(error);
  let at = 0;
  return ids.map(() => {
    const end = out.indexOf(10, at);
    const head = out.toString('latin1', at, end < 0 ? out.length : end);
    const [, type, digits] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(head) ?? [];
    if (end < 0 || digits === undefined) {
      at = end < 0 ? out.length : end + 1;
      return null;
    }
    const start = end + 1;
    at = start + Number(digits) + 1;
    return type === 'blob' ? out.subarray(start, at - 1) : null;
  });
}

function unreadable(error: string): UsageError {
  return new UsageError(`files of the base cannot be read; clone without --filter, or fetch them first: ${error}`);
}

function fieldsOf(out: Buffer): string[] {
  const fields = out.toString('latin1').split('\0');
  fields.pop();
  return fields;
}

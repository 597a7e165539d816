/** The one place that writes: stdout and stderr to the end, files whole or not at all. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../types.ts';

/**
 * Writes `text` to stdout and waits for it; a reader that has gone away is no error. Gives 0.
 * @throws UsageError when it cannot be written, as to a full disk.
 */
export async function print(text: string): Promise<number> {
  const error = await write(process.stdout, text);
  if (error !== null) throw unwritable('standard output', error);
  return 0;
}

/** Writes `text` to stderr and gives `code`, whether or not anybody can read it. */
export async function errors(text: string, code: number): Promise<number> {
  await write(process.stderr, text);
  return code;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<Error | null> {
  listenOnce(stream);
  return new Promise((resolve) => {
    stream.write(text, (error) => resolve(error && !isGone(error) ? error : null));
  });
}

function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE';
}

const heard = new WeakSet<NodeJS.WriteStream>();

/** A failed write tells its callback first and emits `error` later: unheard, that would end the program with another exit code. */
function listenOnce(stream: NodeJS.WriteStream): void {
  if (heard.has(stream)) return;
  heard.add(stream);
  stream.on('error', () => undefined);
}

/**
 * Checks that a file can lie at a place, before a scan that would be for nothing.
 * @throws UsageError when its folder does not exist, or when it is a folder itself.
 */
export function checkPlace(path: string): void {
  const stat = (place: string) => statSync(place, { throwIfNoEntry: false });
  if (stat(dirname(path))?.isDirectory() !== true)
    throw new UsageError(`cannot write ${path}: there is no folder ${dirname(path)}; create it first`);
  if (stat(path)?.isDirectory() === true) throw new UsageError(`cannot write ${path}: it is a folder; name a file in it`);
}

/**
 * Writes a report to a file: first beside it, then moved into place. A device or a pipe is written to as it is.
 * @throws UsageError when it cannot be written.
 */
export function writeWhole(path: string, text: string): void {
  checkPlace(path);
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing !== undefined && !existing.isFile()) return writeInto(path, text);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, error);
  }
}

function writeInto(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): UsageError {
  return new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
}

/** The one place that writes: stdout and stderr to the end, files whole or not at all. */
import { fstatSync, renameSync, rmSync, statSync, writeFileSync, writeSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { messageOf } from '../thrown.ts';

/** What a command answers. */
export const STDOUT = 1;
/** Everything else that it says. */
export const STDERR = 2;
type Descriptor = typeof STDOUT | typeof STDERR;

/** Nobody reads any more. */
const GONE = 'EPIPE';
/** A pipe that does not wait, and is full. */
const BUSY = 'EAGAIN';

/**
 * Writes `text` to stdout and waits for it; a reader that has gone away is no error. Gives 0.
 * @throws UsageError when it cannot be written, as to a full disk.
 */
export async function print(text: string): Promise<number> {
  const error = await write(STDOUT, text);
  if (error !== null) throw unwritable('standard output', error);
  return 0;
}

/** Writes `text` to stderr and gives `code`, whether or not anybody can read it. */
export async function errors(text: string, code: number): Promise<number> {
  await write(STDERR, text);
  return code;
}

/** Whether stdout or stderr is a terminal. Asks the stream itself only where it may be one: making a stream takes longer than a small scan. */
export function isTerminal(descriptor: Descriptor): boolean {
  return kindOf(descriptor)?.isCharacterDevice() === true && streamOf(descriptor).isTTY === true;
}

/** Files and pipes are written to at once; a terminal, and what does not take all of it now, through its stream. */
async function write(descriptor: Descriptor, text: string): Promise<Error | null> {
  const bytes = Buffer.from(text);
  const kind = kindOf(descriptor);
  const isPlain = process.platform !== 'win32' && (kind?.isFile() === true || kind?.isFIFO() === true || kind?.isSocket() === true);
  let written = 0;
  try {
    while (isPlain && written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if (codeOf(error) === GONE) return null;
    if (codeOf(error) !== BUSY) return error instanceof Error ? error : new Error(String(error));
  }
  return written < bytes.length || !isPlain ? stream(streamOf(descriptor), bytes.subarray(written)) : null;
}

function stream(to: NodeJS.WriteStream, bytes: Uint8Array): Promise<Error | null> {
  listenOnce(to);
  return new Promise((resolve) => {
    to.write(bytes, (error) => resolve(error && codeOf(error) !== GONE ? error : null));
  });
}

function streamOf(descriptor: Descriptor): NodeJS.WriteStream {
  return descriptor === STDOUT ? process.stdout : process.stderr;
}

/** What a descriptor leads to; null where it is closed. */
function kindOf(descriptor: Descriptor): Stats | null {
  try {
    return fstatSync(descriptor);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
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

/** Folders whose entries are no files of their own, but what the process has open. */
const DESCRIPTORS = /^\/(?:dev|dev\/fd|proc\/[^/]+\/fd)$/;

/**
 * Writes a report to a file: first beside it, then moved into place. A device, a pipe or a descriptor is written to as it is.
 * @throws UsageError when it cannot be written.
 */
export function writeWhole(path: string, text: string): void {
  checkPlace(path);
  const existing = statSync(path, { throwIfNoEntry: false });
  const isDescriptor = DESCRIPTORS.test(dirname(resolve(path)));
  if (existing !== undefined && (!existing.isFile() || isDescriptor)) return writeInto(path, text);
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
  return new UsageError(`cannot write ${path}: ${messageOf(error)}`);
}

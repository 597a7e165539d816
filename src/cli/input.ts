/** Files that arguments name. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';
import { messageOf } from '../thrown.ts';

/**
 * The text of a file.
 * @throws UsageError when there is none, or it cannot be read.
 */
export function textOf(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Says what the system said of a file, in words where they are known. */
export function unreadable(name: string, error: unknown): UsageError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return new UsageError(`${name}: ${WORDS[code] ?? `cannot be read: ${messageOf(error)}`}`);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a folder; name a file',
  EACCES: 'may not be read by this user',
};

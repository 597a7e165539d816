/** Corpora on disk: written once, found again by what they are made of. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchFile, Corpus } from './corpora.ts';

/** A tree on disk. */
export interface Stored {
  readonly root: string;
  readonly files: number;
  readonly bytes: number;
}

/** What decides the content of a corpus. */
export interface Recipe {
  readonly seed: number;
  readonly scale: number;
  readonly words: readonly string[];
}

/** So many of the first files tell one corpus from another: they come from all that a seed decides. */
const SAMPLE = 40;

/** The tree of a corpus below `folder`, written if it is not there yet. */
export function store(folder: string, { name, files }: Corpus, { seed, scale, words }: Recipe): Stored {
  const place = join(folder, `${name}-${scale}-${digestOf(files(seed, Math.min(scale, 0.05), words), SAMPLE).slice(0, 12)}`);
  const done = join(place, 'done.json');
  const root = join(place, 'tree');
  if (!existsSync(done)) {
    rmSync(place, { recursive: true, force: true });
    writeFileSync(done, JSON.stringify(write(root, files(seed, scale, words))));
  }
  const { files: count, bytes } = JSON.parse(readFileSync(done, 'utf8')) as Omit<Stored, 'root'>;
  return { root, files: count, bytes };
}

/** SHA-256 over paths and texts of the first `limit` files. */
export function digestOf(files: Iterable<BenchFile>, limit = Infinity): string {
  const hash = createHash('sha256');
  let count = 0;
  for (const { path, text } of files) {
    if (count++ >= limit) break;
    hash.update(path).update('\0').update(text()).update('\0');
  }
  return hash.digest('hex');
}

function write(root: string, files: Iterable<BenchFile>): Omit<Stored, 'root'> {
  const made = new Set<string>();
  let count = 0;
  let bytes = 0;
  for (const { path, text } of files) {
    const place = join(root, path);
    const folder = dirname(place);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    const content = text();
    writeFileSync(place, content);
    count++;
    bytes += content.length;
  }
  return { files: count, bytes };
}

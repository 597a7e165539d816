/** The programs that are measured, and how they are called. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rgPath } from '@vscode/ripgrep';
import type { DiscoverOptions } from '../../src/discover/index.ts';
import { catalogueWith } from '../../src/cli/catalogue.ts';
import { parseOptions } from '../../src/cli/options.ts';
import { prepare } from '../../src/cli/prepare.ts';
import { IGNORE_WORDS } from '../../src/rules/own-words.ts';
import type { Command } from './measure.ts';
import type { StageOne } from './stage-one.ts';

/** A tree, and the flags that a scan of it needs. */
export interface Tree {
  readonly root: string;
  readonly flags: readonly string[];
}

/** Threads of either side. */
const JOBS = '2';
const SHARED = ['--no-config', '--policy', 'inventory', '--no-progress', '--jobs', JOBS];
/** As Pedigree: hidden files, ignore rules of the tree and no others, whether it is a git repository or not. */
const SEARCH = `-i -F -l -j${JOBS} --hidden --no-config --no-require-git --no-ignore-global --no-ignore-parent --no-ignore-dot`.split(' ');
const APART = ['-g', '!.git', '-g', '!node_modules'];

/** What a scan of a tree is told, as the command line works it out. */
export async function discoverOptionsOf({ root, flags }: Tree): Promise<DiscoverOptions> {
  const prepared = await prepare(parseOptions([root, ...SHARED, ...flags], ['text']), false);
  prepared.remove();
  return prepared.scan.discover;
}

/** What opens a file, as it is told to ripgrep. */
export async function searchedWords(): Promise<string[]> {
  return [...(await catalogueWith()).anchors.doors, ...IGNORE_WORDS];
}

/** All programs; `dist` is where the program was built, `scratch` takes what they write. */
export function programsIn(dist: string, scratch: string) {
  const node = (script: string, args: readonly string[]): Command => ({ program: process.execPath, args: [join(dist, script), ...args] });
  const literals = join(scratch, 'literals.txt');
  const found = join(scratch, 'found.txt');
  const kept = join(scratch, 'kept.json');
  return {
    found,
    /** What the last run of stage 1 wrote. */
    stageOneResult: () => JSON.parse(readFileSync(kept, 'utf8')) as StageOne,
    /** A tree of one file with nothing to find. */
    nothing: (): Tree => {
      const root = join(scratch, 'nothing');
      mkdirSync(root, { recursive: true });
      writeFileSync(join(root, 'note.txt'), 'nothing\n');
      return { root, flags: [] };
    },
    /** Writes what ripgrep looks for. */
    tell: (words: readonly string[]) => writeFileSync(literals, `${words.join('\n')}\n`),
    bare: { program: process.execPath, args: ['-e', '0'] } satisfies Command,
    version: node('bin.js', ['--version']),
    scan: ({ root, flags }: Tree, more: readonly string[] = []) =>
      node('bin.js', ['scan', root, ...SHARED, ...flags, ...more, '--format', `json=${join(scratch, 'report.json')}`]),
    search: ({ root }: Tree): Command => ({
      program: rgPath,
      args: [...SEARCH, '-f', literals, ...APART, '.'],
      cwd: root,
      output: found,
      codes: [0, 1],
    }),
    /** Walk and prefilter alone; writes which files are kept, and what that took without the start of the process. */
    stageOne: ({ root, flags }: Tree) => node('bench-stage-one.mjs', [kept, root, ...SHARED, ...flags]),
    /** Reads the files that are kept, and parses them in the cheapest way that there is. */
    parse: ({ root }: Tree) => node('bench-parse.mjs', [kept, root]),
  };
}

export type Programs = ReturnType<typeof programsIn>;

/** The first line of `rg --version`. */
export function searchVersion(): string {
  return spawnSync(rgPath, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? '';
}

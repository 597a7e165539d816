/** The benchmark: Pedigree and ripgrep in turn, on the same trees, looking for the same words. See `npm run bench -- --help`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, platform, release } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { CORPORA } from './corpora.ts';
import { createMeter, type Command } from './measure.ts';
import { parseOptions, USAGE, type BenchOptions } from './options.ts';
import { programsIn, searchedWords, searchVersion, type Tree } from './programs.ts';
import * as sections from './sections.ts';
import { store, type Stored } from './store.ts';
import { table } from './table.ts';

/** A tree with a name, and one that has twice as much where there is one. */
interface Subject {
  readonly name: string;
  readonly tree: Tree;
  readonly twice: Tree | null;
}

const ANY: Tree = { root: 'TREE', flags: [] };
const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    say(USAGE);
    return 0;
  }
  const options = parseOptions(args);
  mkdirSync(options.folder, { recursive: true });
  const scratch = mkdtempSync(join(options.folder, 'run-'));
  const programs = programsIn(import.meta.dirname, scratch);
  const bench: sections.Bench = { programs, measure: createMeter(scratch), pairs: options.pairs, scratch };
  try {
    const literals = await searchedWords();
    programs.tell(literals);
    say(`${machine()}\n${shown(programs.scan(ANY))}\n${shown(programs.search(ANY))}\n${literals.length} words\n`);
    return await report(bench, subjectsOf(options, literals), options);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A command as people type it: without the places of this machine. */
function shown({ program, args }: Command): string {
  return [program, ...args].map((part) => (isAbsolute(part) ? basename(part) : part.replace(/=\/.*\//, '='))).join(' ');
}

function machine(): string {
  const [cpu] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${platform()} ${release()}, ${availableParallelism()} cores (${cpu?.model ?? 'unknown'}), Node ${process.version}, ${searchVersion()}`;
}

function subjectsOf({ paths, only, folder, seed, scale }: BenchOptions, words: readonly string[]): Subject[] {
  if (paths.length > 0) return paths.map((root) => ({ name: basename(root), tree: { root, flags: [] }, twice: null }));
  return CORPORA.filter(({ name }) => only.includes(name)).map((corpus) => {
    const once = store(folder, corpus, { seed, scale, words });
    const twice = store(folder, corpus, { seed, scale: 2 * scale, words });
    const tree = ({ root }: Stored): Tree => ({ root, flags: corpus.flags });
    say(`${corpus.name}: ${corpus.about}; here ${once.files} files, ${Math.round(once.bytes / 1e6)} MB`);
    return { name: corpus.name, tree: tree(once), twice: tree(twice) };
  });
}

async function report(bench: sections.Bench, subjects: readonly Subject[], { profile }: BenchOptions): Promise<number> {
  let isRight = true;
  for (const { name, tree, twice } of subjects) {
    say(`\n${table(sections.AGAINST_HEAD, [sections.against(bench, name, tree, twice)])}\n`);
    const { lines, isRight: isThis } = await sections.agreement(bench, name, tree);
    say(lines.join('\n'));
    isRight &&= isThis;
    if (name === 'start') say(`\n${table(sections.START_HEAD, sections.start(bench, tree))}`);
    if (name === 'dense') say(`\n${table(sections.STAGE_TWO_HEAD, sections.stageTwo(bench, tree))}`);
    if (twice === null || name === 'tree') say(`\n${table(sections.RESCAN_HEAD, [sections.rescan(bench, name, tree)])}`);
    if (profile) say(`\n${table(sections.PROFILE_HEAD, sections.profile(bench, name, tree))}`);
  }
  return isRight ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));

/** The trees that the benchmark scans: what they hold is decided by a seed alone. */
import type { Buffer } from 'node:buffer';
import { LANGUAGES, type Format } from './languages.ts';
import { LOCKFILES } from './lockfiles.ts';
import { poolOf, type Pool } from './pool.ts';
import { randomOf, type Random } from './random.ts';

/** A file to write; `text` is made when it is asked for. */
export interface BenchFile {
  readonly path: string;
  readonly text: () => Buffer | string;
}

/** A tree to scan. */
export interface Corpus {
  readonly name: string;
  readonly about: string;
  /** What a scan of it needs besides the flags that all share. */
  readonly flags: readonly string[];
  /** Its files; `scale` 1 is the size that `about` tells, 2 has twice as much. Where nothing is to be found, `words` are what to avoid. */
  readonly files: (seed: number, scale: number, words: readonly string[]) => Iterable<BenchFile>;
}

type Pools = readonly [Pool, ...Pool[]];

const KIB = 1 << 10;
const MIB = 1 << 20;
const { c, typescript, python, go, markdown, json, yaml, toml, text, minified } = LANGUAGES;

/** All corpora by name. */
export const CORPORA: readonly Corpus[] = [
  { name: 'start', about: '700 files, 8 MB', flags: [], files: (seed, scale) => sources(seed, 700 * scale, 12 * KIB) },
  { name: 'small', about: '12,000 files, 220 MB', flags: [], files: (seed, scale) => sources(seed, 12_000 * scale, 18.5 * KIB) },
  { name: 'few', about: '16 files of 32 MB, nothing to find', flags: [], files: few },
  { name: 'tree', about: '104,000 files, nested ignore rules', flags: [], files: tree },
  { name: 'dense', about: '1,000 files, 30 MB, all with findings', flags: [], files: dense },
  { name: 'locks', about: '72 lockfiles of 1 MB', flags: [], files: locks },
  { name: 'minified', about: 'one minified file of 30 MB', flags: ['--max-file-size', '128mb'], files: oneLine },
];

/** A repository in several languages; a file in 33 uses a model. */
function* sources(seed: number, count: number, bytes: number): Generator<BenchFile> {
  const pools = poolsOf(seed, [typescript, typescript, typescript, python, python, markdown, json, yaml, go, c]);
  const random = randomOf(seed);
  for (let index = 0; index < count; index++) {
    const pool = random.pick(pools);
    const size = sizeAround(random, bytes);
    const uses = index % 33 === 7 ? 2 : 0;
    const path = `packages/part-${Math.floor(index / 240)}/src/area-${Math.floor(index / 20) % 12}/${nameOf(pool.format, index)}`;
    yield { path, text: () => pool.text(random, size, uses) };
  }
}

function* few(seed: number, scale: number, words: readonly string[]): Generator<BenchFile> {
  const random = randomOf(seed);
  const pool = poolOf(text, seed, words);
  const size = Math.round(32 * MIB * Math.min(1, scale));
  for (let index = 0; index < Math.ceil(16 * scale); index++) {
    yield { path: `part-${index}.txt`, text: () => pool.text(random, size, 0) };
  }
}

/** Modules of 40 folders of 20 files; a module has ignore rules, and so has every fourth folder. One file in 20 is ignored, one in 200 uses a model. */
function* tree(seed: number, scale: number): Generator<BenchFile> {
  const pools = poolsOf(seed, [c, c, c, python, yaml, markdown]);
  const random = randomOf(seed);
  yield { path: '.gitignore', text: () => '*.o\n*.ko\n.*.cmd\n/build/\n*~\n' };
  for (let module = 0; module < Math.ceil(130 * scale); module++) {
    yield { path: `module-${module}/.gitignore`, text: () => `generated/*\n!generated/keep-*\n/out-*/\n**/tmp/*.log\n*.mod.c\n` };
    for (let folder = 0; folder < 40; folder++) yield* folderOf(random, pools, `module-${module}/${folderName(folder)}`, folder);
  }
}

function* folderOf(random: Random, pools: Pools, path: string, folder: number): Generator<BenchFile> {
  if (folder % 4 === 0) yield { path: `${path}/.gitignore`, text: () => `*.tmp\n/cache-*\n!important.tmp\n` };
  for (let index = 0; index < 20; index++) {
    const pool = random.pick(pools);
    const size = sizeAround(random, 2.6 * KIB);
    const uses = (folder * 20 + index) % 200 === 19 ? 1 : 0;
    const name = index === 13 ? `made-${index}${random.pick(['.o', '.ko', '.mod.c'])}` : nameOf(pool.format, index);
    yield { path: `${path}/${name}`, text: () => pool.text(random, size, uses) };
  }
}

function folderName(folder: number): string {
  return folder === 39
    ? 'generated'
    : folder % 3 === 0
      ? `drivers/kind-${folder}`
      : folder % 3 === 1
        ? `include/kind-${folder}`
        : `docs-${folder}`;
}

function* dense(seed: number, scale: number): Generator<BenchFile> {
  const [npm, , pnpm] = LOCKFILES;
  const pools = poolsOf(seed, [typescript, python, yaml, json, toml, markdown, typescript, python, npm, pnpm]);
  const random = randomOf(seed);
  for (let index = 0; index < 1000 * scale; index++) {
    const pool = pools[index % pools.length] ?? pools[0];
    const size = sizeAround(random, 30 * KIB);
    yield {
      path: `app-${Math.floor(index / 10)}/${nameOf(pool.format, index)}`,
      text: () => pool.text(random, size, Math.ceil(size / (3 * KIB))),
    };
  }
}

function* locks(seed: number, scale: number): Generator<BenchFile> {
  const pools = poolsOf(seed, LOCKFILES);
  const random = randomOf(seed);
  for (let index = 0; index < 72 * scale; index++) {
    const pool = pools[index % pools.length] ?? pools[0];
    yield { path: `app-${index}/${nameOf(pool.format, index)}`, text: () => pool.text(random, MIB, 2) };
  }
}

function* oneLine(seed: number, scale: number): Generator<BenchFile> {
  const [pool] = poolsOf(seed, [minified]);
  yield { path: 'app.min.js', text: () => pool.text(randomOf(seed), Math.round(30 * MIB * scale), 20) };
}

function poolsOf(seed: number, formats: readonly [Format, ...Format[]]): Pools {
  const made = new Map<Format, Pool>();
  const poolFor = (format: Format): Pool => {
    const pool = made.get(format) ?? poolOf(format, seed + made.size);
    made.set(format, pool);
    return pool;
  };
  const [first, ...others] = formats;
  return [poolFor(first), ...others.map(poolFor)];
}

/** Most files are small, a few are large; `mean` bytes in the middle of many. */
function sizeAround(random: Random, mean: number): number {
  const share = (1 + random.below(1000)) / 1000;
  return Math.round(mean * (0.1 + 3.6 * share * share * share));
}

/** A format's own file name, or one with its ending. */
function nameOf({ ending }: Format, index: number): string {
  return ending.startsWith('.') ? `file-${index}${ending}` : ending;
}

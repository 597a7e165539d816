/** Flags of the benchmark. */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CORPORA } from './corpora.ts';

export interface BenchOptions {
  /** Trees to scan in place of the corpora that are made. */
  readonly paths: readonly string[];
  readonly pairs: number;
  readonly seed: number;
  /** How much of each corpus: 1 is all of it. */
  readonly scale: number;
  /** Names of the corpora to measure. */
  readonly only: readonly string[];
  /** Where corpora are kept. */
  readonly folder: string;
  /** Whether it is told where the time of a scan goes. */
  readonly profile: boolean;
}

export const USAGE = `npm run bench -- [PATH ...] [flags]

  PATH            trees to scan; default: corpora that are made (${CORPORA.map(({ name }) => name).join(', ')})
  --only NAMES    only these corpora: small,few
  --pairs N       runs of each program, in turn; default 7
  --scale X       how much of each corpus; default 1
  --seed N        what the corpora are made from; default 1
  --folder DIR    where corpora are kept (about 4.5 GB); default: a folder for temporary files
  --profile       tell where the time of a scan goes, too

Processor time and memory come from GNU time where it is installed; elsewhere a shell counts processor time, and memory is not told.
`;

/** @throws Error for a flag that is none, or a value it does not take. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      pairs: { type: 'string', default: '7' },
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      profile: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(tmpdir(), 'pedigree-bench') },
    },
  });
  return {
    paths: positionals.map((path) => resolve(path)),
    only: namesOf(values.only),
    pairs: numberOf('--pairs', values.pairs, (value) => Number.isInteger(value) && value >= 1),
    scale: numberOf('--scale', values.scale, (value) => value > 0),
    seed: numberOf('--seed', values.seed, Number.isInteger),
    folder: resolve(values.folder),
    profile: values.profile,
  };
}

function namesOf(value: string | undefined): string[] {
  const known = CORPORA.map(({ name }) => name);
  const names = value?.split(',') ?? known;
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`--only ${stranger}: choose from ${known.join(', ')}`);
  return names;
}

function numberOf(flag: string, value: string, isRight: (value: number) => boolean): number {
  const number = Number(value);
  if (value.trim() === '' || !isRight(number)) throw new Error(`${flag} ${value}: not a number that it takes`);
  return number;
}

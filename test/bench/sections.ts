/** What is measured on a tree, each as rows of a table. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { agreementOf } from './agreement.ts';
import { inTurn, less, median, middle, peak, ratios, type Series } from './contest.ts';
import type { Command, Sample } from './measure.ts';
import { profiled, sharesIn } from './profile.ts';
import { discoverOptionsOf, searchedWords, type Programs, type Tree } from './programs.ts';
import type { StageOne } from './stage-one.ts';
import { mebibytes, milliseconds, seconds, spread } from './table.ts';

/** What every section needs. */
export interface Bench {
  readonly programs: Programs;
  readonly measure: (command: Command) => Sample;
  readonly pairs: number;
  readonly scratch: string;
}

export const AGAINST_HEAD = [
  'corpus',
  'Pedigree wall',
  'CPU',
  'peak',
  'ripgrep wall',
  'CPU',
  'wall ratio',
  'CPU ratio',
  'wall 2n/n',
  'CPU 2n/n',
] as const;

/** A scan against a search, and against a scan of twice as much. */
export function against({ programs, measure, pairs }: Bench, name: string, tree: Tree, twice: Tree | null): string[] {
  const { scan, search } = programs;
  const series = inTurn({ scan: scan(tree), search: search(tree), twice: twice === null ? null : scan(twice) }, pairs, measure);
  const growth = (figure: 'wall' | 'cpu') => (series.twice.length > 0 ? median(ratios(series.twice, series.scan, figure)).toFixed(2) : '-');
  return [
    name,
    seconds(middle(series.scan, 'wall')),
    seconds(middle(series.scan, 'cpu')),
    mebibytes(peak(series.scan)),
    seconds(middle(series.search, 'wall')),
    seconds(middle(series.search, 'cpu')),
    spread(ratios(series.scan, series.search, 'wall')),
    spread(ratios(series.scan, series.search, 'cpu')),
    growth('wall'),
    growth('cpu'),
  ];
}

/** How the files that both find differ, in lines; `isRight` when every difference is explained. */
export async function agreement({ programs, measure }: Bench, name: string, tree: Tree): Promise<{ lines: string[]; isRight: boolean }> {
  measure(programs.search(tree));
  measure(programs.stageOne(tree));
  const { kept } = programs.stageOneResult();
  const { both, differences } = await agreementOf(await discoverOptionsOf(tree), await searchedWords(), kept, readFileSync(programs.found));
  const lines = [...differences].sort().map(([reason, files]) => `  ${files.length} ${reason}, such as ${files[0]}`);
  return {
    lines: [`${name}: both find ${both} files${lines.length === 0 ? ', and neither finds another' : ''}`, ...lines],
    isRight: ![...differences.keys()].some((reason) => reason.includes('UNEXPLAINED')),
  };
}

export const START_HEAD = ['program', 'wall', 'CPU', 'over bare node, wall', 'CPU', 'peak'] as const;

/** Bare node, `--version`, and a small repository. */
export function start({ programs, measure, pairs }: Bench, tree: Tree): string[][] {
  const { bare, version, scan, search } = programs;
  const series = inTurn({ bare, version, scan: scan(tree), search: search(tree) }, 2 * pairs, measure);
  const row = (name: string, one: Series) => [
    name,
    milliseconds(middle(one, 'wall')),
    milliseconds(middle(one, 'cpu')),
    milliseconds(middle(less(one, series.bare), 'wall')),
    milliseconds(middle(less(one, series.bare), 'cpu')),
    mebibytes(peak(one)),
  ];
  return [
    row('node -e 0', series.bare),
    row('pedigree --version', series.version),
    row('pedigree scan, 700 files', series.scan),
    row('ripgrep, 700 files', series.search),
  ];
}

export const STAGE_TWO_HEAD = ['what', 'wall', 'CPU'] as const;

/** Stage 2 (a scan, less its stage 1 and a scan of nothing) against parsing the same files (less a bare start). */
export function stageTwo({ programs, measure, pairs }: Bench, tree: Tree): string[][] {
  const stageOne = programs.stageOne(tree);
  const inside = (command: Command): Sample => {
    const whole = measure(command);
    return command === stageOne ? { ...whole, ...timesOf(programs.stageOneResult()) } : whole;
  };
  const commands = {
    stageOne,
    scan: programs.scan(tree),
    nothing: programs.scan(programs.nothing()),
    bare: programs.bare,
    parse: programs.parse(tree),
  };
  const series = inTurn(commands, pairs, inside);
  const second = less(less(series.scan, series.nothing), series.stageOne);
  const yardstick = less(series.parse, series.bare);
  const row = (name: string, one: Series) => [name, milliseconds(middle(one, 'wall')), milliseconds(middle(one, 'cpu'))];
  const share = (figure: 'wall' | 'cpu') => spread(ratios(second, yardstick, figure));
  return [
    row('start, and a scan of nothing', series.nothing),
    row('stage 1', series.stageOne),
    row('stage 2 and report', second),
    row('read, JSON.parse or lines', yardstick),
    ['stage 2 to that', share('wall'), share('cpu')],
  ];
}

function timesOf({ wall, cpu }: StageOne): Pick<Sample, 'wall' | 'cpu'> {
  return { wall, cpu };
}

export const RESCAN_HEAD = ['corpus', 'first scan wall', 'CPU', 'again wall', 'CPU', 'wall ratio', 'CPU ratio'] as const;

/** The first scan of a tree with `--cache` and an empty cache, and the second. */
export function rescan({ programs, measure, pairs, scratch }: Bench, name: string, tree: Tree): string[] {
  const home = join(scratch, 'cache');
  const command = { ...programs.scan(tree, ['--cache']), env: { XDG_CACHE_HOME: home } };
  const first: Sample[] = [];
  const again: Sample[] = [];
  for (let round = 0; round <= pairs; round++) {
    rmSync(home, { recursive: true, force: true });
    const samples = [measure(command), measure(command)] as const;
    if (round === 0) continue;
    first.push(samples[0]);
    again.push(samples[1]);
  }
  return [
    name,
    seconds(middle(first, 'wall')),
    seconds(middle(first, 'cpu')),
    seconds(middle(again, 'wall')),
    seconds(middle(again, 'cpu')),
    spread(ratios(again, first, 'wall')),
    spread(ratios(again, first, 'cpu')),
  ];
}

export const PROFILE_HEAD = ['corpus', 'function', 'own time'] as const;

/** Where the time of one scan goes. */
export function profile({ programs, measure, scratch }: Bench, name: string, tree: Tree): string[][] {
  const folder = join(scratch, 'profile');
  measure(profiled(programs.scan(tree), folder));
  return sharesIn(folder, 12).map(({ name: own, share }) => [name, own, `${(100 * share).toFixed(1)} %`]);
}
